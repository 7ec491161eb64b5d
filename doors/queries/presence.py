"""People inside. Counts are of people, not of scans.

Each process keeps who is where on a day, and brings it up to date before it answers: it looks who was scanned since the
last answer, and counts these people again from their scans. So the answer is that of counting everybody, also after
scans that arrive late, an undo or an override, but it costs as much as what is new.

On PostgreSQL a scan can be committed after others with higher keys, however many. A key that was passed over is looked
for until every transaction that may have taken it has ended. SQLite writes one transaction after the other.
"""

import time
from collections import Counter, OrderedDict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from threading import Lock

from django.db import connection
from django.db.models import Case, F, Q, QuerySet, When, Window
from django.db.models.functions import RowNumber

from doors.models import Checkpoint, Scan
from doors.rules.admission import Direction

LOOKED_BACK = 2000
"""Keys below the newest that are looked for each time, without asking which transactions are open."""
MOST_MISSING = 20_000
"""Keys that are looked for. With more of them, everybody is counted."""
COUNTED_AFRESH_EVERY = 300.0
"""Seconds. Nothing known needs it; it bounds how long a mistake could last."""
MOST_RECOUNTED = 500
"""People. Counting more of them one by one takes longer than counting everybody."""
DAYS = 16
"""Days of conferences that a process keeps."""

Places = Mapping[int, tuple[int, ...]]
"""The checkpoints through which somebody is inside, by key of the delegate."""


def people_inside(conference: int, *, since: datetime) -> dict[int, int]:
    """Return the number of people inside, by key of checkpoint; `since` is the beginning of the event day.

    A checkpoint of a room counts the people in the room, through whichever checkpoint they came: entering another room
    leaves the first. Any other checkpoint counts those who came in through it and did not go out through it.

    Two queries if nobody was scanned since this process answered last, three if somebody was or it never answered. On
    PostgreSQL there is one more if it never answered, or while keys are missing that are far below the newest.
    """
    rooms = _rooms(conference)
    presence = _presence(conference, since)
    with presence.lock:
        presence.bring_up_to_date()
        through = dict(presence.through)
    return _by_checkpoint(through, rooms)


def count_people_inside(conference: int, *, since: datetime) -> dict[int, int]:
    """Return the same, counted from all scans of the day."""
    through = Counter(checkpoint for places in _places(conference, since).values() for checkpoint in places)
    return _by_checkpoint(through, _rooms(conference))


@dataclass
class Presence:
    """Who is where at a conference on a day, as far as one process has read the scans.

    `through` counts people by the checkpoint through which they are inside. `missing` has the keys below the newest
    scan's that no scan had yet when it was read. The keys `settling` are given up after a reading that begins when all
    transactions of `waits_for` have ended; `counts_again` if scans far below the newest may have come with them.
    """

    conference: int
    since: datetime
    places: dict[int, tuple[int, ...]] = field(default_factory=dict)
    through: Counter[int] = field(default_factory=Counter)
    newest: int = 0
    missing: set[int] = field(default_factory=set)
    settling: set[int] = field(default_factory=set)
    waits_for: frozenset[str] | None = None
    counts_again: bool = False
    fresh_until: float = 0.0
    lock: Lock = field(default_factory=Lock)

    def bring_up_to_date(self) -> None:
        """Read what is new, and count again whom it is about. The caller holds the lock."""
        if time.monotonic() > self.fresh_until:
            self._count_everybody()
            return
        if self.waits_for:
            self.waits_for &= open_transactions()
        unread = Q(pk__gte=self.newest) | Q(pk__in=self.missing)
        rows = dict(self._scans.filter(unread).values_list("pk", "delegate"))
        changed = {delegate for key, delegate in rows.items() if key != self.newest and delegate is not None}
        is_far = len(self.missing) + max(rows, default=0) - self.newest > MOST_MISSING
        if self.newest not in rows or len(changed) > MOST_RECOUNTED or is_far:
            self._count_everybody()  # without the newest this is another database, restored from a backup
            return
        if changed:
            self._count(changed)
        self._note(rows)
        self._settle()

    @property
    def _scans(self) -> QuerySet[Scan]:
        return Scan.objects.filter(conference=self.conference).order_by("-pk")

    def _note(self, keys: Collection[int]) -> None:
        before, self.newest = self.newest, max(keys, default=0)
        self.missing = (self.missing | set(range(before + 1, self.newest))).difference(keys)

    def _settle(self) -> None:
        """Give up the keys whose transactions had ended before the last reading, and begin with those now far below."""
        if self.waits_for is not None and not self.waits_for:
            self.missing -= self.settling
            self.settling, self.waits_for = set(), None
            if self.counts_again:
                self.counts_again = False
                self._place_everybody()
        if self.waits_for is None:
            self.settling = {key for key in self.missing if key < self.newest - LOOKED_BACK}
            self.waits_for = open_transactions() if self.settling else None

    def _count_everybody(self) -> None:
        keys = list(self._scans.values_list("pk", flat=True)[:LOOKED_BACK])
        self.newest, self.missing, self.settling = max(0, max(keys, default=0) - LOOKED_BACK - 1), set(), set()
        self._note(keys)
        # Asked between the two readings: who has ended by now is seen by the second, and who has not is waited for.
        self.waits_for = (open_transactions() or None) if keys else None
        self.counts_again = self.waits_for is not None
        self._place_everybody()
        self.fresh_until = time.monotonic() + COUNTED_AFRESH_EVERY if self.newest else 0

    def _place_everybody(self) -> None:
        self.places = dict(_places(self.conference, self.since)) if self.newest else {}
        self.through = Counter(checkpoint for places in self.places.values() for checkpoint in places)

    def _count(self, people: Collection[int]) -> None:
        now = _places(self.conference, self.since, people)
        for delegate in people:
            self.through.subtract(self.places.pop(delegate, ()))
            self.through.update(now.get(delegate, ()))
        self.places.update(now)


