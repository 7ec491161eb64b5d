"""The board of a conference's forums."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from events.models import Conference, Forum
from events.queries.bookings import programme_clashes
from events.queries.clashes import accepted_clashes
from events.queries.completeness import Completeness, completeness_of
from events.queries.office.secretaries import secretaries_of
from events.queries.office.team import Invited
from events.rules.board import BoardLine, Contact, Counted, counted, sums
from events.rules.bookings import Clash, ClashGroup
from events.rules.clash_list import clash_list, visible
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
    is_open = Q(change_requests__state=RequestState.OPEN)
    rows = _within(conference, reach).annotate(requests=Count("change_requests", filter=is_open))
    requests = {forum.pk: forum.requests for forum in rows}
    forums: list[Forum] = list(rows)
    complete = completeness_of(forums)
    clashes = clashes_by_forum(conference, forums, reach, knows_closed=knows_closed)
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
    groups = {group for found in clashes.values() for group in found}
    return Board(lines=lines, sums=sums(lines, clashes=len(groups)))


def forums_within(conference: Conference, reach: Reach) -> list[Forum]:
    """Return the forums within the reach by number, with the conference and who has changed them last."""
    return list(_within(conference, reach))


def _within(conference: Conference, reach: Reach) -> QuerySet[Forum]:
    rows = Forum.objects.filter(conference=conference).select_related("conference", "changed_by")
    return rows if reach.forums is None else rows.filter(pk__in=reach.forums)


def _counts(complete: Completeness, *, clashes: int, requests: int) -> dict[Counted, int]:
    others = {Counted.CLASHES: clashes, Counted.REQUESTS: requests}
    return counted(complete.missing) | {what: number for what, number in others.items() if number}


def clashes_by_forum(
    conference: Conference, forums: Collection[Forum], reach: Reach, *, knows_closed: bool
) -> dict[int, list[ClashGroup]]:
    """Return the open clashes of each of these forums, by primary key, in the groups of the list of clashes.

    A group of two forums is there for both.
    """
    keys = {forum.number: forum.pk for forum in forums}
    clashes: Iterable[Clash] = programme_clashes(conference)
    if reach.forums is not None:
        clashes = visible(clashes, forums=keys.keys(), is_centre=False)
    elif not knows_closed:
        clashes = (clash for clash in clashes if not clash.is_closed)
    found: dict[int, list[ClashGroup]] = defaultdict(list)
    for group in clash_list(clashes, accepted_clashes(conference)).open:
        for number in {number for clash in group.clashes for number in clash.forums} & keys.keys():
            found[keys[number]].append(group)
    return found


def _contacts(forums: Collection[Forum]) -> dict[int, tuple[Contact, ...]]:
    """Return the secretaries of each forum, those who have signed in first."""
    found: dict[int, tuple[Contact, ...]] = {}
    for key, members in secretaries_of(forums).items():
        contacts = (Contact(name=str(row.user), has_signed_in=Invited(row, None).has_signed_in) for row in members)
        found[key] = tuple(sorted(contacts, key=lambda contact: not contact.has_signed_in))
    return found
