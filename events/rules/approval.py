"""What was approved of a forum, where the draft may differ from it."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields, replace
from datetime import UTC, datetime, timedelta
from typing import TypeVar

from pydantic import TypeAdapter

from events.rules.forums import Unapproved
from events.rules.programme import ForumItem, Programme, SessionItem, TalkItem
from toolkit.jsonable import Jsonable
from toolkit.text import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class ForumPart:
    """A forum with its sessions and their talks, as a programme contains them."""

    forum: ForumItem
    sessions: tuple[SessionItem, ...]


Item = TypeVar("Item", ForumItem, SessionItem, TalkItem)


def merged(approved: ForumPart, before: ForumPart, after: ForumPart) -> ForumPart:
    """Return what is approved after the centre has changed the draft from `before` to `after`.

    What the centre changed is approved by that; what the forum's hosts had changed still waits. A talk keeps its place
    from the start of its session, so that it moves along when the centre moves the session.
    """
    sessions = _merged_rows(
        {each.code: replace(each, talks=()) for each in approved.sessions},
        {each.code: replace(each, talks=()) for each in before.sessions},
        {each.code: replace(each, talks=()) for each in after.sessions},
    )
    talks = _merged_talks(_placed(approved.sessions), _placed(before.sessions), _placed(after.sessions))
    return ForumPart(
        forum=_merged(approved.forum, before.forum, after.forum),
        sessions=tuple(
            replace(session, talks=_of_session(session, talks))
            for session in sorted(sessions.values(), key=lambda each: (each.starts_at, each.code))
        ),
    )


@dataclass(frozen=True, slots=True)
class _Placed:
    """A talk with the code of its session and its start within it. The talk's own times only tell its length."""

    talk: TalkItem
    session: str
    offset: timedelta


_START = datetime.min.replace(tzinfo=UTC)


def _placed(sessions: Iterable[SessionItem]) -> dict[str, _Placed]:
    return {
        talk.code: _Placed(
            replace(talk, starts_at=_START, ends_at=_START + (talk.ends_at - talk.starts_at)),
            session.code,
            talk.starts_at - session.starts_at,
        )
        for session in sessions
        for talk in session.talks
    }


def _merged_talks(
    approved: Mapping[str, _Placed], before: Mapping[str, _Placed], after: Mapping[str, _Placed]
) -> dict[str, _Placed]:
    kept = _after(approved, before, after)
    found: dict[str, _Placed] = {}
    for code, own in kept.items():
        old, new = before.get(code), after.get(code)
        if old is None or new is None:
            found[code] = own
            continue
        moved = (old.session, old.offset) != (new.session, new.offset)
        place = new if moved else own
        found[code] = _Placed(_merged(own.talk, old.talk, new.talk), place.session, place.offset)
    return found


def _of_session(session: SessionItem, talks: Mapping[str, _Placed]) -> tuple[TalkItem, ...]:
    own = [
        replace(
            each.talk,
            starts_at=session.starts_at + each.offset,
            ends_at=session.starts_at + each.offset + (each.talk.ends_at - each.talk.starts_at),
        )
        for each in talks.values()
        if each.session == session.code
    ]
    return tuple(sorted(own, key=lambda talk: (talk.starts_at, talk.ends_at)))


def _merged_rows(
    approved: Mapping[str, SessionItem], before: Mapping[str, SessionItem], after: Mapping[str, SessionItem]
) -> dict[str, SessionItem]:
    return {
        code: _merged(own, before[code], after[code]) if code in before and code in after else own
        for code, own in _after(approved, before, after).items()
    }


Row = TypeVar("Row", SessionItem, _Placed)


def _after(approved: Mapping[str, Row], before: Mapping[str, Row], after: Mapping[str, Row]) -> dict[str, Row]:
    """Return the approved rows without those that the centre has removed, and with those that it has added."""
    kept = {code: row for code, row in approved.items() if code in after or code not in before}
    return kept | {code: row for code, row in after.items() if code not in before and code not in approved}


def _merged(own: Item, before: Item, after: Item) -> Item:
    changed = {
        field.name: getattr(after, field.name)
        for field in fields(after)
        if getattr(before, field.name) != getattr(after, field.name)
    }
    return replace(own, **changed)


@dataclass(frozen=True, slots=True)
class Approval:
    """How a forum stands when the programme is published: approved at some time or not, and as what."""

    is_approved: bool
    part: ForumPart | None = None


def as_approved(programme: Programme, approvals: Mapping[int, Approval], unapproved: Unapproved) -> Programme:
    """Return the programme with each forum as it was approved; `approvals` are by the forum's number.

    A forum that was never approved is published as the conference has chosen: as it is, as "to be announced" (its
    title, host and sessions, without people and content), or not at all.
    """
    forums, own = [], {}
    for forum in programme.forums:
        approval = approvals.get(forum.number, Approval(is_approved=True))
        sessions = tuple(each for each in programme.sessions if each.forum == forum.number)
        part = _with_number(approval.part, forum) if approval.part else ForumPart(forum=forum, sessions=sessions)
        if not approval.is_approved:
            if unapproved is Unapproved.LEFT_OUT:
                continue
            if unapproved is Unapproved.TO_BE_ANNOUNCED:
                part = _announced(part)
        forums.append(part.forum)
        own[forum.number] = part.sessions
    central = [each for each in programme.sessions if each.forum is None]
    ordered = sorted([*central, *(each for rows in own.values() for each in rows)], key=_in_order(programme))
    return replace(programme, forums=tuple(forums), sessions=tuple(ordered))


def _with_number(part: ForumPart, forum: ForumItem) -> ForumPart:
    """Return the part with the number and the group that the forum has now: those are the centre's."""
    return ForumPart(
        forum=replace(part.forum, number=forum.number, group=forum.group),
        sessions=tuple(replace(session, forum=forum.number) for session in part.sessions),
    )


def _in_order(programme: Programme) -> Callable[[SessionItem], tuple[datetime, int, int]]:
    """Return the sort key of sessions: by start, then in the order of the rooms, then as in the draft."""
    rooms = {room.key: place for place, room in enumerate(programme.rooms)}
    draft = {session.code: place for place, session in enumerate(programme.sessions)}
    return lambda session: (
        session.starts_at,
        rooms.get(session.room or "", len(rooms)),
        draft.get(session.code, len(draft)),
    )


def _announced(part: ForumPart) -> ForumPart:
    forum = replace(part.forum, description=Text(), people=())
    sessions = tuple(replace(each, description=Text(), people=(), talks=()) for each in part.sessions)
    return ForumPart(forum=forum, sessions=sessions)


def part_as_json(part: ForumPart) -> dict[str, Jsonable]:
    """Return the part as plain JSON values, as a forum stores it."""
    stored: dict[str, Jsonable] = _PART.dump_python(part, mode="json")
    return stored


def part_from_json(stored: Mapping[str, Jsonable]) -> ForumPart:
    """Return the part that `part_as_json` has stored."""
    return _PART.validate_python(stored)


_PART = TypeAdapter(ForumPart)
