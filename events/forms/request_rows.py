"""A request as the centre sees it: what is there now beside what is asked for."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from events.forms.requests import value_words
from events.forms.words import LOCKED_FACTS
from events.models import Session
from events.queries.requests import Asked
from events.rules.requests import Repair, TitleValue, Way
from events.rules.wording import Piece, differing
from toolkit import dates
from toolkit.lists import listed


@dataclass(frozen=True, kw_only=True)
class Facing:
    """One fact, as it is now and as it would be. `is_trouble` marks what stands in the way."""

    label: str
    now: tuple[Piece, ...]
    wanted: tuple[Piece, ...]
    is_trouble: bool = False


@dataclass(frozen=True, kw_only=True)
class Button:
    """A way to accept a request; `repair` is empty for the plain one."""

    label: str
    repair: str = ""


@dataclass(frozen=True, kw_only=True)
class RequestSheet:
    """A request with its rows, and the buttons by which it can be accepted."""

    asked: Asked
    rows: list[Facing]
    buttons: list[Button]
    summary: str
    was: str = ""


def sheet_of(asked: Asked) -> RequestSheet:
    """Return a request as its row in the panel, in the active language."""
    here = asked.situation
    old, new = value_words(asked.now, here), value_words(asked.wanted, here)
    return RequestSheet(
        asked=asked,
        rows=[] if asked.is_lost else _rows(asked, old, new),
        buttons=_buttons(asked),
        summary=f"{old} → {new}",
        was=value_words(asked.seen, here) if asked.is_changed else "",
    )


def _rows(asked: Asked, old: str, new: str) -> list[Facing]:
    if isinstance(asked.now, TitleValue) and isinstance(asked.wanted, TitleValue):
        titles = (
            (_("Chinese"), asked.now.title_zh, asked.wanted.title_zh),
            (_("English"), asked.now.title_en, asked.wanted.title_en),
        )
        return [_facing(label, before, after) for label, before, after in titles if before != after]
    rows = [_facing(str(LOCKED_FACTS[asked.request.fact]), old, new)]
    if asked.granted:
        taken = listed(_named(session, asked) for session in asked.in_the_way)
        words = taken or pgettext("room", "free")
        rows.append(
            Facing(label=_("Occupied"), now=(), wanted=(Piece(words, is_changed=False),), is_trouble=bool(taken))
        )
    return rows


def _facing(label: str, before: str, after: str) -> Facing:
    now, wanted = differing(before, after)
    return Facing(label=label, now=now, wanted=wanted)


def _named(session: Session, asked: Asked) -> str:
    zone = asked.situation.conference.zone
    name = session.title or (session.forum.title if session.forum else session.title)
    number = f"{session.forum.number:02} " if session.forum else ""
    return f"{number}{name.here or session.code} {dates.time_range(session.starts_at, session.ends_at, zone)}"


def _buttons(asked: Asked) -> list[Button]:
    if asked.is_lost:
        return [Button(label=_("Close, as it has been removed"))]
    if not asked.in_the_way:
        return [Button(label=_("Accept"))]
    return [Button(label=_way_words(way, asked), repair=way.repair.value) for way in asked.ways]


def _way_words(way: Way, asked: Asked) -> str:
    if way.repair is Repair.OTHER_ROOM:
        room = asked.situation.rooms[way.room or 0]
        return _("Accept, in %(room)s instead") % {"room": room.name.here}
    others = listed(
        f"{session.forum.number:02}" if session.forum else session.title.here or session.code
        for session in asked.in_the_way
    )
    return _("Accept, swap with %(others)s") % {"others": others}
