"""The public part of a programme, and the changes between two publications."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, fields, replace
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
    SessionKind,
    SpeakerItem,
    TalkItem,
)
from toolkit.jsonable import Jsonable
from toolkit.text import Text

LONGEST_REASON = 500
LONGEST_NOTE = 2000


@dataclass(frozen=True, kw_only=True)
class PublishWishes:
    """How something is published.

    `accept_clashes` is the reason for publishing in spite of clashes. `note` is shown to the public with the changes.
    With `shown`, a word for what somebody has looked at (`Pending.shown`), nothing else is published than that.
    """

    accept_clashes: str = ""
    note: Text = field(default_factory=Text)
    writes_letters: bool = True
    shown: str = ""


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


def as_it_may_be_shown(programme: Programme, *, hidden: Collection[str], photos: Mapping[str, str]) -> Programme:
    """Return an earlier programme as it may be shown today.

    `hidden` are the codes of what is behind closed doors by now. `photos` are the photographs of all speakers who are
    still on stage, by code: nobody else is named, and no photograph comes back that was removed.
    """
    sessions = tuple(
        replace(session, kind=SessionKind.CLOSED_DOOR)
        if session.code in hidden
        else _with_people(session, hidden, photos)
        for session in programme.sessions
    )
    speakers = (
        speaker if photos[speaker.code] == speaker.photo else replace(speaker, photo="")
        for speaker in programme.speakers
        if speaker.code in photos
    )
    forums = tuple(replace(forum, people=_still_there(forum.people, photos)) for forum in programme.forums)
    shown = replace(programme, sessions=sessions, forums=forums, speakers=tuple(speakers), removed=())
    return public_part(shown)


def _with_people(session: SessionItem, hidden: Collection[str], there: Collection[str]) -> SessionItem:
    talks = (
        replace(talk, people=_still_there(talk.people, there)) for talk in session.talks if talk.code not in hidden
    )
    return replace(session, people=_still_there(session.people, there), talks=tuple(talks))


def _still_there(people: tuple[PersonRole, ...], there: Collection[str]) -> tuple[PersonRole, ...]:
    return tuple(person for person in people if person.speaker in there)


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


class Aspect(StrEnum):
    """What readers are told of a change. One change may have several; this is the order in which they are listed."""

    TIME = "time"
    ROOM = "room"
    NEW = "new"
    CANCELLED = "cancelled"
    PEOPLE = "people"
    TEXT = "text"


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

    `details` has what else differs than the slot, for what was there before and still is. `aspects` are what readers
    are told of it. `forum` is the number of the forum that it belongs to. `people` are the codes of those on stage
    whom it concerns; with a session that has moved, those are also the people of its talks. `came` and `went` are
    those of them who are named with the item now and were not, or were and are not.
    """

    kind: ChangeKind
    subject: Subject
    key: str
    title: Text
    before: Slot | None = None
    after: Slot | None = None
    details: tuple[Detail, ...] = ()
    aspects: tuple[Aspect, ...] = ()
    forum: int | None = None
    people: tuple[str, ...] = ()
    came: tuple[str, ...] = ()
    went: tuple[str, ...] = ()


def changes(before: Programme, after: Programme, *, hidden: Collection[str] = ()) -> tuple[Change, ...]:
    """Return the changes in the order of the programme. A talk that only moved along with its session is left out.

    `hidden` are the codes of sessions and talks that are behind closed doors now. Nothing is told of what they were
    before that the public does not know of a closed-door session.
    """
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
                aspects=(Aspect.TEXT,),
            )
        )
    old, new = _placed(before, hidden), _placed(after, hidden)
    shifts = {key: _shift(old[key], new[key]) for key in old.keys() & new.keys() if key[0] is Subject.SESSION}
    for key in [*new, *(key for key in old if key not in new)]:
        if key[0] is Subject.TALK and key in old and key in new and _moved_along(old[key], new[key], shifts):
            continue
        if change := _change(key, old.get(key), new.get(key), names):
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
    for each in fields(after):
        old, new = getattr(before, each.name), getattr(after, each.name)
        if old == new or each.name in _APART or (each.name == "room" and isinstance(after, SessionItem)):
            continue
        column = _COLUMNS.get(each.name, each.name)
        if isinstance(old, Text) and isinstance(new, Text) and column == each.name:
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
    """A session or a talk, with its slot, the key of its room and its session."""

    item: SessionItem | TalkItem
    slot: Slot
    room: str
    session: SessionItem

    @property
    def is_cancelled(self) -> bool:
        return self.item.is_cancelled or self.session.is_cancelled

    @property
    def essence(self) -> SessionItem | TalkItem:
        """The item without its times, room and talks, for comparison."""
        start = datetime.min.replace(tzinfo=UTC)
        if isinstance(self.item, TalkItem):
            return replace(self.item, starts_at=start, ends_at=start)
        return replace(self.item, starts_at=start, ends_at=start, room=None, talks=())

    @property
    def everybody(self) -> list[str]:
        """The codes of the people of the item, and of those of its talks if it is a session."""
        talks = self.item.talks if isinstance(self.item, SessionItem) else ()
        return [person.speaker for item in (self.item, *talks) for person in item.people]


_Key = tuple[Subject, str]


def _placed(programme: Programme, hidden: Collection[str]) -> dict[_Key, _Placed]:
    rooms = {room.key: room.name for room in programme.rooms}
    placed: dict[_Key, _Placed] = {}
    for each in programme.sessions:
        session = each.behind_closed_doors() if each.code in hidden else each
        room = rooms.get(session.room or "", Text())
        placed[Subject.SESSION, session.code] = _place(session, room, session)
        shown = (talk for talk in session.talks if talk.code not in hidden)
        placed |= {(Subject.TALK, talk.code): _place(talk, room, session) for talk in shown}
    return placed


