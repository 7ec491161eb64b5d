"""Words for requests: values, ways out, and refusals."""

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from events.models import Room
from events.queries.requests import Situation
from events.rules.requests import DayValue, RequestFault, RoomValue, TitleValue, Value
from toolkit import dates
from toolkit.lists import listed

FAULTS: dict[RequestFault, str | Promise] = {
    RequestFault.NOTHING_CHANGES: gettext_lazy("That is how it is already."),
    RequestFault.NO_TITLE: gettext_lazy("A title in at least one language is needed."),
    RequestFault.NO_SESSION: gettext_lazy("There is no session that could be changed."),
    RequestFault.SEVERAL_DAYS: gettext_lazy("The sessions are on several days. Choose one of them."),
    RequestFault.ALREADY_ASKED: gettext_lazy("You have asked for another value already. Withdraw that request first."),
}


def value_words(value: Value | None, here: Situation) -> str:
    """Return a value in the reader's language: rooms with their seats, days, times, or both titles."""
    if value is None:
        return _("removed meanwhile")
    zone, language = here.conference.zone, get_language() or "zh-hans"
    if isinstance(value, RoomValue):
        return listed(_room_words(here.rooms.get(room or 0)) for room in value.rooms)
    if isinstance(value, DayValue):
        return listed(dates.day_and_weekday(day, language) for day in value.days)
    if isinstance(value, TitleValue):
        return " / ".join(title for title in (value.title_zh, value.title_en) if title)
    day = dates.day_and_weekday(here.days.of(value.starts_at), language)
    return f"{day} {dates.time_range(value.starts_at, value.ends_at, zone)}"


def _room_words(room: Room | None) -> str:
    if room is None:
        return _("no room")
    if room.capacity is None:
        return room.name.here
    seats = ngettext("%(n)s seat", "%(n)s seats", room.capacity) % {"n": room.capacity}
    return f"{room.name.here} · {seats}"
