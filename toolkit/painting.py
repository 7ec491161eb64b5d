"""PDFs of many pages that differ in a few lines: the common part is laid out once, the rest is drawn on top.

Laying out two thousand badges takes WeasyPrint half a minute. Here it lays out one page for each design, once in a
process. The lines of each page are drawn with WeasyPrint's own function at positions that are known beforehand.
WeasyPrint still shapes the text, chooses the fonts and embeds their subsets. What it has worked out about a design and
about a font is kept: a single page then takes milliseconds.

This uses private parts of WeasyPrint. `tests/registration/exporters/test_badges.py` compares the result with that of
the public API; if an upgrade breaks it, `exporters.badges.laid_out` can do without, but far more slowly.
"""

from collections.abc import Callable, Iterator, Sequence
from copy import copy
from dataclasses import dataclass
from functools import cache, lru_cache, partial
from typing import TYPE_CHECKING

from toolkit.fonts import Face
from toolkit.kept_fonts import KeptFonts
from toolkit.pdf import UnprintableTextError, press, set_pages

if TYPE_CHECKING:
    from pydyf import PDF, Dictionary  # type: ignore[import-untyped] # it publishes no types
    from weasyprint import Document
    from weasyprint.pdf.stream import Stream
    from weasyprint.text.fonts import FontConfiguration

CUT_MARK = 15  # pixels: 4 mm
KEPT_DESIGNS = 64


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
    """A black-and-white picture of `side` by `side` square cells, one bit each; rows are padded to whole bytes.

    `words` say in a tagged PDF what it shows.
    """

    bits: bytes
    side: int
    x: float
    y: float
    width: float
    words: str = ""


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
    tagged: bool = False,
    painted: Callable[[int, int], None] = lambda _done, _total: None,
) -> bytes:
    """Return the PDF of the sheets. `designs` are HTML bodies of one page each.

    A `tagged` PDF says in which order a screen reader reads the lines. `painted` is called with the number of sheets
    done and their total. Raise what `toolkit.pdf.pdf` raises, and what `painted` raises.
    """
    laid_out = [_design(design, css, lang) for design in designs]
    with press() as fonts:
        specimens = _specimens(lang, fonts)
        brush = _Brush(laid_out, specimens, tagged=tagged)
        pages = [_Page(sheet, brush, partial(painted, at, len(sheets))) for at, sheet in enumerate(sheets, start=1)]
        document = specimens.copy(pages)
        document.metadata = copy(document.metadata)
        document.metadata.title = title
        document.fonts = KeptFonts()
        printed: bytes = document.write_pdf(finisher=partial(_add_structure, pages) if tagged else None)
    return printed


# One word in each face. Lines are drawn in the styles computed for these.
_SPECIMENS = "".join(f'<p class="{face}" id="{face}">x</p>' for face in Face)
_SPECIMEN_CSS = "p { color: #111111 }"


@cache
def _specimens(lang: str, fonts: "FontConfiguration") -> "Document":
    return set_pages(_SPECIMENS, css=_SPECIMEN_CSS, title="", lang=lang, fonts=fonts)


@lru_cache(maxsize=KEPT_DESIGNS)
def _design(body: str, css: str, lang: str) -> "_Design":
    """Return the design. What has a fault raises here and is not kept."""
    with press() as fonts:
        document = set_pages(body, css=css, title="", lang=lang, fonts=fonts)
    if len(document.pages) != 1:
        raise ValueError("a design must be exactly one page")
    return _Design(document)


class _Page:
    """A page with the attributes and the method that WeasyPrint expects of one."""

    def __init__(self, sheet: PaintedSheet, brush: "_Brush", painted: Callable[[], None]) -> None:
        self.width, self.height = sheet.size
        self.bleed = {"top": 0, "right": 0, "bottom": 0, "left": 0}
        self.bookmarks: list[object] = []
        self.links: list[object] = []
        self.anchors: dict[str, object] = {}
        self.forms: dict[object, list[object]] = {None: []}
        self.marks: list[_Mark] = []
        self._sheet, self._brush, self._painted = sheet, brush, painted

    def paint(self, stream: "Stream", scale: float = 1) -> None:
        """Draw the page. WeasyPrint calls this once."""
        with stream.stacked():
            stream.transform(a=scale, d=scale)
            for panel, x, y in self._sheet.panels:
                with stream.stacked():
                    stream.transform(e=x, f=y)
                    self.marks += self._brush.paint(stream, panel)
            for cut in self._sheet.cuts:
                _paint_cut(stream, *cut)
        self._painted()


@dataclass(frozen=True)
class _Mark:
    """A piece of a tagged page, by its kind in the structure: "P" or "Figure", which has `words` and a place."""

    kind: str
    words: str = ""
    box: tuple[float, ...] = ()


@dataclass(frozen=True)
class _Drawing:
    """A design as WeasyPrint has drawn it: operators, graphic states, and the glyphs of each font with their widths."""

    operators: bytes
    states: "dict[str, Dictionary]"
    glyphs: dict[int, tuple[dict[int, str], dict[int, int]]]
    marks: int


