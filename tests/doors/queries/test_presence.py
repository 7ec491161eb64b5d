"""Counts of people present, which do not count anybody twice."""

import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Event
from typing import ClassVar

import pytest
from django.db import connection, transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from doors.models import Checkpoint, Scan
from doors.queries import presence
from doors.queries.presence import count_people_inside, people_inside
from events.models import Room
from tests.builders.doors import Doors, a_checkpoint, a_delegate, a_scan
from tests.builders.people import NOW

BEGIN = NOW - timedelta(hours=4)


@pytest.fixture
def room_a(doors: Doors) -> Checkpoint:
    room = Room.objects.create(conference=doors.conference, name_en="A101")
    return a_checkpoint(doors.conference, "A101", room=room, direction="both")


@pytest.fixture
def room_b(doors: Doors) -> Checkpoint:
    room = Room.objects.create(conference=doors.conference, name_en="B202")
    return a_checkpoint(doors.conference, "B202", room=room)


def inside(doors: Doors, *, since: datetime = BEGIN) -> dict[str, int]:
    """Return the number of people inside by the checkpoint's English name, without checkpoints where it is 0."""
    counts = people_inside(doors.conference.pk, since=since)
    assert counts == count_people_inside(doors.conference.pk, since=since)
    return {each.name_en: counts[each.pk] for each in doors.conference.checkpoints.all() if counts[each.pk]}


def test_nobody_is_inside_before_the_first_scan(doors: Doors) -> None:
    assert inside(doors) == {}


def test_a_person_scanned_twice_is_one_person(doors: Doors) -> None:
    a_scan(doors.entrance, doors.delegate)
    a_scan(doors.entrance, doors.delegate, minute=5)

    assert inside(doors) == {"Main entrance": 1}


def test_people_refused_unknown_in_practice_or_in_quarantine_are_not_inside(doors: Doors) -> None:
    a_scan(doors.entrance, doors.delegate, verdict="refuse")
    a_scan(doors.entrance, None)
    a_scan(doors.entrance, doors.delegate, is_practice=True)
    a_scan(doors.entrance, doors.delegate, is_quarantined=True)

    assert inside(doors) == {}


def test_entering_a_room_leaves_the_other_but_not_the_house(
    doors: Doors, room_a: Checkpoint, room_b: Checkpoint
) -> None:
    a_scan(doors.entrance, doors.delegate)
    a_scan(room_a, doors.delegate, minute=1)
    a_scan(room_b, doors.delegate, minute=2)

    assert inside(doors) == {"Main entrance": 1, "B202": 1}


def test_a_person_who_leaves_is_not_inside(doors: Doors, room_a: Checkpoint) -> None:
    a_scan(room_a, doors.delegate)
    a_scan(room_a, doors.delegate, minute=1, direction="out")

    assert inside(doors) == {}


def test_two_doors_of_one_room_count_its_people_together(doors: Doors, room_a: Checkpoint) -> None:
    back = a_checkpoint(doors.conference, "A101 back", room=room_a.room)
    a_scan(room_a, doors.delegate)
    a_scan(back, a_delegate(doors.conference, doors.category))

    assert inside(doors) == {"A101": 2, "A101 back": 2}


def test_yesterdays_people_are_not_inside(doors: Doors) -> None:
    a_scan(doors.entrance, doors.delegate, minute=-60 * 24)

    assert inside(doors) == {}


@dataclass(frozen=True, kw_only=True)
class Later:
    """What is said about a scan afterwards."""

    record: str
    verdict: str
    is_quarantined: bool


@dataclass(frozen=True, kw_only=True)
class Step:
    """A scan that arrives, of one of three people or nobody known at one of four doors, and what is said about it."""

    person: int
    door: int
    minute: int
    direction: str
    verdict: str
    local_verdict: str
    is_online: bool
    is_practice: bool
    is_quarantined: bool
    followers: list[Later]
    about_an_earlier_one: bool


