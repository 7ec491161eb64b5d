"""Reading a pasted list of forums' secretaries, and judging each line before letters are sent."""

import hashlib
import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

MOST_LINES = 300
LONGEST_NAME = 60
_ADDRESS = re.compile(r"[^\s<>(),，、;；|:：\"“”]+@[^\s<>(),，、;；|\"“”]+")
_NUMBER = re.compile(r"(?<![\w.])(?:第\s*)?0*([1-9][0-9]{0,2})(?:\s*(?:号|分会场?|论坛))?(?![\w.])")
_AROUND = " \t\r\u3000,，、;；|:：<>()（）\"“”'-–—/"
_WELL_FORMED = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@(?:[A-Za-z0-9-]+\.)+[A-Za-z][A-Za-z0-9-]*")


class LineTrouble(StrEnum):
    """Why nobody can be invited by a line."""

    NO_ADDRESS = "no_address"
    BAD_ADDRESS = "bad_address"
    NO_FORUM = "no_forum"
    UNKNOWN_FORUM = "unknown_forum"
    TWICE = "twice"
    ALREADY = "already"


SETTLED = frozenset({LineTrouble.TWICE, LineTrouble.ALREADY})


class LineDoubt(StrEnum):
    """What somebody should look at before a letter is sent."""

    NO_NAME = "no_name"
    OTHER_NAME = "other_name"
    TWO_NAMES = "two_names"
    """The list has the same address under another name."""
    HAS_SECRETARY = "has_secretary"


@dataclass(frozen=True, slots=True, kw_only=True)
class SecretaryLine:
    """What a line says. The forum is its number."""

    line: int
    forum: int | None
    name: str
    email: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What the conference knows: its forums' numbers, names of accounts by address, and the secretaries' addresses by
    forum.
    """

    forums: frozenset[int]
    names: Mapping[str, str] = field(default_factory=dict)
    secretaries: Mapping[int, Collection[str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A line with what stands against it, or what is doubtful. `other` is the other name."""

    said: SecretaryLine
    trouble: LineTrouble | None = None
    doubts: tuple[LineDoubt, ...] = ()
    other: str = ""

    @property
    def is_wrong(self) -> bool:
        """Whether somebody has to correct the line. Who is invited already, or twice, needs nothing more."""
        return self.trouble is not None and self.trouble not in SETTLED

    @property
    def is_sent(self) -> bool:
        """Whether a letter is sent."""
        return self.trouble is None


def read_secretaries(text: str) -> list[SecretaryLine]:
    """Read lines such as "07, 沈知秋, shen@example.com". The parts may stand in any order, divided by anything."""
    rows = enumerate(text.splitlines(), start=1)
    return [_read(number, line) for number, line in rows if line.strip(_AROUND)]


def _read(number: int, line: str) -> SecretaryLine:
    address = _ADDRESS.search(line)
    rest = line[: address.start()] + "\t" + line[address.end() :] if address else line
    forum = _NUMBER.search(rest)
    if forum:
        rest = rest[: forum.start()] + "\t" + rest[forum.end() :]
    name = " ".join(part for part in re.split(r"[\t,，;；|]+", rest) if part.strip(_AROUND))
    return SecretaryLine(
        line=number,
        forum=int(forum[1]) if forum else None,
        name=" ".join(name.strip(_AROUND).split())[:LONGEST_NAME],
        email=address[0].strip(_AROUND).rstrip(".").lower() if address else "",
    )


def judged(lines: Iterable[SecretaryLine], known: Known) -> list[Judged]:
    """Judge each line of a list: whether a letter can be sent, and what is doubtful."""
    rows = list(lines)
    names: dict[str, str] = {}
    for row in rows:
        if row.name:
            names.setdefault(row.email, row.name)
    seen: set[tuple[str, int]] = set()
    found = []
    for row in rows:
        trouble = _trouble(row, known, seen)
        if trouble is None and row.forum is not None:
            seen.add((row.email, row.forum))
        found.append(Judged(said=row, trouble=trouble) if trouble else _doubted(row, known, names))
    return found


def _trouble(row: SecretaryLine, known: Known, seen: Collection[tuple[str, int]]) -> LineTrouble | None:
    if not row.email:
        return LineTrouble.NO_ADDRESS
    if not _WELL_FORMED.fullmatch(row.email) or len(row.email) > 254:
        return LineTrouble.BAD_ADDRESS
    if row.forum is None:
        return LineTrouble.NO_FORUM
    if row.forum not in known.forums:
        return LineTrouble.UNKNOWN_FORUM
    if row.email in known.secretaries.get(row.forum, ()):
        return LineTrouble.ALREADY
    return LineTrouble.TWICE if (row.email, row.forum) in seen else None


def _doubted(row: SecretaryLine, known: Known, names: Mapping[str, str]) -> Judged:
    doubts = []
    account, first = known.names.get(row.email, ""), names.get(row.email, "")
    if row.name and account and account != row.name:
        doubts.append(LineDoubt.OTHER_NAME)
    elif row.name and first != row.name:
        doubts.append(LineDoubt.TWO_NAMES)
    elif not (row.name or account or first):
        doubts.append(LineDoubt.NO_NAME)
    if row.forum is not None and known.secretaries.get(row.forum):
        doubts.append(LineDoubt.HAS_SECRETARY)
    return Judged(said=row, doubts=tuple(doubts), other=account or first)


def without_secretary(rows: Iterable[Judged], known: Known) -> list[int]:
    """Return the numbers of the forums that have no secretary, even once all letters are sent."""
    named = {row.said.forum for row in rows if row.is_sent}
    return sorted(number for number in known.forums if not known.secretaries.get(number) and number not in named)


def mark_of(rows: Iterable[Judged]) -> str:
    """Return a text that differs whenever what is shown of a list differs."""
    return hashlib.sha256(repr(list(rows)).encode()).hexdigest()[:20]
