"""Options and results of importing a spreadsheet, as plain values for pages and commands."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from pydantic import TypeAdapter

from toolkit.sheets.cells import EncodingSample


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetWishes:
    """Options of an import.

    `is_trial` stores nothing, `accepts_valid` stores valid rows even if others are rejected, and `takes_option` answers
    the question of the kind of spreadsheet with yes (`events.extensions.SheetOption`). `forum_id` is the key of the
    forum whose agenda it is, `answers` are those to the questions about its rows, by the names of their fields.
    """

    is_trial: bool = False
    accepts_valid: bool = False
    takes_option: bool = False
    forum_id: int | None = None
    answers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetPerson:
    """A person of a row: the name, institution and post, and whether the person is known (`state`, and in `words`)."""

    name: str
    told: str = ""
    state: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetChoice:
    """A possible answer to a question."""

    value: str
    label: str
    is_chosen: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetQuestion:
    """A question about a row. `name` is the name of its field."""

    name: str
    words: str
    choices: tuple[SheetChoice, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetField:
    """A part of a row that may be corrected, as it was read."""

    name: str
    label: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetLine:
    """The result for one row: the value of a `RowOutcome`, the name of its person or item, what else was read, such as
    day and forum, and remarks to show.

    A row of an agenda has the value of an `AgendaOutcome`, its people, and what is asked and may be corrected.
    """

    line: int
    outcome: str
    name: str
    read: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    people: tuple[SheetPerson, ...] = ()
    questions: tuple[SheetQuestion, ...] = ()
    fields: tuple[SheetField, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetReport:
    """The result for a whole file: its rows, their number by outcome, and the unknown names that the option is about.

    `clashes` are the marks of the clashes that storing the rows has made (`events.rules.bookings.Clash.mark`).
    `encodings` are the ones that a text may be in, if a person has to choose; then nothing else is said.
    `fault`, `stored` and `refusal` are messages to show, or empty: why the file cannot be stored as it is, what was
    stored, and why the file could not be read at all.
    """

    lines: tuple[SheetLine, ...] = ()
    counts: Mapping[str, int] = field(default_factory=dict)
    unknown: tuple[str, ...] = ()
    clashes: tuple[str, ...] = ()
    fault: str = ""
    stored: str = ""
    refusal: str = ""
    encodings: tuple[EncodingSample, ...] = ()


_LINES = TypeAdapter(tuple[SheetLine, ...])


def lines_of(stored: object) -> tuple[SheetLine, ...]:
    """Return the lines of a report that was stored as JSON."""
    return _LINES.validate_python(stored)
