"""Changes and clashes that the next release would contain."""

from dataclasses import dataclass

from events.models import Conference, Release
from events.queries.bookings import programme_clashes
from events.queries.programme import draft_programme
from events.rules.bookings import ClashGroup, grouped
from events.rules.programme import from_document
from events.rules.publication import Change, changes


@dataclass(frozen=True)
class Pending:
    """The last release, the changes since then, and the clashes: those that stop a publication, and mere warnings.

    `is_new` tells whether publishing would make a release at all. Another order of people or groups does, too, although
    `changes` lists no item.
    """

    last: Release | None
    is_new: bool
    changes: tuple[Change, ...]
    stopping: tuple[ClashGroup, ...]
    warnings: tuple[ClashGroup, ...]


def pending_release(conference: Conference) -> Pending:
    """Return what publishing now would change. `changes` is empty before the first release."""
    last = Release.objects.filter(conference=conference).select_related("published_by").first()
    found = programme_clashes(conference)
    draft = draft_programme(conference) if last else None
    published = from_document(last.document) if last else None
    return Pending(
        last=last,
        is_new=last is None or published != draft,
        changes=changes(published, draft) if published and draft else (),
        stopping=grouped(clash for clash in found if clash.stops_publication),
        warnings=grouped(clash for clash in found if not clash.stops_publication),
    )
