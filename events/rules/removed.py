"""What a release keeps of sessions and talks that are gone, so that feeds can say so and calendars take them off."""

from collections.abc import Collection, Iterator
from dataclasses import replace

from events.rules.programme import CLOSED_ROOM, Programme, RemovedItem, SessionItem, TalkItem

_Key = tuple[bool, str]


def with_removed(programme: Programme, last: Programme | None, *, hidden: Collection[str] = ()) -> Programme:
    """Return the programme with what the last release had and it has not, and with what that had kept from others.

    What is back is no longer kept. `hidden` are the codes of what is behind closed doors now: of that only the times
    are kept. Only what has an entry of its own in calendars is kept: a session with talks has none.
    """
    if last is None:
        return programme
    there = {(False, session.code) for session in programme.sessions}
    there |= {(True, talk.code) for session in programme.sessions for talk in session.talks}
    rooms = {room.key for room in programme.rooms}
    kept = {_key(item): item for item in (*last.removed, *_items(last)) if _key(item) not in there}
    return replace(programme, removed=tuple(_seen(item, rooms, hidden) for item in kept.values()))


def _key(item: RemovedItem) -> _Key:
    return item.is_talk, item.code


def _seen(item: RemovedItem, rooms: Collection[str], hidden: Collection[str]) -> RemovedItem:
    room = item.room if item.room in rooms else None
    if item.is_hidden or item.code in hidden:
        return replace(item, title=CLOSED_ROOM, room=None, is_hidden=True)
    return item if room == item.room else replace(item, room=room)


def _items(programme: Programme) -> Iterator[RemovedItem]:
    for session in programme.sessions:
        if not session.talks:
            yield _item(session, session)
        for talk in session.talks:
            yield _item(talk, session)


def _item(item: SessionItem | TalkItem, session: SessionItem) -> RemovedItem:
    return RemovedItem(
        code=item.code,
        is_talk=isinstance(item, TalkItem),
        title=item.title or session.title,
        starts_at=item.starts_at,
        ends_at=item.ends_at,
        room=session.room,
        forum=session.forum,
        guid=str(item.feed.get("guid") or ""),
    )
