"""Finding the header of a sheet and the meaning of its columns by the words in the headings."""

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
    """The headings of each field; a heading listed under two fields belongs to the first.

    `patterns` recognise parts of headings that are not listed; they are tried only if no listed heading is found.
    """

    words: Mapping[str, tuple[str, ...]]
    patterns: Mapping[str, re.Pattern[str]] = field(default_factory=dict)
    known: dict[str, str] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        for name, words in self.words.items():
            for word in words:
                self.known.setdefault(_normal(word), name)

    def field_of(self, label: str) -> str | None:
        """Return the field of a heading, by the whole of it, without brackets, or by one of its two languages."""
        for candidate in _candidates(label):
            found = self.known.get(candidate)
            if found is not None:
                return found
        return None

    def guess(self, label: str) -> str | None:
        """Return the field whose pattern matches a part of a short heading."""
        plain = _normal(label)
        if not plain or len(plain) > _LONGEST_GUESSED:
            return None
        return next((name for name, pattern in self.patterns.items() if pattern.search(plain)), None)


@dataclass(frozen=True, slots=True)
class Header:
    """A header: `columns` maps fields to column indexes, `labels` maps them to their headings.

    Of two columns for one field, the first counts.
    """

    last_line: int
    columns: Mapping[str, int]
    labels: Mapping[str, str]
    told: int
    """The number of fields that were recognised by listed headings, not guessed."""

    def text(self, row: Row, name: str) -> str:
        """Return the text of a field in a row; empty if there is no such column."""
        column = self.columns.get(name)
        return "" if column is None else row[column].text.strip()

    def is_repeated_in(self, row: Row) -> bool:
        """Return whether the row repeats the header, as at the top of a printed page."""
        return len(self.columns) > 1 and all(
            _normal(row[column].text) == _normal(self.labels[name]) for name, column in self.columns.items()
        )


def find_header(sheet: Sheet, vocabulary: Vocabulary, *, at_least: int = 2) -> Header | None:
    """Return the row, or up to three rows together, that name most fields; None if they name fewer than `at_least`."""
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
    return Header(rows[-1].line, columns, labels, told) if columns else None


def _name_columns(
    rows: tuple[Row, ...],
    name_of: Callable[[str], str | None],
    columns: dict[str, int],
    labels: dict[str, str],
) -> None:
    """Name each unnamed column by its lowest heading that `name_of` recognises. A field gets one column only."""
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
    """Return whether the row can be a further line of a header: most of its texts must be headings."""
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
