"""Making the rooms, forums, sessions and talks of a conference equal to a feed."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TypeVar

from django.db.models import QuerySet

from events.models import Conference, Forum, Room, Session, Talk
from events.operations.feed_rows import Alignment, align, remove
from events.rules.columns import EventColumns, block_kind, event_of, room_feed, talk_columns, track_feed
from events.rules.exchange import Feed, FeedEvent, FeedRoom, FeedTrack
from events.rules.feed_rows import FedForum, FedRoom, FedSession, FedTalk
from events.rules.identities import lasting_code, lasting_guid
from events.rules.programme import SessionKind, day_of
from events.rules.programme_rows import FROM_SHEET
from events.rules.publication import Change, ChangeKind, Slot, Subject
from events.rules.sessions import FormedSession, form_sessions
from toolkit.text import Text

Row = TypeVar("Row", Session, Talk)


@dataclass(frozen=True, kw_only=True)
class TakenProgramme:
    """The talks by event key, the number of sessions, and what has changed.

    `held` are the keys of talks that stay untouched, because the feed has them in events that could not be read.
    """

    talks: dict[str, Talk]
    held: frozenset[int]
    sessions: int
    changes: tuple[Change, ...]


def take_programme(conference: Conference, feed: Feed) -> TakenProgramme:
    """Make the conference's programme equal to `feed`, whose instants are in UTC; in the caller's transaction.

    Sessions are as long as their talks need. They may lie outside the days of the conference, since real feeds have
    such events; `ImportReport.outside` names them.

    Rows that did not come from a feed are left alone. Rows that the feed no longer has are deleted, or cancelled if
    doors or invitations refer to them.
    """
    rooms = _rooms(conference, feed.rooms)
    forums = _forums(conference, feed.tracks)
    formed = form_sessions(
        feed.events,
        day_of=lambda moment: day_of(moment, zone=conference.zone, day_starts_at=conference.day_starts_at),
    )
    names = {track.key: track.name for track in feed.tracks}
    # Read the talks' places before the sessions are moved to other rooms.
    taking = _Talks(conference, feed)
    sessions = _sessions(conference, formed, rooms=rooms.rows, forums=forums.rows, names=names)
    talks, talk_changes = taking.take(formed, sessions.rows)
    gone = _remove_the_rest(conference, rooms=rooms, forums=forums, sessions=sessions)
    return TakenProgramme(
        talks=talks,
        held=taking.held,
        sessions=len(formed),
        changes=(
            *talk_changes,
            *_plain(Subject.FORUM, forums, {key: row.title for key, row in forums.rows.items()}),
            *_plain(Subject.ROOM, rooms, {key: row.name for key, row in rooms.rows.items()}),
            *gone,
        ),
    )


def _rooms(conference: Conference, rooms: Iterable[FeedRoom]) -> Alignment[Room, FedRoom]:
    existing = list(Room.objects.filter(conference=conference))
    position = max((room.position for room in existing), default=-1)
    wanted = {
        room.key: FedRoom(
            name_zh=room.name.zh,
            name_en=room.name.en,
            capacity=room.capacity,
            feed=room_feed(room),
            source_key=room.key,
        )
        for room in rooms
    }
    places = {key: position + place for place, key in enumerate(wanted, start=1)}

    def make(key: str) -> Room:
        return Room(conference=conference, position=places[key])

    named = {room.name_en or room.name_zh: room for room in existing if not room.source_key}
    keyed = {room.source_key: room for room in existing if room.source_key}
    return align(Room, wanted, existing=named | keyed, make=make)


def _forums(conference: Conference, tracks: Iterable[FeedTrack]) -> Alignment[Forum, FedForum]:
    existing = list(Forum.objects.filter(conference=conference))
    number = max((forum.number for forum in existing), default=0)
    wanted = {
        track.key: FedForum(
            title_zh=track.name.zh,
            title_en=track.name.en,
            feed=track_feed(track),
            source_key=track.key,
        )
        for track in tracks
    }
    named = {forum.title_en or forum.title_zh: forum for forum in existing if not forum.source_key}
    keyed = {forum.source_key: forum for forum in existing if forum.source_key}
    fresh = [key for key in wanted if key not in (named | keyed)]
    numbers = {key: number + place for place, key in enumerate(fresh, start=1)}

    def make(key: str) -> Forum:
        return Forum(conference=conference, number=numbers[key])

    return align(Forum, wanted, existing=named | keyed, make=make)


def _sessions(
    conference: Conference,
    formed: Iterable[FormedSession],
    *,
    rooms: dict[str, Room],
    forums: dict[str, Forum],
    names: dict[str, Text],
) -> Alignment[Session, FedSession]:
    kinds: dict[str, SessionKind] = {}
    wanted: dict[str, FedSession] = {}
    for block in formed:
        title = names[block.track] if block.track else block.events[0].title
        kinds[block.key] = SessionKind.FORUM if block.track else block_kind(block.events[0])
        wanted[block.key] = FedSession(
            forum_id=forums[block.track].pk if block.track else None,
            room_id=rooms[block.room].pk,
            title_zh=title.zh,
            title_en=title.en,
            starts_at=block.starts_at,
            ends_at=block.ends_at,
            is_cancelled=False,
            source_key=block.key,
        )

    def make(key: str) -> Session:
        return Session(conference=conference, code=lasting_code(conference.slug, "session", key), kind=kinds[key])

    existing = _fed(Session.objects.filter(conference=conference))
    return align(Session, wanted, existing={row.source_key: row for row in existing}, make=make)


def _fed(rows: QuerySet[Row]) -> QuerySet[Row]:
    """Return the rows that came from a feed: not created by hand nor imported from a spreadsheet."""
    return rows.exclude(source_key="").exclude(source_key__startswith=FROM_SHEET)


class _Talks:
    """The talks of a conference, to be matched with the events of a feed."""

    def __init__(self, conference: Conference, feed: Feed) -> None:
        self.conference = conference
        self.rooms = {room.key: room.name for room in feed.rooms}
        self.unread = {name for event in feed.refused for name in event.names}
        self.held: frozenset[int] = frozenset()
        rows = _fed(Talk.objects.filter(conference=conference))
        self.existing = list(rows.select_related("session__room"))
        self.slots = {
            talk.pk: _slot(talk, talk.session.room.name if talk.session and talk.session.room else Text())
            for talk in self.existing
        }

    def take(
        self, formed: tuple[FormedSession, ...], sessions: dict[str, Session]
    ) -> tuple[dict[str, Talk], list[Change]]:
        """Create, change and remove talks; return them by event key, with what has changed, in the order of the
        programme.
        """
        events = {event.key: event for block in formed for event in block.events}
        matched = _matched(self.conference, events.values(), self.existing)
        wanted: dict[str, FedTalk] = {}
        for block in formed:
            for position, event in enumerate(block.events):
                row = matched.get(event.key)
                source_key = row.source_key if row else event.key
                wanted[event.key] = _said(event, sessions[block.key], position=position, source_key=source_key)

        def make(key: str) -> Talk:
            code = lasting_code(self.conference.slug, "talk", key)
            return Talk(conference=self.conference, code=code, kind=talk_columns(events[key]).kind)

        outcome = align(Talk, wanted, existing=matched, make=make)
        kept = {row.pk for row in outcome.rows.values()}
        missing = [talk for talk in self.existing if talk.pk not in kept]
        if self.unread:
            self.held = frozenset(talk.pk for talk in missing if self.unread & {talk.source_key, *_names(talk)})
        gone = [talk for talk in missing if talk.pk not in self.held]
        _remove_or_cancel(Talk.objects.filter(pk__in=[talk.pk for talk in gone]))
        changes = [self._change(events[key], outcome, key) for key in outcome.rows]
        return outcome.rows, [*filter(None, changes), *(self._removal(talk) for talk in gone if not talk.is_cancelled)]

    def _change(self, event: FeedEvent, outcome: Alignment[Talk, FedTalk], key: str) -> Change | None:
        row = outcome.rows[key]
        after = _slot(row, self.rooms[event.room])
        told = Change(kind=ChangeKind.ADDED, subject=Subject.TALK, key=row.code, title=event.title, after=after)
        if key in outcome.added:
            return told
        before = self.slots[row.pk]
        if (before.starts_at, before.room) != (after.starts_at, after.room):
            return replace(told, kind=ChangeKind.MOVED, before=before)
        said = outcome.before.get(key)
        # Being in another session, or at another position in it, is not a change of the talk.
        if said is None or replace(said, session_id=row.session_id or 0, position=row.position) == FedTalk.of(row):
            return None
        return replace(told, kind=ChangeKind.CHANGED, before=before)

    def _removal(self, talk: Talk) -> Change:
        return Change(
            kind=ChangeKind.REMOVED,
            subject=Subject.TALK,
            key=talk.code,
            title=talk.title,
            before=self.slots[talk.pk],
        )


def _names(talk: Talk) -> tuple[str, ...]:
    """Return the names by which a feed may know a talk."""
    event = event_of(talk.feed, _columns(talk))
    return event.guid, event.id, event.code


def _said(event: FeedEvent, session: Session, *, position: int, source_key: str) -> FedTalk:
    columns = talk_columns(event)
    return FedTalk(
        session_id=session.pk,
        position=position,
        title_zh=columns.title.zh,
        title_en=columns.title.en,
        abstract_zh=columns.abstract.zh,
        abstract_en=columns.abstract.en,
        starts_at=event.starts_at,
        ends_at=event.ends_at,
        is_cancelled=event.is_cancelled,
        source_key=source_key,
        feed=columns.feed,
    )


def _remove_or_cancel(rows: QuerySet[Row]) -> None:
    if not remove(rows):
        rows.update(is_cancelled=True)


def _slot(talk: Talk, room: Text) -> Slot:
    return Slot(starts_at=talk.starts_at, ends_at=talk.ends_at, room=room)


def _matched(conference: Conference, events: Iterable[FeedEvent], talks: list[Talk]) -> dict[str, Talk]:
    """Return the talk of each event: by source key, else by guid, else by id where the feed gives no guid."""
    by_key = {talk.source_key: talk for talk in talks}
    feeds = [(talk, event_of(talk.feed, _columns(talk))) for talk in talks]
    by_guid = {event.guid or lasting_guid(conference.slug, "talk", talk.code): talk for talk, event in feeds}
    by_id = {event.id: talk for talk, event in feeds if event.id and not event.guid}
    matched: dict[str, Talk] = {}
    taken: set[int] = set()
    for event in events:
        talk = by_key.get(event.key) or by_guid.get(event.guid) or by_id.get(event.id)
        if talk and talk.pk not in taken:
            matched[event.key] = talk
            taken.add(talk.pk)
    return matched


def _columns(talk: Talk) -> EventColumns:
    """Return what an event needs at least; to match it, only its ids are read."""
    return EventColumns(key=talk.source_key, title=talk.title, starts_at=talk.starts_at, ends_at=talk.ends_at, room="")


def _remove_the_rest(
    conference: Conference,
    *,
    rooms: Alignment[Room, FedRoom],
    forums: Alignment[Forum, FedForum],
    sessions: Alignment[Session, FedSession],
) -> list[Change]:
    """Remove sessions, forums and rooms that the feed no longer has; return the changes.

    Sessions go first, since they protect their rooms. They are not reported: their talks are.
    """
    old_sessions = _fed(Session.objects.filter(conference=conference))
    _remove_or_cancel(
        old_sessions.exclude(pk__in=[row.pk for row in sessions.rows.values()]).filter(talks__isnull=True)
    )
    changes: list[Change] = []
    old_forums = list(
        Forum.objects.filter(conference=conference, sessions__isnull=True)
        .exclude(source_key="")
        .exclude(pk__in=[row.pk for row in forums.rows.values()])
    )
    old_rooms = list(
        Room.objects.filter(conference=conference, sessions__isnull=True)
        .exclude(source_key="")
        .exclude(pk__in=[row.pk for row in rooms.rows.values()])
    )
    for subject, model, rows in ((Subject.FORUM, Forum, old_forums), (Subject.ROOM, Room, old_rooms)):
        remove(model._default_manager.filter(pk__in=[row.pk for row in rows]))
        changes += [
            Change(kind=ChangeKind.REMOVED, subject=subject, key=row.source_key, title=_name(row)) for row in rows
        ]
    return changes


def _name(row: Forum | Room) -> Text:
    return row.title if isinstance(row, Forum) else row.name


def _plain(
    subject: Subject, outcome: Alignment[Room, FedRoom] | Alignment[Forum, FedForum], names: dict[str, Text]
) -> list[Change]:
    kinds = dict.fromkeys(outcome.added, ChangeKind.ADDED) | dict.fromkeys(outcome.before, ChangeKind.CHANGED)
    return [Change(kind=kinds[key], subject=subject, key=key, title=names[key]) for key in outcome.rows if key in kinds]
