"""The content and layout of a badge.

A badge is an A6 page of 105 x 148 mm. Lengths are CSS pixels (96 to the inch), y grows downwards, and text is placed by
its baseline. `exporters.badges` draws this layout in two ways, which therefore look the same.
"""

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from functools import lru_cache

from events.rules.accent import contrast
from toolkit.characters import is_letter
from toolkit.fonts import ORDINARY_REACH, Face, missing, reach, width
from toolkit.typesetting import (
    Block,
    clusters,
    fit,
    is_wide,
    runs_right_to_left,
    tidy,
    wrap,
)

MILLIMETRE = 96 / 25.4
PAGE_WIDTH, PAGE_HEIGHT = 105 * MILLIMETRE, 148 * MILLIMETRE
MARGIN = 8 * MILLIMETRE
MEASURE = PAGE_WIDTH - 2 * MARGIN
BAND_HEIGHT = 17.5 * MILLIMETRE
QR_SIDE = 31 * MILLIMETRE
QR_TOP = PAGE_HEIGHT - BAND_HEIGHT - 5.2 * MILLIMETRE - QR_SIDE
_RIGHTS_LEFT = MARGIN + QR_SIDE + 5.2 * MILLIMETRE
_BESIDE_QR = PAGE_WIDTH - MARGIN - _RIGHTS_LEFT
_NAME_TOP = 102  # below the conference
_BELOW_NAME = 20  # from the name's baseline to the top of the Latin name
_QUIET_ZONE = 5 * MILLIMETRE  # four modules of a version 2 code


GETA = "〓"


class BadgeInk(StrEnum):
    """The colour of a text."""

    BLACK = "#111111"
    PAPER = "#fffdf8"


@dataclass(frozen=True)
class BadgeContent:
    """The texts of one badge. All but `code` may be empty; one language of each pair is enough."""

    code: str
    name: str
    name_latin: str = ""
    institution_zh: str = ""
    institution_en: str = ""
    conference_zh: str = ""
    conference_en: str = ""
    when_and_where: str = ""
    category_zh: str = ""
    category_en: str = ""
    band: str = "#0e4b4d"
    number: str = ""
    rights: tuple[str, ...] = ()
    mark: str = ""  # small print at the top, such as «Sample data»

    @property
    def design(self) -> "BadgeContent":
        """The badge without personal data. Badges with equal designs share a background."""
        return replace(self, code="", name="", name_latin="", institution_zh="", institution_en="", number="")

    @property
    def texts(self) -> str:
        """All texts in one string, to check whether the fonts have every character."""
        return " ".join(
            (
                *(self.name, self.name_latin, self.institution_zh, self.institution_en, self.conference_zh),
                *(
                    self.conference_en,
                    self.when_and_where,
                    self.category_zh,
                    self.category_en.upper(),
                    self.number,
                ),
                *(self.mark, *self.rights),
            )
        )


def drawable(content: BadgeContent) -> BadgeContent:
    """Return the badge with what the fonts can draw of it.

    If they cannot draw the name, the Latin name takes its place, in its size; if they cannot draw the institution, that
    in the other language does. Without either, each missing letter is a geta mark, as Chinese printers set it.
    """
    if not missing(content.texts):
        return content
    kept = replace(
        content,
        name=_with_geta(content.name),
        name_latin=_with_geta(content.name_latin),
        institution_zh=_with_geta(content.institution_zh),
        institution_en=_with_geta(content.institution_en),
        conference_zh=_with_geta(content.conference_zh),
        conference_en=_with_geta(content.conference_en),
        when_and_where=_with_geta(content.when_and_where),
        category_zh=_with_geta(content.category_zh),
        category_en=_with_geta(content.category_en),
        rights=tuple(map(_with_geta, content.rights)),
        mark=_with_geta(content.mark),
    )
    if missing(content.name) and content.name_latin and not missing(content.name_latin):
        kept = replace(kept, name=content.name_latin, name_latin="")
    zh, en = missing(content.institution_zh), missing(content.institution_en)
    if zh and content.institution_en and not en:
        kept = replace(kept, institution_zh="")
    if en and content.institution_zh and not zh:
        kept = replace(kept, institution_en="")
    return kept


def _with_geta(text: str) -> str:
    """Return the text with a geta mark for each letter that no font has, and without other such characters."""
    for character in missing(text):
        text = text.replace(character, GETA if is_letter(character) else "")
    return " ".join(text.split())


@dataclass(frozen=True)
class BadgeLine:
    """One line of text whose left end, or right end if `from_right`, is at (x, baseline)."""

    text: str
    face: Face
    size: float
    x: float
    baseline: float
    ink: BadgeInk = BadgeInk.BLACK
    from_right: bool = False
    spacing: float = 0.0  # between letters, in ems

    @property
    def right_to_left(self) -> bool:
        """Whether the text is written from right to left. It is set at the left margin all the same."""
        return runs_right_to_left(self.text)


