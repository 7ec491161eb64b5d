"""Bookings of rooms and people, and their clashes: of the whole programme, of a day, of one session or talk."""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import TextField, Value
from django.db.models.functions import Cast

from events.extensions import Agenda, booking_sources, expected_audience
from events.models import Conference, DistinctPeople, Forum, Room, Session, Talk, Walk
from events.rules.approval import ForumPart, part_from_json
from events.rules.bookings import Booking, Clash, Version
from events.rules.clashes import PEOPLE, clashes
from events.rules.forums import Unapproved
from events.rules.programme import SessionItem, SessionKind, TalkKind, day_of
from events.rules.site import RoomFacts, Site, Walking
from events.rules.slots import SessionSlot, TalkSlot, room_bookings
from events.rules.spans import Span, days_of
from toolkit.text import Text

SESSION = (
    "pk", "code", "title_zh", "title_en", "starts_at", "ends_at", "forum_id", "room_id", "capacity", "kind",
)  # fmt: skip
TALK = ("pk", "session_id", "code", "title_zh", "title_en", "starts_at", "ends_at", "is_pinned", "kind")
ROOM = ("pk", "name_zh", "name_en", "floor", "venue_id", "capacity", "equipment")
FORUM = ("conference", "number", "title_zh", "title_en", "approved_part", "approved_at")
NEEDS = Cast("needs", TextField())
PEOPLE_NOT_MINUTES = -1
"""What stands for the minutes in a row of two people, read together with the walks."""


@dataclass(frozen=True, kw_only=True)
class Booked:
    """An agenda with its bookings.

    `distinct` are people who have been found to be two although they look like one, `unapproved` the numbers of the
    forums that were never approved.
    """

    agenda: Agenda
    bookings: tuple[Booking, ...]
    distinct: frozenset[PEOPLE]
    unapproved: frozenset[int]

    def clashes(self) -> tuple[Clash, ...]:
        """Return all clashes, of the drafts and of what was approved."""
        return clashes(self.bookings, self.agenda.site, distinct=self.distinct)

    def clashes_published(self) -> tuple[Clash, ...]:
        """Return the clashes of what the next release would contain: of each forum as it was approved."""
        choice = Unapproved(self.agenda.conference.unapproved)
        kept = (booking for booking in self.bookings if self._is_published(booking, choice))
        return clashes(kept, self.agenda.site, distinct=self.distinct)

    def _is_published(self, booking: Booking, choice: Unapproved) -> bool:
        if booking.version is Version.DRAFT:
            return False
        if booking.forum not in self.unapproved or choice is Unapproved.AS_IT_IS:
            return True
        # A forum that is still to be announced has rooms, but no people and no talks.
        return choice is Unapproved.TO_BE_ANNOUNCED and not booking.talk and booking.who is None


def booked(conference: Conference, window: Span | None = None) -> Booked:
    """Return what is booked in the whole programme, or by the sessions that take place within `window`.

    Takes five queries, and one for each further source of bookings.
    """
    site, distinct = _site(conference)
    forums = {forum.pk: forum for forum in Forum.objects.filter(conference=conference).only(*FORUM)}
    sessions = tuple(_sessions(conference, window, forums))
    by_forum: dict[int, list[SessionSlot]] = defaultdict(list)
    for session in sessions:
        if session.forum is not None:
            by_forum[session.forum].append(session)
    approved = (pair for forum in forums.values() for pair in _approved(forum, sessions))
    agenda = Agenda(
        conference=conference,
        site=site,
        sessions=sessions,
        by_session={session.key: session for session in sessions},
        by_talk={talk.key: (session, talk) for session in sessions for talk in session.talks},
        by_forum=by_forum,
        approved=tuple(pair for pair in approved if _is_within(pair[0], window)),
        is_whole=window is None,
    )
    return Booked(
        agenda=agenda,
        bookings=tuple(booking for source in booking_sources for booking in source(agenda)),
        distinct=distinct,
        unapproved=frozenset(forum.number for forum in forums.values() if forum.approved_at is None),
    )


