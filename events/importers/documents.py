"""Safe reading of untrusted files: check the size first, then the encoding, then the structure.

Any file is read or refused within seconds and within 200 MB of memory.
"""

import codecs
import json
import re
import stat
from collections.abc import Iterator
from pathlib import Path
from xml.etree.ElementTree import Element, ParseError, TreeBuilder

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser

from events.rules.exchange import FeedFault, FeedRefused
from events.rules.names import has_han

MOST_BYTES = 8 * 1024 * 1024
"""Three times the size of the largest schedule we have seen (FOSDEM 2026)."""
MOST_MARKS = 120_000
"""Limit on tags, attributes, lists and objects in a file. Each takes far more memory than its bytes."""
MOST_COMMAS = 400_000
DEEPEST = 64
_CHUNK = 64 * 1024
_DECLARED = re.compile(rb"\A\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([A-Za-z0-9._:-]{1,40})[\"']")
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# Files declared as GB2312 or GBK often have characters that only their superset GB18030 has, so decode them as that.
_KNOWN = {"ascii": "utf-8", "utf-8": "utf-8", "gb2312": "gb18030", "gbk": "gb18030", "gb18030": "gb18030"} | {
    name: name
    for name in (
        *("big5", "big5hkscs", "shift_jis", "euc_jp", "euc_kr", "iso2022_jp", "koi8-r"),
        *(f"iso8859-{number}" for number in (*range(1, 12), *range(13, 17))),
        *(f"cp{number}" for number in (*range(1250, 1259), 932, 949, 950)),
    )
}


def file_content(path: Path) -> bytes:
    """Return the bytes of a regular file.

    Raise FeedRefused if there is no such file, or, without reading it, if it is larger than MOST_BYTES.
    """
    try:
        facts = path.stat()
    except OSError as error:
        raise FeedRefused(FeedFault.NOT_A_FILE, path=str(path)) from error
    if not stat.S_ISREG(facts.st_mode):
        raise FeedRefused(FeedFault.NOT_A_FILE, path=str(path))
    if facts.st_size > MOST_BYTES:
        raise FeedRefused(FeedFault.TOO_LARGE, size=facts.st_size, limit=MOST_BYTES)
    try:
        return path.read_bytes()
    except OSError as error:
        raise FeedRefused(FeedFault.NOT_A_FILE, path=str(path)) from error


def xml_root(content: bytes) -> Element:
    """Return the root element of an XML document.

    Raise FeedRefused if it is malformed, too large or too deep, or if it has a document type, entities or external
    references.
    """
    if content.count(b"<") > MOST_MARKS or content.count(b"=") > MOST_MARKS:
        raise FeedRefused(FeedFault.TOO_MANY_VALUES, limit=MOST_MARKS)
    parser = DefusedXMLParser(target=_ShallowTree(), forbid_dtd=True)
    try:
        for chunk in _text(content):
            parser.feed(chunk)
        root = parser.close()
    except ParseError as error:
        line, column = error.position
        raise FeedRefused(FeedFault.MALFORMED_XML, line=line, column=column + 1) from error
    except DefusedXmlException as error:
        raise FeedRefused(FeedFault.FORBIDDEN_XML) from error
    assert isinstance(root, Element)  # noqa: S101 - TreeBuilder.close() returns the root
    return root


class _ShallowTree(TreeBuilder):
    """Tree builder that refuses elements nested deeper than DEEPEST."""

    depth = 0

    def start(self, tag: str, attrs: dict[str, str], /) -> Element:
        self.depth += 1
        if self.depth > DEEPEST:
            raise FeedRefused(FeedFault.TOO_DEEP, limit=DEEPEST)
        return super().start(tag, attrs)

    def end(self, tag: str, /) -> Element:
        self.depth -= 1
        return super().end(tag)


def json_value(content: bytes) -> object:
    """Return the value of a JSON document.

    Raise FeedRefused if it is malformed, has too many values or too deep nesting, or contains NaN, Infinity or numbers
    of thousands of digits.
    """
    if content.count(b"[") + content.count(b"{") > MOST_MARKS or content.count(b",") > MOST_COMMAS:
        raise FeedRefused(FeedFault.TOO_MANY_VALUES, limit=MOST_MARKS)
    text = "".join(_text(content))
    try:
        return json.loads(text, parse_constant=_no_constant)
    except json.JSONDecodeError as error:
        raise FeedRefused(FeedFault.MALFORMED_JSON, line=error.lineno, column=error.colno) from error
    except RecursionError as error:
        raise FeedRefused(FeedFault.TOO_DEEP, limit=DEEPEST) from error
    except ValueError as error:
        raise FeedRefused(FeedFault.BAD_VALUE, where="JSON", field="", value="9999…") from error


def _no_constant(word: str) -> object:
    raise FeedRefused(FeedFault.BAD_VALUE, where="JSON", field="", value=word)


def _text(content: bytes) -> Iterator[str]:
    encoding = _encoding(content)
    decoder = codecs.getincrementaldecoder(encoding)("strict")
    view = memoryview(content)
    for start in range(0, len(content), _CHUNK):
        try:
            yield decoder.decode(view[start : start + _CHUNK], final=start + _CHUNK >= len(content))
        except UnicodeDecodeError as error:
            line = content.count(b"\n", 0, start + error.start) + 1
            name = encoding.removesuffix("-sig").upper()
            raise FeedRefused(FeedFault.WRONG_ENCODING, encoding=name, line=line, looks_like=_guess(content)) from error


def _encoding(content: bytes) -> str:
    for mark, encoding in _BOMS:
        if content.startswith(mark):
            return encoding
    if content[:4].count(0) == 2:
        return "utf-16-be" if content[0] == 0 else "utf-16-le"
    declared = _DECLARED.match(content[:400])
    if declared is None:
        return "utf-8"
    name = declared[1].decode("ascii")
    try:
        codec = codecs.lookup(name).name
    except LookupError as error:
        raise FeedRefused(FeedFault.UNKNOWN_ENCODING, encoding=name) from error
    if codec.startswith(("utf-16", "utf-32")):
        return "utf-8"  # the declaration was readable as single bytes, so it cannot be true
    if codec not in _KNOWN:
        raise FeedRefused(FeedFault.UNKNOWN_ENCODING, encoding=name)
    return _KNOWN[codec]


def _guess(content: bytes) -> str:
    """Return the likely encoding of a file that cannot be decoded as declared; empty if none fits."""
    try:
        return "GB18030 (GBK)" if has_han(content.decode("gb18030")) else ""
    except UnicodeDecodeError:
        return "ISO-8859-1"
