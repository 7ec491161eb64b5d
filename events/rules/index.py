"""A published programme with its cross-references resolved: built once for each release, read by every page."""

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
    """Somebody on stage, resolved."""

    speaker: SpeakerItem
    role: AppearanceRole


@dataclass(frozen=True)
class Entry:
    """One appearance of a speaker: at the head of a forum, in a session, or in a talk of a session."""

    role: AppearanceRole
    forum: ForumItem | None = None
    session: SessionItem | None = None
    talk: TalkItem | None = None


class ProgrammeIndex:
    """Look-ups in one programme; all are dictionaries made once."""

    def __init__(self, programme: Programme) -> None:
        self.programme = programme
        self.conference = programme.conference

    @cached_property
    def speakers(self) -> dict[str, SpeakerItem]:
        """By code, in order of precedence."""
        return {speaker.code: speaker for speaker in self.programme.speakers}

    @cached_property
    def forums(self) -> dict[int, ForumItem]:
        """By number."""
        return {forum.number: forum for forum in self.programme.forums}

    @cached_property
    def rooms(self) -> dict[str, RoomItem]:
        """By key, in the organiser's order."""
        return {room.key: room for room in self.programme.rooms}

    @cached_property
    def sessions(self) -> dict[str, SessionItem]:
        """By code, in order of time."""
        return {session.code: session for session in self.programme.sessions}

    @cached_property
    def talks(self) -> dict[str, tuple[SessionItem, TalkItem]]:
        """By code: the talk and the session that it is in."""
        return {talk.code: (session, talk) for session in self.programme.sessions for talk in session.talks}

    @cached_property
    def sessions_by_day(self) -> dict[date, list[SessionItem]]:
        """The conference's days, empty ones included, and what is on."""
        first, last = self.conference.starts_on, self.conference.ends_on
        days: dict[date, list[SessionItem]] = {
            first + timedelta(days=offset): [] for offset in range((last - first).days + 1)
        }
        for session in self.programme.sessions:
            days.setdefault(self.conference.day_of(session.starts_at), []).append(session)
        return dict(sorted(days.items()))

    @cached_property
    def sessions_by_forum(self) -> dict[int, list[SessionItem]]:
        """By the forum's number, in order of time."""
        found: dict[int, list[SessionItem]] = defaultdict(list)
        for session in self.programme.sessions:
            if session.forum is not None:
                found[session.forum].append(session)
        return dict(found)

    @cached_property
    def entries(self) -> dict[str, list[Entry]]:
        """By the speaker's code: where they appear, forums first, then by time."""
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
        """The people, resolved, in their order."""
        return [OnStage(speaker=self.speakers[person.speaker], role=person.role) for person in people]

    def room_name(self, session: SessionItem) -> Text:
        """The room's name; for a closed-door session the neutral one; empty where no room is set."""
        if session.is_closed:
            return CLOSED_ROOM
        return self.rooms[session.room].name if session.room is not None else Text()


def page_name(speaker: SpeakerItem) -> Text:
    """How pages name a person: 林知远, and Lin Zhiyuan, family name first in both."""
    return Text(zh=speaker.name, en=_without_capitals(speaker.name_latin) or speaker.name)


def _without_capitals(name: str) -> str:
    """LIN Zhiyuan as Lin Zhiyuan: capitals mark the family name on badges only."""
    return " ".join(
        "-".join(part.capitalize() if part.isupper() and len(part) > 1 else part for part in word.split("-"))
        for word in name.split()
    )
