"""Who came through which door on which day."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from django.db.models import Max, Min, Q, QuerySet

from doors.models import Scan
from doors.rules.admission import Direction
from events.models import Conference
from registration.models.delegate import badge_number
from toolkit.text import Text

CHUNK = 2000
"""Rows that are read at once."""


@dataclass(frozen=True, kw_only=True)
class Visit:
    """One delegate at one checkpoint on one event day; a time is None where nobody was scanned that way."""

    day: date
    door: Text
    number: str
    name: str
    name_latin: str
    institution: Text
    category: Text
    first_in: datetime | None
    last_out: datetime | None


class _Row(NamedTuple):
    day: date
    position: int
    checkpoint: int
    door_zh: str
    door_en: str
    sort_pinyin: str
    number: int
    delegate: int
    name: str
    name_latin: str
    institution_zh: str
    institution_en: str
    letter: str
    category_zh: str
    category_en: str
    first_in: datetime | None
    last_out: datetime | None


_ORDER = (
    *("day", "checkpoint__position", "checkpoint", "checkpoint__name_zh", "checkpoint__name_en"),
    *("delegate__sort_pinyin", "delegate__number", "delegate"),
)
_GROUPED_BY = (
    *(*_ORDER, "delegate__name", "delegate__name_latin", "delegate__institution_zh", "delegate__institution_en"),
    *("delegate__category__letter", "delegate__category__name_zh", "delegate__category__name_en"),
)


def count_visits(conference: Conference) -> int:
    """Return how many visits there are; one query."""
    return _admitted(conference).values("day", "checkpoint", "delegate").distinct().count()


def visits(conference: Conference) -> Iterator[Visit]:
    """Yield the visits by day, door and name; one query, read in chunks. Only those who were let in are there."""
    rows = _admitted(conference).values_list(*_GROUPED_BY)
    timed = rows.annotate(
        first_in=Min("effective_at", filter=Q(direction=Direction.IN.value)),
        last_out=Max("effective_at", filter=Q(direction=Direction.OUT.value)),
    )
    for row in timed.order_by(*_ORDER).iterator(chunk_size=CHUNK):
        yield _visit(_Row(*row))


def _admitted(conference: Conference) -> QuerySet[Scan]:
    return Scan.objects.admitted().filter(conference=conference).order_by()


def _visit(row: _Row) -> Visit:
    return Visit(
        day=row.day,
        door=Text(row.door_zh, row.door_en),
        number=badge_number(row.letter, row.number),
        name=row.name,
        name_latin=row.name_latin,
        institution=Text(row.institution_zh, row.institution_en),
        category=Text(row.category_zh, row.category_en),
        first_in=row.first_in,
        last_out=row.last_out,
    )
