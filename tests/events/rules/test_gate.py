from dataclasses import replace
from datetime import UTC, datetime, timedelta

from events.rules.bookings import Booking, Clash, ClashKind, Resource
from events.rules.forums import Unapproved
from events.rules.gate import (
    Acceptance,
    GateLine,
    GateMatter,
    GateState,
    clash_lines,
    forum_lines,
    may_be_overridden,
    stopping,
)
from toolkit.text import Text

NINE = datetime(2027, 4, 16, 9, tzinfo=UTC)
WHY = Acceptance(reason="The hall is divided.", by="Jiang", at=NINE)


def a_clash(resource: Resource, key: str, *, must_not_clash: bool = False) -> Clash:
    first = Booking(
        resource=resource,
        key=key,
        label=Text(en=key),
        starts_at=NINE,
        ends_at=NINE + timedelta(hours=1),
        what=Text(en="Opening"),
        block="one",
        session="S1",
        must_not_clash=must_not_clash,
    )
    kind = ClashKind.ROOM if resource is Resource.ROOM else ClashKind.PERSON
    return Clash(first=first, second=replace(first, block="two", session="S2"), kind=kind)


ROOM, PERSON = a_clash(Resource.ROOM, "1"), a_clash(Resource.PERSON, "1")
ACADEMICIAN = a_clash(Resource.PERSON, "2", must_not_clash=True)


def told(lines: tuple[GateLine, ...]) -> list[tuple[GateState, GateMatter, int]]:
    return [(line.state, line.matter, line.count) for line in lines]


def test_without_clashes_all_three_lines_pass() -> None:
    lines = clash_lines((), {})
    assert {line.state for line in lines} == {GateState.PASS}
    assert [line.matter for line in lines] == [GateMatter.ROOMS, GateMatter.MUST_NOT_CLASH, GateMatter.PEOPLE]
    assert stopping(lines) == ()


def test_rooms_and_people_who_must_not_clash_stop_it_and_others_are_noted() -> None:
    lines = clash_lines((ROOM, PERSON, ACADEMICIAN, a_clash(Resource.PERSON, "3")), {})
    assert told(lines) == [
        (GateState.STOP, GateMatter.ROOMS, 1),
        (GateState.STOP, GateMatter.MUST_NOT_CLASH, 1),
        (GateState.NOTE, GateMatter.PEOPLE, 2),
    ]
    assert stopping(lines) == (ROOM, ACADEMICIAN)


def test_what_was_accepted_has_a_line_with_the_reason_and_no_longer_counts() -> None:
    lines = clash_lines((ROOM, PERSON), {ROOM.mark: WHY, PERSON.mark: WHY})
    accepted = [line for line in lines if line.state is GateState.ACCEPTED]
    assert [(line.matter, line.clash, line.acceptance) for line in accepted] == [
        (GateMatter.ROOMS, ROOM, WHY),
        (GateMatter.PEOPLE, PERSON, WHY),
    ]
    assert {line.state for line in lines} == {GateState.PASS, GateState.ACCEPTED}


def test_nobody_accepts_the_clash_of_somebody_who_must_not_clash() -> None:
    lines = clash_lines((ACADEMICIAN,), {ACADEMICIAN.mark: WHY})
    assert stopping(lines) == (ACADEMICIAN,)
    assert not may_be_overridden(lines)


def test_only_rooms_may_be_overridden() -> None:
    assert may_be_overridden(clash_lines((ROOM, PERSON), {}))
    assert not may_be_overridden(clash_lines((ROOM, ACADEMICIAN), {}))


def test_forums_that_are_not_approved_are_noted_by_number() -> None:
    approved, missing = forum_lines({7: True, 20: False, 3: False}, Unapproved.LEFT_OUT)
    assert (approved.state, approved.count, approved.total) == (GateState.PASS, 1, 3)
    assert (missing.state, missing.forums, missing.unapproved) == (GateState.NOTE, (3, 20), Unapproved.LEFT_OUT)
    assert forum_lines({7: True}, Unapproved.AS_IT_IS) == (
        GateLine(state=GateState.PASS, matter=GateMatter.FORUMS, count=1, total=1),
    )
    assert forum_lines({}, Unapproved.AS_IT_IS) == ()


def test_a_room_that_is_too_small_is_only_noted() -> None:
    small = Clash(first=ROOM.first, kind=ClashKind.SEATS, lacking=5)
    assert told(clash_lines((small,), {}))[2] == (GateState.NOTE, GateMatter.PEOPLE, 1)
