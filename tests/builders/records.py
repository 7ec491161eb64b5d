"""Records of a door as the API reads them."""

from collections.abc import Iterator
from datetime import date, datetime
from itertools import count
from uuid import UUID

from doors.models import Checkpoint
from doors.rules.admission import Direction
from doors.rules.scans import Attempt, Moment, Reading
from tests.builders.doors import Doors, prefix_on
from tests.builders.people import NOW

numbers: Iterator[int] = count(1)


def attempt(
    doors: Doors,
    checkpoint: Checkpoint | None = None,
    *,
    badge: str | None = None,
    at: datetime = NOW,
    day: date | None = None,
    direction: Direction = Direction.IN,
) -> Attempt:
    """Return an attempt with the delegate's badge at the entrance, or with another prefix or checkpoint."""
    day = day or NOW.date()
    return Attempt(
        uuid=UUID(int=next(numbers)),
        moment=Moment(device_at=at, last_contact_at=at),
        checkpoint=(checkpoint or doors.entrance).code,
        direction=direction,
        reading=Reading.CODE,
        day=day,
        prefix=badge or prefix_on(doors.credential, day),
    )
