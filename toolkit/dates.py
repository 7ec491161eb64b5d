"""Dates and times in the house style of each language. Plain Python: the zone and the language are arguments.

Languages are language codes ("zh-hans", "en"); times are aware.
"""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from toolkit.text import ENGLISH

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
BEIJING = "Asia/Shanghai"
YEARS = range(1970, 2201)
"""Years that a conference may be in. Others are typing mistakes, and arithmetic near year 1 or 9999 overflows."""
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
WEEKDAYS_ZH = "一二三四五六日"


def is_english(language: str) -> bool:
    """Return whether the language code is one of English."""
    return language.startswith(ENGLISH)


def day(value: date, language: str, *, with_year: bool = False) -> str:
    """Return 4 月 16 日 or 16 April; with the year, 2027 年 4 月 16 日 or 16 April 2027."""
    if is_english(language):
        return f"{value.day} {MONTHS[value.month - 1]}" + (f" {value.year}" if with_year else "")
    return (f"{value.year} 年 " if with_year else "") + f"{value.month} 月 {value.day} 日"


def zone(zone: ZoneInfo, on: date, language: str) -> str:
    """Return Beijing Time (UTC+8) for China's zone and, for others, Europe/Paris (UTC+2), as on that day."""
    offset = datetime.combine(on, time(12), tzinfo=zone).utcoffset() or timedelta(0)
    minutes = abs(offset) // timedelta(minutes=1)
    hours = f"{minutes // 60}" + (f":{minutes % 60:02}" if minutes % 60 else "")
    utc = f"UTC{'−' if offset < timedelta(0) else '+'}{hours}"
    if is_english(language):
        return f"{'Beijing Time' if zone.key == BEIJING else zone.key} ({utc})"
    return f"{'北京时间' if zone.key == BEIJING else zone.key}（{utc}）"


def day_range(first: date, last: date, language: str, *, with_year: bool = False) -> str:
    """Return 4 月 16—18 日 or 16–18 April; a month or year that both dates share is written once."""
    if first == last:
        return day(first, language, with_year=with_year)
    if first.year != last.year:
        joint = " – " if is_english(language) else " — "
        return day(first, language, with_year=True) + joint + day(last, language, with_year=True)
    if is_english(language):
        start = str(first.day) + (f" {MONTHS[first.month - 1]} " if first.month != last.month else "")
        joint = "– " if first.month != last.month else "–"
        return start + joint + day(last, language, with_year=with_year)
    start = day(first, language, with_year=with_year)
    if first.month == last.month:
        return start.removesuffix(" 日") + f"—{last.day} 日"
    return f"{start} — {day(last, language)}"


def weekday(value: date, language: str) -> str:
    """Return 周五 or Friday."""
    return WEEKDAYS[value.weekday()] if is_english(language) else f"周{WEEKDAYS_ZH[value.weekday()]}"


def day_and_weekday(value: date, language: str) -> str:
    """Return 4 月 16 日 周五 or Friday 16 April."""
    parts = [day(value, language), weekday(value, language)]
    return " ".join(reversed(parts) if is_english(language) else parts)


def clock_time(value: datetime, zone: ZoneInfo) -> str:
    """Return 09:30, in the zone."""
    return value.astimezone(zone).strftime("%H:%M")


def short_moment(value: datetime, zone: ZoneInfo, language: str) -> str:
    """Return 4/16 09:30 or 16 Apr 09:30, in the zone: for tables, where there is no room for more."""
    local = value.astimezone(zone)
    date = f"{local.day} {MONTHS[local.month - 1][:3]}" if is_english(language) else f"{local.month}/{local.day}"
    return f"{date} {local:%H:%M}"


def time_range(start: datetime, end: datetime, zone: ZoneInfo) -> str:
    """Return 09:30–10:10, in the zone."""
    return f"{clock_time(start, zone)}–{clock_time(end, zone)}"
