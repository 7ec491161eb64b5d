"""Conversion of a release to a neutral feed, the inverse of an import.

Imported items keep the ids and other values of their feed; other items get computed, stable ids. A session with talks
becomes one event for each talk; a session without talks becomes one event.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from events.rules.columns import EventColumns, conference_of, event_of, person_of, printed_name, room_of, track_of
from events.rules.exchange import (
    Feed,
    FeedConference,
    FeedEvent,
    FeedFormat,
    FeedPerson,
    FeedRoom,
    FeedTrack,
    text_of,
)
from events.rules.identities import lasting_guid, lasting_number
from events.rules.programme import (
    CLOSED_ROOM,
    ForumItem,
    PersonRole,
    Programme,
    RoomItem,
    SessionItem,
    SpeakerItem,
    TalkItem,
)
from toolkit.text import Text

CLOSED = "closed"
"""Key of the neutral room that stands in for the rooms of closed-door sessions."""
NOWHERE = ""
"""Key of the neutral room for sessions without a room."""
NEUTRAL_ROOMS = {CLOSED: CLOSED_ROOM, NOWHERE: Text(zh="—", en="—")}


@dataclass(frozen=True, kw_only=True)
class Addresses:
    """Absolute URLs of the conference's page, and of the pages of talks and sessions by code."""

    conference: str
    talk: Callable[[str], str]
    session: Callable[[str], str]


@dataclass(frozen=True, kw_only=True)
class Edition:
    """The number of a release and when it was published."""

    number: int
    published_at: datetime


def feed_of(programme: Programme, *, edition: Edition, addresses: Addresses) -> Feed:
    """Return the feed of a release. Closed-door sessions are in a neutral room; cancelled events are marked.

    What earlier releases had comes last, as cancelled events.
    """
    telling = _Telling(programme, addresses)
    events = tuple(telling.events())
    rooms = [telling.room(room) for room in programme.rooms]
    used = {event.room for event in events}
    events += tuple(telling.removed())
    rooms += [telling.neutral_room(key) for key in NEUTRAL_ROOMS if key in used]
    return Feed(
        format=FeedFormat.JSON,
        conference=_conference(programme, edition, addresses),
        rooms=tuple(rooms),
        tracks=tuple(telling.tracks.values()),
        persons=tuple(telling.persons.values()),
        events=events,
    )


def _conference(programme: Programme, edition: Edition, addresses: Addresses) -> FeedConference:
    facts = programme.conference
    said = conference_of(facts.feed)
    return replace(
        said,
        title=facts.title,
        acronym=said.acronym or acronym_of(facts.slug),
        starts_on=facts.starts_on,
        ends_on=facts.ends_on,
        day_change=facts.day_starts_at,
        timezone=facts.timezone,
        timeslot=said.timeslot or "00:05",
        base_url=said.base_url or addresses.conference,
        url=said.url or addresses.conference,
        version=str(edition.number),
    )


def acronym_of(slug: str) -> str:
    """Return a short name that every format accepts: at least four lower-case letters, digits and underscores."""
    return re.sub(r"[^a-z0-9]+", "_", slug.lower()).ljust(4, "_")


class _Guids:
    """Guids of a feed's events: that of the import where there is one, else a computed one.

    Of several items with the same guid, only the first keeps it.
    """

    def __init__(self, slug: str) -> None:
        self.slug = slug
        self.taken: set[str] = set()

    def take(self, guid: str, what: str, code: str) -> str:
        kept = guid if guid not in self.taken else ""
        self.taken.add(guid)
        return kept or lasting_guid(self.slug, what, code)


def uids_of(programme: Programme) -> dict[tuple[str, str], str]:
    """Return the UIDs of calendar entries by `talk` or `session` and the code.

    They are those of schedule.ics, and for sessions that have no entry there, one that no other entry has.
    """
    guids = _Guids(programme.conference.slug)
    uids: dict[tuple[str, str], str] = {}
    for session in programme.sessions:
        if not session.talks or session.is_closed:
            uids["session", session.code] = guids.take(_guid_in(session.feed), "session", session.code)
            continue
        uids["session", session.code] = lasting_guid(guids.slug, "session", session.code)
        for talk in session.talks:
            uids["talk", talk.code] = guids.take(_guid_in(talk.feed), "talk", talk.code)
    return uids


def _guid_in(feed: Mapping[str, object]) -> str:
    return str(feed.get("guid") or "")


