"""Keeping, taking back and mending clashes, and telling people apart."""

from datetime import timedelta

import pytest
from django.db import transaction

from events.access import Denied
from events.models import AcceptedClash, AuditEntry, DistinctPeople, Person, Session, Talk
from events.operations.clashes import ClashRefused, accept_clashes, mend_clash, revoke_clashes, tell_apart
from events.operations.publishing import PublishRefused, publish
from events.queries.bookings import programme_clashes
from events.queries.clashes import count_clashes, known_counts, open_clashes, recent_counts, repairs_of
from events.rules.bookings import Clash, ClashKind
from events.rules.clash_list import LONGEST_REASON, ClashFault
from events.rules.office.roles import Role
from events.rules.repairs import Repair, RepairKind
from speakers.models import Appearance, Speaker
from tests.builders.people import NOW, Cast, a_person
from tests.builders.programme import a_room, a_session, a_talk

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def clash_of_rooms(cast: Cast) -> Clash:
    room = a_room(cast.conference)
    a_session(cast.conference, room=room)
    a_session(cast.conference, room=room)
    return next(clash for clash in programme_clashes(cast.conference) if clash.kind is ClashKind.ROOM)


def clash_of_people(cast: Cast, **fields: object) -> Clash:
    speaker = Speaker.objects.create(conference=cast.conference, person=a_person(cast.organisation), **fields)
    for _ in range(2):
        Appearance.objects.create(speaker=speaker, session=a_session(cast.conference), role="speaker")
    return next(clash for clash in programme_clashes(cast.conference) if clash.kind is ClashKind.PERSON)


def accept(cast: Cast, clash: Clash, reason: str = "A wall divides it.", role: Role | None = Role.OWNER) -> None:
    by = cast.members[role] if role else None
    accept_clashes(cast.conference, [clash.mark], reason, by=by, now=NOW)


def test_a_reason_is_kept_with_who_gave_it_and_when(cast: Cast) -> None:
    clash = clash_of_rooms(cast)
    accept(cast, clash, "  A wall divides it.  ")
    row = AcceptedClash.objects.get()
    assert (row.mark, row.reason, row.by, row.at) == (clash.mark, "A wall divides it.", cast.members[Role.OWNER], NOW)
    entry = AuditEntry.objects.get()
    assert (entry.deed, entry.details["accepted_reason"]) == ("clash.accept", "A wall divides it.")


def test_the_first_reason_stays(cast: Cast) -> None:
    clash = clash_of_rooms(cast)
    accept(cast, clash, "first")
    accept(cast, clash, "second")
    assert AcceptedClash.objects.get().reason == "first"


def test_editors_keep_clashes_of_people_and_owners_those_of_rooms(cast: Cast) -> None:
    accept(cast, clash_of_people(cast), role=Role.PROGRAMME_EDITOR)
    with pytest.raises(Denied):
        accept(cast, clash_of_rooms(cast), role=Role.PROGRAMME_EDITOR)
    assert AcceptedClash.objects.count() == 1


@pytest.mark.parametrize(
    ("reason", "fault"), [(" ", ClashFault.NO_REASON), ("x" * (LONGEST_REASON + 1), ClashFault.REASON_TOO_LONG)]
)
def test_a_reason_is_needed_and_not_a_novel(cast: Cast, reason: str, fault: ClashFault) -> None:
    with pytest.raises(ClashRefused) as refusal:
        accept(cast, clash_of_rooms(cast), reason)
    assert refusal.value.fault is fault


def test_nobody_keeps_a_clash_of_somebody_who_must_not_clash(cast: Cast) -> None:
    with pytest.raises(ClashRefused) as refusal:
        accept(cast, clash_of_people(cast, must_not_clash=True))
    assert refusal.value.fault is ClashFault.MUST_NOT_CLASH


def test_a_clash_that_is_gone_cannot_be_kept(cast: Cast) -> None:
    clash = clash_of_rooms(cast)
    Session.objects.all().delete()
    for marks in ([clash.mark], []):
        with pytest.raises(ClashRefused) as refusal:
            accept_clashes(cast.conference, marks, "x", by=None, now=NOW)
        assert refusal.value.fault is ClashFault.GONE


def test_a_decision_is_taken_back_once(cast: Cast) -> None:
    clash = clash_of_rooms(cast)
    accept(cast, clash)
    for _ in range(2):
        revoke_clashes(cast.conference, [clash.mark], by=cast.members[Role.PROGRAMME_EDITOR], now=NOW)
    assert not AcceptedClash.objects.exists()
    assert list(AuditEntry.objects.values_list("deed", flat=True)).count("clash.revoke") == 1


def test_a_clash_of_rooms_that_an_owner_keeps_does_not_stop_a_publication(cast: Cast) -> None:
    clash = clash_of_rooms(cast)
    with pytest.raises(PublishRefused):
        publish(cast.conference, by=cast.members[Role.ORGANISER], now=NOW)
    accept(cast, clash)
    assert publish(cast.conference, by=cast.members[Role.ORGANISER], now=NOW).is_new


