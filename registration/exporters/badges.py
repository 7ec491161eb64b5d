"""Badges as PDF.

One badge or many are painted onto backgrounds, which are laid out once per design (`toolkit.painting`). `laid_out` has
WeasyPrint lay out the whole badge. Both draw the layout of `rules.badges` and look the same.
"""

from base64 import b64encode
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from django.utils.html import escape

from registration.rules.badges import (
    BAND_HEIGHT,
    MARGIN,
    MILLIMETRE,
    PAGE_HEIGHT,
    PAGE_WIDTH,
    QR_SIDE,
    QR_TOP,
    BadgeContent,
    BadgeLine,
    common_lines,
    drawable,
    personal_lines,
)
from registration.rules.printing import Paper
from toolkit.fonts import missing
from toolkit.painting import KEPT_DESIGNS, Bitmap, PaintedLine, PaintedSheet, Panel, paint
from toolkit.pdf import pdf
from toolkit.qr import png_of, qr, series

QR_WORDS = "二维码 QR"
FAULTS_ON_A_PAGE = 11
_WHY = "字体缺字，改印拉丁姓名或以〓代替。 / No font has a character: the Latin name or 〓 is printed instead."
MASK = 2  # fixed, because looking for the best one takes longer than the rest of a badge


@dataclass(frozen=True)
class Undrawn:
    """A badge with characters that no font has. It is printed without them, and somebody has to look at it."""

    content: BadgeContent
    characters: tuple[str, ...]


def undrawn(contents: Iterable[BadgeContent]) -> list[Undrawn]:
    """Return the badges with characters that no font has."""
    checked = ((content, missing(content.texts)) for content in contents)
    return [Undrawn(content, characters) for content, characters in checked if characters]


def badge(content: BadgeContent) -> bytes:
    """Return one badge as a tagged PDF of one A6 page."""
    content = drawable(content)
    return paint(
        _one_each([_panel(content, 0)]),
        designs=[_background(content.design)],
        css=_css(),
        title=_title(content),
        lang="zh-Hans",
        tagged=True,
    )


def laid_out(content: BadgeContent) -> bytes:
    """Return the badge as WeasyPrint lays it out by itself: what tests and the bench compare the painted one with."""
    content = drawable(content)
    return pdf(_page(content, personal=True), css=_css(), title=_title(content), lang="zh-Hans")


def _title(content: BadgeContent) -> str:
    return f"{content.name} · {content.conference_zh or content.conference_en}"


def badges(
    contents: Sequence[BadgeContent],
    *,
    title: str,
    paper: Paper = Paper.A6,
    faults: Sequence[Undrawn] = (),
    painted: Callable[[int, int], None] = lambda _done, _total: None,
) -> bytes:
    """Return the badges as one PDF, in order, after pages that list the `faults`.

    `painted` is called with the number of pages done and in all.
    """
    if not contents:
        raise ValueError("no badges")
    contents = [drawable(content) for content in contents]
    lists = [_list(faults[first : first + FAULTS_ON_A_PAGE]) for first in range(0, len(faults), FAULTS_ON_A_PAGE)]
    numbers: dict[BadgeContent, int] = {}
    panels = [Panel(at, ()) for at in range(len(lists))]
    panels += [_panel(content, len(lists) + numbers.setdefault(content.design, len(numbers))) for content in contents]
    designs = [*lists, *map(_background, numbers)]
    sheets = _one_each(panels) if paper is Paper.A6 else _four_each(panels)
    return paint(sheets, designs=designs, css=_css(), title=title, lang="zh-Hans", painted=painted)


def _panel(content: BadgeContent, design: int) -> Panel:
    """Return what is painted onto the background for a badge: its personal lines and the code."""
    lines = tuple(
        PaintedLine(line.text, line.face, line.size, line.x, line.baseline, line.right_to_left)
        for line in personal_lines(content)
    )
    codes = series(len(content.code), mask=MASK)
    code = Bitmap(codes.bits(content.code), codes.side, MARGIN, QR_TOP, QR_SIDE, words=QR_WORDS)
    return Panel(design, lines, (code,))


def _one_each(panels: Sequence[Panel]) -> list[PaintedSheet]:
    return [PaintedSheet((PAGE_WIDTH, PAGE_HEIGHT), ((panel, 0.0, 0.0),)) for panel in panels]


