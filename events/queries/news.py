"""What the latest releases have changed, for the public."""

from dataclasses import dataclass

from events.models import Conference, Release
from events.rules.index import ProgrammeIndex
from events.rules.news import NewsItem, news_of
from events.rules.publication import changes_from_json

LATEST = 20
MOST_SHOWN = 200
"""Changes of one release. Who reads more than that looks at the programme itself."""


@dataclass(frozen=True)
class ReleaseNews:
    """A release with what it has changed for the public; `left_out` is the number of changes that are not shown."""

    release: Release
    items: tuple[NewsItem, ...]
    left_out: int = 0


def latest_news(conference: Conference, index: ProgrammeIndex) -> list[ReleaseNews]:
    """Return the latest releases up to the public one, the newest first. One query, and only of releases."""
    rows = Release.objects.filter(conference=conference, number__lte=conference.public_version).defer("document")
    releases = rows.select_related("republishes").defer("document", "republishes__document", "republishes__changes")
    return [_news(each, index) for each in releases[:LATEST]]


def _news(release: Release, index: ProgrammeIndex) -> ReleaseNews:
    items = news_of(changes_from_json(release.changes), index)
    return ReleaseNews(release, items[:MOST_SHOWN], left_out=max(len(items) - MOST_SHOWN, 0))