def test_only_open_clashes_are_counted_and_the_numbers_are_remembered(cast: Cast) -> None:
    assert (known_counts(cast.conference), open_clashes(cast.conference)) == (None, None)
    clash = clash_of_rooms(cast)
    counts = count_clashes(cast.conference)
    assert (counts.open, counts.hard, known_counts(cast.conference)) == (1, 1, counts)
    accept(cast, clash)
    assert recent_counts(cast.conference) == counts
    assert (count_clashes(cast.conference).open, open_clashes(cast.conference)) == (0, 0)


def test_two_people_are_told_apart_once_in_either_order(cast: Cast) -> None:
    first, second = a_person(cast.organisation), a_person(cast.organisation)
    for one, other in ((second.pk, first.pk), (first.pk, second.pk)):
        tell_apart(cast.conference, one, other, by=cast.members[Role.OWNER], now=NOW)
    row = DistinctPeople.objects.get()
    assert (row.first, row.second, row.by) == (first, second, cast.members[Role.OWNER])
    assert AuditEntry.objects.count() == 1


def test_people_of_another_organisation_are_not_found(cast: Cast) -> None:
    stranger = a_person(cast.neighbours_conference.organisation)
    with pytest.raises(Person.DoesNotExist):
        tell_apart(cast.conference, a_person(cast.organisation).pk, stranger.pk, by=None, now=NOW)


def a_day(cast: Cast) -> Clash:
    """Create a session of four talks, the last of which takes place at the same time as another session."""
    rooms = [a_room(cast.conference, name) for name in ("B301", "B304", "C101")]
    sixth = a_session(cast.conference, cast.forum, room=rooms[0])
    talks = [a_talk(sixth, 20 * place, title_en=f"Talk {place}") for place in range(3)]
    start = talks[2].starts_at
    plenary = a_session(cast.conference, room=rooms[1], starts_at=start, ends_at=start + HOUR / 3)
    a_session(cast.conference, cast.forum, room=rooms[0], starts_at=sixth.ends_at, ends_at=sixth.ends_at + 2 * HOUR)
    speaker = Speaker.objects.create(conference=cast.conference, person=a_person(cast.organisation))
    Appearance.objects.create(speaker=speaker, talk=talks[2], role="speaker")
    Appearance.objects.create(speaker=speaker, session=plenary, role="chair")
    (clash,) = programme_clashes(cast.conference)
    return clash


def mended(cast: Cast, clash: Clash, repair: Repair) -> None:
    """Apply the repair, check that it does what it has said, and undo it."""
    with transaction.atomic():
        mend_clash(cast.conference, clash.key, repair.key, by=cast.members[Role.OWNER], now=NOW)
        assert {each.mark for each in programme_clashes(cast.conference)} == {each.mark for each in repair.made}
        for shift in repair.shifts:
            row = Talk.objects.get(code=shift.talk) if shift.talk else Session.objects.get(code=shift.session)
            assert row.starts_at == shift.after
        assert cast.conference.deeds.count() == 1
        transaction.set_rollback(True)


def test_repairs_of_people_do_what_they_say(cast: Cast) -> None:
    clash = a_day(cast)
    offered = repairs_of(cast.conference, clash)
    kinds = {repair.kind for repair in offered}
    assert kinds >= {RepairKind.OTHER_SESSION, RepairKind.OTHER_TIME}
    assert kinds & {RepairKind.REORDER, RepairKind.SWAP_TALKS}
    for repair in offered:
        mended(cast, clash, repair)


@pytest.mark.parametrize("kind", [RepairKind.OTHER_ROOM, RepairKind.SWAP_ROOMS])
def test_repairs_of_rooms_do_what_they_say(cast: Cast, kind: RepairKind) -> None:
    small, large = a_room(cast.conference, "S", capacity=10), a_room(cast.conference, "L", capacity=90)
    a_session(cast.conference, room=small, capacity=50)
    if kind is RepairKind.SWAP_ROOMS:
        a_session(cast.conference, room=large, capacity=5)
    (clash,) = programme_clashes(cast.conference)
    (repair,) = repairs_of(cast.conference, clash)
    assert repair.kind is kind
    mended(cast, clash, repair)


def test_a_repair_of_a_clash_that_is_gone_is_refused(cast: Cast) -> None:
    clash = a_day(cast)
    repair = repairs_of(cast.conference, clash)[0]
    Appearance.objects.all().delete()
    with pytest.raises(ClashRefused) as refusal:
        mend_clash(cast.conference, clash.key, repair.key, by=None, now=NOW)
    assert refusal.value.fault is ClashFault.GONE
    assert not cast.conference.deeds.exists()


def test_a_secretary_mends_within_the_own_forum_only(cast: Cast) -> None:
    clash = a_day(cast)
    offered = repairs_of(cast.conference, clash)
    inside = next(each for each in offered if each.talk)
    outside = next(each for each in offered if each.kind is RepairKind.OTHER_TIME)
    secretary = cast.members[Role.FORUM_SECRETARY]
    with pytest.raises(Denied):
        mend_clash(cast.conference, clash.key, outside.key, by=secretary, now=NOW)
    mend_clash(cast.conference, clash.key, inside.key, by=secretary, now=NOW)
    assert programme_clashes(cast.conference) == ()
