"""The clock of this process. Read it once, at the edge, and hand the instant down."""

from dataclasses import dataclass
from datetime import UTC, datetime

from django.conf import settings


@dataclass(frozen=True)
class Clock:
    """A clock that may start at another instant than the real one, and may stand still."""

    starts_at: datetime | None
    stands: bool
    started: datetime

    def now(self) -> datetime:
        """The present instant, in UTC."""
        real = datetime.now(UTC)
        if self.starts_at is None:
            return real
        if self.stands:
            return self.starts_at.astimezone(UTC)
        return (self.starts_at + (real - self.started)).astimezone(UTC)


def now() -> datetime:
    """The present instant by the clock that the settings name, in UTC."""
    clock: Clock = settings.CLOCK
    return clock.now()
