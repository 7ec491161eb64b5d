"""Files from elsewhere, opened so that they can do no harm: sizes first, then encodings, then structure.

Whatever is in the file, it is refused or read within seconds and 200 MB.
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
"""Three times the largest schedule we have met (FOSDEM 2026)."""
MOST_MARKS = 120_000
"""How many tags, attributes, lists or objects a file may hold: they cost far more memory than bytes."""
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
# What is declared as GB2312 or GBK is, as often as not, its superset.
_KNOWN = {"ascii": "utf-8", "utf-8": "utf-8", "gb2312": "gb18030", "gbk": "gb18030", "gb18030": "gb18030"} | {
    name: name
    for name in (
        *("big5", "big5hkscs", "shift_jis", "euc_jp", "euc_kr", "iso2022_jp", "koi8-r"),
        *(f"iso8859-{number}" for number in (*range(1, 12), *range(13, 17))),
        *(f"cp{number}" for number in (*range(1250, 1259), 932, 949, 950)),
    )
}


def file_content(path: Path) -> bytes:
    """The bytes of an ordinary file that is not too large, told from its size alone; raises FeedRefused."""
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
    """The root of an XML document without a document type, entities or references to elsewhere."""
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
    assert isinstance(root, Element)  # noqa: S101 - what a TreeBuilder closes with
    return root


class _ShallowTree(TreeBuilder):
    """Builds the tree, but no deeper than any schedule is."""

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
    """The value of a JSON document; numbers of thousands of digits, NaN and deep nesting are refused."""
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
        return "utf-8"  # the declaration itself could be read byte by byte, so it is wrong
    if codec not in _KNOWN:
        raise FeedRefused(FeedFault.UNKNOWN_ENCODING, encoding=name)
    return _KNOWN[codec]


def _guess(content: bytes) -> str:
    """What the bytes are, most likely; empty where nothing fits."""
    try:
        return "GB18030 (GBK)" if has_han(content.decode("gb18030")) else ""
    except UnicodeDecodeError:
        return "ISO-8859-1"
