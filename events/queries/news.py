"""What the latest releases have changed, for the public."""

from dataclasses import dataclass

from events.models import Conference, Release
from events.rules.index import ProgrammeIndex
from events.rules.news import NewsItem, news_of
from events.rules.publication import changes_from_json

LATEST = 20


@dataclass(frozen=True)
class ReleaseNews:
    """A release with what it has changed for the public."""

    release: Release
    items: tuple[NewsItem, ...]


def latest_news(conference: Conference, index: ProgrammeIndex) -> list[ReleaseNews]:
    """Return the latest releases up to the public one, the newest first. One query, and only of releases."""
    rows = Release.objects.filter(conference=conference, number__lte=conference.public_version).defer("document")
    releases = rows.select_related("republishes").defer("document", "republishes__document", "republishes__changes")
    return [ReleaseNews(each, news_of(changes_from_json(each.changes), index)) for each in releases[:LATEST]]
