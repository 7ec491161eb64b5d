"""Parsing of lines that an organiser pastes into a text box, to add many rooms, forums or categories at once."""

import re
from dataclasses import dataclass
from datetime import time
from enum import StrEnum

from toolkit.characters import shows_nothing
from toolkit.text import Text

MOST_LINES = 300
_HAN = re.compile(r"[\u3400-\u9fff]")
_COMMA = re.compile(r"[,，;；]")


class LineFault(StrEnum):
    """Why a line is refused."""

    NO_NAME = "no_name"
    TOO_LONG = "too_long"
    NOT_A_NUMBER = "not_a_number"
    TOO_MANY_PARTS = "too_many_parts"
    TWICE = "twice"
    UNKNOWN_GROUP = "unknown_group"
    UNKNOWN_FORUM = "unknown_forum"
    UNKNOWN_ROOM = "unknown_room"
    ONE_ROOM = "one_room"
    UNKNOWN_EQUIPMENT = "unknown_equipment"
    NOT_A_DAY = "not_a_day"
    NOT_AN_HOUR = "not_an_hour"
    OUTSIDE_SESSION = "outside_session"
    ENDS_BEFORE_IT_STARTS = "ends_before_it_starts"
    NOT_AN_ADDRESS = "not_an_address"
    UNKNOWN_ROLE = "unknown_role"
    FORUM_NEEDED = "forum_needed"


class LineRefused(ValueError):
    """Raised for a line that cannot be read. `part` quotes the offending part; the form words the message."""

    def __init__(self, fault: LineFault, part: str = "") -> None:
        super().__init__(fault)
        self.fault = fault
        self.part = part


@dataclass(frozen=True, slots=True)
class Line:
    """A pasted line, split into parts. `number` counts from 1 and includes empty lines."""

    number: int
    parts: tuple[str, ...]

    def part(self, place: int) -> str:
        """Return the part at this index, or an empty string beyond the end."""
        return self.parts[place] if place < len(self.parts) else ""

    def refuse_more_than(self, most: int) -> None:
        """Raise LineRefused if the line has more than `most` parts."""
        if len(self.parts) > most:
            raise LineRefused(LineFault.TOO_MANY_PARTS)


def lines_of(text: str) -> list[Line]:
    """Return the lines that are not blank, each split at tabs, or else at bars, or else at commas and semicolons."""
    lines = enumerate(text.splitlines(), start=1)
    return [Line(number, _parts(line)) for number, line in lines if line.strip()]


def _parts(line: str) -> tuple[str, ...]:
    for divider in ("\t", "|"):
        if divider in line:
            return tuple(part.strip() for part in line.split(divider))
    return tuple(part.strip() for part in _COMMA.split(line))


def named(part: str, *, longest: int) -> Text:
    """Return a name in one or two languages, such as 主会场 / Main Hall. A name without Chinese (A201) serves as both.

    Raises LineRefused if there is no name, or if either is longer than `longest` characters.
    """
    first, _, second = (half.strip() for half in part.partition(" / "))
    zh, en = (first, second) if second else (first, "" if _HAN.search(first) else first)
    if shows_nothing(zh) or (en and shows_nothing(en)):
        raise LineRefused(LineFault.NO_NAME)
    if max(len(zh), len(en)) > longest:
        raise LineRefused(LineFault.TOO_LONG, part[:40])
    return Text(zh=zh, en=en)


def hour(part: str) -> time:
    """Return the time of day in a part such as 9:00 or 14：30; raise LineRefused for anything else."""
    found = re.fullmatch(r"([01]?[0-9]|2[0-3])[:：]([0-5][0-9])", part)
    if not found:
        raise LineRefused(LineFault.NOT_AN_HOUR, part[:40])
    return time(int(found[1]), int(found[2]))


def counted(part: str, *, most: int = 1_000_000) -> int | None:
    """Return a whole number from 0 to `most`, or None for an empty part; raise LineRefused for anything else."""
    if not part:
        return None
    if not (part.isascii() and part.isdigit()) or len(part) > 9 or int(part) > most:
        raise LineRefused(LineFault.NOT_A_NUMBER, part[:40])
    return int(part)
