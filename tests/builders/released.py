"""Builders for items of a release, as plain values without a database. Times are hours of the day in Shanghai."""

from datetime import UTC, date, datetime, time, timedelta

from events.rules.index import ProgrammeIndex
from events.rules.programme import (
    AppearanceRole,
    ConferenceFacts,
    ForumItem,
    GroupItem,
    PersonRole,
    Programme,
    RoomItem,
    SessionAccess,
    SessionItem,
    SessionKind,
    SpeakerItem,
    TalkItem,
    TalkKind,
)
from toolkit.text import Text

FIRST_DAY = date(2027, 4, 16)
NOTHING = Text()
FACTS = ConferenceFacts(
    slug="bio27",
    title=Text("生物大会", "Bio"),
    short_title=NOTHING,
    edition=NOTHING,
    intro=NOTHING,
    notice=NOTHING,
    city=NOTHING,
    venue=NOTHING,
    address=NOTHING,
    arrival=NOTHING,
    hosts=NOTHING,
    contact_email="",
    contact_phone="",
    starts_on=FIRST_DAY,
    ends_on=FIRST_DAY + timedelta(days=1),
    timezone="Asia/Shanghai",
    day_starts_at=time(5),
    accent="#0E4B4D",
    is_example=False,
)


def at(hour: float) -> datetime:
    """Return an hour of the first day in Shanghai: 9.5 is 09:30, 24.5 is half an hour after midnight."""
    return datetime(2027, 4, 15, 16, tzinfo=UTC) + timedelta(hours=hour)


def a_session_item(code: str, start: float, end: float, **fields: object) -> SessionItem:
    """Return a plenary, or a forum's session if a forum is given; `kind` overrides both."""
    values: dict[str, object] = {
        "label": "",
        "kind": SessionKind.FORUM if "forum" in fields else SessionKind.PLENARY,
        "access": SessionAccess.OPEN,
        "title": Text(f"场次{code}", f"Session {code}"),
        "host": NOTHING,
        "description": NOTHING,
        "starts_at": at(start),
        "ends_at": at(end),
        "room": None,
        "forum": None,
        "capacity": None,
        "is_cancelled": False,
        "people": (),
        "talks": (),
    } | fields
    return SessionItem(code=code, **values)  # type: ignore[arg-type]  # any field


def a_talk_item(code: str, start: float, end: float, *speakers: str, **fields: object) -> TalkItem:
    """Return a talk given by the speakers with these codes."""
    values: dict[str, object] = {
        "kind": TalkKind.TALK,
        "title": Text(f"报告{code}", f"Talk {code}"),
        "abstract": NOTHING,
        "placeholder": NOTHING,
        "starts_at": at(start),
        "ends_at": at(end),
        "is_cancelled": False,
        "people": tuple(PersonRole(speaker=each, role=AppearanceRole.SPEAKER) for each in speakers),
    } | fields
    return TalkItem(code=code, **values)  # type: ignore[arg-type]  # any field


def a_forum_item(number: int, group: str = "", **fields: object) -> ForumItem:
    """Return a forum without people."""
    values: dict[str, object] = {
        "title": Text(f"分会{number}", f"Forum {number}"),
        "host": NOTHING,
        "description": NOTHING,
        "people": (),
    } | fields
    return ForumItem(number=number, group=group, **values)  # type: ignore[arg-type]  # any field


def a_speaker_item(code: str, name: str = "林知远", name_latin: str = "LIN Zhiyuan", **fields: object) -> SpeakerItem:
    values: dict[str, object] = {
        "honour": "",
        "honour_text": NOTHING,
        "post": NOTHING,
        "affiliation": NOTHING,
        "biography": NOTHING,
        "photo": "",
        "search_keys": "",
        "sort_pinyin": "",
    } | fields
    return SpeakerItem(code=code, name=name, name_latin=name_latin, **values)  # type: ignore[arg-type]  # any field


def an_index(*sessions: SessionItem, speakers: tuple[SpeakerItem, ...] = (), groups: str = "") -> ProgrammeIndex:
    """Return the index of a release with these sessions, and the forums and rooms they name."""
    numbers = sorted({session.forum for session in sessions if session.forum is not None})
    keys = sorted({session.room for session in sessions if session.room is not None})
    return ProgrammeIndex(
        Programme(
            conference=FACTS,
            rooms=tuple(RoomItem(key=key, name=Text(key, key), floor="", capacity=None) for key in keys),
            groups=tuple(GroupItem(letter=letter, title=Text(f"{letter} 组", f"Group {letter}")) for letter in groups),
            forums=tuple(a_forum_item(number, groups[:1]) for number in numbers),
            sessions=tuple(sorted(sessions, key=lambda session: session.starts_at)),
            speakers=speakers,
        )
    )
