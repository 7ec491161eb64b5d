"""Rows of an agenda: what was read, what is asked, and what was answered."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from events.rules.programme import TalkKind
from events.rules.programme_rows import ProgrammeRow, SheetReason, StageName
from events.rules.spans import Span
from toolkit.sheets.findings import Finding
from toolkit.text import Text


class AgendaOutcome(StrEnum):
    """What happens to a row, what needs a person first."""

    ASK = "ask"
    WARN = "warn"
    ACCEPT = "accept"
    OUT = "out"
    DUPLICATE = "duplicate"
    SKIP = "skip"

    @property
    def is_stored(self) -> bool:
        """Whether the row becomes a talk."""
        return self in {AgendaOutcome.WARN, AgendaOutcome.ACCEPT}


class Ask(StrEnum):
    """What a row asks. The value is part of the name of the field that has the answer."""

    READ = "read"
    """The row cannot be read as it stands: correct it or leave it out."""
    PLACE = "place"
    """It is outside every session of the forum."""
    SESSION = "session"
    """Several sessions hold it."""
    FORUM = "forum"
    """It names another forum."""
    TAKEN = "taken"
    """The forum has another talk at this time, or this one with other people."""
    LINE = "line"
    """The title may end elsewhere."""
    CAST = "cast"
    """The words may be people or not, one or several."""
    SAME = "same"
    """Somebody of this name is known from another institution."""


class Field(StrEnum):
    """The parts of a row that can be corrected."""

    TIME = "time"
    TITLE = "title"
    PEOPLE = "people"


OUT = "out"
"""The answer that leaves a row out."""
KEEP = "keep"
"""The answer that keeps a row as it was read."""
REPLACE = "replace"
"""The answer that puts a row in the place of a talk that is there."""
OTHER = "other"
"""The answer that the other reading of a line is right."""
NEW = "new"
"""The answer that somebody is not one of those of the same name."""

Answers = Mapping[str, str]
"""Answers and corrections by the name of their field; see `answer_name`."""


def answer_name(line: int, what: Ask | Field, detail: str = "") -> str:
    """Return the name of the field for an answer or a correction: 12.same.王伟."""
    return ".".join(filter(None, (str(line), what.value, detail)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A possible answer. `text` is what it is about: a session, an institution, names."""

    value: str
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question about a row, with what it is about, its choices and the valid answer that was given, if any."""

    ask: Ask
    name: str
    about: str = ""
    choices: tuple[Choice, ...] = ()
    answer: str = ""

    @property
    def is_open(self) -> bool:
        """Whether it has not been answered."""
        return not self.answer


def question(
    ask: Ask, line: int, answers: Answers, choices: tuple[Choice, ...], *, about: str = "", detail: str = ""
) -> Question:
    """Return a question with its answer, if that is one of the choices."""
    name = answer_name(line, ask, detail)
    answer = answers.get(name, "")
    valid = answer if answer in {choice.value for choice in choices} else ""
    return Question(ask=ask, name=name, about=about, choices=choices, answer=valid)


class Standing(StrEnum):
    """Whether a person is known to the conference."""

    KNOWN = "known"
    NEW = "new"
    ASKED = "asked"


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownPerson:
    """Somebody who is on stage, or named earlier in the agenda. `key` is a primary key, or starts with `new:`.

    `also` is the institution in the other language.
    """

    key: str
    name: str
    institution: str = ""
    post: str = ""
    also: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Identified:
    """A person of an item, and the key of who it is: a primary key, or one that starts with `new:`."""

    person: StageName
    key: str
    standing: Standing


@dataclass(frozen=True, slots=True, kw_only=True)
class AgendaSession:
    """A session of the forum, with its room; `talks` are in it already."""

    key: str
    span: Span
    room: Text = field(default_factory=Text)
    title: Text = field(default_factory=Text)
    talks: tuple["AgendaTalk", ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AgendaTalk:
    """A talk that is stored. `people` has the `name_key` of everybody in it."""

    key: str
    title: Text
    span: Span
    people: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class AgendaItem:
    """A talk to be stored in a session. The people are in the order of the file.

    `replaces` is the key of the talk in whose place it is put.
    """

    session: str
    starts_at: datetime
    ends_at: datetime
    title: str
    kind: TalkKind = TalkKind.TALK
    speakers: tuple[Identified, ...] = ()
    moderators: tuple[Identified, ...] = ()
    chairs: tuple[Identified, ...] = ()
    placeholder: str = ""
    replaces: str = ""

    @property
    def people(self) -> tuple[Identified, ...]:
        """Everybody in the item."""
        return (*self.chairs, *self.moderators, *self.speakers)


@dataclass(frozen=True, slots=True, kw_only=True)
class AgendaRow:
    """A row with what was read, found and asked. `item` is there if time, title and session are certain.

    `fields` are the parts as they were read or corrected; `is_out` is true if a person left the row out.
    """

    line: int
    fields: Mapping[Field, str] = field(default_factory=dict)
    findings: tuple[Finding[SheetReason], ...] = ()
    questions: tuple[Question, ...] = ()
    item: AgendaItem | None = None

    @property
    def outcome(self) -> AgendaOutcome:
        """What happens to the row."""
        consequences = {ProgrammeRow.consequence_of(one.reason).value for one in self.findings}
        if any(one.answer == OUT for one in self.questions):
            return AgendaOutcome.OUT
        for outcome in (AgendaOutcome.SKIP, AgendaOutcome.DUPLICATE):
            if outcome.value in consequences:
                return outcome
        if any(one.is_open for one in self.questions):
            return AgendaOutcome.ASK
        return AgendaOutcome.WARN if AgendaOutcome.WARN.value in consequences else AgendaOutcome.ACCEPT


@dataclass(frozen=True, slots=True, kw_only=True)
class AgendaTable:
    """All rows of a file."""

    rows: tuple[AgendaRow, ...]

    def counts(self) -> dict[AgendaOutcome, int]:
        """Return the number of rows with each outcome, including 0."""
        return {outcome: sum(row.outcome is outcome for row in self.rows) for outcome in AgendaOutcome}

    @property
    def items(self) -> tuple[AgendaItem, ...]:
        """The items that are to be stored, in the order of the file."""
        return tuple(row.item for row in self.rows if row.item is not None and row.outcome.is_stored)
