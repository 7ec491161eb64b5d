"""Endpoints for devices: pairing, their checkpoints, and counts."""

from datetime import datetime
from typing import Annotated

from django.http import HttpRequest
from ninja import Router, Schema
from ninja.errors import HttpError
from pydantic.types import StringConstraints

from doors.api.keys import DeviceKey, DeviceRequest
from doors.operations.checkin import note_contact
from doors.operations.devices import PairingRefused, open_doors, pair
from doors.queries.attendance import is_complete
from doors.queries.doors import Door, Pass
from doors.queries.presence import people_inside
from doors.rules.admission import CheckpointRule
from events.models import Conference
from registration.operations.credentials import mark_of_conference
from toolkit import clock
from toolkit.schemas import TextOut, faults, faults_of_body, text_out

router = Router(tags=["door"])


class PairIn(Schema):
    """The secret of a pairing QR, scanned or typed."""

    secret: Annotated[str, StringConstraints(min_length=1, max_length=64)]


class PairOut(Schema):
    """A device's own key, which is returned only once."""

    key: str
    code: str
    name: str


class DayOut(Schema):
    """An event day with its salt in hexadecimal."""

    day: str
    begins_at: datetime
    ends_at: datetime
    salt: str


class WindowOut(Schema):
    """Opening hours on one event day."""

    day: str
    opens_at: datetime
    closes_at: datetime


class RuleOut(Schema):
    """A checkpoint's rule of admission, in the form that `static/door/admission.js` takes."""

    kind: str
    categories: list[str] | None
    session_list: str
    hours: list[WindowOut]
    re_entry: bool
    exits_counted: bool
    capacity: int | None


class CheckpointOut(Schema):
    """One of the device's checkpoints."""

    code: str
    name: TextOut
    direction: str
    rule: RuleOut
    inside: int


class ConferenceOut(Schema):
    """The conference that the device belongs to. `mark` is the beginning of every code on its badges."""

    slug: str
    title: TextOut
    timezone: str
    mark: str


class DoorOut(Schema):
    """Everything that a device needs to know of its checkpoints."""

    server_time: datetime
    device: str
    conference: ConferenceOut
    days: list[DayOut]
    checkpoints: list[CheckpointOut]
    counts_complete: bool


class CountsOut(Schema):
    """People inside, by code of the checkpoint; a lower bound while `complete` is false."""

    server_time: datetime
    inside: dict[str, int]
    complete: bool


@router.post("/door/pair", response={200: PairOut} | faults_of_body(410), summary="Become a device")
def pair_device(request: HttpRequest, body: PairIn) -> PairOut:
    """Exchange the secret of a pairing QR for a device's key. The QR is valid for ten minutes, and once."""
    try:
        paired = pair(body.secret, now=clock.now())
    except PairingRefused as refused:
        raise HttpError(410, refused.refusal.value) from refused
    return PairOut(key=paired.key, code=paired.device.code, name=paired.device.name)


@router.get("/door", response={200: DoorOut} | faults(401, 403), auth=DeviceKey(), summary="The device's doors")
def door(request: DeviceRequest) -> DoorOut:
    """Return the conference, the days with their salts, and the device's checkpoints with rules and counts."""
    now, device = clock.now(), _in_service(request.auth)
    note_contact(device, now=now)
    days = open_doors(device, now=now)
    conference = Conference.objects.get(pk=device.conference)
    inside = _inside(device, now=now)
    return DoorOut(
        server_time=now,
        device=device.name,
        conference=ConferenceOut(
            slug=conference.slug,
            title=text_out(conference.title),
            timezone=conference.timezone,
            mark=mark_of_conference(conference),
        ),
        days=[
            DayOut(
                day=each.day.isoformat(),
                begins_at=device.calendar.begin_of(each.day),
                ends_at=device.calendar.end_of(each.day),
                salt=bytes(each.salt).hex(),
            )
            for each in days
        ],
        checkpoints=[_checkpoint(each, inside=inside) for each in device.doors.values()],
        counts_complete=is_complete(device.conference, now=now),
    )


@router.get("/door/counts", response={200: CountsOut} | faults(401, 403), auth=DeviceKey(), summary="People inside")
def counts(request: DeviceRequest) -> CountsOut:
    """Return the number of people inside, for each of the device's checkpoints."""
    now, device = clock.now(), _in_service(request.auth)
    note_contact(device, now=now)
    inside = _inside(device, now=now)
    return CountsOut(
        server_time=now,
        inside={each.code: inside.get(each.key, 0) for each in device.doors.values()},
        complete=is_complete(device.conference, now=now),
    )


def _in_service(device: Pass) -> Pass:
    if device.is_revoked:
        raise HttpError(403, "This device has been revoked.")
    return device


def _inside(device: Pass, *, now: datetime) -> dict[int, int]:
    calendar = device.calendar
    return people_inside(device.conference, since=calendar.begin_of(calendar.day_of(now)))


def _checkpoint(each: Door, *, inside: dict[int, int]) -> CheckpointOut:
    return CheckpointOut(
        code=each.code,
        name=text_out(each.name),
        direction=each.direction,
        rule=_rule(each.rule),
        inside=inside.get(each.key, 0),
    )


def _rule(rule: CheckpointRule) -> RuleOut:
    return RuleOut(
        kind=rule.kind.value,
        categories=None if rule.categories is None else sorted(rule.categories),
        session_list=rule.session_list.value,
        hours=[
            WindowOut(day=each.day.isoformat(), opens_at=each.opens_at, closes_at=each.closes_at) for each in rule.hours
        ],
        re_entry=rule.re_entry,
        exits_counted=rule.exits_counted,
        capacity=rule.capacity,
    )
