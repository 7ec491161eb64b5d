"""Conversion of JSON objects to typed rows."""

from datetime import UTC, date, datetime, time
from typing import NamedTuple
from uuid import UUID

import pytest

from doors.queries.rows import row_reader


class Sample(NamedTuple):
    number: int
    name: str | None
    day: date
    at: datetime | None
    begins_at: time
    uuid: UUID
    details: dict[str, object]


OBJECT: dict[str, object] = {
    "number": 7,
    "name": "2027-04-16",
    "day": "2027-04-16",
    "at": "2027-04-16T01:12:00+00:00",
    "begins_at": "05:00:00",
    "uuid": "00000000-0000-0000-0000-000000000007",
    "details": {"at": "2027-04-16"},
}


def test_texts_are_parsed_as_the_fields_say() -> None:
    assert row_reader(Sample)(OBJECT) == Sample(
        number=7,
        name="2027-04-16",
        day=date(2027, 4, 16),
        at=datetime(2027, 4, 16, 1, 12, tzinfo=UTC),
        begins_at=time(5),
        uuid=UUID(int=7),
        details={"at": "2027-04-16"},
    )


def test_null_stays_none() -> None:
    row = row_reader(Sample)(OBJECT | {"name": None, "at": None})

    assert (row.name, row.at) == (None, None)


def test_the_order_of_keys_does_not_matter() -> None:
    read = row_reader(Sample)

    assert read(dict(reversed(OBJECT.items()))) == read(OBJECT)


@pytest.mark.parametrize("values", [OBJECT | {"surprise": 1}, {"number": 7}, {}])
def test_an_object_with_more_or_fewer_keys_is_refused(values: dict[str, object]) -> None:
    with pytest.raises(TypeError):
        row_reader(Sample)(values)


def test_an_object_with_a_key_of_another_name_is_refused() -> None:
    renamed = {("numbre" if name == "number" else name): value for name, value in OBJECT.items()}

    with pytest.raises(KeyError):
        row_reader(Sample)(renamed)