VERDICTS = st.sampled_from(["admit", "admit", "refuse"])
SELDOM = st.sampled_from([False, False, False, True])
FOLLOWERS = st.builds(
    Later, record=st.sampled_from(["shown", "override", "void"]), verdict=VERDICTS, is_quarantined=SELDOM
)
STEPS = st.lists(
    st.builds(
        Step,
        person=st.integers(0, 3),
        door=st.integers(0, 3),
        minute=st.sampled_from([-60 * 24, -60, -1, 0, 1, 2, 30, 60 * 20]),
        direction=st.sampled_from(["in", "out"]),
        verdict=VERDICTS,
        local_verdict=st.sampled_from(["", "admit", "refuse"]),
        is_online=st.booleans(),
        is_practice=SELDOM,
        is_quarantined=SELDOM,
        followers=st.lists(FOLLOWERS, max_size=2),
        about_an_earlier_one=st.booleans(),
    ),
    min_size=5,
    max_size=9,
)
DAYS = [BEGIN + timedelta(days=number) for number in (-1, 0, 1)]


@pytest.mark.parametrize("most_recounted", [0, 1, 500])
def test_counts_kept_are_those_counted_from_scratch(
    doors: Doors, room_a: Checkpoint, room_b: Checkpoint, monkeypatch: pytest.MonkeyPatch, most_recounted: int
) -> None:
    monkeypatch.setattr(presence, "MOST_RECOUNTED", most_recounted)
    back = a_checkpoint(doors.conference, "A101 back", room=room_a.room, direction="both")
    places = [doors.entrance, room_a, back, room_b]
    people = [None, *(a_delegate(doors.conference, doors.category) for _ in range(3))]
    key = doors.conference.pk

    @given(STEPS)
    @settings(max_examples=10, deadline=None)
    def each(steps: list[Step]) -> None:
        earlier: list[Scan] = []
        for step in steps:
            door, person = places[step.door], people[step.person]
            scan = a_scan(
                door,
                person,
                minute=step.minute,
                direction=step.direction,
                verdict=step.verdict,
                local_verdict=step.local_verdict,
                is_online=step.is_online,
                is_practice=step.is_practice,
                is_quarantined=step.is_quarantined,
            )
            earlier.append(scan)
            about = earlier[0] if step.about_an_earlier_one else scan
            for minutes, said in enumerate(step.followers):
                a_scan(
                    about.checkpoint,
                    about.delegate,
                    minute=step.minute + minutes,
                    about=about,
                    record=said.record,
                    verdict=said.verdict,
                    is_quarantined=said.is_quarantined,
                )
            for since in DAYS:
                assert people_inside(key, since=since) == count_people_inside(key, since=since)

    each()


def test_a_scan_that_is_committed_after_one_with_a_higher_key_is_counted(doors: Doors) -> None:
    others = [a_delegate(doors.conference, doors.category) for _ in range(2)]
    first = a_scan(doors.entrance, doors.delegate)
    a_scan(doors.entrance, others[0], pk=first.pk + 9)
    assert inside(doors) == {"Main entrance": 2}

    a_scan(doors.entrance, others[1], pk=first.pk + 5)

    assert inside(doors) == {"Main entrance": 3}


def test_a_checkpoint_that_is_given_a_room_counts_the_people_in_it(doors: Doors, room_a: Checkpoint) -> None:
    a_scan(doors.entrance, doors.delegate)
    assert inside(doors) == {"Main entrance": 1}

    doors.entrance.room = room_a.room
    doors.entrance.save()

    assert inside(doors) == {"Main entrance": 1, "A101": 1}


def test_a_database_from_a_backup_is_counted_afresh(doors: Doors) -> None:
    with transaction.atomic():
        a_scan(doors.entrance, doors.delegate)
        assert inside(doors) == {"Main entrance": 1}
        transaction.set_rollback(True)
    assert inside(doors) == {}


