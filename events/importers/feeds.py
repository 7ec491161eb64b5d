"""Reading of schedules in any supported format, recognised by the content and never by the file name."""

from pathlib import Path

from events.importers.advertising import without_advertising
from events.importers.documents import file_content, json_value, xml_root
from events.importers.schedule_json import schedule_of_json
from events.importers.schedule_xml import schedule_of_xml
from events.importers.sessions_json import schedule_of_sessions
from events.rules.exchange import Feed, FeedFault, FeedRefused

_FOREIGN = (
    (b"PK\x03\x04", "zip"),
    (b"\x1f\x8b", "gzip"),
    (b"%PDF", "pdf"),
    (b"\xd0\xcf\x11\xe0", "xls"),
    (b"BEGIN:VCALENDAR", "ics"),
)


def read_feed_file(path: Path) -> Feed:
    """Return the schedule in a file. Raise FeedRefused if it cannot be imported."""
    return read_feed(file_content(path))


def read_feed(content: bytes) -> Feed:
    """Return the schedule in `content`. Raise FeedRefused, with the fault and its place, if it cannot be imported."""
    return without_advertising(_read(content))


def _read(content: bytes) -> Feed:
    if not content.strip(b"\x00 \t\r\n"):
        raise FeedRefused(FeedFault.EMPTY)
    for mark, kind in _FOREIGN:
        if content.lstrip()[: len(mark)].upper() == mark.upper():
            raise FeedRefused(FeedFault.NOT_A_SCHEDULE, kind=kind)
    start = _start(content)
    if start.startswith("<"):
        return _read_xml(content, start)
    if start.startswith(("{", "[")):
        return _read_json(content)
    raise FeedRefused(FeedFault.NOT_A_SCHEDULE, kind="text")


def _start(content: bytes) -> str:
    """Return the beginning in lower case, without byte order marks and NUL bytes, for content in any encoding."""
    return content[:4096].replace(b"\x00", b"").decode("latin-1").lstrip("\xef\xbb\xbf\xff\xfe \t\r\n").lower()


def _read_xml(content: bytes, start: str) -> Feed:
    if start.startswith(("<!doctype html", "<html")):
        raise FeedRefused(FeedFault.NOT_A_SCHEDULE, kind="html")
    root = xml_root(content)
    if root.tag != "schedule":
        raise FeedRefused(FeedFault.NOT_A_SCHEDULE, kind="xml", root=root.tag[:60])
    return schedule_of_xml(root)


def _read_json(content: bytes) -> Feed:
    value = json_value(content)
    if isinstance(value, dict):
        if "schedule" in value:
            return schedule_of_json(value)
        if "sessions" in value:
            return schedule_of_sessions(value)
        if "AGENDA" in value:
            raise FeedRefused(FeedFault.AGENDA_WITHOUT_DATES)
    raise FeedRefused(FeedFault.NOT_A_SCHEDULE, kind="json")