def _four_each(panels: Sequence[Panel]) -> list[PaintedSheet]:
    """Place four badges on each A4 page, with crop marks."""
    width, height = 210 * MILLIMETRE, 297 * MILLIMETRE
    left, top = width / 2, height / 2
    places = [(0.0, 0.0), (left, 0.0), (0.0, top), (left, top)]
    return [
        PaintedSheet(
            (width, height),
            tuple((panel, x, y) for panel, (x, y) in zip(panels[first : first + 4], places, strict=False)),
            cuts=((left, 0.0, left, height), (0.0, top, width, top)),
        )
        for first in range(0, len(panels), 4)
    ]


@lru_cache(maxsize=KEPT_DESIGNS)
def _background(design: BadgeContent) -> str:
    """Return the page of a design, without the personal lines."""
    return _page(design, personal=False)


def _page(content: BadgeContent, *, personal: bool) -> str:
    """Return a badge as an HTML page, with or without the personal lines."""
    lines = [*common_lines(content), *(personal_lines(content) if personal else ())]
    marks = "".join(f'<div class="{mark}"></div>' for mark in ("slot", "wen", "wu"))
    band = f'<div class="band" style="background: {escape(content.band)}"></div>'
    code = _qr(content) if personal else ""
    return f'<div class="badge">{marks}{band}{"".join(map(_html, lines))}{code}</div>'


def _list(faults: Sequence[Undrawn]) -> str:
    """Return a page that lists the badges to look at, with code points for the missing characters."""
    rows = "".join(f"<p>{escape(fault.content.number)} {escape(_spelt(fault))}</p>" for fault in faults)
    return f'<div class="badge"><div class="faults sans"><h1>请核对 / Check these</h1><p>{_WHY}</p>{rows}</div></div>'


def _spelt(fault: Undrawn) -> str:
    """Return the name, with the institution if that lacks a character too."""
    content = fault.content
    texts = [content.name, *(text for text in (content.institution_zh, content.institution_en) if missing(text))]
    return " · ".join(
        "".join(f"[U+{ord(character):04X}]" if character in fault.characters else character for character in text)
        for text in texts
    )


def _qr(content: BadgeContent) -> str:
    picture = b64encode(png_of(qr(content.code, mask=MASK), module=1, quiet=0)).decode()
    return f'<img class="code" alt="{QR_WORDS}" src="data:image/png;base64,{picture}">'


def _html(line: BadgeLine) -> str:
    """Return the HTML of a line.

    An empty strut, 100 pixels high, puts the baseline at the same place in every font.
    """
    side = f"right: {PAGE_WIDTH - line.x:.3f}px" if line.from_right else f"left: {line.x:.3f}px"
    style = f"top: {line.baseline - 100:.3f}px; {side}; font-size: {line.size:.3f}px; color: {line.ink}"
    if line.spacing:
        style += f"; letter-spacing: {line.spacing:.3f}em"
    direction = ' dir="rtl"' if line.right_to_left else ""
    return f'<p class="line {line.face}" style="{style}"{direction}><i></i><span>{escape(line.text)}</span></p>'


@cache
def _css() -> str:
    """Return the style sheet of all badges, with the measures of the rules."""
    return f"""
        @page {{ size: {PAGE_WIDTH:.3f}px {PAGE_HEIGHT:.3f}px }}
        .badge {{ position: relative; overflow: hidden }}
        .badge {{ width: {PAGE_WIDTH:.3f}px; height: {PAGE_HEIGHT:.3f}px }}
        .badge + .badge {{ break-before: page }}
        .badge > * {{ position: absolute; margin: 0 }}
        .line {{ line-height: 0; white-space: pre }}
        .line i {{ display: inline-block; width: 0; height: 100px }}
        .wen, .wu {{ left: {MARGIN:.3f}px; right: {MARGIN:.3f}px; background: #111111 }}
        .wen {{ top: 46px; height: 4px }}
        .wu {{ top: 52.5px; height: 1px }}
        .slot {{ left: 50%; top: 16.5px; width: 57px; height: 13px; margin-left: -28.5px !important;
                 border: 0.75px dashed #8c8c8c; border-radius: 7px; box-sizing: border-box }}
        .faults {{ left: {MARGIN:.3f}px; right: {MARGIN:.3f}px; top: 60px; font-size: 13px; line-height: 1.4 }}
        .faults h1 {{ font-size: 21px }}
        .faults p {{ margin-top: 8px; max-height: 36px; overflow: hidden }}
        .band {{ left: 0; right: 0; bottom: 0; height: {BAND_HEIGHT:.3f}px }}
        .code {{ left: {MARGIN:.3f}px; top: {QR_TOP:.3f}px; width: {QR_SIDE:.3f}px; height: {QR_SIDE:.3f}px;
                 image-rendering: pixelated }}
    """
