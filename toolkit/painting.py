"""PDFs of many pages that differ in a few lines: the common part is laid out once, the rest is drawn on top.

Laying out two thousand badges takes WeasyPrint half a minute. Here it lays out one page for each design, which becomes
a form XObject in the PDF. The lines of each page are drawn with WeasyPrint's own function at positions that are known
beforehand. WeasyPrint still shapes the text, chooses the fonts and embeds their subsets.

This uses private parts of WeasyPrint. `tests/registration/exporters/test_badges.py` compares the result with that of
the public API; if an upgrade breaks it, `exporters.badges` can do without, but more slowly.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from toolkit.fonts import Face
from toolkit.pdf import press, set_pages

if TYPE_CHECKING:
    from weasyprint import Document
    from weasyprint.pdf.stream import Stream

CUT_MARK = 15  # pixels: 4 mm


@dataclass(frozen=True)
class PaintedLine:
    """A line of text whose left end is at (x, baseline), in CSS pixels from the top left of its panel."""

    text: str
    face: Face
    size: float
    x: float
    baseline: float
    right_to_left: bool = False


@dataclass(frozen=True)
class Bitmap:
    """A black-and-white picture of `side` by `side` square cells, one bit each; rows are padded to whole bytes."""

    bits: bytes
    side: int
    x: float
    y: float
    width: float


@dataclass(frozen=True)
class Panel:
    """A design, by its index, and what is drawn on it."""

    design: int
    lines: tuple[PaintedLine, ...]
    bitmaps: tuple[Bitmap, ...] = ()


@dataclass(frozen=True)
class PaintedSheet:
    """A page: its size, its panels with the (x, y) of their top left corners, and the lines to cut along.

    A cutting line is (x1, y1, x2, y2); only its two ends are drawn, 4 mm long.
    """

    size: tuple[float, float]
    panels: tuple[tuple[Panel, float, float], ...]
    cuts: tuple[tuple[float, float, float, float], ...] = ()


def paint(
    sheets: Sequence[PaintedSheet],
    *,
    designs: Sequence[str],
    css: str,
    title: str,
    lang: str,
    painted: Callable[[int, int], None] = lambda _done, _total: None,
) -> bytes:
    """Return the PDF of the sheets. `designs` are HTML bodies of one page each.

    `painted` is called with the number of sheets done and their total. Raise what `toolkit.pdf.pdf` raises, and what
    `painted` raises.
    """
    with press() as fonts:
        body = "".join((*designs, _SPECIMENS))
        document = set_pages(body, css=f"{css}\n{_SPECIMEN_CSS}", title=title, lang=lang, fonts=fonts)
        if len(document.pages) != len(designs) + 1:
            raise ValueError("each design must be exactly one page")
        brush = _Brush(document)
        pages = [_Page(sheet, brush, partial(painted, at, len(sheets))) for at, sheet in enumerate(sheets, start=1)]
        printed: bytes = document.copy(pages).write_pdf()
    return printed


# One word in each face. Lines are drawn in the styles computed for these.
_SPECIMENS = '<div class="specimens">' + "".join(f'<p class="{face}" id="{face}">x</p>' for face in Face) + "</div>"
_SPECIMEN_CSS = ".specimens { break-before: page; color: #111111 }"


class _Page:
    """A page with the attributes and the method that WeasyPrint expects of one."""

    def __init__(self, sheet: PaintedSheet, brush: "_Brush", painted: Callable[[], None]) -> None:
        self.width, self.height = sheet.size
        self.bleed = {"top": 0, "right": 0, "bottom": 0, "left": 0}
        self.bookmarks: list[object] = []
        self.links: list[object] = []
        self.anchors: dict[str, object] = {}
        self.forms: dict[object, list[object]] = {None: []}
        self._sheet, self._brush, self._painted = sheet, brush, painted

    def paint(self, stream: "Stream", scale: float = 1) -> None:
        """Draw the page. WeasyPrint calls this once."""
        with stream.stacked():
            stream.transform(a=scale, d=scale)
            for panel, x, y in self._sheet.panels:
                with stream.stacked():
                    stream.transform(e=x, f=y)
                    self._brush.paint(stream, panel)
            for cut in self._sheet.cuts:
                _paint_cut(stream, *cut)
        self._painted()


class _Brush:
    """Draws panels. Keeps the form of each design, and one text layout for each face and size."""

    def __init__(self, document: "Document") -> None:
        self._designs = document.pages[:-1]
        self._styles = dict(_styles(document.pages[-1]._page_box))
        self._forms: dict[int, str] = {}
        self._set: dict[tuple[Face, float, bool], _Setting] = {}

    def paint(self, stream: "Stream", panel: Panel) -> None:
        stream.draw_x_object(self._form(stream, panel.design))
        for line in panel.lines:
            self._setting(line).paint(stream, line)
        for bitmap in panel.bitmaps:
            _paint_bitmap(stream, bitmap)

    def _form(self, stream: "Stream", design: int) -> str:
        """Return the name of the design's form in the PDF; the form is drawn at its first use."""
        if design not in self._forms:
            page = self._designs[design]
            form = stream.add_group(0, 0, page.width, page.height)
            del form.extra["Group"]  # nothing in it is transparent, but print software takes a group as a sign of that
            page.paint(form)
            self._forms[design] = form.id
        return self._forms[design]

    def _setting(self, line: PaintedLine) -> "_Setting":
        key = (line.face, line.size, line.right_to_left)
        if key not in self._set:
            style = self._styles[line.face].copy()
            style["font_size"] = line.size
            style["direction"] = "rtl" if line.right_to_left else "ltr"
            self._set[key] = _Setting(style)
        return self._set[key]


