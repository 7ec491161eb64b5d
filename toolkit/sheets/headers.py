"""Which row of a sheet is its header, and which column holds what, told by the words that people put there."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from toolkit.sheets.cells import Row, Sheet

_SEARCHED = 40
_DEPTH = 3
_LONGEST_GUESSED = 14
_BRACKETS = re.compile(r"[(（\[【][^)）\]】]*[)）\]】]")
_SIGNS = re.compile(r"[\s*＊:：、,，.。;；?？!！_\"'“”-]+")
_PARTS = re.compile(r"[/／\n|｜]+")
_SCRIPTS = re.compile(r"[\u3400-\u9fff]+|[^\u3400-\u9fff]+")


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """For each field the words that head its column; a word that heads two belongs to the first.

    `patterns` tell a field by a part of a heading that nobody thought of; they count only where no word is found.
    """

    words: Mapping[str, tuple[str, ...]]
    patterns: Mapping[str, re.Pattern[str]] = field(default_factory=dict)
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

    def guess(self, label: str) -> str | None:
        """The field that a part of a short label names."""
        plain = _normal(label)
        if not plain or len(plain) > _LONGEST_GUESSED:
            return None
        return next((name for name, pattern in self.patterns.items() if pattern.search(plain)), None)


@dataclass(frozen=True, slots=True)
class Header:
    """`columns` maps a field to its column; `labels` to what stands above it. Of two columns the first counts."""

    first_line: int
    last_line: int
    columns: Mapping[str, int]
    labels: Mapping[str, str]
    told: int
    """How many fields are named by words, and not guessed."""

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
            if found is not None and (best is None or _weight(found) > _weight(best)):
                best = found
    return best if best is not None and len(best.columns) >= at_least else None


def _weight(header: Header) -> tuple[int, int]:
    return header.told, len(header.columns)


def _header(rows: tuple[Row, ...], vocabulary: Vocabulary) -> Header | None:
    if any(not _may_be_header(row, vocabulary) for row in rows[1:]):
        return None
    columns: dict[str, int] = {}
    labels: dict[str, str] = {}
    _name_columns(rows, vocabulary.field_of, columns, labels)
    told = len(columns)
    if len(rows) > 1 and not any(vocabulary.field_of(cell.text) for cell in rows[0].cells):
        return None
    _name_columns(rows, vocabulary.guess, columns, labels)
    return Header(rows[0].line, rows[-1].line, columns, labels, told) if columns else None


def _name_columns(
    rows: tuple[Row, ...],
    name_of: Callable[[str], str | None],
    columns: dict[str, int],
    labels: dict[str, str],
) -> None:
    """Names each column that has no name yet by its lowest label that means something; a field has one column."""
    for column in range(max(len(row.cells) for row in rows)):
        if column in columns.values():
            continue
        for row in reversed(rows):
            label = row[column].text
            name = name_of(label) if label.strip() else None
            if name is not None:
                if name not in columns:
                    columns[name], labels[name] = column, label
                break


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
