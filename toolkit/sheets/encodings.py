"""Detecting the encoding of a text by its byte order mark or its bytes.

A text that is valid UTF-8 is UTF-8. Among other encodings, the bytes alone do not say which one is meant: what they
spell has to look like a text in one of them and in no other. Otherwise the person who has the file is asked.
"""

import codecs
import io

from toolkit.sheets.cells import SheetRefusal, SheetRefused
from toolkit.sheets.likelihood import likelihood

NAMES = {
    "gb18030": "GB 18030 (GBK)",
    "big5hkscs": "Big5",
    "cp932": "Shift_JIS",
    "euc_jp": "EUC-JP",
    "cp949": "EUC-KR",
    "cp1252": "Windows-1252",
    "mac_roman": "Mac Roman",
    "cp1250": "Windows-1250",
    "cp1251": "Windows-1251",
}
"""The encodings that are tried, by Python's name; with the name that people know."""
MOST_ASKED = 5
_LIKELY = 0.3
_SURE = 0.5
"""What is read in the right encoding is likelier than this, unless it is very short."""
_APART = 0.25
"""How much likelier one encoding must be than every other to be taken without asking."""
_MARKS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_SAMPLE = 200_000
_JUDGED = 20_000
"""Characters that are looked at: more of them say nothing new."""


def decode(content: bytes, encoding: str = "") -> tuple[str, str]:
    """Return the text without its byte order mark, and Python's name of the encoding.

    Raise SheetRefused if no encoding fits, or the given one does not, or if it is not certain which one is meant
    (UNSURE_ENCODING, see `likely_encodings`).
    """
    if encoding:
        return _decoded(content, known_encoding(encoding))
    for mark, marked in _MARKS:
        if content.startswith(mark):
            return _decoded(content, marked)
    if b"\0" in content[:_SAMPLE]:
        return _decoded(content, _unmarked_utf_16(content))
    try:
        return content.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        return _decoded(content, _sure(content))


def likely_encodings(content: bytes) -> tuple[str, ...]:
    """Return the encodings in which a text looks like one, the likeliest first; if none does, those that fit at all.

    Of several that spell the same text, only the first is named.
    """
    judged = _judged(content)
    likely = [encoding for encoding, worth in judged if worth >= _LIKELY]
    return tuple(likely or [encoding for encoding, _ in judged])[:MOST_ASKED]


def _sure(content: bytes) -> str:
    judged = _judged(content)
    if not judged:
        raise SheetRefused(SheetRefusal.ENCODING)
    (best, worth), second = judged[0], max((worth for _, worth in judged[1:]), default=0)
    if worth < _SURE or worth - second < _APART:
        names = ", ".join(NAMES[encoding] for encoding in likely_encodings(content))
        raise SheetRefused(SheetRefusal.UNSURE_ENCODING, encodings=names)
    return best


def _judged(content: bytes) -> list[tuple[str, float]]:
    """Return the encodings that fit, with the likelihood of what they spell, the likeliest first."""
    sample = _telling(content)
    texts: dict[str, str] = {}
    for encoding in NAMES:
        # The sample may end within a character.
        text = sample.decode(encoding, errors="ignore")
        if text not in texts.values() and _fits(content, encoding):
            texts[encoding] = text
    judged = [(encoding, likelihood(text[:_JUDGED], encoding)) for encoding, text in texts.items()]
    return sorted(judged, key=lambda each: each[1], reverse=True)


def _fits(content: bytes, encoding: str) -> bool:
    """Return whether the whole text can be decoded, without keeping it in memory."""
    decoder = codecs.getincrementaldecoder(encoding)("strict")
    view = memoryview(content)
    try:
        for start in range(0, len(content), _SAMPLE):
            decoder.decode(view[start : start + _SAMPLE], final=start + _SAMPLE >= len(content))
    except UnicodeDecodeError:
        return False
    return True


def _telling(content: bytes) -> bytes:
    """Return the first lines that are not in ASCII: a line break is one byte in all of these encodings."""
    lines: list[bytes] = []
    size = 0
    for line in content.splitlines():
        if not line.isascii():
            lines.append(line[:_SAMPLE])
            size += len(line)
            if size > _SAMPLE:
                break
    return b"\n".join(lines)


def known_encoding(name: str) -> str:
    """Return Python's name of a text encoding. Raise SheetRefused if there is none of this name."""
    by_name = {said.lower(): encoding for encoding, said in NAMES.items()}
    try:
        # Some codecs of Python's turn bytes into bytes, or text into text; those are refused here.
        return io.TextIOWrapper(io.BytesIO(), encoding=by_name.get(name.lower(), name)).encoding
    except (LookupError, ValueError) as error:
        raise SheetRefused(SheetRefusal.UNKNOWN_ENCODING, encoding=name[:40]) from error


def _decoded(content: bytes, encoding: str) -> tuple[str, str]:
    try:
        text = content.decode(encoding)
    except UnicodeError as refusal:
        raise SheetRefused(SheetRefusal.ENCODING) from refusal
    if "\0" in text:
        raise SheetRefused(SheetRefusal.NOT_A_SHEET)
    return text.removeprefix("\ufeff"), encoding


def _unmarked_utf_16(content: bytes) -> str:
    """Tell UTF-16 without a byte order mark by its delimiters and line breaks, whose upper byte is zero."""
    sample = content[:_SAMPLE]
    little, big = sample[1::2].count(0), sample[0::2].count(0)
    if len(content) % 2 or max(little, big) * 50 < len(sample):
        raise SheetRefused(SheetRefusal.ENCODING)
    return "utf-16-le" if little > big else "utf-16-be"
