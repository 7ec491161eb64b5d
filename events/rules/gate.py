"""What is checked before a publication, one line for each fact: it passes, is noted, was accepted, or stops it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from events.rules.bookings import Clash, ClashKind
from events.rules.forums import Unapproved


class GateState(StrEnum):
    """How a line of the gate stands."""

    PASS = "pass"  # noqa: S105 - not a password
    NOTE = "note"
    ACCEPTED = "accepted"
    STOP = "stop"


class GateMatter(StrEnum):
    """What a line of the gate is about."""

    ROOMS = "rooms"
    MUST_NOT_CLASH = "must_not_clash"
    PEOPLE = "people"
    FORUMS = "forums"
    UNAPPROVED = "unapproved"
    DRAFT = "draft"
    EARLIER = "earlier"


@dataclass(frozen=True, kw_only=True)
class Acceptance:
    """Who has decided to keep a clash, when and why."""

    reason: str
    by: str
    at: datetime


@dataclass(frozen=True, kw_only=True)
class GateLine:
    """One line: how many it is about, out of how many, and where there is one, the clash or the acceptance.

    `forums` are numbers; `unapproved` says what a publication does with those forums.
    """

    state: GateState
    matter: GateMatter
    count: int = 0
    total: int = 0
    clash: Clash | None = None
    acceptance: Acceptance | None = None
    forums: tuple[int, ...] = ()
    unapproved: Unapproved | None = None


def clash_lines(clashes: Iterable[Clash], accepted: Mapping[str, Acceptance]) -> tuple[GateLine, ...]:
    """Return the lines about clashes, by kind; `accepted` has what was accepted, by the mark of the clash.

    Each clash that stops the publication or was accepted has a line of its own, the others are counted. Clashes of
    people who must not clash cannot be accepted.
    """
    by_matter: dict[GateMatter, list[Clash]] = {
        GateMatter.ROOMS: [],
        GateMatter.MUST_NOT_CLASH: [],
        GateMatter.PEOPLE: [],
    }
    for clash in clashes:
        by_matter[_matter(clash)].append(clash)
    return tuple(line for matter, found in by_matter.items() for line in _lines(matter, found, accepted))


def _matter(clash: Clash) -> GateMatter:
    if clash.kind is ClashKind.ROOM:
        return GateMatter.ROOMS
    return GateMatter.MUST_NOT_CLASH if clash.stops_publication else GateMatter.PEOPLE


def _lines(matter: GateMatter, found: list[Clash], accepted: Mapping[str, Acceptance]) -> Iterator[GateLine]:
    may_be_accepted = matter is not GateMatter.MUST_NOT_CLASH
    kept = [(clash, accepted.get(clash.mark) if may_be_accepted else None) for clash in found]
    left = [clash for clash, acceptance in kept if acceptance is None]
    if not left:
        yield GateLine(state=GateState.PASS, matter=matter)
    elif matter is GateMatter.PEOPLE:
        yield GateLine(state=GateState.NOTE, matter=matter, count=len(left))
    else:
        for clash in left:
            yield GateLine(state=GateState.STOP, matter=matter, count=1, clash=clash)
    for clash, acceptance in kept:
        if acceptance:
            yield GateLine(state=GateState.ACCEPTED, matter=matter, count=1, clash=clash, acceptance=acceptance)


def forum_lines(are_approved: Mapping[int, bool], unapproved: Unapproved) -> tuple[GateLine, ...]:
    """Return how many forums are approved, and which never were with what becomes of them; forums are by number."""
    if not are_approved:
        return ()
    missing = tuple(number for number, is_approved in sorted(are_approved.items()) if not is_approved)
    total = len(are_approved)
    approved = GateLine(state=GateState.PASS, matter=GateMatter.FORUMS, count=total - len(missing), total=total)
    if not missing:
        return (approved,)
    return (
        approved,
        GateLine(
            state=GateState.NOTE,
            matter=GateMatter.UNAPPROVED,
            count=len(missing),
            forums=missing,
            unapproved=unapproved,
        ),
    )


def stopping(lines: Iterable[GateLine]) -> tuple[Clash, ...]:
    """Return the clashes that stop a publication."""
    return tuple(line.clash for line in lines if line.state is GateState.STOP and line.clash)


def may_be_overridden(lines: Iterable[GateLine]) -> bool:
    """Return whether an owner may publish in spite of what stops it: of rooms only, never of people."""
    return all(line.matter is GateMatter.ROOMS for line in lines if line.state is GateState.STOP)
