"""Recording scans: the effect of earlier batches and of the same batch, and the time of the last contact."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from doors.access import UnknownDevice, hashed
from doors.models import Checkpoint, Scan
from doors.operations import checkin
from doors.operations.checkin import MOST_TOGETHER, Sending, Settled, record_scans, record_sendings
from doors.operations.doordays import complete_prefixes, open_door_day
from doors.rules.admission import Direction, Reason
from doors.rules.scans import Answer, Moment, Record
from events.models import Room
from tests.builders.doors import Doors, a_checkpoint, a_device, another_badge, prefix_on, the_doors
from tests.builders.people import NOW, a_conference, an_organisation
from tests.builders.records import attempt


def record(*records: Record, key: str = "north", now: datetime = NOW) -> list[Answer]:
    return record_scans(hashed(key), records, now=now).answers


def reasons(*records: Record, key: str = "north", now: datetime = NOW) -> list[Reason | None]:
    return [answer.reason for answer in record(*records, key=key, now=now)]


IN_2099 = NOW.replace(year=2099)
BEFORE_PAIRING = NOW - timedelta(days=400)


@pytest.mark.parametrize("told", [IN_2099, BEFORE_PAIRING])
def test_a_doubtful_time_counts_by_the_servers_and_is_marked(doors: Doors, told: datetime) -> None:
    late = replace(attempt(doors), moment=Moment(device_at=told))
    earlier = attempt(doors, at=NOW - timedelta(minutes=1))

    answers = record(late, earlier)

    assert [(each.reason, each.noted) for each in answers] == [(Reason.OK, True), (Reason.ALREADY_IN, False)]
    stored = Scan.objects.get(uuid=late.uuid)
    assert (stored.effective_at, stored.device_at, stored.has_doubtful_time) == (NOW, told, True)
    assert not Scan.objects.get(uuid=earlier.uuid).has_doubtful_time
    assert [each.noted for each in record(late, earlier, now=NOW + timedelta(seconds=20))] == [True, False]


def test_recording_requires_a_devices_key(doors: Doors) -> None:
    with pytest.raises(UnknownDevice):
        record(attempt(doors), key="stranger")

    assert not Scan.objects.exists()


@pytest.mark.parametrize("later", [timedelta(minutes=1), timedelta(hours=2), timedelta(hours=14)])
def test_a_badge_enters_once_however_long_the_day(doors: Doors, later: timedelta) -> None:
    record(attempt(doors))

    assert reasons(attempt(doors, at=NOW + later), now=NOW + later) == [Reason.ALREADY_IN]


@pytest.mark.django_db
def test_a_badge_enters_once_on_the_day_of_25_hours() -> None:
    saturday = date(2026, 10, 24)  # ends on Sunday at 05:00, after the change to winter time
    conference = a_conference(
        an_organisation("brussels"), "brussels26", timezone="Europe/Brussels", starts_on=saturday, ends_on=saturday
    )
    doors = the_doors(conference)
    first, last = datetime(2026, 10, 24, 3, 0, tzinfo=UTC), datetime(2026, 10, 25, 3, 59, tzinfo=UTC)

    record(attempt(doors, at=first, day=saturday), now=first)

    assert reasons(attempt(doors, at=last, day=saturday), now=last) == [Reason.ALREADY_IN]


@pytest.fixture
def hall(doors: Doors) -> Checkpoint:
    """Create a checkpoint, for both directions and with a device, at a room for one person."""
    room = Room.objects.create(conference=doors.conference, name_en="Hall")
    hall = a_checkpoint(doors.conference, "Hall", room=room, capacity=1, direction="both")
    a_device(hall, doors.entrance, key="hall")
    return hall


def test_people_of_one_batch_count_towards_the_capacity(doors: Doors, hall: Checkpoint) -> None:
    two = [attempt(doors, hall), attempt(doors, hall, badge=another_badge(doors))]

    assert reasons(*two, key="hall") == [Reason.OK, Reason.ROOM_FULL]


def test_people_of_an_earlier_batch_count_towards_the_capacity(doors: Doors, hall: Checkpoint) -> None:
    record(attempt(doors, hall), key="hall")

    assert reasons(attempt(doors, hall, badge=another_badge(doors)), key="hall") == [Reason.ROOM_FULL]


def test_leaving_within_a_batch_frees_a_place(doors: Doors, hall: Checkpoint) -> None:
    answers = reasons(
        attempt(doors, hall, at=NOW - timedelta(seconds=3)),
        attempt(doors, hall, at=NOW - timedelta(seconds=2), direction=Direction.OUT),
        attempt(doors, hall, at=NOW - timedelta(seconds=1), badge=another_badge(doors)),
        key="hall",
    )

    assert answers == [Reason.OK, Reason.OK, Reason.OK]


def test_people_at_another_checkpoint_do_not_count_towards_the_capacity(doors: Doors, hall: Checkpoint) -> None:
    answers = reasons(attempt(doors), attempt(doors, hall, badge=another_badge(doors)), key="hall")

    assert answers == [Reason.OK, Reason.OK]


def test_refused_people_do_not_count_towards_the_capacity(doors: Doors, hall: Checkpoint) -> None:
    unknown = attempt(doors, hall, badge="0123456789abcdef")

    assert reasons(unknown, attempt(doors, hall), key="hall") == [Reason.UNKNOWN, Reason.OK]


@pytest.mark.parametrize(("seconds", "noted"), [(0, False), (29, False), (30, True), (31, True)])
def test_a_contact_is_stored_every_30_seconds(doors: Doors, seconds: int, *, noted: bool) -> None:
    now = NOW + timedelta(seconds=seconds)

    record(now=now)

    doors.device.refresh_from_db()
    assert doors.device.last_seen_at == (now if noted else NOW)


def test_the_first_contact_is_stored(doors: Doors) -> None:
    doors.device.last_seen_at = None
    doors.device.save(update_fields=["last_seen_at"])

    record()

    doors.device.refresh_from_db()
    assert doors.device.last_seen_at == NOW


def together(*sendings: tuple[str, Sequence[Record]], now: datetime = NOW) -> list[list[Reason | None] | None]:
    """Record what these devices (by key) send at once; return the reasons for each, None for an unknown device."""
    asked = [Sending(key_hash=hashed(key), records=records, now=now) for key, records in sendings]
    with record_sendings(asked) as settled:
        return [[answer.reason for answer in each.answers] if each else None for each in settled]


def test_devices_recorded_together_are_decided_one_after_the_other(doors: Doors) -> None:
    other = another_badge(doors)
    sendings = [
        ("north", [attempt(doors)]),
        ("south", [attempt(doors), attempt(doors, badge=other)]),
        ("north", [attempt(doors, badge=other)]),
    ]

    found = together(*sendings)

    assert found == [[Reason.OK], [Reason.ALREADY_IN, Reason.OK], [Reason.ALREADY_IN]]
    names = Scan.objects.order_by("pk").values_list("device__name", flat=True)
    assert Counter(names) == {doors.device.name: 2, doors.second_device.name: 2}
    assert together(*sendings) == found


def test_an_unknown_device_does_not_hinder_those_recorded_with_it(doors: Doors) -> None:
    assert together(("stranger", [attempt(doors)]), ("north", [attempt(doors)])) == [None, [Reason.OK]]
    assert Scan.objects.get().device == doors.device


def test_a_revoked_device_does_not_hinder_those_recorded_with_it(doors: Doors) -> None:
    doors.device.revoked_at = NOW
    doors.device.save(update_fields=["revoked_at"])

    assert together(("north", [attempt(doors)]), ("south", [attempt(doors)])) == [[None], [Reason.OK]]


def test_a_record_that_another_device_sends_at_once_under_its_uuid_is_kept_apart(doors: Doors) -> None:
    shared = attempt(doors)

    assert together(("north", [shared]), ("north", [shared]), ("south", [shared])) == [[Reason.OK], [Reason.OK], [None]]
    assert Counter(Scan.objects.values_list("is_quarantined", flat=True)) == {False: 1, True: 1}


def test_a_device_does_not_know_the_badges_of_another_conference_recorded_with_it(doors: Doors) -> None:
    theirs = the_doors(a_conference(an_organisation("elsewhere"), "elsewhere27"), prefix="their ")
    complete_prefixes(open_door_day(theirs.conference, NOW.date()))
    badge = prefix_on(theirs.credential, NOW.date())
    complete_prefixes(open_door_day(doors.conference, NOW.date()))

    found = together(("their north", [attempt(theirs)]), ("north", [attempt(doors, badge=badge)]))

    assert found == [[Reason.OK], [Reason.UNKNOWN]]


def test_people_let_in_at_one_device_count_at_another_recorded_with_it(doors: Doors, hall: Checkpoint) -> None:
    a_device(hall, key="hall 2")

    assert together(
        ("hall", [attempt(doors, hall)]), ("hall 2", [attempt(doors, hall, badge=another_badge(doors))])
    ) == [
        [Reason.OK],
        [Reason.ROOM_FULL],
    ]


def test_many_devices_take_as_many_statements_as_one(doors: Doors) -> None:
    def statements(devices: int) -> int:
        sendings = [(key, [attempt(doors, badge=another_badge(doors))]) for key in ("north", "south", "north")]
        for _key, records in sendings:
            record(*records)  # completes the prefixes
        with CaptureQueriesContext(connection) as asked:
            together(*[(key, [replace(each, uuid=uuid4()) for each in records]) for key, records in sendings[:devices]])
        return len(asked)

    per_device = 0 if connection.vendor == "postgresql" else 1  # SQLite reads the devices one by one
    assert statements(3) == statements(1) + per_device


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("records", "goes_along"), [(MOST_TOGETHER, True), (MOST_TOGETHER + 1, False)])
def test_nobody_waits_for_a_large_batch(monkeypatch: pytest.MonkeyPatch, *, records: int, goes_along: bool) -> None:
    doors, gone_along = the_doors(), []

    def along(sending: Sending) -> Settled | None:
        gone_along.append(sending)
        with record_sendings([sending]) as (settled,):
            return settled

    monkeypatch.setattr(checkin, "_together", along)

    assert len(record(*[attempt(doors) for _ in range(records)])) == records
    assert bool(gone_along) is goes_along


@pytest.mark.django_db(transaction=True)
def test_nobody_goes_along_in_a_transaction_that_may_be_rolled_back(monkeypatch: pytest.MonkeyPatch) -> None:
    doors = the_doors()
    monkeypatch.setattr(checkin, "_together", pytest.fail)

    with transaction.atomic():
        assert reasons(attempt(doors)) == [Reason.OK]
