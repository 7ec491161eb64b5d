"""Whom a release concerns: which places on stage are new to somebody, have moved, or are theirs no longer."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum

from events.rules.index import ProgrammeIndex
from events.rules.programme import AppearanceRole, PersonRole, Programme, SessionItem, TalkItem
from events.rules.publication import Slot, Subject
from toolkit.text import Text


class Fate(StrEnum):
    """What has become of a place on stage."""

    NEW = "new"
    MOVED = "moved"
    GONE = "gone"


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """The last release, what is to follow it, and the codes of what is behind closed doors now."""

    before: Programme
    after: Programme
    hidden: frozenset[str] = field(default_factory=frozenset)


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """What somebody on stage is told of a session or a talk, by its code and that of its session."""

    fate: Fate
    subject: Subject
    code: str
    session: str
    role: AppearanceRole

    def __str__(self) -> str:
        """Return the notice as one word, as `Notice.read` takes it."""
        return f"{self.fate}/{self.subject}/{self.code}/{self.session}/{self.role}"

    @classmethod
    def read(cls, word: str) -> "Notice":
        """Return the notice that `str` has written."""
        fate, subject, code, session, role = word.split("/")
        return cls(fate=Fate(fate), subject=Subject(subject), code=code, session=session, role=AppearanceRole(role))


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldPlace:
    """A notice with what a letter says of it: the title, and when and where it was and is. None where it is not."""

    notice: Notice
    title: Text
    before: Slot | None
    after: Slot | None


def told_places(notices: Iterable[Notice], before: ProgrammeIndex, after: ProgrammeIndex) -> tuple[ToldPlace, ...]:
    """Return the notices in words, in order of time; without those of what neither release has."""
    found = []
    for notice in notices:
        old, new = _item_of(notice, before), _item_of(notice, after)
        there = new or old
        if there is None:
            continue
        session, item = there
        title = item.title or session.title or _forum_title(session, after)
        found.append(
            ToldPlace(
                notice=notice,
                title=title,
                before=_slot(old, before) if old and notice.fate is not Fate.NEW else None,
                after=_slot(new, after) if new and notice.fate is not Fate.GONE else None,
            )
        )
    return tuple(sorted(found, key=_start))


_Item = tuple[SessionItem, SessionItem | TalkItem]


def _item_of(notice: Notice, index: ProgrammeIndex) -> _Item | None:
    if notice.subject is Subject.TALK:
        return index.talks.get(notice.code)
    session = index.sessions.get(notice.code)
    return (session, session) if session else None


def _slot(found: _Item, index: ProgrammeIndex) -> Slot:
    session, item = found
    return Slot(starts_at=item.starts_at, ends_at=item.ends_at, room=index.room_name(session))


def _forum_title(session: SessionItem, index: ProgrammeIndex) -> Text:
    forum = index.forums.get(session.forum or 0)
    return forum.title if forum else Text()


def _start(place: ToldPlace) -> datetime:
    slot = place.after or place.before
    return slot.starts_at if slot else datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Place:
    """Somebody's place on stage."""

    session: str
    role: AppearanceRole
    starts_at: datetime
    ends_at: datetime
    room: str

    def has_moved_to(self, other: "_Place") -> bool:
        times = (self.starts_at, self.ends_at) != (other.starts_at, other.ends_at)
        return times or self.room != other.room


_Key = tuple[Subject, str]
_Places = dict[str, dict[_Key, _Place]]


def stage_notices(difference: Difference) -> dict[str, tuple[Notice, ...]]:
    """Return what each speaker is told, by the speaker's code and in the order of the new programme.

    The chairs of a forum count as being on stage in each of its sessions. What has gone behind closed doors is not
    gone for its people, so they are told nothing here.
    """
    old = _places(difference.before, difference.hidden)
    new = _places(difference.after, difference.hidden)
    notices: dict[str, tuple[Notice, ...]] = {}
    for speaker in dict.fromkeys((*new, *old)):
        if found := tuple(_compared(old.get(speaker, {}), new.get(speaker, {}))):
            notices[speaker] = found
    return notices


def _compared(old: dict[_Key, _Place], new: dict[_Key, _Place]) -> Iterator[Notice]:
    for key, place in new.items():
        if key not in old:
            yield _notice(Fate.NEW, key, place)
        elif old[key].has_moved_to(place):
            yield _notice(Fate.MOVED, key, place)
    for key, place in old.items():
        if key not in new:
            yield _notice(Fate.GONE, key, place)


def _notice(fate: Fate, key: _Key, place: _Place) -> Notice:
    subject, code = key
    return Notice(fate=fate, subject=subject, code=code, session=place.session, role=place.role)


def _places(programme: Programme, hidden: Collection[str]) -> _Places:
    """Return the places on stage that are to be filled: nothing that is cancelled."""
    rooms = {room.key: f"{room.name.zh}/{room.name.en}" for room in programme.rooms}
    chairs = {forum.number: forum.people for forum in programme.forums}
    found: _Places = defaultdict(dict)
    for session in programme.sessions:
        if session.is_closed or session.is_cancelled or session.code in hidden:
            continue
        room = rooms.get(session.room or "", "")
        _enter(found, session, session.people, session, room)
        _enter(found, session, chairs.get(session.forum or 0, ()), session, room)
        for talk in session.talks:
            if not talk.is_cancelled and talk.code not in hidden:
                _enter(found, talk, talk.people, session, room)
    return found


def _enter(
    found: _Places, item: SessionItem | TalkItem, people: tuple[PersonRole, ...], session: SessionItem, room: str
) -> None:
    key = (Subject.TALK if isinstance(item, TalkItem) else Subject.SESSION, item.code)
    for person in people:
        if key not in found[person.speaker]:
            found[person.speaker][key] = _Place(
                session=session.code,
                role=person.role,
                starts_at=item.starts_at,
                ends_at=item.ends_at,
                room=room,
            )