def programme_clashes(conference: Conference) -> tuple[Clash, ...]:
    """Return all clashes of rooms and people in the drafts and in what was approved of them."""
    return booked(conference).clashes()


def clashes_to_publish(conference: Conference) -> tuple[Clash, ...]:
    """Return the clashes of what the next release would contain."""
    return booked(conference).clashes_published()


def day_clashes(conference: Conference, day: date) -> tuple[Clash, ...]:
    """Return the clashes on one day of the conference. Takes as long as the day is full, not the programme."""
    return booked(conference, window_of(conference, day)).clashes()


def window_of(conference: Conference, day: date) -> Span:
    """Return the span of a day of the conference."""
    return days_of(first=day, last=day, day_starts_at=conference.day_starts_at, zone=conference.zone)


def window_around(conference: Conference, *instants: datetime) -> Span:
    """Return the span of the days of the conference from the earliest to the latest of these instants."""
    days = [day_of(instant, zone=conference.zone, day_starts_at=conference.day_starts_at) for instant in instants]
    return days_of(first=min(days), last=max(days), day_starts_at=conference.day_starts_at, zone=conference.zone)


def clashes_of(
    conference: Conference, *, session: Session, talk: str = "", knows_closed: bool = False
) -> tuple[Clash, ...]:
    """Return the clashes of a session, with those of its talks, or of one talk; what is asked about comes `first`.

    Who does not know what is in closed-door meetings is not told that somebody is in one.
    """
    window = window_around(conference, session.starts_at, max(session.ends_at, session.starts_at))
    seen = (clash.seen_from(session=session.code, talk=talk) for clash in booked(conference, window).clashes())
    return tuple(clash for clash in seen if clash and (knows_closed or not clash.is_closed_elsewhere))


def bookings_of_rooms(agenda: Agenda) -> Iterator[Booking]:
    """Yield the bookings of rooms, of the drafts and of what was approved."""
    yield from room_bookings(agenda.sessions, agenda.site)
    yield from room_bookings((slot for slot, _ in agenda.approved), agenda.site)


def _site(conference: Conference) -> tuple[Site, frozenset[PEOPLE]]:
    """Return the rooms with the ways between them, and the people who are two. Two queries."""
    rooms = {}
    rows = Room.objects.filter(conference=conference).order_by("position", "pk").values_list(*ROOM)
    for key, zh, en, floor, venue, capacity, equipment in rows:
        rooms[str(key)] = RoomFacts(
            key=str(key),
            name=Text(zh, en),
            floor=floor,
            venue=str(venue or ""),
            capacity=capacity,
            equipment=frozenset(equipment),
        )
    between: dict[tuple[str, str], int] = {}
    distinct: set[PEOPLE] = set()
    for first, second, minutes in _pairs(conference):
        one, other = str(first), str(second)
        if minutes == PEOPLE_NOT_MINUTES:
            distinct |= {(one, other), (other, one)}
        else:
            between |= {(one, other): minutes, (other, one): minutes}
    walking = Walking(
        same_floor=conference.walk_same_floor,
        other_floor=conference.walk_other_floor,
        other_venue=conference.walk_other_venue,
        between=between,
    )
    return Site(rooms=rooms, walking=walking), frozenset(distinct)


def _pairs(conference: Conference) -> Iterable[tuple[int, int, int]]:
    """Return the walks between two rooms, and the pairs of distinct people, in one query."""
    walks = Walk.objects.filter(conference=conference).order_by().values_list("first_id", "second_id", "minutes")
    people = DistinctPeople.objects.filter(first__organisation=conference.organisation_id).order_by()
    return walks.union(people.values_list("first_id", "second_id", Value(PEOPLE_NOT_MINUTES)), all=True)


