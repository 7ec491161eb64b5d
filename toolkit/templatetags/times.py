"""Filters and tags for dates and times. `zone` is a ZoneInfo or its name."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django import template
from django.utils.html import format_html
from django.utils.translation import get_language

from toolkit import dates
from toolkit.text import CHINESE

register = template.Library()


def _language() -> str:
    return get_language() or CHINESE


def _zone(zone: ZoneInfo | str) -> ZoneInfo:
    return zone if isinstance(zone, ZoneInfo) else ZoneInfo(zone)


def _machine_readable(value: datetime, zone: ZoneInfo) -> str:
    """Return the value of a `datetime` attribute. HTML allows at most three digits after the seconds; we need none."""
    return value.astimezone(zone).isoformat(timespec="seconds")


@register.filter
def day(value: date) -> str:
    """Return 4 月 16 日 or 16 April."""
    return dates.day(value, _language())


@register.filter
def day_with_year(value: date) -> str:
    """Return 2027 年 4 月 16 日 or 16 April 2027."""
    return dates.day(value, _language(), with_year=True)


@register.filter
def weekday(value: date) -> str:
    """Return 周五 or Friday."""
    return dates.weekday(value, _language())


@register.filter
def day_and_weekday(value: date) -> str:
    """Return 4 月 16 日 周五 or Friday 16 April."""
    return dates.day_and_weekday(value, _language())


@register.filter
def day_in(value: datetime, zone: ZoneInfo | str) -> date:
    """Return the date of a time in the zone, for another filter to format."""
    return value.astimezone(_zone(zone)).date()


@register.filter
def zone_in_words(zone: ZoneInfo | str, on: date) -> str:
    """Return Beijing Time (UTC+8) for China's zone and, for others, Europe/Paris (UTC+2), as on that day."""
    return dates.zone(_zone(zone), on, _language())


@register.simple_tag
def day_range(first: date, last: date, *, year: bool = False) -> str:
    """Return 4 月 16—18 日 or 16–18 April, with the year if `year` is true."""
    return dates.day_range(first, last, _language(), with_year=year)


@register.filter
def clock(value: datetime, zone: ZoneInfo | str) -> str:
    """Return a <time> element with hours and minutes in the zone."""
    words = dates.clock_time(value, _zone(zone))
    return format_html('<time datetime="{}">{}</time>', _machine_readable(value, _zone(zone)), words)


@register.filter
def short_moment(value: datetime, zone: ZoneInfo | str) -> str:
    """Return a <time> element with a short date and time: 4/16 14:32 or 16 Apr 14:32."""
    words = dates.short_moment(value, _zone(zone), _language())
    return format_html('<time datetime="{}">{}</time>', _machine_readable(value, _zone(zone)), words)


@register.simple_tag
def time_range(start: datetime, end: datetime, zone: ZoneInfo | str) -> str:
    """Return a <time> element such as 09:30–10:10 in the zone."""
    words = dates.time_range(start, end, _zone(zone))
    return format_html('<time datetime="{}">{}</time>', _machine_readable(start, _zone(zone)), words)


@register.filter
def moment(value: datetime, zone: ZoneInfo | str) -> str:
    """Return a <time> element with date and time: 4 月 16 日 14:32 or 16 April, 14:32."""
    local = value.astimezone(_zone(zone))
    joint = ", " if dates.is_english(_language()) else " "
    words = dates.day(local.date(), _language()) + joint + local.strftime("%H:%M")
    return format_html('<time datetime="{}">{}</time>', _machine_readable(value, _zone(zone)), words)
