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


_ORDER = ("delegate__sort_pinyin", "delegate__number", "delegate")
_GROUPED_BY = (
    *("day", "checkpoint__name_zh", "checkpoint__name_en"),
    *(*_ORDER, "delegate__name", "delegate__name_latin", "delegate__institution_zh", "delegate__institution_en"),
    *("delegate__category__letter", "delegate__category__name_zh", "delegate__category__name_en"),
)


def count_visits(conference: Conference) -> int:
    """Return how many visits there are; one query."""
    return _admitted(conference).values("day", "checkpoint", "delegate").distinct().count()


def visits(conference: Conference) -> Iterator[Visit]:
    """Yield the visits by day, door and name. Only those who were let in are there.

    One query, and one for each door and day: the doors are read one after the other, so that any number of scans fits
    into memory and no cursor stays open meanwhile (see `toolkit.batches`).
    """
    doors = _admitted(conference).values_list("day", "checkpoint__position", "checkpoint").distinct()
    for day, _position, checkpoint in list(doors.order_by("day", "checkpoint__position", "checkpoint")):
        rows = _admitted(conference).filter(day=day, checkpoint=checkpoint).values_list(*_GROUPED_BY)
        timed = rows.annotate(
            first_in=Min("effective_at", filter=Q(direction=Direction.IN.value)),
            last_out=Max("effective_at", filter=Q(direction=Direction.OUT.value)),
        )
        yield from [_visit(_Row(*row)) for row in timed.order_by(*_ORDER)]


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
