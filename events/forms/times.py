"""Explaining why something cannot take place at the times asked for."""

from zoneinfo import ZoneInfo

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from events.rules.spans import NamedSpan, TimesFault
from toolkit import dates


def times_words(fault: TimesFault, about: NamedSpan | None, zone: ZoneInfo) -> str:
    """Return the message for a field of the form. `about` is that of `events.operations.times.TimesRefused`."""
    words = {
        TimesFault.ENDS_BEFORE_IT_STARTS: _("The end is not after the start."),
        TimesFault.OUTSIDE_CONFERENCE: _("This is outside the days of the conference."),
        TimesFault.LONGER_THAN_A_DAY: _("A session lasts a day at most."),
        TimesFault.IN_TWO_DAYS: _("A session cannot run from one day of the conference into the next. Make it two."),
        TimesFault.OUTSIDE_SESSION: _("A talk must lie within its session: %(day)s, %(from)s–%(until)s."),
        TimesFault.TALK_LEFT_OUT: _(
            "“%(name)s” (%(from)s–%(until)s) would be outside the session. Move that talk first."
        ),
        TimesFault.SESSION_LEFT_OUT: _(
            "“%(name)s” (%(day)s, %(from)s–%(until)s) would be outside. Move that session first."
        ),
    }
    return words[fault] % (_details(about, zone) if about else {})


def _details(about: NamedSpan, zone: ZoneInfo) -> dict[str, str]:
    starts_at, ends_at = about.span.starts_at.astimezone(zone), about.span.ends_at.astimezone(zone)
    return {
        "name": about.name.here or "–",
        "day": dates.day_and_weekday(starts_at.date(), get_language() or "zh-hans"),
        "from": f"{starts_at:%H:%M}",
        "until": f"{ends_at:%H:%M}",
    }