def open_transactions() -> frozenset[str]:
    """Return the transactions that others have open in the database, by names that are never given twice."""
    if connection.vendor != "postgresql":
        return frozenset()
    with connection.cursor() as cursor:
        cursor.execute(OPEN)
        return frozenset(name for (name,) in cursor.fetchall())


OPEN = """
SELECT held.virtualtransaction FROM pg_locks held JOIN pg_stat_activity other ON other.pid = held.pid
WHERE held.locktype = 'virtualxid' AND held.virtualtransaction = held.virtualxid AND held.pid <> pg_backend_pid()
  AND other.datname = current_database() AND other.backend_type = 'client backend'
"""
"""Every transaction holds a lock on its own name from its beginning until its rows can be seen.

Those in other databases of the server, and those that vacuum, store no scans here.
"""

_kept: OrderedDict[tuple[int, datetime], Presence] = OrderedDict()
_kept_lock = Lock()


def _presence(conference: int, since: datetime) -> Presence:
    with _kept_lock:
        presence = _kept.setdefault((conference, since), Presence(conference, since))
        _kept.move_to_end((conference, since))
        if len(_kept) > DAYS:
            _kept.popitem(last=False)
        return presence


def _places(conference: int, since: datetime, people: Collection[int] | None = None) -> Places:
    """Return where everybody is, or only these delegates. Those who are nowhere are left out. One query."""
    movements = Scan.objects.admitted().filter(conference=conference, effective_at__gte=since)
    if people is not None:
        movements = movements.filter(delegate__in=people)
    last = movements.annotate(
        # A person is in one room at most. Every other checkpoint is counted by itself.
        place=Case(When(Q(checkpoint__room__isnull=True), then=F("checkpoint_id")), default=0),
        turn=Window(
            RowNumber(),
            partition_by=[F("delegate_id"), F("place")],
            order_by=[F("effective_at").desc(), F("device_id").desc(), F("uuid").desc()],
        ),
    ).filter(turn=1)
    found: dict[int, tuple[int, ...]] = {}
    for delegate, checkpoint, direction in last.values_list("delegate_id", "checkpoint_id", "direction"):
        if direction == Direction.IN:  # a filter would hide the exits from the window function
            found[delegate] = (*found.get(delegate, ()), checkpoint)
    return found


def _rooms(conference: int) -> dict[int, int | None]:
    return dict(Checkpoint.objects.filter(conference=conference).values_list("pk", "room_id"))


def _by_checkpoint(through: Mapping[int, int], rooms: Mapping[int, int | None]) -> dict[int, int]:
    """Return the counts of the checkpoints from those of the people who came through each."""
    in_rooms: Counter[int] = Counter()
    for checkpoint, room in rooms.items():
        if room is not None:
            in_rooms[room] += through.get(checkpoint, 0)
    return {key: through.get(key, 0) if room is None else in_rooms[room] for key, room in rooms.items()}
