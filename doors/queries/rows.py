"""Typed rows from the JSON objects that `doors/sql/facts_at_door_v1.sql` builds."""

from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from operator import itemgetter
from typing import TypeVar, get_args, get_type_hints
from uuid import UUID

Row = TypeVar("Row")

FROM_TEXT: Mapping[object, Callable[[str], object]] = {
    date: date.fromisoformat,
    datetime: datetime.fromisoformat,
    time: time.fromisoformat,
    UUID: UUID,
}
"""The types that JSON has only as text, each with its reader."""


def row_reader(row_type: Callable[..., Row]) -> Callable[[dict[str, object]], Row]:
    """Return a function that makes a `row_type` (a NamedTuple) from a JSON object whose keys are its fields.

    Dates, times and UUIDs are parsed as the field's type says. The function raises TypeError if there
    are more or fewer keys than fields, and KeyError if one has another name.
    """
    hints = get_type_hints(row_type)
    pick = itemgetter(*hints)
    readers = [(place, reader) for place, hint in enumerate(hints.values()) if (reader := _reader(hint))]

    def read(values: dict[str, object]) -> Row:
        if len(values) != len(hints):
            raise TypeError(f"{len(values)} keys for {len(hints)} fields")
        # By position: a batch has hundreds of rows, and keyword arguments double the time that each takes.
        cells = list(pick(values))
        for place, reader in readers:
            text = cells[place]
            if text is not None:
                cells[place] = reader(text)
        return row_type(*cells)

    return read


def _reader(hint: object) -> Callable[[str], object] | None:
    return next((FROM_TEXT[each] for each in get_args(hint) or (hint,) if each in FROM_TEXT), None)
