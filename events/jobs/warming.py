"""Make the public pages of the programme ready, so that no visitor waits for one."""

from collections.abc import Iterable
from datetime import date

from events.models import Release
from events.queries.releases import current_index
from toolkit import clock
from toolkit.ready_pages import Route, make_ready

WHOLE = (
    "conference_programme_words",
    "conference_changes",
    "conference_changes_feed",
    "conference_schedule_xml",
    "conference_schedule_json",
    "conference_schedule_ics",
)
"""Pages that show the whole programme, which take longest to make, and what has changed in it."""


def warm_pages(release: Release) -> None:
    """Make the pages ready, in the order in which they are asked for.

    The home page and the days mark today. They are made first as they are now, and last as they will be on each day of
    the conference and after it, so that nobody waits after midnight.
    """
    index = current_index(release.conference)
    if index is None:
        return
    slug, days = release.conference.slug, list(index.sessions_by_day)
    day = index.conference.day_of(clock.now())
    today = day if day in days else None
    make_ready(
        [
            *_marking(today, slug, days),
            *(Route(name, (slug,)) for name in WHOLE),
            *(Route("conference_forum", (slug, number)) for number in index.forums),
        ]
    )
    make_ready(
        [
            *(Route("conference_session", (slug, code)) for code in index.sessions),
            *(Route("conference_talk", (slug, code)) for code in index.talks),
        ]
    )
    for later in (*(each for each in days if each > day), None):
        make_ready(_marking(later, slug, days))


def _marking(today: date | None, slug: str, days: Iterable[date]) -> list[Route]:
    """Return the pages that mark today, as they are on this day, or as they are on no day of the conference."""
    return [
        Route("conference_home", (slug,), on=today),
        Route("conference_programme", (slug,), on=today),
        *(Route("conference_programme_day", (slug, each), on=today) for each in days),
    ]
