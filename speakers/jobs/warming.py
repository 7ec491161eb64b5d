"""Make the public pages of the speakers ready."""

from events.models import Release
from events.queries.releases import current_index
from toolkit.ready_pages import Route, make_ready


def warm_pages(release: Release) -> None:
    """Make the list of speakers ready, then the page of each."""
    index = current_index(release.conference)
    if index is None:
        return
    slug = release.conference.slug
    make_ready(
        [
            Route("conference_speakers", (slug,)),
            *(Route("conference_speaker", (slug, speaker.code)) for speaker in index.programme.speakers),
        ]
    )
