"""The board of a conference's forums."""

from collections import Counter, defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Count

from events.models import ChangeRequest, Conference, Forum
from events.queries.bookings import programme_clashes
from events.queries.completeness import Completeness, completeness_of
from events.queries.office.secretaries import secretaries_of
from events.queries.office.team import Invited
from events.rules.board import BoardLine, Contact, Counted, counted, sums
from events.rules.bookings import Clash
from events.rules.forums import ForumState, RequestState
from events.rules.office.reach import Reach


@dataclass(frozen=True, kw_only=True)
class Board:
    """The lines of a board, by number of the forum, and the sums of its columns."""

    lines: tuple[BoardLine, ...]
    sums: Counter[Counted]


def board_of(conference: Conference, reach: Reach, *, knows_closed: bool) -> Board:
    """Return the board of the forums within the reach.

    Clashes with closed-door meetings are left out unless `knows_closed`. The number of queries is the same for any
    number of forums.
    """
    forums = forums_within(conference, reach)
    complete = completeness_of(forums)
    clashes = clashes_by_forum(conference, forums, knows_closed=knows_closed)
    requests = _open_requests(forums)
    contacts = _contacts(forums)
    lines = tuple(
        BoardLine(
            forum_id=forum.pk,
            number=forum.number,
            title=forum.title,
            state=ForumState(forum.state),
            is_changed=forum.state == ForumState.APPROVED and forum.approved_part is not None,
            talks=complete[forum.pk].talks,
            per_cent=complete[forum.pk].per_cent,
            counts=_counts(complete[forum.pk], clashes=len(clashes[forum.pk]), requests=requests[forum.pk]),
            changed_at=forum.changed_at,
            changed_by=str(forum.changed_by or ""),
            contacts=contacts.get(forum.pk, ()),
        )
        for forum in forums
    )
    marks = {clash.mark for found in clashes.values() for clash in found}
    return Board(lines=lines, sums=sums(lines, clashes=len(marks)))


def forums_within(conference: Conference, reach: Reach) -> list[Forum]:
    """Return the forums within the reach by number, with the conference and who has changed them last."""
    rows = Forum.objects.filter(conference=conference).select_related("conference", "changed_by")
    return list(rows if reach.forums is None else rows.filter(pk__in=reach.forums))


def _counts(complete: Completeness, *, clashes: int, requests: int) -> dict[Counted, int]:
    others = {Counted.CLASHES: clashes, Counted.REQUESTS: requests}
    return counted(complete.missing) | {what: number for what, number in others.items() if number}


def clashes_by_forum(
    conference: Conference, forums: Collection[Forum], *, knows_closed: bool
) -> dict[int, list[Clash]]:
    """Return the clashes of each of these forums, by primary key. One between two forums is listed for both."""
    keys = {forum.number: forum.pk for forum in forums}
    found: dict[int, list[Clash]] = defaultdict(list)
    for clash in programme_clashes(conference):
        if not knows_closed and clash.is_closed:
            continue
        for number in clash.forums & keys.keys():
            found[keys[number]].append(clash)
    return found


def _open_requests(forums: Collection[Forum]) -> Counter[int]:
    rows = ChangeRequest.objects.filter(forum__in=forums, state=RequestState.OPEN).order_by()
    return Counter(dict(rows.values_list("forum").annotate(number=Count("pk"))))


def _contacts(forums: Collection[Forum]) -> dict[int, tuple[Contact, ...]]:
    """Return the secretaries of each forum, those who have signed in first."""
    found: dict[int, tuple[Contact, ...]] = {}
    for key, members in secretaries_of(forums).items():
        contacts = (Contact(name=str(row.user), has_signed_in=Invited(row, None).has_signed_in) for row in members)
        found[key] = tuple(sorted(contacts, key=lambda contact: not contact.has_signed_in))
    return found