class _Telling:
    """Converts the items of one programme to those of a feed."""

    def __init__(self, programme: Programme, addresses: Addresses) -> None:
        self.programme = programme
        self.slug = programme.conference.slug
        self.addresses = addresses
        self.tracks = {forum.number: self._track(forum) for forum in programme.forums}
        self.persons = {speaker.code: self._person(speaker) for speaker in programme.speakers}
        self.guids = _Guids(self.slug)

    def room(self, room: RoomItem) -> FeedRoom:
        """Return a room with the guid of its feed, or a computed, stable one."""
        told = room_of(room.feed, key=room.key, name=room.name, capacity=room.capacity)
        return replace(told, guid=told.guid or lasting_guid(self.slug, "room", room.key))

    def neutral_room(self, key: str) -> FeedRoom:
        """Return a placeholder room, because the formats require each event to have a room with a name and a guid."""
        return FeedRoom(key=key, name=NEUTRAL_ROOMS[key], guid=lasting_guid(self.slug, "neutral room", key))

    def _track(self, forum: ForumItem) -> FeedTrack:
        return track_of(forum.feed, key=f"forum-{forum.number}", name=forum.title)

    def _person(self, speaker: SpeakerItem) -> FeedPerson:
        name = Text(zh=speaker.name, en=speaker.name_latin)
        told = person_of(speaker.feed, key=speaker.code, name=name, biography=speaker.biography)
        # Keep the name as the source wrote it, unless it was corrected here after the import.
        if not speaker.feed or printed_name(told) != name:
            plain = text_of(speaker.name)
            told = replace(told, name=Text(zh=plain.zh, en=plain.en or speaker.name_latin))
        return replace(
            told,
            id=told.id if _is_number(told.id) else str(lasting_number(self.slug, "speaker", speaker.code)),
            guid=told.guid or lasting_guid(self.slug, "speaker", speaker.code),
            code=told.code or ("" if speaker.feed else speaker.code),
        )

    def events(self) -> Iterator[FeedEvent]:
        """Yield the events in the order of the programme's sessions."""
        for session in self.programme.sessions:
            if session.talks and not session.is_closed:
                yield from (self._talk(talk, session) for talk in session.talks)
            else:
                yield self._session(session)

    def removed(self) -> Iterator[FeedEvent]:
        """Yield what earlier releases had, but not with the guid of an event that takes place.

        There is no page for it, so its link leads to the conference.
        """
        for item in self.programme.removed:
            if item.guid and item.guid in self.guids.taken:
                continue
            track = self.tracks.get(item.forum) if item.forum is not None else None
            columns = EventColumns(
                key=item.code,
                title=item.title,
                starts_at=item.starts_at,
                ends_at=item.ends_at,
                day=self.programme.conference.day_of(item.starts_at),
                room=item.room or NOWHERE,
                track=track.key if track else "",
                is_cancelled=True,
            )
            told = event_of({"guid": item.guid}, columns)
            what = "talk" if item.is_talk else "session"
            yield self._identified(told, what, item.code, kind=what, url=self.addresses.conference)

    def _talk(self, talk: TalkItem, session: SessionItem) -> FeedEvent:
        told = event_of(
            talk.feed,
            replace(
                self._columns(session),
                key=talk.code,
                title=talk.title or session.title,
                abstract=talk.abstract,
                starts_at=talk.starts_at,
                ends_at=talk.ends_at,
                is_cancelled=talk.is_cancelled or session.is_cancelled,
                persons=self._people(talk.people),
            ),
        )
        return self._identified(told, "talk", talk.code, kind=talk.kind, url=self.addresses.talk(talk.code))

    def _session(self, session: SessionItem) -> FeedEvent:
        told = replace(event_of(session.feed, self._columns(session)), subtitle=session.host)
        url = self.addresses.session(session.code)
        return self._identified(told, "session", session.code, kind=session.kind, url=url)

    def _columns(self, session: SessionItem) -> EventColumns:
        track = self.tracks.get(session.forum) if session.forum is not None else None
        return EventColumns(
            key=session.code,
            title=session.title,
            abstract=session.description,
            starts_at=session.starts_at,
            ends_at=session.ends_at,
            day=self.programme.conference.day_of(session.starts_at),
            room=CLOSED if session.is_closed else session.room or NOWHERE,
            track=track.key if track else "",
            persons=self._people(session.people),
            is_cancelled=session.is_cancelled,
        )

    def _people(self, people: tuple[PersonRole, ...]) -> tuple[str, ...]:
        keys = (self.persons[role.speaker].key for role in people if role.speaker in self.persons)
        return tuple(dict.fromkeys(keys))

    def _identified(self, event: FeedEvent, what: str, code: str, *, kind: str, url: str) -> FeedEvent:
        """Return the event with an id, a guid and a slug."""
        return replace(
            event,
            id=event.id if _is_number(event.id) else str(lasting_number(self.slug, what, code)),
            guid=self.guids.take(event.guid, what, code),
            slug=event.slug or f"{acronym_of(self.slug)}-{what}-{code.lower()}",
            url=event.url or url,
            kind=event.kind or str(kind),
        )


def _is_number(told: str) -> bool:
    """Return whether an id fits the formats, which accept only ASCII digits."""
    return told.isascii() and told.isdecimal()
