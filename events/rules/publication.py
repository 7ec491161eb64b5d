"""The public part of a programme, and the changes between two publications."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, fields, replace
from datetime import UTC, datetime
from enum import StrEnum

from pydantic import TypeAdapter

from events.rules.programme import (
    ConferenceFacts,
    ForumItem,
    PersonRole,
    Programme,
    RoomItem,
    SessionItem,
    SpeakerItem,
    TalkItem,
)
from toolkit.jsonable import Jsonable
from toolkit.text import Text


def public_part(programme: Programme) -> Programme:
    """Return the programme without confidential data: a closed-door session keeps only its title, host and times.

    Rooms and people that occur only in closed-door sessions are left out. A forum with only closed-door sessions keeps
    its title and host.
    """
    sessions = tuple(session.without_secrets() for session in programme.sessions)
    forums = tuple(_open_part(forum, programme.sessions) for forum in programme.forums)
    hidden = {session.room for session in programme.sessions} - {session.room for session in sessions}
    return replace(
        programme,
        sessions=sessions,
        forums=forums,
        rooms=tuple(room for room in programme.rooms if room.key not in hidden),
        speakers=_seen(programme.speakers, sessions=sessions, forums=forums),
    )


def without_photos(programme: Programme, codes: Collection[str]) -> Programme:
    """Return the programme without the photographs of the speakers with these codes."""
    if not codes:
        return programme
    speakers = (replace(each, photo="") if each.code in codes else each for each in programme.speakers)
    return replace(programme, speakers=tuple(speakers))


def _open_part(forum: ForumItem, sessions: Iterable[SessionItem]) -> ForumItem:
    its_own = [session for session in sessions if session.forum == forum.number]
    if not its_own or not all(session.is_closed for session in its_own):
        return forum
    return replace(forum, description=Text(), people=(), feed={})


def _seen(
    speakers: tuple[SpeakerItem, ...], *, sessions: tuple[SessionItem, ...], forums: tuple[ForumItem, ...]
) -> tuple[SpeakerItem, ...]:
    lists = [forum.people for forum in forums]
    for session in sessions:
        lists += [session.people, *(talk.people for talk in session.talks)]
    seen = {role.speaker for people in lists for role in people}
    return tuple(speaker for speaker in speakers if speaker.code in seen)


class ChangeKind(StrEnum):
    """The kind of a change. A new start or room is a move; if only the length differs, it is a change."""

    ADDED = "added"
    MOVED = "moved"
    REMOVED = "removed"
    CHANGED = "changed"


class Subject(StrEnum):
    """The kind of item that changed."""

    CONFERENCE = "conference"
    FORUM = "forum"
    SESSION = "session"
    TALK = "talk"
    SPEAKER = "speaker"
    ROOM = "room"


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """The times and room of an item. `room` is empty if it has none."""

    starts_at: datetime
    ends_at: datetime
    room: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Detail:
    """A column that differs, with its value before and after as words. Both are empty where they would say nothing."""

    column: str
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One change. `key` is the code or number of the subject, `title` its name.

    `details` has what else differs than the slot, for what was there before and still is.
    """

    kind: ChangeKind
    subject: Subject
    key: str
    title: Text
    before: Slot | None = None
    after: Slot | None = None
    details: tuple[Detail, ...] = ()


def changes(before: Programme, after: Programme) -> tuple[Change, ...]:
    """Return the changes in the order of the programme. A talk that only moved along with its session is left out."""
    found: list[Change] = []
    names = {speaker.code: speaker.name for speaker in (*before.speakers, *after.speakers)}
    if before.conference != after.conference:
        found.append(
            Change(
                kind=ChangeKind.CHANGED,
                subject=Subject.CONFERENCE,
                key="",
                title=after.conference.title,
                details=_details(before.conference, after.conference, names),
            )
        )
    old, new = _placed(before), _placed(after)
    shifts = {key: _shift(old[key], new[key]) for key in old.keys() & new.keys() if key[0] is Subject.SESSION}
    for key in [*new, *(key for key in old if key not in new)]:
        change = _change(key, old.get(key), new.get(key), names)
        along = change and change.kind is ChangeKind.MOVED and key[0] is Subject.TALK
        if change and not (along and _moved_along(old[key], new[key], shifts)):
            found.append(change)
    for subject, things in (
        (Subject.FORUM, _forums),
        (Subject.ROOM, _rooms),
        (Subject.SPEAKER, _speakers),
    ):
        found += _plain_changes(subject, things(before), things(after), names)
    return tuple(found)


_Comparable = ConferenceFacts | ForumItem | SessionItem | TalkItem | RoomItem | SpeakerItem
_Names = Mapping[str, str]
_APART = frozenset({"starts_at", "ends_at", "talks", "feed", "search_keys", "sort_pinyin", "honour"})
"""Fields that are told in another way (slots, talks, the words for an honour) or that no reader sees."""
_COLUMNS = {"honour_text": "honour"}
_WITHOUT_WORDS = frozenset({"photo", "accent"})
"""Fields whose values are keys or codes, which say nothing to a reader."""


