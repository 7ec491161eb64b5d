"""Settling clashes: keeping one for a reason, telling two people apart, and mending one by a repair."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from events.access import authorise
from events.models import AcceptedClash, Conference, DistinctPeople, Person, Session, Talk, User
from events.operations.moving import move_session, swap_rooms
from events.operations.office.audit import record_in
from events.operations.office.changes import label_of
from events.operations.running_order import place_talk, swap_talks
from events.queries.bookings import programme_clashes
from events.queries.clashes import repairs_of
from events.rules.bookings import Clash
from events.rules.clash_list import LONGEST_REASON, ClashFault, right_to_keep
from events.rules.office.roles import Right
from events.rules.repairs import Repair, RepairKind


class ClashRefused(Exception):
    """Nothing was changed."""

    def __init__(self, fault: ClashFault) -> None:
        super().__init__(fault)
        self.fault = fault


@transaction.atomic
def accept_clashes(
    conference: Conference, marks: Collection[str], reason: str, *, by: User | None, now: datetime
) -> None:
    """Decide that the clashes with these marks stay, all or none.

    Those that stop a publication need Right.ACCEPT_CLASHES. Raises ClashRefused for one that is gone or that nobody may
    keep, and without a reason. The first reason stays if two people decide at once.
    """
    authorise(by, Right.EDIT_PROGRAMME, conference)
    words = reason.strip()
    if not words:
        raise ClashRefused(ClashFault.NO_REASON)
    if len(words) > LONGEST_REASON:
        raise ClashRefused(ClashFault.REASON_TOO_LONG)
    found = {clash.mark: clash for clash in programme_clashes(conference) if clash.mark in marks}
    if not marks or set(marks) != set(found):
        raise ClashRefused(ClashFault.GONE)
    for right in {right_to_keep(clash) for clash in found.values()}:
        if right is None:
            raise ClashRefused(ClashFault.MUST_NOT_CLASH)
        authorise(by, right, conference)
    rows = [AcceptedClash(conference=conference, mark=mark, reason=words, by=by, at=now) for mark in sorted(found)]
    AcceptedClash.objects.bulk_create(rows, ignore_conflicts=True)
    _record("clash.accept", conference, found.values(), by=by, now=now, reason=words)


@transaction.atomic
def revoke_clashes(conference: Conference, marks: Collection[str], *, by: User | None, now: datetime) -> None:
    """Take back the decision that the clashes with these marks stay; does nothing if there is none."""
    authorise(by, Right.EDIT_PROGRAMME, conference)
    rows = AcceptedClash.objects.filter(conference=conference, mark__in=marks)
    reason = rows.values_list("reason", flat=True).first()
    if rows.delete()[0]:
        found = [clash for clash in programme_clashes(conference) if clash.mark in marks]
        _record("clash.revoke", conference, found, by=by, now=now, reason=reason or "")


def _record(
    deed: str, conference: Conference, found: Collection[Clash], *, by: User | None, now: datetime, reason: str
) -> None:
    ends = [end.what.zh or end.what.en for clash in found for end in clash.bookings]
    names = dict.fromkeys(clash.first.label.zh or clash.first.label.en for clash in found)
    details = {"name": "、".join((*names, *dict.fromkeys(ends)))[:200], "accepted_reason": reason}
    record_in(conference, deed, conference, by=by, now=now, details=details)


@transaction.atomic
def tell_apart(conference: Conference, one: int, other: int, *, by: User | None, now: datetime) -> None:
    """Note that two people of the organisation are two, although they look like one. They are given by primary key.

    Raises Person.DoesNotExist for people of another organisation.
    """
    authorise(by, Right.EDIT_PROGRAMME, conference)
    people = Person.objects.filter(organisation=conference.organisation_id)
    first, second = (people.get(pk=key) for key in sorted((one, other)))
    _row, is_new = DistinctPeople.objects.get_or_create(first=first, second=second, defaults={"by": by, "at": now})
    if is_new:
        details = {"name": label_of(second)}
        record_in(conference, "person.distinct", first, by=by, now=now, details=details)


@transaction.atomic
def mend_clash(conference: Conference, key: str, repair: str, *, by: User | None, now: datetime) -> Repair:
    """Apply the repair of a clash, both given by their keys, as one deed.

    Raises ClashRefused if the clash is gone or the programme has changed so that this is no longer its repair, and what
    the operations raise that move sessions and talks. They ask whether `by` may do so.
    """
    clash = next((each for each in programme_clashes(conference) if each.key == key), None)
    offered = repairs_of(conference, clash) if clash else ()
    chosen = next((each for each in offered if each.key == repair), None)
    if chosen is None:
        raise ClashRefused(ClashFault.GONE)
    _apply(conference, chosen, by=by, now=now)
    return chosen


def _apply(conference: Conference, repair: Repair, *, by: User | None, now: datetime) -> None:
    kind = repair.kind
    if kind in {RepairKind.REORDER, RepairKind.OTHER_SESSION}:
        session = _session(conference, repair.other or repair.session)
        place_talk(_talk(conference, repair.talk), session, repair.position, by=by, now=now)
    elif kind is RepairKind.SWAP_TALKS:
        swap_talks(_talk(conference, repair.talk), _talk(conference, repair.other), by=by, now=now)
    elif kind is RepairKind.SWAP_ROOMS:
        swap_rooms(_session(conference, repair.session), _session(conference, repair.other), by=by, now=now)
    else:
        room = conference.rooms.get(pk=repair.room)
        move_session(_session(conference, repair.session), room, repair.starts_at, by=by, now=now)


def _session(conference: Conference, code: str) -> Session:
    return Session.objects.select_related("conference", "forum", "room").get(conference=conference, code=code)


def _talk(conference: Conference, code: str) -> Talk:
    return Talk.objects.select_related("conference", "session__forum", "forum").get(conference=conference, code=code)
