"""Creating sessions and talks from the items of a spreadsheet."""

from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.db.models import Max

from events.models import Conference, Forum, Session, Talk
from events.rules.names import has_han
from events.rules.programme import SessionAccess, SessionKind, day_of
from events.rules.programme_rows import FROM_SHEET, ProgrammeItem, place_key
from toolkit.text import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredItem:
    """An item with its session, and its talk unless the item is a session itself."""

    item: ProgrammeItem
    session: Session
    talk: Talk | None


def store_items(conference: Conference, items: Iterable[ProgrammeItem]) -> tuple[tuple[StoredItem, ...], int]:
    """Create the sessions and talks of new items, in the caller's transaction; also returns the number of new forums.

    Items of one forum that follow one another in a room become the talks of one session. They join the session that an
    earlier spreadsheet created for the same forum, room and day, and lengthen it. If the column of forums names a
    session without a forum by its label or title (P1), the items join that one.
    """
    chosen = tuple(items)
    named = _named_sessions(conference)
    forums, made = _forums(conference, chosen, named=named)
    blocks = _blocks(conference, chosen)
    sessions = _sessions(conference, blocks, forums=forums, named=named)
    last = dict(conference.talks.order_by().values_list("session_id").annotate(last=Max("position")))
    stored: list[StoredItem] = []
    for block in blocks:
        session = sessions[block.key]
        stored += _stored(conference, block, session, last=last.get(session.pk, 0))
    Talk.objects.bulk_create([one.talk for one in stored if one.talk is not None])
    return tuple(stored), made


@dataclass(frozen=True, slots=True, kw_only=True)
class _Block:
    """Items that form one session. `forum` is the folded title of their forum; empty if they have none."""

    key: str
    forum: str
    items: tuple[ProgrammeItem, ...]

    @property
    def stands_alone(self) -> bool:
        return not self.forum or self.items[0].block is not None


def _forums(
    conference: Conference, items: Iterable[ProgrammeItem], *, named: Container[str]
) -> tuple[dict[str, Forum], int]:
    """Return the forums by number and folded title, and how many are new. Names in `named` are sessions, not forums."""
    known: dict[str, Forum] = {}
    for forum in conference.forums.all():
        known[str(forum.number)] = known[f"{forum.number:02}"] = forum
        both = f"{forum.title_zh} / {forum.title_en}"
        for title in filter(None, (forum.title_zh, forum.title_en, both)):
            known.setdefault(place_key(title), forum)
    number = conference.forums.aggregate(last=Max("number"))["last"] or 0
    wanted = {place_key(item.forum): item.forum for item in items if item.forum}
    new = [(key, title) for key, title in wanted.items() if key not in known and key not in named]
    titles = [_text(title) for _, title in new]
    made = [
        Forum(conference=conference, number=number + at, title_zh=title.zh, title_en=title.en)
        for at, title in enumerate(titles, start=1)
    ]
    Forum.objects.bulk_create(made)
    return known | {key: forum for (key, _), forum in zip(new, made, strict=True)}, len(made)


def _named_sessions(conference: Conference) -> dict[str, Session]:
    """Return the sessions without a forum by folded label and title. Of two with one name the first counts."""
    found: dict[str, Session] = {}
    for session in conference.sessions.filter(forum__isnull=True):
        for name in filter(None, (session.label, session.title_zh, session.title_en)):
            found.setdefault(place_key(name), session)
    return found


def _blocks(conference: Conference, items: Sequence[ProgrammeItem]) -> list[_Block]:
    """Group the items by day and room, in order of time. A new block begins where the forum changes or an item stands
    alone.
    """

    def day(item: ProgrammeItem) -> date:
        return day_of(item.starts_at, zone=conference.zone, day_starts_at=conference.day_starts_at)

    ordered = sorted(items, key=lambda item: (day(item), item.room, item.starts_at, item.ends_at))
    blocks: list[_Block] = []
    counted: dict[tuple[date, str, str], int] = {}
    for (on, room, forum, alone), group in groupby(
        ordered, key=lambda item: (day(item), item.room, place_key(item.forum), _own_key(item))
    ):
        if alone:
            blocks += [_Block(key=item.source_key, forum=forum, items=(item,)) for item in group]
            continue
        counted[on, room, forum] = counted.get((on, room, forum), 0) + 1
        key = f"{FROM_SHEET}{on}|{room}|{counted[on, room, forum]}|{forum}"[:300]
        blocks.append(_Block(key=key, forum=forum, items=tuple(group)))
    return blocks