def _details(before: _Comparable, after: _Comparable, names: _Names) -> tuple[Detail, ...]:
    """Return the columns that differ; a text in two languages is two columns, like those of the database."""
    found: list[Detail] = []
    for field in fields(after):
        old, new = getattr(before, field.name), getattr(after, field.name)
        if old == new or field.name in _APART or (field.name == "room" and isinstance(after, SessionItem)):
            continue
        column = _COLUMNS.get(field.name, field.name)
        if isinstance(old, Text) and isinstance(new, Text) and column == field.name:
            pairs = ((f"{column}_zh", old.zh, new.zh), (f"{column}_en", old.en, new.en))
            found += [Detail(column=name, before=one, after=other) for name, one, other in pairs if one != other]
        elif column in _WITHOUT_WORDS:
            found.append(Detail(column=column))
        else:
            found.append(Detail(column=column, before=_in_words(old, names), after=_in_words(new, names)))
    return tuple(found)


def _in_words(value: object, names: _Names) -> str:
    if isinstance(value, Text):
        return value.zh or value.en
    if isinstance(value, tuple):
        return ", ".join(names.get(role.speaker, "") for role in value if isinstance(role, PersonRole))
    return "" if value is None else str(value)


@dataclass(frozen=True, slots=True)
class _Placed:
    """A session or a talk, with its slot and the code of its session."""

    item: SessionItem | TalkItem
    slot: Slot
    session: str

    @property
    def essence(self) -> SessionItem | TalkItem:
        """The item without its times, room and talks, for comparison."""
        start = datetime.min.replace(tzinfo=UTC)
        if isinstance(self.item, TalkItem):
            return replace(self.item, starts_at=start, ends_at=start)
        return replace(self.item, starts_at=start, ends_at=start, room=None, talks=())


_Key = tuple[Subject, str]


def _placed(programme: Programme) -> dict[_Key, _Placed]:
    rooms = {room.key: room.name for room in programme.rooms}
    placed: dict[_Key, _Placed] = {}
    for session in programme.sessions:
        room = rooms.get(session.room or "", Text())
        placed[Subject.SESSION, session.code] = _place(session, room, session)
        placed |= {(Subject.TALK, talk.code): _place(talk, room, session) for talk in session.talks}
    return placed


def _place(item: SessionItem | TalkItem, room: Text, session: SessionItem) -> _Placed:
    return _Placed(item, Slot(starts_at=item.starts_at, ends_at=item.ends_at, room=room), session.code)


def _change(key: _Key, old: _Placed | None, new: _Placed | None, names: _Names) -> Change | None:
    there = new or old
    if there is None or (old and new and _same(old, new)):
        return None
    if old is None or new is None:
        kind = ChangeKind.ADDED if old is None else ChangeKind.REMOVED
    else:
        kind = ChangeKind.MOVED if _has_moved(old.slot, new.slot) else ChangeKind.CHANGED
    subject, code = key
    return Change(
        kind=kind,
        subject=subject,
        key=code,
        title=there.item.title,
        before=old.slot if old else None,
        after=new.slot if new else None,
        details=_details(old.item, new.item, names) if old and new else (),
    )


def _same(old: _Placed, new: _Placed) -> bool:
    # Nearly everything is the same throughout, and that is seen much sooner.
    return old.slot == new.slot and (old.item == new.item or old.essence == new.essence)


def _has_moved(old: Slot, new: Slot) -> bool:
    return old.starts_at != new.starts_at or old.room != new.room


def _shift(old: _Placed, new: _Placed) -> tuple[object, ...]:
    return new.slot.starts_at - old.slot.starts_at, old.slot.room, new.slot.room


def _moved_along(old: _Placed, new: _Placed, shifts: Mapping[_Key, tuple[object, ...]]) -> bool:
    in_one = old.session == new.session and old.essence == new.essence
    return in_one and shifts.get((Subject.SESSION, new.session)) == _shift(old, new)


_Things = dict[str, tuple[Text, ForumItem | RoomItem | SpeakerItem]]


def _forums(programme: Programme) -> _Things:
    return {str(forum.number): (forum.title, forum) for forum in programme.forums}


def _rooms(programme: Programme) -> _Things:
    return {room.key: (room.name, room) for room in programme.rooms}


def _speakers(programme: Programme) -> _Things:
    return {speaker.code: (Text(speaker.name, speaker.name_latin), speaker) for speaker in programme.speakers}


def _plain_changes(subject: Subject, old: _Things, new: _Things, names: _Names) -> list[Change]:
    def tell(kind: ChangeKind, key: str, things: _Things) -> Change:
        details = _details(old[key][1], new[key][1], names) if key in old and key in new else ()
        return Change(kind=kind, subject=subject, key=key, title=things[key][0], details=details)

    return [
        *(tell(ChangeKind.ADDED, key, new) for key in new if key not in old),
        *(tell(ChangeKind.CHANGED, key, new) for key in new if key in old and old[key][1] != new[key][1]),
        *(tell(ChangeKind.REMOVED, key, old) for key in old if key not in new),
    ]


def changes_as_json(found: tuple[Change, ...]) -> list[dict[str, Jsonable]]:
    """Return the changes as plain JSON values, as a release stores them."""
    rows: list[dict[str, Jsonable]] = _CHANGES.dump_python(found, mode="json")
    return rows


def changes_from_json(rows: list[dict[str, Jsonable]]) -> tuple[Change, ...]:
    """Return the changes that `changes_as_json` has stored."""
    return _CHANGES.validate_python(rows)


_CHANGES = TypeAdapter(tuple[Change, ...])
