from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from toolkit import dates

SHANGHAI = ZoneInfo("Asia/Shanghai")


@pytest.mark.parametrize(
    ("first", "last", "zh", "en"),
    [
        (date(2027, 4, 16), date(2027, 4, 18), "4 月 16—18 日", "16–18 April"),
        (date(2027, 4, 16), date(2027, 4, 16), "4 月 16 日", "16 April"),
        (date(2027, 4, 30), date(2027, 5, 2), "4 月 30 日 — 5 月 2 日", "30 April – 2 May"),
        (
            date(2027, 12, 31),
            date(2028, 1, 2),
            "2027 年 12 月 31 日 — 2028 年 1 月 2 日",
            "31 December 2027 – 2 January 2028",
        ),
    ],
)
def test_parts_that_both_dates_share_are_written_once(first: date, last: date, zh: str, en: str) -> None:
    assert dates.day_range(first, last, "zh-hans") == zh
    assert dates.day_range(first, last, "en") == en


def test_the_year_is_where_each_language_puts_it() -> None:
    first, last = date(2027, 4, 16), date(2027, 4, 18)

    assert dates.day_range(first, last, "zh-hans", with_year=True) == "2027 年 4 月 16—18 日"
    assert dates.day_range(first, last, "en", with_year=True) == "16–18 April 2027"


def test_weekdays_are_named_in_both_languages() -> None:
    assert dates.weekday(date(2027, 4, 16), "zh-hans") == "周五"
    assert dates.weekday(date(2027, 4, 18), "en") == "Sunday"


def test_times_are_shown_in_the_zone_of_the_conference() -> None:
    start, end = datetime(2027, 4, 16, 1, 30, tzinfo=UTC), datetime(2027, 4, 16, 2, 10, tzinfo=UTC)

    assert dates.time_range(start, end, SHANGHAI) == "09:30–10:10"


@pytest.mark.parametrize(
    ("zone", "on", "zh", "en"),
    [
        ("Asia/Shanghai", date(2027, 4, 16), "北京时间（UTC+8）", "Beijing Time (UTC+8)"),
        ("Europe/Paris", date(2027, 4, 16), "Europe/Paris（UTC+2）", "Europe/Paris (UTC+2)"),
        ("Europe/Paris", date(2027, 12, 16), "Europe/Paris（UTC+1）", "Europe/Paris (UTC+1)"),
        ("Asia/Kolkata", date(2027, 4, 16), "Asia/Kolkata（UTC+5:30）", "Asia/Kolkata (UTC+5:30)"),
        ("America/St_Johns", date(2027, 1, 16), "America/St_Johns（UTC−3:30）", "America/St_Johns (UTC−3:30)"),
        ("UTC", date(2027, 1, 16), "UTC（UTC+0）", "UTC (UTC+0)"),
    ],
)
def test_zones_are_named_with_their_offset(zone: str, on: date, zh: str, en: str) -> None:
    assert dates.zone(ZoneInfo(zone), on, "zh-hans") == zh
    assert dates.zone(ZoneInfo(zone), on, "en") == en


def test_a_short_moment_fits_into_a_table() -> None:
    at = datetime(2027, 9, 16, 17, 5, tzinfo=UTC)
    assert dates.short_moment(at, SHANGHAI, "zh-hans") == "9/17 01:05"
    assert dates.short_moment(at, SHANGHAI, "en") == "17 Sep 01:05"
