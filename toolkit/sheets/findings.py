"""Findings about the rows of an imported sheet, and the outcome of each row."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import ClassVar, Generic, TypeVar

from toolkit.sheets.cells import Row
from toolkit.sheets.headers import Header
from toolkit.sheets.outcomes import RowOutcome

R = TypeVar("R", bound=StrEnum)
_GRAVITY = (RowOutcome.SKIP, RowOutcome.REJECT, RowOutcome.DUPLICATE, RowOutcome.WARN, RowOutcome.ACCEPT)


@dataclass(frozen=True, slots=True)
class Finding(Generic[R]):
    """A finding about a row: the reason, the heading of the column, and the line or text that it refers to."""

    reason: R
    column: str = ""
    detail: str = ""


@dataclass(slots=True)
class RowReader(Generic[R]):
    """Reads one row by its header and collects findings."""

    row: Row
    header: Header
    findings: list[Finding[R]] = field(default_factory=list)

    def text(self, name: str) -> str:
        """Return the text of a field, as typed."""
        return self.header.text(self.row, name)

    def find(self, reason: R, name: str = "", detail: str = "") -> None:
        """Add a finding at the column of a field."""
        self.findings.append(Finding(reason, " ".join(self.header.labels.get(name, "").split()), detail))


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgedRow(Generic[R]):
    """A row, by its line in the file, with its findings."""

    line: int
    findings: tuple[Finding[R], ...] = ()

    CONSEQUENCES: ClassVar[Mapping[StrEnum, RowOutcome]] = {}
    """The outcome that each reason leads to. A reason for ACCEPT is a note; one that is not listed rejects the row."""

    @classmethod
    def consequence_of(cls, reason: R) -> RowOutcome:
        """Return the outcome that a reason leads to."""
        return cls.CONSEQUENCES.get(reason, RowOutcome.REJECT)

    @property
    def outcome(self) -> RowOutcome:
        """The gravest consequence of the findings."""
        found = {self.consequence_of(finding.reason) for finding in self.findings}
        return next((outcome for outcome in _GRAVITY if outcome in found), RowOutcome.ACCEPT)

    @property
    def deciding(self) -> tuple[Finding[R], ...]:
        """The findings to report: all of them if the row is stored, else those that decided against it."""
        if self.outcome.is_stored:
            return self.findings
        return tuple(one for one in self.findings if self.consequence_of(one.reason) is self.outcome)

    @property
    def column(self) -> str:
        """The heading of the column that decided the outcome."""
        return next((one.column for one in self.findings if self.consequence_of(one.reason) is self.outcome), "")
