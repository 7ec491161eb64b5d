"""The facts about an attempt, from stored scans and from earlier records of its batch. No database."""

from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest

from doors.models import Scan
from doors.operations.ledger import Ledger
from doors.queries.doors import Door, Pass
from doors.rules.admission import CheckpointRule, CredentialState, Direction, Facts, PreviousEntry, Window
from doors.rules.doordays import Calendar
from doors.rules.scans import Attempt, Holder, Moment, Movement, Reading
from tests.builders.people import NOW
from toolkit.text import Text

DAY = date(2027, 4, 16)
CALENDAR = Calendar(zone=ZoneInfo("Asia/Shanghai"), day_starts_at=time(5), starts_on=DAY, ends_on=DAY)
HOURS = (Window(day=DAY, opens_at=NOW, closes_at=NOW + timedelta(hours=8)),)
BEGIN = datetime(2027, 4, 15, 21, tzinfo=UTC)


def a_door(
    key: int = 3, *, room: int | None = None, session: int | None = None, hours: tuple[Window, ...] = ()
) -> Door:
    return Door(
        key=3,
        code="DOOR3",
        name=Text(),
        direction="both",
        room=room,
        session=session,
        rule=CheckpointRule(hours=hours),
    )


DEVICE = Pass(
    key=5,
    code="N1",
    name="North gate",
    conference=2,
    calendar=CALENDAR,
    paired_at=NOW,
    is_revoked=False,
    last_seen_at=None,
    doors={},
)
HOLDER = Holder(
    credential=11,
    delegate=12,
    state=CredentialState.UNPAID,
    name="林知远",
    name_latin="",
    institution=Text(),
    category="press",
    category_name=Text(),
    number="P-1001",
)


def an_attempt(
    *, reading: Reading = Reading.CODE, direction: Direction = Direction.IN, is_practice: bool = False
) -> Attempt:
    return Attempt(
        uuid=UUID(int=1),
        moment=Moment(device_at=NOW),
        checkpoint="DOOR3",
        direction=direction,
        reading=reading,
        day=DAY,
        is_practice=is_practice,
    )


def a_ledger(
    *movements: Movement, lists: set[tuple[int, int]] | None = None, inside: dict[int, int] | None = None
) -> Ledger:
    return Ledger(lists=lists or set(), movements={12: list(movements)}, inside=inside or {})


def moved(at: datetime, *, checkpoint: int = 3, room: int | None = None) -> Movement:
    return Movement(
        uuid=UUID(int=9),
        at=at,
        checkpoint=checkpoint,
        room=room,
        direction=Direction.IN,
        scanner="South gate",
        device=6,
    )


@pytest.mark.parametrize(
    ("reading", "state"),
    [
        (Reading.CODE, CredentialState.UNKNOWN),
        (Reading.MALFORMED, CredentialState.MALFORMED),
        (Reading.OTHER_CONFERENCE, CredentialState.OTHER_CONFERENCE),
    ],
)
def test_facts_without_a_holder_contain_only_the_reading(reading: Reading, state: CredentialState) -> None:
    facts = a_ledger(moved(NOW), inside={3: 7}).facts(
        an_attempt(reading=reading), a_door(), None, calendar=CALENDAR, at=NOW
    )

    assert facts == Facts(credential=state, at=NOW, day=DAY, days=frozenset({DAY}), inside=7)


def test_facts_about_a_holder_contain_everything_the_decision_needs() -> None:
    ledger = a_ledger(moved(NOW - timedelta(hours=1)), lists={(8, 12)}, inside={3: 7, 4: 9})
    attempt = an_attempt(direction=Direction.OUT, is_practice=True)

    facts = ledger.facts(attempt, a_door(session=8), HOLDER, calendar=CALENDAR, at=NOW)

    assert facts == Facts(
        credential=CredentialState.UNPAID,
        at=NOW,
        day=DAY,
        days=frozenset({DAY}),
        category="press",
        on_list=True,
        previous=PreviousEntry(at=NOW - timedelta(hours=1), scanner="South gate", left=False, device=6),
        inside=7,
        direction=Direction.OUT,
        practice=True,
    )


@pytest.mark.parametrize("entry", [(8, 13), (9, 12)])
def test_invitations_of_other_people_or_sessions_do_not_count(entry: tuple[int, int]) -> None:
    assert (
        a_ledger(lists={entry}).facts(an_attempt(), a_door(session=8), HOLDER, calendar=CALENDAR, at=NOW).on_list
        is False
    )


def test_a_checkpoints_hours_take_precedence_over_the_days() -> None:
    assert a_ledger().facts(an_attempt(), a_door(hours=HOURS), HOLDER, calendar=CALENDAR, at=NOW).days is None


def test_a_checkpoint_without_counts_has_nobody_inside() -> None:
    assert a_ledger(inside={4: 9}).facts(an_attempt(), a_door(), HOLDER, calendar=CALENDAR, at=NOW).inside == 0


@pytest.mark.parametrize(
    ("at", "is_today"),
    [
        (BEGIN - timedelta(microseconds=1), False),
        (BEGIN, True),
        (BEGIN + timedelta(days=1, microseconds=-1), True),
        (BEGIN + timedelta(days=1), False),
    ],
)
def test_only_entries_of_the_same_event_day_count(at: datetime, *, is_today: bool) -> None:
    facts = a_ledger(moved(at)).facts(an_attempt(), a_door(), HOLDER, calendar=CALENDAR, at=NOW)

    assert (facts.previous is not None) is is_today


def test_entering_another_room_leaves_this_one() -> None:
    ledger = a_ledger(moved(NOW - timedelta(hours=2), room=10), moved(NOW - timedelta(hours=1), checkpoint=4, room=20))

    previous = ledger.facts(an_attempt(), a_door(room=10), HOLDER, calendar=CALENDAR, at=NOW).previous

    assert previous is not None
    assert previous.left is True


def a_scan(direction: Direction = Direction.IN) -> Scan:
    return Scan(uuid=UUID(int=1), effective_at=NOW, direction=direction.value)


def test_an_admission_is_known_to_later_attempts() -> None:
    ledger = a_ledger()
    ledger.let_through(a_scan(), DEVICE, a_door(room=10), HOLDER)

    assert ledger.movements[12] == [
        Movement(
            uuid=UUID(int=1),
            at=NOW,
            checkpoint=3,
            room=10,
            direction=Direction.IN,
            scanner="North gate",
            device=5,
        )
    ]


def test_people_who_enter_and_leave_are_counted_at_their_checkpoint() -> None:
    ledger = a_ledger(inside={4: 1})
    for direction in (Direction.IN, Direction.IN, Direction.OUT):
        ledger.let_through(a_scan(direction), DEVICE, a_door(), HOLDER)

    assert ledger.inside == {3: 1, 4: 1}


def test_counting_does_not_change_what_was_read() -> None:
    read = {3: 7}
    ledger = Ledger.of([], lists=set(), inside=read)
    ledger.let_through(a_scan(), DEVICE, a_door(), HOLDER)

    assert (read, ledger.inside) == ({3: 7}, {3: 8})
