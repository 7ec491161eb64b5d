"""Which row of a sheet is its header, and which column holds what, told by the words that people put there."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field

from portal.toolkit.sheets.cells import Row, Sheet

_SEARCHED = 40
_DEPTH = 3
_BRACKETS = re.compile(r"[(（\[【][^)）\]】]*[)）\]】]")
_SIGNS = re.compile(r"[\s*＊:：、,，.。;；?？!！_\"'“”-]+")
_PARTS = re.compile(r"[/／\n|｜]+")
_SCRIPTS = re.compile(r"[\u3400-\u9fff]+|[^\u3400-\u9fff]+")


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """For each field the words that head its column; a word that heads two belongs to the first."""

    words: Mapping[str, tuple[str, ...]]
    known: dict[str, str] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        for name, words in self.words.items():
            for word in words:
                self.known.setdefault(_normal(word), name)

    def field_of(self, label: str) -> str | None:
        """The field that a label names: as a whole, without its brackets, or by one of its two languages."""
        for candidate in _candidates(label):
            found = self.known.get(candidate)
            if found is not None:
                return found
        return None


@dataclass(frozen=True, slots=True)
class Header:
    """`columns` maps a field to its column; `labels` to what stands above it. Of two columns the first counts."""

    first_line: int
    last_line: int
    columns: Mapping[str, int]
    labels: Mapping[str, str]

    def text(self, row: Row, name: str) -> str:
        """What the row says in a field; empty where there is no such column."""
        column = self.columns.get(name)
        return "" if column is None else row[column].text.strip()

    def is_repeated_in(self, row: Row) -> bool:
        """Whether the row is the header once more, as at the top of a printed page."""
        return len(self.columns) > 1 and all(
            _normal(row[column].text) == _normal(self.labels[name]) for name, column in self.columns.items()
        )


def find_header(sheet: Sheet, vocabulary: Vocabulary, *, at_least: int = 2) -> Header | None:
    """The row, or the two or three rows together, that name most fields; the first such. None below `at_least`."""
    best: Header | None = None
    rows = sheet.rows[:_SEARCHED]
    for start in range(len(rows)):
        for depth in range(1, _DEPTH + 1):
            found = _header(rows[start : start + depth], vocabulary)
            if found is not None and (best is None or len(found.columns) > len(best.columns)):
                best = found
    return best if best is not None and len(best.columns) >= at_least else None


def _header(rows: tuple[Row, ...], vocabulary: Vocabulary) -> Header | None:
    if any(not _may_be_header(row, vocabulary) for row in rows[1:]):
        return None
    if not any(vocabulary.field_of(cell.text) for cell in rows[0].cells):
        return None
    columns: dict[str, int] = {}
    labels: dict[str, str] = {}
    for column in range(max(len(row.cells) for row in rows)):
        label, name = _named(rows, column, vocabulary)
        if name is not None and name not in columns:
            columns[name], labels[name] = column, label
    return Header(rows[0].line, rows[-1].line, columns, labels)


def _named(rows: tuple[Row, ...], column: int, vocabulary: Vocabulary) -> tuple[str, str | None]:
    """A column by its lowest label that means something."""
    for row in reversed(rows):
        label = row[column].text
        name = vocabulary.field_of(label) if label.strip() else None
        if name is not None:
            return label, name
    return "", None


def _may_be_header(row: Row, vocabulary: Vocabulary) -> bool:
    """A second line of a header holds words for columns, not somebody's data."""
    texts = [cell.text for cell in row.cells if cell.text.strip()]
    return 2 * sum(vocabulary.field_of(text) is not None for text in texts) > len(texts)


def _candidates(label: str) -> list[str]:
    if len(label) > 80:
        return []
    bare = _BRACKETS.sub("", label)
    parts = [part for part in _PARTS.split(bare) if part.strip()]
    scripts = [part for part in _SCRIPTS.findall(bare) if part.strip()]
    return [text for text in map(_normal, [label, bare, *parts, *(scripts if len(scripts) == 2 else ())]) if text]


def _normal(label: str) -> str:
    return _SIGNS.sub("", unicodedata.normalize("NFKC", label)).casefold()
