"""Builders for delegates with badges, checkpoints and the scanners paired to them."""

import hashlib
import json
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import count
from typing import TYPE_CHECKING
from uuid import uuid4

from django.test import Client

from doors.models import Checkpoint, Device, Scan
from doors.operations.doordays import open_door_day
from doors.rules.admission import CheckpointKind
from events.models import Conference, Room, Session
from events.rules.programme import SessionAccess, SessionKind
from registration.models import Category, Credential, Delegate, DelegateState, Invitation, Registration
from registration.operations.credentials import issue_credential
from registration.rules.credentials import prefix_of
from tests.builders.people import NOW, a_conference, a_person, an_organisation

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as HttpResponse

Json = dict[str, object]
numbers = count(1001)


def a_category(conference: Conference, code: str = "delegate", **fields: object) -> Category:
    """Create a category, "delegate" by default."""
    values: dict[str, object] = {"name_zh": "正式代表", "name_en": "Delegate"} | fields
    return Category.objects.create(conference=conference, code=code, **values)


def a_delegate(conference: Conference, category: Category, name: str = "林知远", **fields: object) -> Delegate:
    """Create a delegate, confirmed and paid by default."""
    values: dict[str, object] = {
        "name_latin": "LIN Zhiyuan",
        "institution_zh": "吴淞理工大学",
        "institution_en": "Wusong University of Technology",
        "state": DelegateState.CONFIRMED,
        "created_at": NOW,
    } | fields
    registration = Registration.objects.create(conference=conference, created_at=NOW)
    return Delegate.objects.create(
        conference=conference,
        registration=registration,
        person=a_person(conference.organisation, name),
        category=category,
        number=next(numbers),
        name=name,
        **values,
    )


def a_checkpoint(conference: Conference, name: str = "Main entrance", **fields: object) -> Checkpoint:
    """Create a checkpoint that admits any valid badge, once a day."""
    values: dict[str, object] = {"name_zh": "主入口"} | fields
    return Checkpoint.objects.create(conference=conference, name_en=name, **values)


def a_closed_meeting(conference: Conference) -> Session:
    """Create a meeting by invitation this afternoon."""
    return Session.objects.create(
        conference=conference,
        room=Room.objects.create(conference=conference, name_zh="B302", name_en="B302"),
        kind=SessionKind.CLOSED_DOOR.value,
        access=SessionAccess.INVITATION.value,
        title_zh="细胞治疗监管闭门会",
        title_en="Closed meeting on cell therapy",
        starts_at=NOW,
        ends_at=NOW.replace(hour=9),
    )


def a_closed_door(session: Session, **fields: object) -> Checkpoint:
    """Create the checkpoint of a meeting by invitation."""
    values: dict[str, object] = {"name_zh": "B302 闭门会", "kind": CheckpointKind.CLOSED, "room": session.room}
    return a_checkpoint(session.conference, "B302 closed meeting", session=session, **(values | fields))


def an_invitation(session: Session, delegate: Delegate) -> Invitation:
    """Invite the delegate to the meeting."""
    return Invitation.objects.create(session=session, delegate=delegate, invited_at=NOW)


def a_device(*checkpoints: Checkpoint, name: str = "North gate 1", key: str = "key", at: datetime = NOW) -> Device:
    """Make a scanner for these checkpoints, paired three days before, with a known key."""
    device = Device.objects.create(
        conference=checkpoints[0].conference,
        name=name,
        key_hash=hashlib.sha256(key.encode()).hexdigest(),
        paired_at=at - timedelta(days=3),
        last_seen_at=at,
    )
    device.checkpoints.set(checkpoints)
    return device


def a_scan(
    checkpoint: Checkpoint, delegate: Delegate | None, *, minute: int = 0, about: Scan | None = None, **fields: object
) -> Scan:
    """A stored attempt, or a follower of one, some minutes after NOW."""
    at = NOW + timedelta(minutes=minute)
    values: dict[str, object] = {"verdict": "admit", "reason": "ok", "record": "attempt", "day": NOW.date()} | fields
    return Scan.objects.create(
        uuid=uuid4(),
        conference=checkpoint.conference,
        checkpoint=checkpoint,
        delegate=delegate,
        attempt=about,
        device_at=at,
        effective_at=at,
        received_at=at,
        **values,
    )


