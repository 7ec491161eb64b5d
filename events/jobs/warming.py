"""Make the public pages of the programme ready, so that no visitor waits for a page that many ask for."""

from events.models import Release
from events.queries.releases import current_index
from toolkit.ready_pages import Route, make_ready

WHOLE = (
    "conference_home",
    "conference_programme",
    "conference_programme_words",
    "conference_schedule_xml",
    "conference_schedule_json",
    "conference_schedule_ics",
)
"""Pages that show the whole programme. They take longest to make and are asked for most."""


def warm_pages(release: Release) -> None:
    """Make the home page, the days, the feeds and the pages of forums ready, in this order."""
    index = current_index(release.conference)
    if index is None:
        return
    slug = release.conference.slug
    make_ready(
        [
            *(Route(name, (slug,)) for name in WHOLE),
            *(Route("conference_programme_day", (slug, day)) for day in index.sessions_by_day),
            *(Route("conference_forum", (slug, number)) for number in index.forums),
        ]
    )