def _place(item: SessionItem | TalkItem, room: Text, session: SessionItem) -> _Placed:
    slot = Slot(starts_at=item.starts_at, ends_at=item.ends_at, room=room)
    return _Placed(item, slot, session.room or "", session)


def _change(key: _Key, old: _Placed | None, new: _Placed | None, names: _Names) -> Change | None:
    there = new or old
    if there is None or (old and new and _same(old, new)):
        return None
    if old is None or new is None:
        kind = ChangeKind.ADDED if old is None else ChangeKind.REMOVED
    else:
        kind = ChangeKind.MOVED if _has_moved(old, new) else ChangeKind.CHANGED
    subject, code = key
    details = _details(old.item, new.item, names) if old and new else ()
    aspects = _aspects(old, new, details)
    return Change(
        kind=kind,
        subject=subject,
        key=code,
        title=there.item.title or there.session.title,
        before=old.slot if old else None,
        after=new.slot if new else None,
        details=details,
        aspects=aspects,
        forum=there.session.forum,
        people=_concerned(old, new, aspects),
        came=_only_in(new, old) if Aspect.PEOPLE in aspects else (),
        went=_only_in(old, new) if Aspect.PEOPLE in aspects else (),
    )


def _only_in(there: _Placed | None, other: _Placed | None) -> tuple[str, ...]:
    others = {person.speaker for person in other.item.people} if other else set()
    people = [person.speaker for person in there.item.people] if there else []
    return tuple(dict.fromkeys(code for code in people if code not in others))


def _same(old: _Placed, new: _Placed) -> bool:
    # Nearly everything is the same throughout, and that is seen much sooner.
    return _same_slot(old, new) and (old.item == new.item or old.essence == new.essence)


def _same_slot(old: _Placed, new: _Placed) -> bool:
    return not (_other_times(old, new) or _other_room(old, new))


def _other_times(old: _Placed, new: _Placed) -> bool:
    return (old.slot.starts_at, old.slot.ends_at) != (new.slot.starts_at, new.slot.ends_at)


def _other_room(old: _Placed, new: _Placed) -> bool:
    """Return whether people have to go elsewhere: not if the same room has another name, or another row the same."""
    return old.room != new.room and old.slot.room != new.slot.room


def _has_moved(old: _Placed, new: _Placed) -> bool:
    return old.slot.starts_at != new.slot.starts_at or _other_room(old, new)


def _aspects(old: _Placed | None, new: _Placed | None, details: tuple[Detail, ...]) -> tuple[Aspect, ...]:
    was, takes_place = old is not None and not old.is_cancelled, new is not None and not new.is_cancelled
    columns = {detail.column for detail in details}
    stays = was and takes_place
    holds = {
        Aspect.TIME: stays and bool(old and new and _other_times(old, new)),
        Aspect.ROOM: stays and bool(old and new and _other_room(old, new)),
        Aspect.NEW: takes_place and not was,
        Aspect.CANCELLED: was and not takes_place,
        Aspect.PEOPLE: "people" in columns,
        Aspect.TEXT: bool(columns - {"people", "is_cancelled"}),
    }
    return tuple(aspect for aspect in Aspect if holds[aspect]) or (Aspect.TEXT,)


_FOR_ALL = frozenset({Aspect.TIME, Aspect.ROOM, Aspect.NEW, Aspect.CANCELLED})
"""What concerns everybody in a session, and not only those who are named with the session itself."""


def _concerned(old: _Placed | None, new: _Placed | None, aspects: tuple[Aspect, ...]) -> tuple[str, ...]:
    for_all = bool(_FOR_ALL & set(aspects))
    there = [placed for placed in (new, old) if placed]
    found = [
        code
        for placed in there
        for code in (placed.everybody if for_all else [person.speaker for person in placed.item.people])
    ]
    return tuple(dict.fromkeys(found))


def _shift(old: _Placed, new: _Placed) -> tuple[object, ...]:
    return new.slot.starts_at - old.slot.starts_at, old.room, new.room


def _moved_along(old: _Placed, new: _Placed, shifts: Mapping[_Key, tuple[object, ...]]) -> bool:
    """Return whether a talk has only moved along with its session, with its length."""
    if old.session.code != new.session.code or not _has_moved(old, new):
        return False
    if shifts.get((Subject.SESSION, new.session.code)) != _shift(old, new):
        return False
    length = old.slot.ends_at - old.slot.starts_at == new.slot.ends_at - new.slot.starts_at
    return length and (old.item == new.item or old.essence == new.essence)


_Things = dict[str, tuple[Text, ForumItem | RoomItem | SpeakerItem]]


def _forums(programme: Programme) -> _Things:
    return {str(forum.number): (forum.title, forum) for forum in programme.forums}


def _rooms(programme: Programme) -> _Things:
    return {room.key: (room.name, room) for room in programme.rooms}


def _speakers(programme: Programme) -> _Things:
    return {speaker.code: (Text(speaker.name, speaker.name_latin), speaker) for speaker in programme.speakers}


def _plain_changes(subject: Subject, old: _Things, new: _Things, names: _Names) -> list[Change]:
    def tell(kind: ChangeKind, key: str, things: _Things) -> Change:
        title, thing = things[key]
        return Change(
            kind=kind,
            subject=subject,
            key=key,
            title=title,
            details=_details(old[key][1], new[key][1], names) if key in old and key in new else (),
            aspects=(Aspect.TEXT,),
            forum=thing.number if isinstance(thing, ForumItem) else None,
            people=(key,) if subject is Subject.SPEAKER else (),
        )

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
