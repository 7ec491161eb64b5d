"""Which encoding a text is in. Told by its mark or its bytes, never by its name."""

import re

from toolkit.sheets.cells import SheetRefusal, SheetRefused

_MARKS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_SAMPLE = 200_000
_HIGH_RUN = re.compile(rb"[\x80-\xff]+")
_PAIR = re.compile(rb"[\x81-\xfe]([\x30-\xfe])")


def decode(content: bytes) -> tuple[str, str]:
    """The text without its mark, and the encoding's Python name. Raises SheetRefused."""
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return _decoded(content, encoding), encoding
    for encoding in ("utf-8", *_guesses(content)):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text, encoding
    raise SheetRefused(SheetRefusal.ENCODING)


def _decoded(content: bytes, encoding: str) -> str:
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as refusal:
        raise SheetRefused(SheetRefusal.ENCODING) from refusal
    if "\0" in text:
        raise SheetRefused(SheetRefusal.NOT_A_SHEET)
    return text


def _guesses(content: bytes) -> tuple[str, ...]:
    """What a text that is not UTF-8 may be, the likeliest first."""
    sample = content[:_SAMPLE]
    if b"\0" in sample:
        return _unmarked_utf_16(sample) if len(content) % 2 == 0 else ()
    if _is_western(sample):
        return ("cp1252",)
    return ("big5hkscs", "gb18030") if _is_big5(sample) else ("gb18030", "big5hkscs")


def _unmarked_utf_16(sample: bytes) -> tuple[str, ...]:
    """By the delimiters and line breaks, whose upper byte is nought."""
    little, big = sample[1::2].count(0), sample[0::2].count(0)
    if max(little, big) * 50 < len(sample):
        return ()
    return ("utf-16-le",) if little > big else ("utf-16-be",)


def _is_western(sample: bytes) -> bool:
    """Accented letters stand alone among plain ones, seldom two or three together; Chinese comes in long runs."""
    lengths = [len(run) for run in _HIGH_RUN.findall(sample)]
    return bool(lengths) and max(lengths) <= 3 and lengths.count(1) > 0.6 * len(lengths)


def _is_big5(sample: bytes) -> bool:
    """Big5 uses low second bytes as freely as high ones; usual characters of GB 18030 hardly ever do."""
    seconds = [pair[0] for pair in _PAIR.findall(sample)]
    low = sum(0x40 <= second <= 0x7E for second in seconds)
    return bool(seconds) and low > 0.2 * len(seconds)
