"""Races between requests in threads with their own connections: they give one row, one answer and no error.

Two requests to one process are recorded together, two to different processes are not: `each_alone` stands for these.
"""

import json
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from uuid import UUID

import pytest
from django.db import OperationalError, connection, connections, transaction

import doors as doors_app
from doors.access import hashed
from doors.models import Scan
from doors.models.scan import ScanQuerySet
from doors.operations import checkin
from doors.operations.checkin import Sending, Settled, record_sendings
from registration.models import Delegate
from tests.builders.doors import Doors, Json, Scanner, a_follower, an_attempt, another_badge, the_doors
from tests.builders.people import NOW
from tests.builders.records import attempt
from toolkit.turns import in_turn

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("at_nine")]
AT_ONCE = 4
ROUNDS = 12
SQL = Path(doors_app.__file__).parent / "sql"
FACTS_AT_DOOR = max(SQL.glob("facts_at_door_v*.sql")).read_text()
LOCKING = "FOR NO KEY UPDATE OF delegate"


@pytest.fixture
def doors() -> Doors:
    doors = the_doors()
    Scanner("north").get("/api/v1/door")
    return doors


def at_once(deeds: Sequence[Callable[[], Json]]) -> list[Json]:
    """Run the functions at the same moment, each in its own thread; return their results in order."""
    barrier = threading.Barrier(len(deeds))

    def run(deed: Callable[[], Json]) -> Json:
        barrier.wait()
        try:
            return deed()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(deeds)) as pool:
        return list(pool.map(run, deeds))


def sending(key: str, *records: Json) -> Callable[[], Json]:
    return lambda: Scanner(key).send(*records)[-1]


def rounds_of_one_record(doors: Doors, fields: Json) -> Iterator[list[Json]]:
    for _ in range(ROUNDS):
        yield at_once([sending("north", an_attempt(doors) | fields)] * AT_ONCE)


def one_badge_at_two_doors(doors: Doors) -> list[Json]:
    return at_once([sending(key, an_attempt(doors)) for key in ("north", "south", "north", "south")])


