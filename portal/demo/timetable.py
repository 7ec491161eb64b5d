"""Timing of a forum's talks: parts are assigned to half days, items to the time between the breaks.

Times are minutes from midnight of the day, in the conference's zone.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

from events.rules.programme import TalkKind

ADDRESS_MINUTES = 10
PANEL_MINUTES = 40
PANEL_ALONE_MINUTES = 60
LONGEST_TALK = 45
STEP = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Half:
    """Half a day: two sections with a tea break between them."""

    day: int
    starts: int
    tea_starts: int
    tea_ends: int
    ends: int


HALVES = {
    "1pm": Half(day=1, starts=14 * 60, tea_starts=15 * 60 + 30, tea_ends=16 * 60, ends=17 * 60 + 40),
    "2am": Half(day=2, starts=9 * 60, tea_starts=10 * 60 + 30, tea_ends=11 * 60, ends=12 * 60 + 30),
    "2pm": Half(day=2, starts=14 * 60, tea_starts=15 * 60 + 30, tea_ends=16 * 60, ends=17 * 60 + 40),
    "3am": Half(day=3, starts=9 * 60, tea_starts=10 * 60 + 30, tea_ends=11 * 60, ends=12 * 60 + 30),
    "3pm": Half(day=3, starts=14 * 60, tea_starts=15 * 60 + 10, tea_ends=15 * 60 + 30, ends=16 * 60 + 20),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A timed item. `talk` is the index of a talk in its forum, or None for an address, a panel or a break."""

    kind: TalkKind
    starts: int
    ends: int
    talk: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A forum's programme in one half day; `parts` are indices of its parts."""

    half: str
    day: int
    starts: int
    ends: int
    parts: tuple[int, ...]
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class _Wish:
    """An item to place; `minutes` None lets the layout choose."""

    kind: TalkKind
    minutes: int | None
    talk: int | None = None


def forum_blocks(number: int, halves: Sequence[str], parts: Sequence[Sequence[int | None]]) -> list[Block]:
    """Return the blocks of a forum whose parts hold talks of the given minutes, None where the layout may choose.

    Each half day takes two parts. The address opens the first half day, the panel closes the last. Talks of one section
    share the time left in steps of five minutes; the forum's number rotates the shares, so that rows do not look
    identical.
    """
    sections = _sections(parts, count=2 * len(halves))
    blocks = []
    for place, name in enumerate(halves):
        half, pair = HALVES[name], (2 * place, 2 * place + 1)
        before = _fill(sections[pair[0]], starts=half.starts, ends=half.tea_starts, turn=number)
        tea = Item(kind=TalkKind.BREAK, starts=half.tea_starts, ends=half.tea_ends)
        after = _fill(sections[pair[1]], starts=half.tea_ends, ends=half.ends, turn=number + 1)
        items = (*before, tea, *after)
        blocks.append(
            Block(
                half=name,
                day=half.day,
                starts=half.starts,
                ends=items[-1].ends,
                parts=tuple(part for part in pair if part < len(parts)),
                items=items,
            )
        )
    return blocks


def _sections(parts: Sequence[Sequence[int | None]], *, count: int) -> list[list[_Wish]]:
    """Return the parts as sections. The last section, which may have no part, gets the panel."""
    talks = iter(range(sum(len(part) for part in parts)))
    sections = [[_Wish(TalkKind.TALK, minutes, next(talks)) for minutes in part] for part in parts]
    sections += [[] for _ in range(count - len(parts))]
    sections[0].insert(0, _Wish(TalkKind.ADDRESS, ADDRESS_MINUTES))
    sections[-1].append(_Wish(TalkKind.PANEL, PANEL_MINUTES if sections[-1] else PANEL_ALONE_MINUTES))
    return sections


def _fill(wishes: Sequence[_Wish], *, starts: int, ends: int, turn: int) -> list[Item]:
    fixed = sum(wish.minutes or 0 for wish in wishes)
    shares = iter(_shares(ends - starts - fixed, among=sum(wish.minutes is None for wish in wishes), turn=turn))
    items = []
    for wish in wishes:
        minutes = next(shares) if wish.minutes is None else min(wish.minutes, ends - starts)
        items.append(Item(kind=wish.kind, starts=starts, ends=starts + minutes, talk=wish.talk))
        starts += minutes
    return items


def _shares(minutes: int, *, among: int, turn: int) -> list[int]:
    """Divide `minutes` among `among` talks in steps of five, none longer than the maximum."""
    if not among:
        return []
    each, left = divmod(minutes // STEP, among)
    shares = [each + (place < left) for place in range(among)]
    if turn % 3 == 0 and each > 4:
        shares[0] += 1
        shares[-1] -= 1
    turned = chain(shares[turn % among :], shares[: turn % among])
    return [min(STEP * share, LONGEST_TALK) for share in turned]