class _Setting:
    """A face in one size. WeasyPrint's drawing function gets it instead of a text box."""

    def __init__(self, style: "dict[str, object]") -> None:
        from weasyprint.text.line_break import Layout

        self.style = style
        self.text = ""
        self.baseline = 0.0
        self.pango_layout = Layout(style)

    def paint(self, stream: "Stream", line: PaintedLine) -> None:
        from weasyprint.draw.text import draw_first_line
        from weasyprint.matrix import Matrix

        self.text = line.text
        self.pango_layout.set_text(line.text)
        stream.set_color(self.style["color"])
        stream.begin_text()
        draw_first_line(stream, self, "clip", "none", Matrix(d=-1, e=line.x, f=line.baseline))
        stream.end_text()


def _styles(box: object) -> "Iterator[tuple[Face, dict[str, object]]]":
    """Yield the computed style of each specimen inside the box."""
    for child in getattr(box, "children", ()):
        yield from _styles(child)
        element = getattr(child, "element", None)
        if getattr(child, "text", "") and element is not None and element.get("id") in set(Face):
            yield Face(element.get("id")), child.style


def _paint_bitmap(stream: "Stream", bitmap: Bitmap) -> None:
    """Draw the bitmap as an inline image mask: a few hundred bytes, sharp at any size, without gaps between cells."""
    with stream.stacked():
        stream.set_color_rgb(0, 0, 0)
        # An image is one unit high with its first row on top, but here the y axis points down.
        stream.transform(a=bitmap.width, d=-bitmap.width, e=bitmap.x, f=bitmap.y + bitmap.width)
        stream.stream.append(
            f"BI /W {bitmap.side} /H {bitmap.side} /IM true /D [1 0] /F /AHx ".encode()
            + f"ID {bitmap.bits.hex()}> EI".encode()
        )


def _paint_cut(stream: "Stream", x1: float, y1: float, x2: float, y2: float) -> None:
    """Draw the two ends of a cutting line as hairlines."""
    length = max(abs(x2 - x1), abs(y2 - y1))
    dx, dy = (x2 - x1) / length * CUT_MARK, (y2 - y1) / length * CUT_MARK
    stream.set_color_rgb(0, 0, 0, stroke=True)
    stream.set_line_width(0.35)
    for x, y, towards in ((x1, y1, 1), (x2, y2, -1)):
        stream.move_to(x, y)
        stream.line_to(x + dx * towards, y + dy * towards)
    stream.stroke()