def _own_key(item: ProgrammeItem) -> str:
    """Return the key of an item that is a session by itself; empty for others."""
    return item.source_key if item.block is not None or not item.forum else ""


def _sessions(
    conference: Conference, blocks: Sequence[_Block], *, forums: dict[str, Forum], named: dict[str, Session]
) -> dict[str, Session]:
    """Return the session of each block by its key, creating those that are missing."""
    there = {row.source_key: row for row in conference.sessions.filter(source_key__startswith=FROM_SHEET)}
    there |= {
        block.key: named[block.forum]
        for block in blocks
        if not block.stands_alone and block.forum in named and block.forum not in forums
    }
    new = [_session(conference, block, forums.get(block.forum)) for block in blocks if block.key not in there]
    Session.objects.bulk_create(new)
    longer = [there[block.key] for block in blocks if block.key in there and _lengthen(there[block.key], block)]
    Session.objects.bulk_update(longer, ["starts_at", "ends_at"])
    return there | {session.source_key: session for session in new}


def _lengthen(session: Session, block: _Block) -> bool:
    starts_at = min(session.starts_at, *(item.starts_at for item in block.items))
    ends_at = max(session.ends_at, *(item.ends_at for item in block.items))
    changed = (starts_at, ends_at) != (session.starts_at, session.ends_at)
    session.starts_at, session.ends_at = starts_at, ends_at
    return changed


def _session(conference: Conference, block: _Block, forum: Forum | None) -> Session:
    first = block.items[0]
    host = _text(first.host)
    title = _text(first.title) if block.stands_alone else Text(forum.title_zh, forum.title_en) if forum else Text()
    kind = first.block or (SessionKind.FORUM if forum else SessionKind.PLENARY)
    closed = kind is SessionKind.CLOSED_DOOR
    return Session(
        conference=conference,
        forum=forum,
        room_id=int(first.room) if first.room else None,
        kind=kind,
        access=SessionAccess.INVITATION if closed else SessionAccess.OPEN,
        starts_at=min(item.starts_at for item in block.items),
        ends_at=max(item.ends_at for item in block.items),
        source_key=block.key,
        title_zh=title.zh,
        title_en=title.en,
        host_zh=host.zh,
        host_en=host.en,
    )


def _stored(conference: Conference, block: _Block, session: Session, *, last: int) -> list[StoredItem]:
    if block.stands_alone:
        return [StoredItem(item=item, session=session, talk=None) for item in block.items]
    return [
        StoredItem(item=item, session=session, talk=new_talk(conference, item, session, position=last + at))
        for at, item in enumerate(block.items, start=1)
    ]


def new_talk(conference: Conference, item: ProgrammeItem, session: Session, *, position: int) -> Talk:
    """Return the talk of an item, not saved yet."""
    title, placeholder = _text(item.title), _text(item.placeholder)
    return Talk(
        conference=conference,
        session=session,
        kind=item.kind,
        position=position,
        starts_at=item.starts_at,
        ends_at=item.ends_at,
        source_key=item.source_key,
        title_zh=title.zh,
        title_en=title.en,
        placeholder_zh=placeholder.zh,
        placeholder_en=placeholder.en,
    )


def _text(text: str) -> Text:
    """Return a text in the language of its characters, or in both if it is written as 合成生物 / Synthetic Biology."""
    first, divider, second = (part.strip() for part in text.partition(" / "))
    if divider and second and has_han(first) and not has_han(second):
        return Text(zh=first, en=second)
    return Text(zh=text) if has_han(text) else Text(en=text)