def common_lines(content: BadgeContent) -> tuple[BadgeLine, ...]:
    """Return the lines that all badges of a design share: conference, rights and category."""
    mark = tidy(content.mark)
    marked = [BadgeLine(mark, Face.SANS, 9.5, PAGE_WIDTH - MARGIN, 40, from_right=True)] if mark else []
    return (*marked, *_conference(content), *_rights(content.rights), *_category(content))


def personal_lines(content: BadgeContent) -> tuple[BadgeLine, ...]:
    """Return the personal lines: name, institution and number."""
    return (*_names(content), *_institution(content), *_number(content))


def ink_on(band: str) -> BadgeInk:
    """Return the ink with the higher contrast on a colour (#rrggbb): above 4.3 to 1, and 3 is enough for large text."""
    return max((BadgeInk.PAPER, BadgeInk.BLACK), key=lambda ink: contrast(ink, band))


def when_and_where(starts_on: date, ends_on: date, place: str) -> str:
    """Return the days and the place of the conference, in figures: «2027.4.16—18 苏州»."""
    first = f"{starts_on.year}.{starts_on.month}.{starts_on.day}"
    if starts_on == ends_on:
        days = first
    elif (starts_on.year, starts_on.month) == (ends_on.year, ends_on.month):
        days = f"{first}—{ends_on.day}"
    elif starts_on.year == ends_on.year:
        days = f"{first}—{ends_on.month}.{ends_on.day}"
    else:
        days = f"{first}—{ends_on.year}.{ends_on.month}.{ends_on.day}"
    return f"{days} {place}".strip()


def _conference(content: BadgeContent) -> list[BadgeLine]:
    """Set the title and the days in one row if they fit; otherwise put the days beside the English title."""
    title, english, days = (
        tidy(text) for text in (content.conference_zh, content.conference_en, content.when_and_where)
    )
    if not title:
        title, english = english, ""
    days_wide = width(days, Face.SANS) * 13 + 14 if days else 0.0
    title_face = _serif(title)
    beside = min(19.0, (MEASURE - days_wide) / max(width(title, title_face), 0.01))
    shared = beside >= 15.5
    size = beside if shared else min(19.0, MEASURE / max(width(title, title_face), 0.01))
    found = [
        BadgeLine(title, title_face, size, _hung(title, size), 75.5),
        BadgeLine(days, Face.SANS, 13, PAGE_WIDTH - MARGIN, 74.5 if shared else 93.5, from_right=True),
    ]
    room = MEASURE if shared else MEASURE - days_wide
    block = fit(english, Face.SERIF_ITALIC, box=(room, 26), largest=13, smallest=9.5)
    top = 93.5 if len(block.lines) == 1 else 91.0
    found += _rows(block, Face.SERIF_ITALIC, top=top)
    return [line for line in found if line.text]


def _names(content: BadgeContent) -> list[BadgeLine]:
    """Set the name with its Latin form below it. A name alone is placed a little lower."""
    name, latin = tidy(content.name), tidy(content.name_latin)
    if not name or name == latin:
        name, latin = latin or name, ""
    face = _serif(name)
    # Break words in letters only if they would otherwise be too small to read. Chinese breaks anywhere.
    smallest = 24 if any(map(is_wide, name)) else 15
    bottom = 208.0 if latin else 226.0
    above, below = reach(name, face)
    block = fit(name, face, box=(MEASURE, 94), largest=_largest_name(name), smallest=smallest)
    if (above, below) != ORDINARY_REACH:
        # Move deep letters up from what follows, and make them smaller if they would then meet the conference.
        room = bottom + _BELOW_NAME - _NAME_TOP
        needed = block.size * (above + below + block.leading * (len(block.lines) - 1))
        block = replace(block, size=block.size * min(1, room / needed))
        bottom -= max(0.0, block.size * below - _BELOW_NAME)
    found = _rows(block, face, bottom=bottom)
    if latin:
        second = fit(latin, _serif(latin), box=(MEASURE, 42), largest=33, smallest=15)
        found += _rows(second, _serif(latin), bottom=257.5 if len(second.lines) == 1 else 264)
    return found


def _largest_name(name: str) -> float:
    """Return the largest size of a name: 23 mm for up to three square characters, less for longer or narrow ones."""
    letters = [cluster[0] for cluster in clusters(name) if not cluster.isspace()]
    if not all(is_wide(letter) for letter in letters):
        return 60
    return {1: 88, 2: 88, 3: 88, 4: 64}.get(len(letters), 48)


