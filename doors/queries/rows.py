"""Typed rows from the JSON objects that `doors/sql/facts_at_door_v1.sql` builds."""

from collections.abc import Callable, Mapping
from datetime import date, datetime, time
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

    Dates, times and UUIDs are parsed as the field's type says. The function raises TypeError if a key is missing or
    not a field.
    """
    readers = {name: reader for name, hint in get_type_hints(row_type).items() if (reader := _reader(hint))}

    def read(values: dict[str, object]) -> Row:
        parsed = dict(values)
        for name, reader in readers.items():
            text = values.get(name)
            if text is not None:
                parsed[name] = reader(str(text))
        return row_type(**parsed)

    return read


def _reader(hint: object) -> Callable[[str], object] | None:
    return next((FROM_TEXT[each] for each in get_args(hint) or (hint,) if each in FROM_TEXT), None)