def _sessions(conference: Conference, window: Span | None, forums: dict[int, Forum]) -> Iterator[SessionSlot]:
    """Yield the sessions that are not cancelled, with their talks. Two queries."""
    rows = Session.objects.filter(conference=conference, is_cancelled=False).order_by("starts_at", "pk")
    talk_rows = Talk.objects.filter(conference=conference, is_cancelled=False, session__isnull=False)
    if window is not None:
        rows = rows.filter(starts_at__lt=window.ends_at, ends_at__gt=window.starts_at)
        talk_rows = talk_rows.filter(session__starts_at__lt=window.ends_at, session__ends_at__gt=window.starts_at)
    audiences = {f"audience{number}": source() for number, source in enumerate(expected_audience)}
    talks: dict[int, list[TalkSlot]] = defaultdict(list)
    for key, session, code, zh, en, starts, ends, is_pinned, kind, needs in talk_rows.order_by(
        "starts_at", "position", "pk"
    ).values_list(*TALK, NEEDS):
        talks[session].append(
            TalkSlot(
                key=key,
                code=code,
                title=Text(zh, en),
                starts_at=starts,
                ends_at=ends,
                is_pinned=is_pinned,
                is_break=kind == TalkKind.BREAK,
                needs=_read(needs),
            )
        )
    found = rows.annotate(**audiences).values_list(*SESSION, NEEDS, *audiences)
    for key, code, zh, en, starts, ends, forum_id, room_id, capacity, kind, needs, *coming in found:
        forum = forums.get(forum_id)
        own = tuple(talks.get(key, ()))
        title = Text(zh, en) or (forum.title if forum else Text())
        diverged = forum is not None and forum.approved_part is not None
        yield SessionSlot(
            key=key,
            code=code,
            title=title,
            # A session with a single talk is known by the talk's title.
            named=(own[0].title if len(own) == 1 else title) or title,
            starts_at=starts,
            ends_at=ends,
            forum=forum.number if forum else None,
            room=str(room_id or ""),
            talks=own,
            expected=max(capacity or 0, *coming, 0),
            needs=_read(needs),
            version=Version.DRAFT if diverged else Version.ONLY,
            is_closed=kind == SessionKind.CLOSED_DOOR,
        )


def _read(needs: str) -> tuple[str, ...]:
    """Return the needs from their JSON. Hardly any row has some, so that most of the parsing is saved."""
    return () if needs == "[]" else tuple(json.loads(needs))


def _is_within(session: SessionSlot, window: Span | None) -> bool:
    return window is None or Span(session.starts_at, session.ends_at).overlaps(window)


def _approved(forum: Forum, drafts: Iterable[SessionSlot]) -> Iterator[tuple[SessionSlot, SessionItem]]:
    """Yield the sessions of a forum as they were approved, where its draft differs."""
    if forum.approved_part is None:
        return
    known = {draft.code: draft for draft in drafts if draft.forum == forum.number}
    talks = {talk.code: talk.key for draft in known.values() for talk in draft.talks}
    part: ForumPart = part_from_json(forum.approved_part)
    for number, item in enumerate(part.sessions, start=1):
        if item.is_cancelled:
            continue
        draft = known.get(item.code)
        yield _approved_slot(item, draft, talks, forum, unknown=-number), item


def _approved_slot(
    item: SessionItem, draft: SessionSlot | None, talks: dict[str, int], forum: Forum, *, unknown: int
) -> SessionSlot:
    own = tuple(
        TalkSlot(
            key=talks.get(talk.code, unknown * 1000 - place),
            code=talk.code,
            title=talk.title,
            starts_at=talk.starts_at,
            ends_at=talk.ends_at,
            is_break=talk.kind is TalkKind.BREAK,
        )
        for place, talk in enumerate(item.talks)
        if not talk.is_cancelled
    )
    title = item.title or forum.title
    return SessionSlot(
        key=draft.key if draft else unknown,
        code=item.code,
        title=title,
        named=(own[0].title if len(own) == 1 else title) or title,
        starts_at=item.starts_at,
        ends_at=item.ends_at,
        forum=forum.number,
        room=item.room or "",
        talks=own,
        expected=max(item.capacity or 0, draft.expected if draft else 0),
        needs=draft.needs if draft else (),
        version=Version.APPROVED,
        is_closed=item.is_closed,
    )
