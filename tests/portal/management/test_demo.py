"""`manage.py demo`."""

import io
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from django.core.management import CommandError, call_command
from django.test import override_settings
from pytest_django import Settings
from pytest_django.plugin import DjangoDbBlocker

from doors.models import Scan
from doors.operations.devices import pair
from events.models import Conference
from registration.models import Delegate
from tests.shared_rows import shared_rows
from toolkit.clock import Clock


def the_clock(instant: datetime) -> Clock:
    return Clock(starts_at=instant, stands=True, started=instant)


def said() -> str:
    out = io.StringIO()
    call_command("demo", stdout=out)
    return out.getvalue()


@pytest.fixture(scope="class")
def first_greeting(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[str]:
    """Load the demo at 07:30 on its first day in Shanghai, once for the tests of a class; yield its output."""
    clock = the_clock(datetime(2027, 4, 15, 23, 30, tzinfo=UTC))
    with shared_rows(django_db_blocker), override_settings(CLOCK=clock, PUBLIC_URL="http://localhost:8123"):
        yield said()


@pytest.mark.django_db
class TestStartedAgain:
    """A second run, when the demo is loaded already."""

    def test_the_first_day_is_today_in_shanghai_and_a_second_run_changes_nothing(self, first_greeting: str) -> None:
        assert Conference.objects.get(slug="nbic").starts_on.isoformat() == "2027-04-16"
        Delegate.objects.filter(number=1).update(name="改过的名字")
        said()
        assert Delegate.objects.get(conference__slug="nbic", number=1).name == "改过的名字"
        assert Delegate.objects.count() == 2200

    def test_the_command_prints_addresses_and_accounts(self, first_greeting: str) -> None:
        for line in (
            "http://localhost:8123/zh-hans/nbic/",
            "organiser@rostrum.example",
            "door@rostrum.example",
            "示例数据",
        ):
            assert line in first_greeting

    def test_each_start_offers_a_scanner_for_every_door(self, settings: Settings, first_greeting: str) -> None:
        settings.CLOCK = the_clock(datetime(2027, 4, 16, 1, 12, tzinfo=UTC))
        secret = re.search(r"/door/#pair=(\w+)", said())
        assert secret is not None
        device = pair(secret[1], now=datetime(2027, 4, 16, 1, 13, tzinfo=UTC)).device
        assert sorted(device.checkpoints.values_list("code", flat=True)) == ["B302", "CLOSED1", "ENTRANCE"]

    def test_after_the_third_day_it_offers_the_reset(self, settings: Settings, first_greeting: str) -> None:
        assert "./dev demo --reset" not in first_greeting
        shanghai = ZoneInfo("Asia/Shanghai")
        settings.CLOCK = the_clock(datetime(2027, 4, 16, 9, tzinfo=shanghai))
        assert "./dev demo --reset" not in said()
        settings.CLOCK = the_clock(datetime(2027, 4, 19, 4, 59, tzinfo=shanghai))
        assert "./dev demo --reset" not in said()
        settings.CLOCK = the_clock(datetime(2027, 4, 19, 5, 0, tzinfo=shanghai))
        assert "./dev demo --reset" in said()


@pytest.mark.django_db
def test_in_the_afternoon_a_forums_room_has_filled(settings: Settings) -> None:
    settings.CLOCK = the_clock(datetime(2027, 4, 16, 14, 32, tzinfo=ZoneInfo("Asia/Shanghai")))
    said()
    assert 100 < Scan.objects.filter(checkpoint__code="B302", verdict="admit").count() < 160


@pytest.mark.django_db
def test_before_the_first_day_nobody_has_been_admitted(settings: Settings) -> None:
    settings.CLOCK = the_clock(datetime(2027, 4, 1, tzinfo=UTC))
    call_command("demo", first_day=datetime(2027, 4, 16, tzinfo=UTC).date(), stdout=io.StringIO())
    assert Scan.objects.count() == 0
    assert Conference.objects.get(slug="nbic").state == "open"


def test_production_refuses_it(settings: Settings) -> None:
    settings.MODE = "production"
    with pytest.raises(CommandError, match="not loaded in production"):
        call_command("demo")
