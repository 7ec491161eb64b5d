"""Detecting the encoding of a text by its byte order mark or its bytes."""

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
    """Return the text without its byte order mark, and Python's name of the encoding. Raise SheetRefused."""
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
    """Return the possible encodings of a text that is not UTF-8, the likeliest first."""
    sample = content[:_SAMPLE]
    if b"\0" in sample:
        return _unmarked_utf_16(sample) if len(content) % 2 == 0 else ()
    if _is_western(sample):
        return ("cp1252",)
    return ("big5hkscs", "gb18030") if _is_big5(sample) else ("gb18030", "big5hkscs")


def _unmarked_utf_16(sample: bytes) -> tuple[str, ...]:
    """Tell UTF-16 without a byte order mark by its delimiters and line breaks, whose upper byte is zero."""
    little, big = sample[1::2].count(0), sample[0::2].count(0)
    if max(little, big) * 50 < len(sample):
        return ()
    return ("utf-16-le",) if little > big else ("utf-16-be",)


def _is_western(sample: bytes) -> bool:
    """Return whether bytes above 127 come alone or in short runs, as accented letters do; Chinese has long runs."""
    lengths = [len(run) for run in _HIGH_RUN.findall(sample)]
    return bool(lengths) and max(lengths) <= 3 and lengths.count(1) > 0.6 * len(lengths)


def _is_big5(sample: bytes) -> bool:
    """Return whether many second bytes are low: in Big5 they often are, in common GB 18030 characters hardly ever."""
    seconds = [pair[0] for pair in _PAIR.findall(sample)]
    low = sum(0x40 <= second <= 0x7E for second in seconds)
    return bool(seconds) and low > 0.2 * len(seconds)
