"""Exporter for `changes.atom`: an Atom feed (RFC 4287) of what releases have changed."""

import re
from dataclasses import dataclass
from datetime import datetime
from io import StringIO

from django.utils.feedgenerator import Atom1Feed

_UNFIT = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""What XML cannot hold."""


@dataclass(frozen=True, kw_only=True)
class NewsEntry:
    """One release. `id` never changes; `html` is its content."""

    id: str
    title: str
    url: str
    html: str
    at: datetime


@dataclass(frozen=True, kw_only=True)
class NewsFeed:
    """The feed: `page` is the same for people, `address` the feed's own address."""

    id: str
    title: str
    page: str
    address: str
    language: str
    author: str
    updated_at: datetime
    entries: tuple[NewsEntry, ...]


class _Atom(Atom1Feed):
    """Atom with the time of the latest release, also while there is no entry."""

    def latest_post_date(self) -> datetime:
        updated: datetime = self.feed["updated_at"]
        return updated


def news_atom(feed: NewsFeed) -> bytes:
    """Return the feed in UTF-8."""
    atom = _Atom(
        title=_fit(feed.title),
        link=feed.page,
        description=None,
        language=feed.language,
        feed_url=feed.address,
        feed_guid=feed.id,
        author_name=_fit(feed.author),
        updated_at=feed.updated_at,
    )
    for entry in feed.entries:
        atom.add_item(
            title=_fit(entry.title),
            link=entry.url,
            description=_fit(entry.html),
            unique_id=entry.id,
            pubdate=entry.at,
            updateddate=entry.at,
        )
    written = StringIO()
    atom.write(written, "utf-8")
    return written.getvalue().encode()


def _fit(words: str) -> str:
    return _UNFIT.sub("", words)
