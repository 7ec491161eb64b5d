from datetime import UTC, datetime, timedelta, timezone

import pytest
from django.conf import LazySettings

from toolkit import clock
from toolkit.clock import Clock

SHOWN = datetime(2027, 4, 16, 9, 12, tzinfo=timezone(timedelta(hours=8)))
NEARLY = timedelta(seconds=30)


def test_the_clock_shows_the_real_time_unless_it_was_set() -> None:
    started = datetime(2000, 1, 1, tzinfo=UTC)
    assert abs(Clock(starts_at=None, stands=True, started=started).now() - datetime.now(UTC)) < NEARLY


def test_a_stopped_clock_keeps_its_time_in_utc() -> None:
    stopped = Clock(starts_at=SHOWN, stands=True, started=datetime.now(UTC) - timedelta(hours=3))
    assert stopped.now() == SHOWN
    assert stopped.now().tzinfo is UTC


def test_a_running_clock_continues_from_its_setting() -> None:
    running = Clock(starts_at=SHOWN, stands=False, started=datetime.now(UTC) - timedelta(hours=3))
    assert abs(running.now() - SHOWN - timedelta(hours=3)) < NEARLY
    assert running.now().tzinfo is UTC


@pytest.mark.usefixtures("at_nine")
def test_the_settings_name_the_clock(settings: LazySettings) -> None:
    assert clock.now() == SHOWN
    settings.CLOCK = Clock(starts_at=SHOWN + timedelta(days=1), stands=True, started=SHOWN)
    assert clock.now() == SHOWN + timedelta(days=1)