class _Design:
    """A page of WeasyPrint's, drawn once with tags and once without."""

    def __init__(self, document: "Document") -> None:
        self.page = document.pages[0]
        self._drawn: dict[bool, _Drawing] = {}

    def drawing(self, stream: "Stream", *, tagged: bool) -> _Drawing:
        """Return the drawing; `stream` is any of the same kind."""
        if tagged not in self._drawn:
            from pydyf import Dictionary, _to_bytes

            fonts, states = KeptFonts(), Dictionary()
            resources = Dictionary({"ExtGState": states, "XObject": Dictionary(), "ColorSpace": Dictionary()})
            aside = stream.clone(fonts=fonts, resources=resources, tags={} if tagged else None)
            self.page.paint(aside)
            if lacking := tuple(chr(code) for font in fonts.values() for code in font.missing):
                raise UnprintableTextError(lacking)
            self._drawn[tagged] = _Drawing(
                operators=b"\n".join(_to_bytes(operator) for operator in aside.stream),
                states=dict(states),
                glyphs={key: (dict(font.to_unicode), dict(font.widths)) for key, font in fonts.items()},
                marks=len(aside._tags or ()),
            )
        return self._drawn[tagged]


class _Brush:
    """Draws panels onto the pages of one PDF. Untagged designs become forms, which the pages share."""

    def __init__(self, designs: Sequence[_Design], specimens: "Document", *, tagged: bool) -> None:
        self._designs, self._specimens, self._tagged = designs, specimens, tagged
        self._forms: dict[int, str] = {}

    def paint(self, stream: "Stream", panel: Panel) -> list[_Mark]:
        """Draw the panel and return its marks; an untagged one has none."""
        if not self._tagged:
            stream.draw_x_object(self._form(stream, panel.design))
            for line in panel.lines:
                self._paint_line(stream, line)
            for bitmap in panel.bitmaps:
                _paint_bitmap(stream, bitmap)
            return []
        marks = [_Mark("P")] * self._draw(stream, panel.design).marks
        for line in panel.lines:
            stream.begin_marked_content("P", _numbered(len(marks)))
            self._paint_line(stream, line)
            stream.end_marked_content()
            marks.append(_Mark("P"))
        for bitmap in panel.bitmaps:
            stream.begin_marked_content("Figure", _numbered(len(marks)))
            _paint_bitmap(stream, bitmap)
            stream.end_marked_content()
            box = (bitmap.x, bitmap.y, bitmap.x + bitmap.width, bitmap.y + bitmap.width)
            marks.append(_Mark("Figure", bitmap.words, box))
        return marks

    def _paint_line(self, stream: "Stream", line: PaintedLine) -> None:
        direction = "rtl" if line.right_to_left else "ltr"
        _setting(line.face, line.size, direction, self._specimens).paint(stream, line)

    def _form(self, stream: "Stream", design: int) -> str:
        """Return the name of the design's form in the PDF."""
        if design not in self._forms:
            page = self._designs[design].page
            form = stream.add_group(0, 0, page.width, page.height)
            del form.extra["Group"]  # nothing in it is transparent, but print software takes a group as a sign of that
            self._draw(form, design)
            self._forms[design] = form.id
        return self._forms[design]

    def _draw(self, stream: "Stream", design: int) -> _Drawing:
        """Put the drawing of the design into the stream."""
        drawing = self._designs[design].drawing(stream, tagged=self._tagged)
        with stream.stacked():
            stream.stream.append(drawing.operators)
        stream._resources["ExtGState"].update(drawing.states)
        for key, (texts, widths) in drawing.glyphs.items():
            font = stream._fonts.blank(key)
            font.to_unicode.update(texts)
            font.widths.update(widths)
        return drawing


def _numbered(mark: int) -> "Dictionary":
    from pydyf import Dictionary

    return Dictionary({"MCID": mark})


def _add_structure(pages: Sequence[_Page], _document: "Document", pdf: "PDF") -> None:
    """Add the structure of a tagged PDF: paragraphs and figures, in the order in which they were drawn."""
    from pydyf import Array, Dictionary, String

    root = Dictionary({"Type": "/StructTreeRoot"})
    pdf.add_object(root)
    whole = Dictionary({"Type": "/StructElem", "S": "/Document", "P": root.reference, "K": Array()})
    pdf.add_object(whole)
    numbers = Array()
    for at, page in enumerate(pages):
        elements = Array()
        for number, mark in enumerate(page.marks):
            element = Dictionary({"Type": "/StructElem", "S": f"/{mark.kind}", "P": whole.reference})
            element.update({"Pg": pdf.page_references[at], "K": Array([number])})
            if mark.box:
                element["Alt"] = String(mark.words)
                element["A"] = Dictionary({"O": "/Layout", "BBox": Array(mark.box)})
            pdf.add_object(element)
            elements.append(element.reference)
        whole["K"].extend(elements)
        numbers.extend([at, elements])
        pdf.objects[pdf.pages["Kids"][3 * at]].update({"StructParents": at, "Tabs": "/S"})
    content = Dictionary({"Nums": numbers})
    pdf.add_object(content)
    root.update({"K": Array([whole.reference]), "ParentTree": content.reference})
    pdf.catalog["StructTreeRoot"] = root.reference
    pdf.catalog["MarkInfo"] = Dictionary({"Marked": "true"})
    pdf.catalog["ViewerPreferences"] = Dictionary({"DisplayDocTitle": "true"})


@lru_cache(maxsize=512)
def _setting(face: Face, size: float, direction: str, specimens: "Document") -> "_Setting":
    """Return the face in this size, in the style of its specimen."""
    style = dict(_styles(specimens.pages[0]._page_box))[face].copy()
    style["font_size"] = size
    style["direction"] = direction
    return _Setting(style)


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
