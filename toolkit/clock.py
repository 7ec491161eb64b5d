"""The process's clock. Views, jobs and commands read it once and pass the time down as `now`."""

from dataclasses import dataclass
from datetime import UTC, datetime

from django.conf import settings


@dataclass(frozen=True)
class Clock:
    """A clock that can be set to another time and can be stopped.

    `starts_at` is the time that it showed at the real time `started`; None means the real time. With `stands`, it keeps
    showing `starts_at`.
    """

    starts_at: datetime | None
    stands: bool
    started: datetime

    def now(self) -> datetime:
        """Return the current time in UTC."""
        real = datetime.now(UTC)
        if self.starts_at is None:
            return real
        if self.stands:
            return self.starts_at.astimezone(UTC)
        return (self.starts_at + (real - self.started)).astimezone(UTC)


def now() -> datetime:
    """Return the current time in UTC by the clock in the settings."""
    clock: Clock = settings.CLOCK
    return clock.now()
