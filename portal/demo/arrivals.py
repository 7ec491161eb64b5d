"""The lists of closed meetings, and who has passed which door today."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from doors.rules.admission import Reason, Verdict
from portal.demo import reading
from portal.demo.cast import the_cast
from portal.demo.delegates import FIRST_DELEGATE, PlannedDelegate, the_delegates
from portal.demo.dice import dice
from portal.demo.reading import SessionText
from registration.rules.delegates import DelegateState

ADMITTED_SHARE = 0.62
ON_STAGE_SHARE = 0.985
"""Speakers come early, so that the board shows a conference in good order with a few people still missing."""
REPEATED_EVERY = 90
ROOM_SHARE = 0.1
RUSH = timedelta(minutes=130)
GUESTS = {"C1": ("ministry", 24), "C2": ("academician", 24), "C3": ("park", 24)}
"""The kinds of people and their number on each closed meeting's list, by the label of the meeting."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Presented:
    """A badge that was scanned at a door, and the verdict. `number` None stands for a code that nobody has."""

    number: int | None
    at: datetime
    verdict: Verdict
    reason: Reason


def invited_to(meeting: SessionText) -> list[int]:
    """Return the badge numbers on a closed meeting's list: its chair first, then people of its kind."""
    kind, count = GUESTS[meeting.label]
    confirmed = [
        (number, delegate)
        for number, delegate in enumerate(the_delegates(), start=1)
        if delegate.state is DelegateState.CONFIRMED and delegate.name != FIRST_DELEGATE[0]
    ]
    chair = [number for number, delegate in confirmed if delegate.figure == meeting.chair]
    others = [number for number, delegate in confirmed if _is_of(kind, delegate) and number not in chair]
    return [*chair, *others[:count]]


def _is_of(kind: str, delegate: PlannedDelegate) -> bool:
    if kind == "academician":
        return bool(delegate.figure) and the_cast().figures[delegate.figure].is_academician
    return delegate.institution in reading.institutions().by_kind[kind]


def arrivals(*, end: datetime) -> list[Presented]:
    """Return the scans of the two hours before `end`, by time: most admitted, some repeated, a few refused."""
    chance = dice("arrivals")
    found = []
    for number, delegate in enumerate(the_delegates(), start=1):
        share = ON_STAGE_SHARE if delegate.figure else ADMITTED_SHARE
        comes, at = chance.random() < share, end - chance.triangular(0, 1, 0.35) * RUSH
        if comes and delegate.state is DelegateState.CONFIRMED and delegate.name != FIRST_DELEGATE[0]:
            found.append(Presented(number=number, at=at, verdict=Verdict.ADMIT, reason=Reason.OK))
        elif comes and delegate.state is DelegateState.CANCELLED and number % 5 == 0:
            found.append(Presented(number=number, at=at, verdict=Verdict.REFUSE, reason=Reason.CANCELLED))
    found += [_again(first, end=end) for first in found[::REPEATED_EVERY] if first.reason is Reason.OK]
    found.append(Presented(number=None, at=end - RUSH / 2, verdict=Verdict.REFUSE, reason=Reason.UNKNOWN))
    return sorted(found, key=lambda presented: presented.at)


def room_entries(admitted: list[Presented], *, begin: datetime, end: datetime) -> list[Presented]:
    """Return scans, by time, by which a tenth of those in the building enter one room between `begin` and `end`."""
    chance = dice("a room")
    entries = [
        replace(presented, at=begin + chance.random() * (end - begin))
        for presented in admitted
        if presented.reason is Reason.OK and chance.random() < ROOM_SHARE
    ]
    return sorted(entries, key=lambda presented: presented.at)


def _again(first: Presented, *, end: datetime) -> Presented:
    at = min(end, first.at + timedelta(minutes=9))
    return Presented(number=first.number, at=at, verdict=Verdict.REFUSE, reason=Reason.ALREADY_IN)
