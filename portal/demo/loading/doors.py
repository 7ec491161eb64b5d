"""Doors and their scanners, the lists of closed meetings, and the entries of this morning."""

import hashlib
import uuid
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

from doors.models import Checkpoint, Device, Scan
from doors.operations.devices import offer_pairing
from doors.operations.doordays import complete_prefixes, open_door_day
from doors.rules.admission import CheckpointKind
from doors.rules.doordays import Calendar
from events.models import Conference, Session, User
from portal.demo import reading
from portal.demo.arrivals import GUESTS, Presented, arrivals, invited_to, room_entries
from portal.demo.dice import dice
from portal.demo.loading.delegates import LoadedDelegates
from portal.demo.loading.programme import LoadedProgramme
from registration.models import Invitation

ROOM = "B302"
MORNING_RUSH_ENDS = timedelta(hours=9, minutes=50)
ROOM_FILLS_FROM = timedelta(hours=13, minutes=40)
ROOM_IS_FULL = timedelta(hours=14, minutes=20)


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadedDoors:
    """The main entrance and its scanner, a forum's room, and the door of the first closed meeting."""

    entrance: Checkpoint
    scanner: Device
    room: Checkpoint
    closed: Checkpoint


def load_doors(programme: LoadedProgramme, *, by: User, now: datetime) -> LoadedDoors:
    """Create three doors that are always open, and two scanners whose keys nobody has; new ones are paired."""
    conference, meeting = programme.conference, _meetings(programme)["C1"]
    entrance = Checkpoint(
        conference=conference, code="ENTRANCE", name_zh="南门主入口", name_en="South Gate, main entrance"
    )
    room = Checkpoint(
        conference=conference,
        room=programme.rooms[ROOM],
        code=ROOM,
        name_zh=f"{ROOM} 会场门口",
        name_en=f"Room {ROOM}",
        re_entry=True,
        capacity=programme.rooms[ROOM].capacity,
        position=1,
    )
    closed = Checkpoint(
        conference=conference,
        room=meeting.room,
        session=meeting,
        code="CLOSED1",
        name_zh="F601 闭门会",
        name_en="F601 closed meeting",
        kind=CheckpointKind.CLOSED,
        re_entry=True,
        position=2,
    )
    Checkpoint.objects.bulk_create([entrance, room, closed])
    scanner = _device("南门 1 号机", "SOUTH1", [entrance, room], by=by, now=now)
    _device("F601 门口机", "FLOOR6", [closed], by=by, now=now)
    return LoadedDoors(entrance=entrance, scanner=scanner, room=room, closed=closed)


def _device(name: str, code: str, doors: list[Checkpoint], *, by: User, now: datetime) -> Device:
    # Never heard of, so that nobody waits for it: no device has its key.
    device = Device.objects.create(
        conference=doors[0].conference,
        code=code,
        name=name,
        key_hash=hashlib.sha256(uuid.uuid4().bytes).hexdigest(),
        paired_at=now - timedelta(hours=3),
        paired_by=by,
    )
    device.checkpoints.set(doors)
    return device


def offer_scanner(conference: Conference, *, now: datetime) -> str:
    """Create an offer to pair a scanner for every door, once and within ten minutes; return the path of its URL."""
    doors = list(Checkpoint.objects.filter(conference=conference))
    return offer_pairing(conference, name="演示扫码机 demo scanner", checkpoints=doors, by=None, now=now).path


def _meetings(programme: LoadedProgramme) -> dict[str, Session]:
    return {session.label: session for session in programme.sessions.values() if session.label in GUESTS}


def load_invitations(programme: LoadedProgramme, loaded: LoadedDelegates, *, by: User, now: datetime) -> None:
    """Create the list of each closed meeting."""
    meetings = _meetings(programme)
    Invitation.objects.bulk_create(
        Invitation(
            session=meetings[text.label],
            delegate=loaded.delegates[number - 1],
            invited_by=by,
            invited_at=now - timedelta(days=9),
        )
        for text in reading.sessions()
        if text.label in meetings
        for number in invited_to(text)
    )


def load_scans(conference: Conference, loaded: LoadedDelegates, doors: LoadedDoors, *, now: datetime) -> None:
    """Create the entries of the first day that are in the past: at the entrance, then in a forum's room."""
    midnight = datetime.combine(conference.starts_on, time(), tzinfo=conference.zone).astimezone(UTC)
    past = now - timedelta(minutes=2)
    if past < midnight:
        return
    morning = arrivals(end=min(past, midnight + MORNING_RUSH_ENDS))
    scans = [_scan(presented, loaded, doors.entrance, doors.scanner) for presented in morning]
    opens, closes = midnight + ROOM_FILLS_FROM, min(past, midnight + ROOM_IS_FULL)
    if opens < closes:
        entries = room_entries(morning, begin=opens, end=closes)
        scans += [_scan(presented, loaded, doors.room, doors.scanner) for presented in entries]
    calendar, chance = _calendar(conference), dice("scans")
    for scan in scans:
        scan.uuid = uuid.UUID(int=chance.getrandbits(128), version=4)
        scan.day = calendar.day_of(scan.effective_at)
    Scan.objects.bulk_create(scans)
    complete_prefixes(open_door_day(conference, scans[-1].day))


def _calendar(conference: Conference) -> Calendar:
    return Calendar(
        zone=conference.zone,
        day_starts_at=conference.day_starts_at,
        starts_on=conference.starts_on,
        ends_on=conference.ends_on,
    )


def _scan(presented: Presented, loaded: LoadedDelegates, door: Checkpoint, scanner: Device) -> Scan:
    delegate = loaded.delegates[presented.number - 1] if presented.number else None
    return Scan(
        conference_id=door.conference_id,
        checkpoint=door,
        device=scanner,
        delegate=delegate,
        credential=loaded.credentials[delegate.pk] if delegate else None,
        verdict=presented.verdict.value,
        reason=presented.reason.value,
        device_at=presented.at,
        effective_at=presented.at,
        received_at=presented.at,
    )
