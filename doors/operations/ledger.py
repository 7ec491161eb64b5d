"""The facts about people that batches are decided by; they grow as the batches let people through."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from doors.models import Scan
from doors.queries.doors import Door, Pass
from doors.queries.scans import movements_of
from doors.rules.admission import CredentialState, Direction, Facts, PreviousEntry
from doors.rules.doordays import Calendar
from doors.rules.scans import Attempt, Holder, Movement, Reading, last_entry

UNREAD: Mapping[Reading, CredentialState] = {
    Reading.MALFORMED: CredentialState.MALFORMED,
    Reading.OTHER_CONFERENCE: CredentialState.OTHER_CONFERENCE,
}


@dataclass(kw_only=True)
class Ledger:
    """Who went through where, and how many people are inside: as stored, and then as the batches go on.

    `lists` holds (session, delegate) of invitations; `movements` are by delegate, `inside` by checkpoint.
    """

    lists: Collection[tuple[int, int]]
    movements: dict[int, list[Movement]]
    inside: dict[int, int] = field(default_factory=dict)

    @classmethod
    def of(cls, scans: Collection[Scan], *, lists: Collection[tuple[int, int]], inside: Mapping[int, int]) -> "Ledger":
        """Return the ledger before the first record: what follows from stored scans."""
        return cls(lists=lists, movements=movements_of(scans), inside=dict(inside))

    def facts(self, attempt: Attempt, door: Door, holder: Holder | None, *, calendar: Calendar, at: datetime) -> Facts:
        """Return what `rules.admission.decide` needs about an attempt at this time (already clamped)."""
        day = calendar.day_of(at)
        return Facts(
            credential=UNREAD.get(attempt.reading, CredentialState.UNKNOWN) if holder is None else holder.state,
            at=at,
            day=day,
            category="" if holder is None else holder.category,
            days=None if door.rule.hours else calendar.days,
            on_list=holder is not None and (door.session, holder.delegate) in self.lists,
            previous=None if holder is None else self._previous(holder, door, calendar, day),
            inside=self.inside.get(door.key, 0),
            direction=attempt.direction,
            practice=attempt.is_practice,
        )

    def _previous(self, holder: Holder, door: Door, calendar: Calendar, day: date) -> PreviousEntry | None:
        moved = self.movements.get(holder.delegate)
        if not moved:
            return None
        begins_at, ends_at = calendar.begin_of(day), calendar.end_of(day)
        today = [each for each in moved if begins_at <= each.at < ends_at]
        return last_entry(today, checkpoint=door.key, room=door.room)

    def let_through(self, scan: Scan, device: Pass, door: Door, holder: Holder) -> None:
        """Count an attempt that let its holder through, for the attempts after it."""
        moved = Movement(
            uuid=scan.uuid,
            at=scan.effective_at,
            checkpoint=door.key,
            room=door.room,
            direction=Direction(scan.direction),
            scanner=device.name,
            device=device.key,
        )
        self.movements.setdefault(holder.delegate, []).append(moved)
        step = 1 if moved.direction is Direction.IN else -1
        self.inside[door.key] = self.inside.get(door.key, 0) + step