@pytest.fixture
def each_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Record each request in a transaction of its own, as processes do that know nothing of one another."""

    def record(sending: Sending) -> Settled | None:
        with record_sendings([sending]) as (settled,):
            return settled

    monkeypatch.setattr(checkin, "_together", record)


@pytest.fixture(params=["together", "each alone"])
def in_both_ways(request: pytest.FixtureRequest) -> None:
    """Run a test with requests to one process and with requests to several."""
    if request.param == "each alone":
        request.getfixturevalue("each_alone")


@pytest.mark.usefixtures("in_both_ways")
@pytest.mark.parametrize("fields", [{}, {"prefix": "0123456789abcdef"}, {"reading": "malformed", "prefix": ""}])
def test_the_same_uuid_sent_concurrently_is_one_row_with_one_answer(doors: Doors, fields: Json) -> None:
    for answers in rounds_of_one_record(doors, fields):
        assert Counter(answer["outcome"] for answer in answers) == {"recorded": 1, "already_recorded": AT_ONCE - 1}
        assert len({json.dumps(answer | {"outcome": ""}) for answer in answers}) == 1

    assert Scan.objects.count() == ROUNDS


@pytest.mark.usefixtures("in_both_ways")
def test_a_follower_of_an_attempt_that_is_being_recorded_is_stored(doors: Doors) -> None:
    for _ in range(ROUNDS):
        attempt = an_attempt(doors) | {"prefix": "0123456789abcdef"}
        shown = a_follower("shown", attempt, verdict="refuse", reason="unknown", decider="server")
        alone, both = sending("north", attempt), sending("north", attempt, shown)
        answers = at_once([alone, both, alone, both])
        assert {str(answer["outcome"]) for answer in answers} <= {"recorded", "already_recorded"}

    assert Scan.objects.filter(record="attempt").count() == ROUNDS
    assert Scan.objects.filter(record="shown", attempt__record="attempt").count() == ROUNDS


def test_control_without_the_protection_a_uuid_sent_concurrently_is_an_error(
    doors: Doors, without_protection: None
) -> None:
    with pytest.raises(AssertionError, match=r"^409 "):
        for _ in rounds_of_one_record(doors, {"reading": "malformed", "prefix": ""}):
            pass


@pytest.mark.usefixtures("in_both_ways")
def test_one_badge_at_two_doors_at_once_makes_one_entry(doors: Doors) -> None:
    for _ in range(ROUNDS):
        assert {answer["reason"] for answer in one_badge_at_two_doors(doors)} <= {"ok", "already_in"}

    assert Scan.objects.filter(reason="ok").count() == 1


def test_control_without_the_protection_two_doors_let_one_badge_in(doors: Doors, without_protection: None) -> None:
    for _ in range(ROUNDS):
        reasons = [answer["reason"] for answer in one_badge_at_two_doors(doors)]
        if reasons.count("ok") > 1:
            return
        everybody_out(doors)

    pytest.fail("the race was not seen")


@pytest.fixture
def without_protection(monkeypatch: pytest.MonkeyPatch, each_alone: None) -> Iterator[None]:
    """Disable what prevents races between processes: ON CONFLICT, and PostgreSQL's row lock or SQLite's transaction."""

    def insert_naively(self: ScanQuerySet, scans: Iterable[Scan]) -> dict[UUID, int]:
        rows = list(scans)
        for row in rows:
            row.save(force_insert=True)
        return {row.uuid: row.pk for row in rows}

    monkeypatch.setattr(ScanQuerySet, "insert_once", insert_naively)
    if connection.vendor == "sqlite":
        monkeypatch.setattr(checkin, "_together", lambda sending: checkin._settled([sending])[0])
        yield
        return
    with connection.cursor() as cursor:
        assert LOCKING in FACTS_AT_DOOR
        cursor.execute(FACTS_AT_DOOR.replace(LOCKING, ""))
        yield
        cursor.execute(FACTS_AT_DOOR)


def everybody_out(doors: Doors) -> None:
    """Void every entry so far, so that the next round starts with nobody inside."""
    for scan in Scan.objects.attempts().filter(reason="ok", followers__isnull=True).select_related("device"):
        key = "north" if scan.device == doors.device else "south"
        Scanner(key).send(a_follower("void", {"uuid": str(scan.uuid)}))


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL's locks have lines of their own")
def test_a_scan_waits_in_line_on_sqlite(doors: Doors) -> None:
    waited: list[float] = []

    def hold() -> Json:
        with in_turn():
            time.sleep(0.2)
        return {}

    def scan() -> Json:
        time.sleep(0.05)
        began = time.monotonic()
        answer = Scanner("north").send(an_attempt(doors))[0]
        waited.append(time.monotonic() - began)
        return answer

    assert at_once([hold, scan])[1]["outcome"] == "recorded"
    assert waited[0] > 0.1


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite locks no rows")
def test_devices_recorded_together_do_not_wait_long_for_a_person_whose_row_is_locked(doors: Doors) -> None:
    """They are then recorded one by one, and only who shows this person's badge waits."""
    here = Sending(key_hash=hashed("north"), records=[attempt(doors)], now=NOW)
    there = Sending(key_hash=hashed("south"), records=[attempt(doors, badge=another_badge(doors))], now=NOW)

    def elsewhere(*sendings: Sending) -> list[Settled | None]:
        try:
            with record_sendings(sendings) as settled:
                return settled
        finally:
            connections.close_all()

    with ThreadPoolExecutor() as pool:
        with transaction.atomic():
            Delegate.objects.select_for_update().get(pk=doors.delegate.pk)
            together, alone = pool.submit(elsewhere, here, there), pool.submit(elsewhere, here)
            with pytest.raises(OperationalError, match="lock timeout"):
                together.result(timeout=10)
            assert pool.submit(elsewhere, there).result(timeout=10)
            assert not alone.done()
        assert alone.result(timeout=10)
