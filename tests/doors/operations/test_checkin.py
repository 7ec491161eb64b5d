"""Recording scans: the effect of earlier batches and of the same batch, and the time of the last contact."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from doors.access import UnknownDevice, hashed
from doors.models import Checkpoint, Scan
from doors.operations.checkin import record_scans
from doors.rules.admission import Direction, Reason
from doors.rules.scans import Answer, Moment, Record
from events.models import Room
from registration.operations.credentials import issue_credential
from tests.builders.doors import Doors, a_checkpoint, a_delegate, a_device, prefix_on, the_doors
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


def another_badge(doors: Doors) -> str:
    return prefix_on(issue_credential(a_delegate(doors.conference, doors.category), now=NOW), NOW.date())


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
