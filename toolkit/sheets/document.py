"""Reading a Word document: the rows of its tables and the lines between them, in order.

Text that is inserted with tracked changes, stands in content controls or in text boxes counts; deleted text does not.
"""

import io
from collections.abc import Iterator
from itertools import chain

import docx
from docx.oxml.xmlchemy import BaseOxmlElement

from toolkit.sheets.archive import inspect_document
from toolkit.sheets.cells import NOTHING, Cell, Limits, Row, Sheet, SheetRefusal, SheetRefused

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_PARAGRAPH, _TABLE, _ROW, _CELL, _BOX = (f"{_W}{name}" for name in ("p", "tbl", "tr", "tc", "txbxContent"))
_UNSEEN = {
    *(f"{_W}{name}" for name in ("del", "moveFrom", "instrText", "delText", "rt", "pPr", "rPr")),
    _BOX,
    _FALLBACK,
}
"""What is deleted, moved away, not printed, or read elsewhere."""
_SIGNS = {f"{_W}tab": "\t", f"{_W}ptab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-"}


def read_document(content: bytes, *, limits: Limits) -> Sheet:
    """Return a row for each row of a table and for each line of text. No link or relation to another file is followed.

    A cell that is merged with the one above has its content; one merged with its neighbour on the left is empty. Empty
    paragraphs do not count as lines. Raise SheetRefused.
    """
    inspect_document(content, limits=limits)
    try:
        body: BaseOxmlElement = docx.Document(io.BytesIO(content)).element.body
    except Exception as refusal:
        # A broken part can make python-docx raise almost anything, so no list of exceptions would be complete.
        raise SheetRefused(SheetRefusal.DAMAGED) from refusal
    rows = chain.from_iterable(_rows(block, limits=limits) for block in _blocks(body))
    return Sheet(title="", encoding="docx", rows=tuple(Row(line, cells) for line, cells in enumerate(rows, start=1)))


def _blocks(parent: BaseOxmlElement) -> Iterator[BaseOxmlElement]:
    """Yield the paragraphs and tables in an element, also from content controls and insertions."""
    for child in parent:
        if child.tag == _TABLE:
            yield child
        elif child.tag == _PARAGRAPH:
            yield child
            for box in _seen(child, wanted=_BOX):
                yield from _blocks(box)
        elif child.tag not in _UNSEEN:
            yield from _blocks(child)


def _seen(parent: BaseOxmlElement, *, wanted: str) -> Iterator[BaseOxmlElement]:
    """Yield the outermost elements of this name that are not deleted."""
    for child in parent:
        if child.tag == wanted:
            yield child
        elif child.tag not in _UNSEEN:
            yield from _seen(child, wanted=wanted)


def _rows(block: BaseOxmlElement, *, limits: Limits) -> Iterator[tuple[Cell, ...]]:
    if block.tag == _TABLE:
        yield from _table_rows(block, limits=limits)
        return
    is_struck = _is_struck(block)
    for line in _text(block).split("\n"):
        if line.strip():
            yield tuple(_cell(part, is_struck=is_struck) for part in line.strip().split("\t"))


def _table_rows(table: BaseOxmlElement, *, limits: Limits) -> Iterator[tuple[Cell, ...]]:
    above: tuple[Cell, ...] = ()
    for row in _seen(table, wanted=_ROW):
        if row.find(f"{_W}trPr/{_W}del") is not None:
            continue
        cells = [NOTHING] * _number(row.find(f"{_W}trPr/{_W}gridBefore"), least=0)
        for cell in _seen(row, wanted=_CELL):
            span = _number(cell.find(f"{_W}tcPr/{_W}gridSpan"), least=1)
            if len(cells) + span > limits.columns:
                raise SheetRefused(SheetRefusal.TOO_MANY_COLUMNS, limit=limits.columns, found=len(cells) + span)
            cells += [
                _table_cell(cell, above[len(cells)] if len(cells) < len(above) else NOTHING),
                *[NOTHING] * (span - 1),
            ]
        above = tuple(cells)
        yield above


def _table_cell(cell: BaseOxmlElement, above: Cell) -> Cell:
    merge = cell.find(f"{_W}tcPr/{_W}vMerge")
    if merge is not None and merge.get(f"{_W}val", "continue") == "continue":
        return Cell(above.text, above.value, is_struck=above.is_struck, is_inherited=True)
    paragraphs = list(_paragraphs(cell))
    lines = [line for line in map(_text, paragraphs) if line.strip()]
    return _cell("\n".join(lines).replace("\t", " "), is_struck=bool(lines) and all(map(_is_struck, paragraphs)))


def _paragraphs(cell: BaseOxmlElement) -> Iterator[BaseOxmlElement]:
    """Yield the paragraphs of a cell, also of a table inside it."""
    for block in _blocks(cell):
        if block.tag == _PARAGRAPH:
            yield block
        else:
            for row in _seen(block, wanted=_ROW):
                for inner in _seen(row, wanted=_CELL):
                    yield from _paragraphs(inner)


def _cell(text: str, *, is_struck: bool) -> Cell:
    text = text.strip()
    return Cell(text, text, is_struck=is_struck) if text else NOTHING


def _text(paragraph: BaseOxmlElement) -> str:
    return "".join(_parts(paragraph))


def _parts(parent: BaseOxmlElement) -> Iterator[str]:
    for child in parent:
        if child.tag == f"{_W}t":
            yield child.text or ""
        elif child.tag in _SIGNS:
            yield _SIGNS[child.tag]
        elif child.tag not in _UNSEEN:
            yield from _parts(child)


def _is_struck(paragraph: BaseOxmlElement) -> bool:
    """Return whether all text of a paragraph is struck through."""
    runs = [run for run in _seen(paragraph, wanted=f"{_W}r") if "".join(_parts(run)).strip()]
    return bool(runs) and all(_is_on(run.find(f"{_W}rPr/{_W}strike")) for run in runs)


def _is_on(switch: BaseOxmlElement | None) -> bool:
    return switch is not None and switch.get(f"{_W}val", "true") not in {"0", "false", "off"}


def _number(element: BaseOxmlElement | None, *, least: int) -> int:
    value = "" if element is None else element.get(f"{_W}val", "")
    return max(int(value), least) if value.isdecimal() and len(value) < 6 else least