def test_everybody_is_counted_afresh_after_a_while(doors: Doors, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(presence, "LOOKED_BACK", 1)
    first = a_scan(doors.entrance, doors.delegate)
    a_scan(doors.entrance, a_delegate(doors.conference, doors.category), pk=first.pk + 9)
    key = doors.conference.pk
    assert people_inside(key, since=BEGIN)[doors.entrance.pk] == 2
    a_scan(doors.entrance, a_delegate(doors.conference, doors.category), pk=first.pk + 5)
    assert people_inside(key, since=BEGIN)[doors.entrance.pk] == 2

    later = time.monotonic() + presence.COUNTED_AFRESH_EVERY + 1
    monkeypatch.setattr(time, "monotonic", lambda: later)

    assert people_inside(key, since=BEGIN)[doors.entrance.pk] == 3


def test_a_process_keeps_a_few_days(doors: Doors) -> None:
    for number in range(presence.DAYS + 3):
        people_inside(doors.conference.pk, since=BEGIN + timedelta(days=number))

    assert len(presence._kept) == presence.DAYS


@contextmanager
def held_open(doors: Doors) -> Iterator[Callable[[], None]]:
    """Scan somebody in a transaction that stays open until the function is called that this yields."""
    stored, commits = Event(), Event()

    def scan() -> None:
        try:
            with transaction.atomic():
                a_scan(doors.entrance, a_delegate(doors.conference, doors.category))
                stored.set()
                commits.wait(timeout=30)
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        scanning = pool.submit(scan)
        stored.wait(timeout=30)

        def commit() -> None:
            commits.set()
            scanning.result()

        try:
            yield commit
        finally:
            commits.set()


def inside_after_many_more(doors: Doors, *, counted_before: bool, monkeypatch: pytest.MonkeyPatch) -> int:
    """Look back for two keys only; return how many are inside after a scan was committed after many with higher keys.

    Seven are. The counting begins before that scan, or while its transaction is open and its key far below the newest.
    """
    monkeypatch.setattr(presence, "LOOKED_BACK", 2)
    people = [a_delegate(doors.conference, doors.category) for _ in range(6)]
    key, entrance = doors.conference.pk, doors.entrance
    if counted_before:
        a_scan(entrance, people[0])
        people_inside(key, since=BEGIN)
    with held_open(doors) as commit:
        for person in people:
            a_scan(entrance, person)
            if counted_before:
                people_inside(key, since=BEGIN)
        for _ in range(3):
            assert people_inside(key, since=BEGIN)[entrance.pk] == 6
        commit()
        return people_inside(key, since=BEGIN)[entrance.pk]


SIDE_BY_SIDE = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.race,
    pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite writes one transaction after the other"),
]


@pytest.mark.parametrize("counted_before", [True, False])
class TestAScanCommittedAfterManyWithHigherKeys:
    """A transaction that stays open while other doors go on."""

    pytestmark: ClassVar = SIDE_BY_SIDE

    def test_is_counted(self, doors: Doors, monkeypatch: pytest.MonkeyPatch, counted_before: bool) -> None:  # noqa: FBT001 - a parameter
        assert inside_after_many_more(doors, counted_before=counted_before, monkeypatch=monkeypatch) == 7

    def test_control_is_missed_if_nobody_asks_what_is_open(
        self,
        doors: Doors,
        monkeypatch: pytest.MonkeyPatch,
        counted_before: bool,  # noqa: FBT001 - a parameter
    ) -> None:
        monkeypatch.setattr(presence, "open_transactions", frozenset)
        assert inside_after_many_more(doors, counted_before=counted_before, monkeypatch=monkeypatch) == 6


def test_keys_that_nobody_uses_are_given_up(doors: Doors, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(presence, "LOOKED_BACK", 2)
    monkeypatch.setattr(presence, "open_transactions", frozenset)
    first = a_scan(doors.entrance, doors.delegate)
    inside(doors)
    for number in range(4):
        a_scan(doors.entrance, a_delegate(doors.conference, doors.category), pk=first.pk + 10 * (number + 1))
        inside(doors)
    inside(doors)
    (kept,) = presence._kept.values()
    assert kept.missing == {first.pk + 38, first.pk + 39}


def test_too_many_missing_keys_are_not_looked_for(doors: Doors, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(presence, "MOST_MISSING", 5)
    first = a_scan(doors.entrance, doors.delegate)
    inside(doors)
    a_scan(doors.entrance, a_delegate(doors.conference, doors.category), pk=first.pk + 5000)
    assert inside(doors) == {"Main entrance": 2}
    (kept,) = presence._kept.values()
    assert len(kept.missing) == presence.LOOKED_BACK


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one database in a file")
def test_transactions_in_other_databases_of_the_server_are_not_waited_for(doors: Doors) -> None:
    before = presence.open_transactions()
    elsewhere = connection.copy("elsewhere")
    elsewhere.settings_dict["NAME"] = "postgres"
    elsewhere.set_autocommit(False)
    try:
        with elsewhere.cursor() as cursor:
            cursor.execute("SELECT 1")
        assert presence.open_transactions() == before
        with held_open(doors) as commit:
            assert len(presence.open_transactions() - before) == 1
            commit()
    finally:
        elsewhere.close()