def _institution(content: BadgeContent) -> list[BadgeLine]:
    """Set both languages one below the other, shrinking both until they end above the quiet zone of the code."""
    pairs = [
        (tidy(content.institution_zh), Face.SANS, 19.0),
        (tidy(content.institution_en), Face.SANS_LATIN, 15.0),
    ]
    texts = [pair for pair in pairs if pair[0]]
    scale = 1.0
    while True:
        found: list[BadgeLine] = []
        baseline = 278.0
        for text, face, size in texts:
            above, below = reach(text, face)
            tall, deep = above - ORDINARY_REACH[0], below - ORDINARY_REACH[1]
            for row in wrap(text, face, size=size * scale, within=MEASURE):
                baseline += size * scale * (1.22 + deep if found and found[-1].face is face else 1.0)
                baseline += size * scale * tall
                found.append(BadgeLine(row, face, size * scale, MARGIN, baseline))
            baseline += (11 + size * deep) * scale
        if not found or found[-1].baseline + 4 * scale <= QR_TOP - _QUIET_ZONE:
            return found
        scale *= 0.94


@lru_cache(maxsize=64)
def _rights(rights: tuple[str, ...]) -> tuple[BadgeLine, ...]:
    """Set the rights beside the code, aligned with its foot, smaller if the number would have no room."""
    texts = [tidy(text) for text in rights if tidy(text)]
    scale = 1.0
    while True:
        rows = [row for text in texts for row in wrap(text, Face.SANS, size=13 * scale, within=_BESIDE_QR)]
        first = QR_TOP + QR_SIDE - 6 * scale - 19 * scale * (len(rows) - 1)
        if first - 40 >= QR_TOP or scale < 0.1:
            break
        scale *= 0.94
    return tuple(
        BadgeLine(row, Face.SANS, 13 * scale, _RIGHTS_LEFT, first + 19 * scale * at) for at, row in enumerate(rows)
    )


def _number(content: BadgeContent) -> list[BadgeLine]:
    """Set the badge number above the rights."""
    number = tidy(content.number)
    if not number:
        return []
    rights = _rights(content.rights)
    baseline = rights[0].baseline - 23.5 if rights else QR_TOP + QR_SIDE - 6
    size = min(21.0, _BESIDE_QR / width(number, Face.SERIF_LATIN))
    return [BadgeLine(number, Face.SERIF_LATIN, size, _RIGHTS_LEFT, baseline)]


def _category(content: BadgeContent) -> list[BadgeLine]:
    """Set the category on the band in both languages, in one row or, if they are long, in two."""
    left, right = tidy(content.category_zh), tidy(content.category_en).upper()
    if not left:
        left, right = right, ""
    ink, face = ink_on(content.band), _serif(left)
    left_wide = 34 * (width(left, face) + 0.06 * len(left))
    right_wide = 22 * (width(right, Face.SERIF_LATIN) + 0.08 * len(right)) + 24 if right else 0.0
    scale = min(1.0, MEASURE / max(left_wide + right_wide, 0.01))
    middle = PAGE_HEIGHT - BAND_HEIGHT / 2
    if scale < 0.6:
        return _category_in_rows(left, right, ink=ink, middle=middle)
    foot = middle + 12.5 * scale
    found = [
        BadgeLine(left, face, 34 * scale, _hung(left, 34 * scale), foot, ink, spacing=0.06),
        replace(
            BadgeLine(right, Face.SERIF_LATIN, 22 * scale, PAGE_WIDTH - MARGIN, foot - 4 * scale, ink, spacing=0.08),
            from_right=True,
        ),
    ]
    return [line for line in found if line.text]


def _category_in_rows(left: str, right: str, *, ink: BadgeInk, middle: float) -> list[BadgeLine]:
    face = _serif(left)
    above = fit(left, face, box=(MEASURE, 28), largest=24, smallest=10)
    below = fit(right, Face.SERIF_LATIN, box=(MEASURE, 18), largest=13, smallest=7)
    rows = _rows(above, face, bottom=middle + (2 if right else 12)) + _rows(below, Face.SERIF_LATIN, top=middle + 16)
    return [replace(row, ink=ink) for row in rows]


def _rows(block: Block, face: Face, *, bottom: float | None = None, top: float = 0.0) -> list[BadgeLine]:
    """Place a block at the left margin, with its last baseline at `bottom` or its first at `top`."""
    step = block.size * block.leading
    first = top if bottom is None else bottom - step * (len(block.lines) - 1)
    return [
        BadgeLine(text, face, block.size, _hung(text, block.size), first + step * at)
        for at, text in enumerate(block.lines)
    ]


def _hung(text: str, size: float) -> float:
    """Return the x of a large line. Square characters have blank edges, so they are moved out to look aligned."""
    return MARGIN - 0.04 * size if is_wide(text[:1] or " ") else MARGIN


def _serif(text: str) -> Face:
    """Return the Chinese serif face if there is a square character, so that Latin letters beside it match."""
    return Face.SERIF if any(is_wide(character) for character in text) else Face.SERIF_LATIN