@dataclass(frozen=True)
class Doors:
    """A main entrance with two scanners, a closed door with one, and a delegate who is not invited to the latter."""

    conference: Conference
    category: Category
    delegate: Delegate
    credential: Credential
    entrance: Checkpoint
    meeting: Session
    closed_door: Checkpoint
    device: Device
    second_device: Device
    device_at_closed_door: Device


def the_doors(conference: Conference | None = None, *, prefix: str = "") -> Doors:
    """Create the smallest conference in which a scan can be refused.

    The devices' keys are "north", "south" and "closed", each after `prefix`.
    """
    conference = conference or a_conference(an_organisation("doors"), "doors27")
    category = a_category(conference)
    delegate = a_delegate(conference, category)
    entrance = a_checkpoint(conference)
    meeting = a_closed_meeting(conference)
    closed_door = a_closed_door(meeting)
    return Doors(
        conference=conference,
        category=category,
        delegate=delegate,
        credential=issue_credential(delegate, now=NOW),
        entrance=entrance,
        meeting=meeting,
        closed_door=closed_door,
        device=a_device(entrance, name="North gate", key=f"{prefix}north"),
        second_device=a_device(entrance, name="South gate", key=f"{prefix}south"),
        device_at_closed_door=a_device(closed_door, name="B302", key=f"{prefix}closed"),
    )


def a_moment(at: datetime = NOW) -> dict[str, object]:
    """Return a record's time fields, as sent by a device with a correct clock and recent contact."""
    return {"device_time": at.isoformat(), "last_contact": at.isoformat()}


def an_attempt(doors: Doors, checkpoint: Checkpoint | None = None, *, at: datetime = NOW, **fields: object) -> Json:
    """Return the record of the delegate's badge presented at the main entrance, or at another checkpoint."""
    record: Json = {
        "kind": "attempt",
        "uuid": str(uuid4()),
        "checkpoint": (checkpoint or doors.entrance).code,
        "day": NOW.date().isoformat(),
        "prefix": prefix_on(doors.credential, NOW.date()),
    }
    return record | a_moment(at) | fields


def a_follower(kind: str, attempt: Json, *, at: datetime = NOW, **fields: object) -> Json:
    """Return a record that refers to an attempt: shown, void or override."""
    return {"kind": kind, "uuid": str(uuid4()), "attempt": attempt["uuid"]} | a_moment(at) | fields


def prefix_on(credential: Credential, day: date) -> str:
    """Return the prefix that a device sends for a badge on a day, opening the door day if needed."""
    door_day = open_door_day(credential.conference, day)
    return prefix_of(credential.code, salt=bytes(door_day.salt)).hex()


def another_badge(doors: Doors) -> str:
    """Return the prefix of a badge of one more delegate."""
    return prefix_on(issue_credential(a_delegate(doors.conference, doors.category), now=NOW), NOW.date())


class Scanner:
    """A client of the API that authenticates as a device."""

    def __init__(self, key: str) -> None:
        self.client, self.key = Client(), key

    def send(self, *records: object) -> list[Json]:
        """Send a batch of records and return the parsed answers."""
        response = self.post(list(records))
        assert response.status_code == 200, f"{response.status_code} {response.content!r}"
        answers: list[Json] = response.json()["answers"]
        return answers

    def post(self, records: object) -> "HttpResponse":
        """Send anything as records and return the raw response."""
        return self.client.post(
            "/api/v1/scans",
            json.dumps({"records": records}),
            content_type="application/json",
            headers={"Authorization": f"Bearer {self.key}"},
        )

    def get(self, path: str) -> "HttpResponse":
        return self.client.get(path, headers={"Authorization": f"Bearer {self.key}"})
