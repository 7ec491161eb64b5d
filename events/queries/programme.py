"""The current draft of the programme, as the next release will contain it. Takes ten queries, whatever its size."""

from collections import defaultdict
from dataclasses import replace

from django.db.models import QuerySet

from events.extensions import StagePeople
from events.models import Conference, Forum, ForumGroup, Room, Session, Talk, Venue
from events.queries.stage import stage_people
from events.rules.approval import Approval, ForumPart, as_approved, part_from_json
from events.rules.forums import ForumState, Unapproved
from events.rules.programme import (
    ConferenceFacts,
    ForumItem,
    GroupItem,
    Programme,
    RoomItem,
    SessionAccess,
    SessionItem,
    SessionKind,
    TalkItem,
    TalkKind,
)
from events.rules.publication import Change, changes, public_part
from toolkit.text import Text


def draft_programme(conference: Conference) -> Programme:
    """Return what the next release would contain, without the confidential parts of closed-door sessions.

    Forums are in it as they were approved; those that never were, as the conference has chosen.
    """
    stage = stage_people(conference)
    talks = _talks_of(Talk.objects.filter(conference=conference, session__isnull=False), stage)
    sessions = _in_order(Session.objects.filter(conference=conference))
    forums = list(Forum.objects.filter(conference=conference).select_related("group"))
    whole = Programme(
        conference=_facts(conference),
        rooms=tuple(_room(room) for room in Room.objects.filter(conference=conference)),
        groups=tuple(
            GroupItem(letter=group.letter, title=group.title)
            for group in ForumGroup.objects.filter(conference=conference)
        ),
        forums=tuple(_forum(forum, stage) for forum in forums),
        sessions=tuple(_session(session, tuple(talks[session.pk]), stage) for session in sessions),
        speakers=stage.speakers,
    )
    approvals = {forum.number: _approval(forum) for forum in forums}
    return public_part(as_approved(whole, approvals, Unapproved(conference.unapproved)))


def forum_part(forum: Forum) -> ForumPart:
    """Return the draft of one forum; seven queries, however large the programme is."""
    stage = stage_people(forum.conference, forum=forum)
    talks = _talks_of(Talk.objects.filter(session__forum=forum), stage)
    sessions = _in_order(Session.objects.filter(forum=forum))
    return ForumPart(
        forum=_forum(forum, stage),
        sessions=tuple(_session(session, tuple(talks[session.pk]), stage) for session in sessions),
    )


def waiting_changes(forum: Forum) -> tuple[Change, ...]:
    """Return what differs between what was approved of a forum and its draft; no query unless something does."""
    if forum.approved_part is None:
        return ()
    approved, draft = part_from_json(forum.approved_part), forum_part(forum)
    frame = Programme(
        conference=_facts(forum.conference),
        rooms=tuple(_room(room) for room in Room.objects.filter(conference=forum.conference_id)),
        groups=(),
        forums=(),
        sessions=(),
        speakers=stage_people(forum.conference).speakers,
    )
    before, after = (replace(frame, forums=(part.forum,), sessions=part.sessions) for part in (approved, draft))
    return changes(before, after)


def _talks_of(talks: QuerySet[Talk], stage: StagePeople) -> dict[int, list[TalkItem]]:
    found: dict[int, list[TalkItem]] = defaultdict(list)
    for talk in talks.order_by("starts_at", "position", "pk"):
        if talk.session_id is not None:
            found[talk.session_id].append(_talk(talk, stage))
    return found


def _in_order(sessions: QuerySet[Session]) -> QuerySet[Session]:
    return sessions.select_related("forum").order_by("starts_at", "room__position", "pk")


def _approval(forum: Forum) -> Approval:
    if forum.approved_part is not None:
        return Approval(is_approved=True, part=part_from_json(forum.approved_part))
    return Approval(is_approved=forum.state == ForumState.APPROVED)


def _facts(conference: Conference) -> ConferenceFacts:
    venue = Venue.objects.filter(conference=conference).first()
    return ConferenceFacts(
        slug=conference.slug,
        title=conference.title,
        short_title=conference.short_title,
        edition=conference.edition,
        intro=conference.intro,
        notice=conference.notice,
        city=conference.city,
        venue=venue.name if venue else Text(),
        address=venue.address if venue else Text(),
        arrival=conference.arrival,
        hosts=conference.hosts,
        contact_email=conference.contact_email,
        contact_phone=conference.contact_phone,
        starts_on=conference.starts_on,
        ends_on=conference.ends_on,
        timezone=conference.timezone,
        day_starts_at=conference.day_starts_at,
        accent=conference.accent,
        is_example=conference.is_example,
        feed=conference.feed,
    )


def _room(room: Room) -> RoomItem:
    return RoomItem(key=str(room.pk), name=room.name, floor=room.floor, capacity=room.capacity, feed=room.feed)


def _forum(forum: Forum, stage: StagePeople) -> ForumItem:
    return ForumItem(
        number=forum.number,
        group=forum.group.letter if forum.group else "",
        title=forum.title,
        host=forum.host,
        description=forum.description,
        people=stage.by_forum.get(forum.pk, ()),
        feed=forum.feed,
    )


def _session(session: Session, talks: tuple[TalkItem, ...], stage: StagePeople) -> SessionItem:
    return SessionItem(
        code=session.code,
        label=session.label,
        kind=SessionKind(session.kind),
        access=SessionAccess(session.access),
        title=session.title,
        host=session.host,
        description=session.description,
        starts_at=session.starts_at,
        ends_at=session.ends_at,
        room=None if session.room_id is None else str(session.room_id),
        forum=session.forum.number if session.forum else None,
        capacity=session.capacity,
        is_cancelled=session.is_cancelled,
        people=stage.by_session.get(session.pk, ()),
        talks=talks,
        feed=session.feed,
    )


def _talk(talk: Talk, stage: StagePeople) -> TalkItem:
    return TalkItem(
        code=talk.code,
        kind=TalkKind(talk.kind),
        title=talk.title,
        abstract=talk.abstract,
        placeholder=talk.placeholder,
        starts_at=talk.starts_at,
        ends_at=talk.ends_at,
        is_cancelled=talk.is_cancelled,
        people=stage.by_talk.get(talk.pk, ()),
        feed=talk.feed,
    )
