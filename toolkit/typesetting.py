"""Fitting text into a given space: line breaks and font sizes.

Lengths are in the caller's unit (CSS pixels at 96 dpi in print). Widths of text come from `toolkit.fonts`.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from toolkit.fonts import Face, reach, width

LEADING = 1.14  # baseline to baseline, in ems, for a few large lines
WIDEST_LEADING = 1.6
ASCENT = 0.88  # baseline to the top of a Chinese character, in ems
_BREAK_AFTER = frozenset(" -·・‧•‐\u05be\u0f0b\u1361")  # the last three: Hebrew, Tibetan, Ethiopic
_NOT_FIRST = frozenset("，。、；：！？）》」』】〕”’%…,.;:!?)]}")
_NOT_LAST = frozenset("（《「『【〔“‘([{")
_CLAUSES = re.compile("[^、，；。]*[、，；。]|.+$")
_SAFETY = 1.01  # widths are sums of advances, without shaping


@dataclass(frozen=True)
class Block:
    """Lines of text in one font size."""

    lines: tuple[str, ...]
    size: float
    leading: float = LEADING

    @property
    def height(self) -> float:
        """The height from the last baseline to the top of the first line."""
        return self.size * ((len(self.lines) - 1) * self.leading + ASCENT)


def leading(text: str, face: Face) -> float:
    """Return the distance of baselines in ems: more where letters are stacked or have signs above and below."""
    return min(max(LEADING, 0.95 * sum(reach(text, face))), WIDEST_LEADING)


def tidy(text: str) -> str:
    """Return the text in NFC, with each run of white space replaced by one space."""
    return unicodedata.normalize("NFC", " ".join(text.split()))


def runs_right_to_left(text: str) -> bool:
    """Return whether the first letter that has a direction is written from right to left."""
    for character in text:
        direction = unicodedata.bidirectional(character)
        if direction in {"L", "R", "AL"}:
            return direction != "L"
    return False


def is_wide(character: str) -> bool:
    """Return whether the character is full-width, as Han, kana and Hangul are."""
    return unicodedata.east_asian_width(character) in {"W", "F"}


def clusters(text: str) -> list[str]:
    """Split the text into what readers see as single characters: a letter with all its marks."""
    found: list[str] = []
    joined = False
    for character in text:
        mark = unicodedata.category(character) in {"Mn", "Mc", "Me", "Cf"}
        if found and (mark or joined):
            found[-1] += character
        else:
            found.append(character)
        joined = character == "\u200d"
    return found


def fit(text: str, face: Face, *, box: tuple[float, float], largest: float, smallest: float) -> Block:
    """Return the text set as large as possible in a box of (width, height), in few lines.

    Another line is used only if it makes the letters a third larger. Words are cut only if they would otherwise be
    smaller than `smallest`. The size may still go below that, because no text may be lost.
    """
    if not text:
        return Block((), 0.0)
    whole = _largest(_words(text, wide=False), face, box, largest)
    if whole.size >= smallest and (len(whole.lines) > 1 or whole.size >= 0.75 * largest):
        return whole
    cut = _largest(_words(text, wide=True), face, box, largest)
    if cut.size < smallest:
        cut = max(cut, _largest(clusters(text), face, box, largest), key=lambda block: block.size)
    return cut if cut.size > 1.25 * whole.size else whole


def wrap(text: str, face: Face, *, size: float, within: float) -> tuple[str, ...]:
    """Return the lines of the text at this size, none wider than `within`.

    Lines end at clauses if that takes no more lines; otherwise they are as even as possible.
    """
    ems = within / size / _SAFETY
    if width(text, face) <= ems:
        return (text,)
    pieces = _Pieces(_words(text, wide=True), face)
    if max(pieces.visible) > ems:
        pieces = _Pieces(clusters(text), face)
    count = len(pieces.breaks(ems))
    clauses = _Pieces(_CLAUSES.findall(text), face)
    if max(clauses.visible) <= ems and len(clauses.breaks(ems)) == count:
        return clauses.in_lines(count)
    return pieces.in_lines(count)


def _quarter(size: float) -> float:
    """Round the size down to a quarter, so that results for the few sizes can be cached."""
    return max(int(size * 4) / 4, 0.25)


def _largest(texts: list[str], face: Face, box: tuple[float, float], largest: float) -> Block:
    """Return the most legible block of these unbreakable pieces; it has at least one line."""
    pieces = _Pieces(texts, face)
    best = Block((), 0.0)
    step = leading("".join(texts), face)
    for count in range(1, min(len(texts), 5) + 1):
        lines = pieces.in_lines(count)
        widest = max(width(line, face) for line in lines) * _SAFETY
        tall = (len(lines) - 1) * step + ASCENT
        size = _quarter(min(largest, box[0] / max(widest, 0.01), box[1] / tall))
        if size * 0.75 > best.size:
            best = Block(lines, size, step)
        if best.size >= largest * 0.75:
            break
    return best if best.lines else Block(("".join(texts).rstrip(),), _quarter(largest))


class _Pieces:
    """Unbreakable pieces of a text with their widths in ems, with and without trailing space."""

    def __init__(self, texts: list[str], face: Face) -> None:
        self.texts = texts
        self.wide = [width(text, face) for text in texts]
        self.visible = [width(text.rstrip(), face) for text in texts]

    def breaks(self, ems: float) -> list[int]:
        """Return the index of the first piece of each line, if no line may be wider than `ems`.

        A single piece that is wider gets a line of its own.
        """
        starts = [0]
        line = 0.0
        for at, (wide, visible) in enumerate(zip(self.wide, self.visible, strict=True)):
            if at > starts[-1] and line + visible > ems:
                starts.append(at)
                line = 0.0
            line += wide
        return starts

    def in_lines(self, count: int) -> tuple[str, ...]:
        """Return the text in at most `count` lines, the widest as narrow as possible (within 0.02 em)."""
        low, high = sum(self.wide) / count, sum(self.wide)
        while count > 1 and high - low > 0.02:
            middle = (low + high) / 2
            if len(self.breaks(middle)) <= count:
                high = middle
            else:
                low = middle
        starts = self.breaks(high)
        ends = [*starts[1:], len(self.texts)]
        return tuple("".join(self.texts[start:end]).rstrip() for start, end in zip(starts, ends, strict=True))


def _words(text: str, *, wide: bool) -> list[str]:
    """Return the pieces that no line break may cut. With `wide`, lines may break between Han or Hangul too."""
    return list(_pieces(clusters(text), wide=wide))


def _pieces(found: list[str], *, wide: bool) -> Iterator[str]:
    piece = ""
    for cluster, following in zip(found, [*found[1:], ""], strict=True):
        piece += cluster
        if cluster[-1] in _BREAK_AFTER or (wide and _parts(cluster, following)):
            yield piece
            piece = ""
    if piece:
        yield piece


def _parts(cluster: str, following: str) -> bool:
    if not following or following[0] in _NOT_FIRST | _BREAK_AFTER or cluster[0] in _NOT_LAST:
        return False
    return is_wide(cluster[0]) or is_wide(following[0])
