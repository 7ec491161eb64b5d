"""A published programme with its cross-references resolved, built once for each release and used by all pages."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from events.rules.programme import (
    CLOSED_ROOM,
    AppearanceRole,
    ForumItem,
    PersonRole,
    Programme,
    RoomItem,
    SessionItem,
    SpeakerItem,
    TalkItem,
)
from toolkit.text import Text


@dataclass(frozen=True)
class OnStage:
    """A person on stage: the speaker and their role."""

    speaker: SpeakerItem
    role: AppearanceRole


@dataclass(frozen=True)
class Entry:
    """One appearance of a speaker: as a chair of a forum, in a session, or in a talk of a session."""

    role: AppearanceRole
    forum: ForumItem | None = None
    session: SessionItem | None = None
    talk: TalkItem | None = None


class ProgrammeIndex:
    """Lookup tables of one programme, each built when it is first used."""

    def __init__(self, programme: Programme) -> None:
        self.programme = programme
        self.conference = programme.conference

    @cached_property
    def speakers(self) -> dict[str, SpeakerItem]:
        """Speakers by code, in order of precedence."""
        return {speaker.code: speaker for speaker in self.programme.speakers}

    @cached_property
    def forums(self) -> dict[int, ForumItem]:
        """Forums by number."""
        return {forum.number: forum for forum in self.programme.forums}

    @cached_property
    def rooms(self) -> dict[str, RoomItem]:
        """Rooms by key, in the organiser's order."""
        return {room.key: room for room in self.programme.rooms}

    @cached_property
    def sessions(self) -> dict[str, SessionItem]:
        """Sessions by code, in order of time."""
        return {session.code: session for session in self.programme.sessions}

    @cached_property
    def talks(self) -> dict[str, tuple[SessionItem, TalkItem]]:
        """Pairs of a session and its talk, by the talk's code."""
        return {talk.code: (session, talk) for session in self.programme.sessions for talk in session.talks}

    @cached_property
    def sessions_by_day(self) -> dict[date, list[SessionItem]]:
        """Sessions by conference day, including days without any."""
        first, last = self.conference.starts_on, self.conference.ends_on
        days: dict[date, list[SessionItem]] = {
            first + timedelta(days=offset): [] for offset in range((last - first).days + 1)
        }
        for session in self.programme.sessions:
            days.setdefault(self.conference.day_of(session.starts_at), []).append(session)
        return dict(sorted(days.items()))

    @cached_property
    def sessions_by_forum(self) -> dict[int, list[SessionItem]]:
        """Sessions of each forum by its number, in order of time."""
        found: dict[int, list[SessionItem]] = defaultdict(list)
        for session in self.programme.sessions:
            if session.forum is not None:
                found[session.forum].append(session)
        return dict(found)

    @cached_property
    def entries(self) -> dict[str, list[Entry]]:
        """Appearances by the speaker's code: in forums first, then in sessions and talks in order of time."""
        found: dict[str, list[Entry]] = defaultdict(list)
        for forum in self.programme.forums:
            for person in forum.people:
                found[person.speaker].append(Entry(role=person.role, forum=forum))
        for session in self.programme.sessions:
            for person in session.people:
                found[person.speaker].append(Entry(role=person.role, session=session))
            for talk in session.talks:
                for person in talk.people:
                    found[person.speaker].append(Entry(role=person.role, session=session, talk=talk))
        return dict(found)

    def on_stage(self, people: tuple[PersonRole, ...]) -> list[OnStage]:
        """Return the speakers and roles of these people, in the same order."""
        return [OnStage(speaker=self.speakers[person.speaker], role=person.role) for person in people]

    def room_name(self, session: SessionItem) -> Text:
        """Return the name of the session's room: a neutral one behind closed doors, empty if no room is set."""
        if session.is_closed:
            return CLOSED_ROOM
        return self.rooms[session.room].name if session.room is not None else Text()


def page_name(speaker: SpeakerItem) -> Text:
    """Return a person's name as shown on pages, such as 林知远 and Lin Zhiyuan, with the family name first in both."""
    return Text(zh=speaker.name, en=_without_capitals(speaker.name_latin) or speaker.name)


def _without_capitals(name: str) -> str:
    """Return LIN Zhiyuan as Lin Zhiyuan. Only badges print the family name in capitals."""
    return " ".join(
        "-".join(part.capitalize() if part.isupper() and len(part) > 1 else part for part in word.split("-"))
        for word in name.split()
    )
