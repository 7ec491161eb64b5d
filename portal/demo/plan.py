"""The whole programme before it is stored: sessions with their items and people, in local time."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import time
from functools import cache

from events.rules.programme import AppearanceRole, SessionAccess, SessionKind, TalkKind
from portal.demo import reading
from portal.demo.cast import Cast, the_cast
from portal.demo.reading import ForumText, ItemText, SessionText
from portal.demo.timetable import Block, Item, forum_blocks
from toolkit.text import Text

ADDRESS = Text("致辞", "Address")
TEA = Text("茶歇", "Tea")
PANEL = Text("圆桌\u00a0·\u00a0", "Panel\u00a0· ")  # a line never begins with the dot
NOTHING = Text()
PANELLISTS = 4
HOSTED = {SessionKind.CLOSED_DOOR: AppearanceRole.HOST}
ROLES = {
    TalkKind.ADDRESS: AppearanceRole.GUEST,
    TalkKind.CEREMONY: AppearanceRole.GUEST,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Role:
    """A person on stage, by key, in a role."""

    figure: str
    role: AppearanceRole


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedItem:
    """An item of a session. Times are minutes from midnight."""

    kind: TalkKind
    title: Text
    starts: int
    ends: int
    about: Text = NOTHING
    placeholder: Text = NOTHING
    cancelled: bool = False
    people: tuple[Role, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedSession:
    """A block in one room; `key` is its own, `room` that of a hall or a forum's room; `day` counts from 1."""

    key: str
    label: str
    kind: SessionKind
    room: str
    day: int
    starts: int
    ends: int
    title: Text
    access: SessionAccess = SessionAccess.OPEN
    forum: int | None = None
    capacity: int | None = None
    host: Text = NOTHING
    about: Text = NOTHING
    people: tuple[Role, ...] = ()
    items: tuple[PlannedItem, ...] = ()


@cache
def the_programme() -> tuple[PlannedSession, ...]:
    """Return all sessions: those of the conference, then those of the forums."""
    cast = the_cast()
    central = tuple(_central(number, text) for number, text in enumerate(reading.sessions()))
    return (*central, *(session for forum in reading.forums() for session in _of_forum(forum, cast)))


def _central(number: int, text: SessionText) -> PlannedSession:
    starts, closed = _minutes(text.starts), text.kind is SessionKind.CLOSED_DOOR
    role = HOSTED.get(text.kind, AppearanceRole.CHAIR)
    return PlannedSession(
        key=f"central-{number}",
        label=text.label,
        kind=text.kind,
        access=SessionAccess.INVITATION if closed else SessionAccess.OPEN,
        room=text.hall,
        day=text.day,
        starts=starts,
        ends=_minutes(text.ends),
        title=Text(text.title_zh, text.title_en),
        capacity=text.capacity,
        host=Text(text.host_zh, text.host_en),
        about=Text(text.about_zh, text.about_en),
        people=(Role(figure=text.chair, role=role),) if text.chair else (),
        items=tuple(_central_items(text, starts)),
    )


def _central_items(text: SessionText, starts: int) -> Iterator[PlannedItem]:
    for item in text.items:
        yield PlannedItem(
            kind=item.kind,
            title=Text(item.title_zh, item.title_en),
            about=Text(item.about_zh, item.about_en),
            placeholder=Text(item.placeholder_zh, item.placeholder_en),
            starts=starts,
            ends=starts + item.minutes,
            people=(Role(figure=item.person, role=_role(text, item)),) if item.person else (),
        )
        starts += item.minutes


def _role(text: SessionText, item: ItemText) -> AppearanceRole:
    if text.kind is SessionKind.PLENARY:
        return AppearanceRole.KEYNOTE
    return ROLES.get(item.kind, AppearanceRole.SPEAKER)


def _of_forum(forum: ForumText, cast: Cast) -> Iterator[PlannedSession]:
    minutes = [[talk.minutes for talk in part.talks] for part in forum.parts]
    for block in forum_blocks(forum.number, forum.halves, minutes):
        yield PlannedSession(
            key=f"forum-{forum.number}-{block.half}",
            label=f"{forum.number:02}",
            kind=SessionKind.FORUM,
            forum=forum.number,
            room=forum.room,
            day=block.day,
            starts=block.starts,
            ends=block.ends,
            title=_block_title(forum, block),
            items=tuple(_item(forum, item, cast) for item in block.items),
        )


def _block_title(forum: ForumText, block: Block) -> Text:
    parts = [forum.parts[part] for part in block.parts]
    zh, en = [part.title_zh for part in parts], [part.title_en for part in parts]
    if len(parts) == 1:
        zh, en = [*zh, "圆桌"], [*en, "Panel"]
    return Text(" · ".join(zh), " · ".join(en))


def _item(forum: ForumText, item: Item, cast: Cast) -> PlannedItem:
    if item.talk is not None:
        text = forum.talks[item.talk]
        keys = cast.speakers[forum.number, item.talk]
        return PlannedItem(
            kind=item.kind,
            title=text.title,
            about=text.about,
            placeholder=text.placeholder,
            cancelled=text.cancelled,
            starts=item.starts,
            ends=item.ends,
            people=tuple(Role(figure=key, role=AppearanceRole.SPEAKER) for key in keys),
        )
    title, people = {
        TalkKind.ADDRESS: (ADDRESS, (Role(figure=cast.openers[forum.number], role=AppearanceRole.GUEST),)),
        TalkKind.PANEL: (Text(PANEL.zh + forum.panel_zh, PANEL.en + forum.panel_en), _panel(forum, cast)),
        TalkKind.BREAK: (TEA, ()),
    }[item.kind]
    return PlannedItem(kind=item.kind, title=title, starts=item.starts, ends=item.ends, people=people)


def _panel(forum: ForumText, cast: Cast) -> tuple[Role, ...]:
    """Return a panel: the second chair moderates, and four of those who only speak take part."""
    talks = [place for place, text in enumerate(forum.talks) if not text.by]
    keys = [cast.speakers[forum.number, talk][0] for talk in talks if cast.speakers[forum.number, talk]]
    willing = [key for key in keys if not cast.figures[key].withdrawn][:: len(keys) // PANELLISTS][:PANELLISTS]
    moderator = Role(figure=cast.chairs[forum.number][1], role=AppearanceRole.MODERATOR)
    return (moderator, *(Role(figure=key, role=AppearanceRole.PANELLIST) for key in willing))


def _minutes(at: time) -> int:
    return at.hour * 60 + at.minute
