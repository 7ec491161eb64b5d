"""Files that must be refused. Time and memory are measured in a separate process, as if run by the command."""

import subprocess
import sys
from pathlib import Path

import pytest

from events.importers.documents import MOST_BYTES
from events.importers.feeds import read_feed, read_feed_file
from events.rules.exchange import FeedFault, FeedRefused, RemarkKind
from tests.samples import sample

XML = b'<?xml version="1.0" encoding="UTF-8"?>'
ENTITY = XML + b'<!DOCTYPE schedule [<!ENTITY a "ha">]><schedule><version>&a;</version></schedule>'
OUTSIDE = XML + b'<!DOCTYPE schedule [<!ENTITY a SYSTEM "file:///etc/passwd">]><schedule>&a;</schedule>'
LAUGHS = (
    XML
    + b'<!DOCTYPE l [<!ENTITY a0 "ha">'
    + b"".join(b'<!ENTITY a%d "%s">' % (n, b"&a%d;" % (n - 1) * 10) for n in range(1, 12))
    + b"]><schedule>&a11;</schedule>"
)


def fault_of(content: bytes) -> FeedFault:
    with pytest.raises(FeedRefused) as refusal:
        read_feed(content)
    return refusal.value.fault


@pytest.mark.parametrize("content", [ENTITY, OUTSIDE, LAUGHS])
def test_document_types_entities_and_bombs_are_refused(content: bytes) -> None:
    assert fault_of(content) is FeedFault.FORBIDDEN_XML


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b"", FeedFault.EMPTY),
        (b" \n\t", FeedFault.EMPTY),
        (b"\x00" * 100, FeedFault.EMPTY),
        (b"<schedule><day>", FeedFault.MALFORMED_XML),
        (b'{"schedule": {', FeedFault.MALFORMED_JSON),
        (b'{"schedule": NaN}', FeedFault.BAD_VALUE),
        (b'{"schedule": ' + b"9" * 5000 + b"}", FeedFault.BAD_VALUE),
        (b'{"schedule": 17}', FeedFault.BAD_VALUE),
        (b'{"schedule": {"conference": {"days": 3}}}', FeedFault.BAD_VALUE),
        (b'{"sessions": [null]}', FeedFault.BAD_VALUE),
        (b'{"sessions": []}', FeedFault.NO_EVENTS),
        (b"<schedule/>", FeedFault.NO_EVENTS),
        (b"<rss/>", FeedFault.NOT_A_SCHEDULE),
        (b"<!DOCTYPE html><html></html>", FeedFault.NOT_A_SCHEDULE),
        (b"PK\x03\x04...", FeedFault.NOT_A_SCHEDULE),
        (b"BEGIN:VCALENDAR", FeedFault.NOT_A_SCHEDULE),
        (b"hello", FeedFault.NOT_A_SCHEDULE),
        (b"[1, 2]", FeedFault.NOT_A_SCHEDULE),
        (b'{"AGENDA": {"DATE": []}}', FeedFault.AGENDA_WITHOUT_DATES),
        (b'{"schedule": ' + b"[" * 100_000 + b"]" * 100_000 + b"}", FeedFault.TOO_DEEP),
        (b"<schedule>" + b"<a>" * 1000 + b"</a>" * 1000 + b"</schedule>", FeedFault.TOO_DEEP),
        (b"<schedule>" + b"<a/>" * 700_000 + b"</schedule>", FeedFault.TOO_MANY_VALUES),
        (b'{"schedule": [' + b"[]," * 700_000 + b"[]]}", FeedFault.TOO_MANY_VALUES),
        (b"<?xml version='1.0' encoding='klingon'?><schedule/>", FeedFault.UNKNOWN_ENCODING),
        (b"<?xml version='1.0' encoding='rot13'?><schedule/>", FeedFault.UNKNOWN_ENCODING),
    ],
    ids=range(25),
)
def test_other_files_are_refused_with_a_reason(content: bytes, fault: FeedFault) -> None:
    assert fault_of(content) is fault


@pytest.mark.parametrize(
    ("before", "after", "field"),
    [
        ("<duration>00:30</duration>", "<duration>soon</duration>", "duration"),
        ("<duration>00:30</duration>", "<duration>-00:30</duration>", "duration"),
        ("<duration>00:30</duration>", "<duration>999999999:00</duration>", "duration"),
        ("<duration>00:30</duration>", "<duration>6944:11:40</duration>", "duration"),
        ("<duration>00:30</duration>", "<duration>٠٠:٣٠</duration>", "duration"),
        ("<duration>00:30</duration>", "<duration>P</duration>", "duration"),
        ("<duration>00:30</duration>", "<duration>PT</duration>", "duration"),
        ("<duration>00:30</duration>", "", "duration"),
        ("2027-04-16T10:00:00+02:00</date>", "tomorrow</date>", "date"),
        ("2027-04-16T10:00:00+02:00</date>", "99999-01-01T10:00:00Z</date>", "date"),
        ("2027-04-16T10:00:00+02:00</date>", "9999-12-31T23:59:00+02:00</date>", "date"),
        ("<title>Engines &amp; looms</title>", "<title> </title>", "title"),
    ],
)
def test_an_event_that_cannot_be_read_is_named_and_the_others_are_read(before: str, after: str, field: str) -> None:
    words = sample("schedule.xml").decode()
    assert before in words
    feed = read_feed(words.replace(before, after, 1).encode())
    assert len(feed.events) == 3
    (event,) = feed.refused
    assert (event.remark.field, event.remark.where[:3]) == (field, "1 “")
    assert event.names == ("11111111-2222-5333-8444-555555555501", "1")


def test_a_title_that_is_too_long_is_named_with_its_length() -> None:
    feed = read_feed(sample("schedule.xml").replace(b"A moment", b"a" * 501))
    (event,) = feed.refused
    assert (event.remark.kind, event.remark.length, event.remark.limit) == (RemarkKind.TOO_LONG, 501, 500)
    assert len(feed.events) == 3


def test_a_feed_without_one_good_event_is_refused_with_the_reason_of_the_first() -> None:
    with pytest.raises(FeedRefused) as refusal:
        read_feed(b'{"sessions": [{"id": "A", "room": "R", "zh": {"title": "x"}, "start": "soon"}, null]}')
    assert refusal.value.details == {"where": "A “x”", "field": "start", "value": "soon"}


def test_control_characters_and_lone_surrogates_are_removed() -> None:
    words = sample("schedule.json").replace(b"A beginning", b"A\\u0000 begin\\ud800ning")
    assert read_feed(words).events[0].subtitle.en == "A beginning"


def test_marks_that_reverse_the_direction_are_removed() -> None:
    words = sample("schedule.json").replace(b"A beginning", b"A\\u202e begin\\u2066ning")
    assert read_feed(words).events[0].subtitle.en == "A beginning"


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-8-sig"])
def test_all_of_unicode_is_read(encoding: str) -> None:
    words = sample("schedule.xml").decode().replace('encoding="UTF-8"', 'encoding="UTF-16"')
    assert read_feed(words.encode(encoding)).events[1].title.zh == "织机与程序"
    assert len(read_feed(sample("schedule.json").decode().encode(encoding)).events) == 4


@pytest.mark.parametrize("declared", ["GBK", "GB2312", "gb18030"])
def test_a_declared_encoding_is_read(declared: str) -> None:
    words = sample("schedule.xml").decode().replace('encoding="UTF-8"', f'encoding="{declared}"')
    assert read_feed(words.encode("gb18030")).events[1].title.zh == "织机与程序"


def test_gbk_declared_as_utf_8_is_refused_with_a_guess() -> None:
    with pytest.raises(FeedRefused) as refusal:
        read_feed(sample("schedule.xml").decode().encode("gbk"))
    assert refusal.value.fault is FeedFault.WRONG_ENCODING
    assert refusal.value.details == {"encoding": "UTF-8", "line": 58, "looks_like": "GB18030 (GBK)"}


def test_latin_1_bytes_in_utf_8_are_refused() -> None:
    assert fault_of(sample("schedule.json").replace(b"A beginning", b"Caf\xe9")) is FeedFault.WRONG_ENCODING


def test_half_a_gigabyte_is_refused_by_its_size_without_being_read(tmp_path: Path) -> None:
    large = tmp_path / "large.xml"
    with large.open("wb") as file:
        file.truncate(500 * 1024 * 1024)
    with pytest.raises(FeedRefused) as refusal:
        read_feed_file(large)
    assert refusal.value.details == {"size": 500 * 1024 * 1024, "limit": MOST_BYTES}


@pytest.mark.parametrize("path", ["/dev/zero", "/nowhere/at/all.xml", "/tmp"])  # noqa: S108 - only read
def test_a_path_that_is_not_a_file_is_refused(path: str) -> None:
    with pytest.raises(FeedRefused) as refusal:
        read_feed_file(Path(path))
    assert refusal.value.fault is FeedFault.NOT_A_FILE


MEASURE = """
import re, sys, time
from pathlib import Path
from events.importers.feeds import read_feed_file
from events.rules.exchange import FeedRefused
started = time.process_time()
try:
    read_feed_file(Path(sys.argv[1]))
    print("read", end=" ")
except FeedRefused as refusal:
    print(refusal.fault, end=" ")
peak = re.search(r"VmHWM:\\s+(\\d+) kB", Path("/proc/self/status").read_text())
print(time.process_time() - started, int(peak[1]) / 1024)
"""


def _nasty(name: str) -> bytes:
    full = MOST_BYTES - 200
    return {
        "elements": b"<schedule>" + b"<a/>" * 119_000 + b"</schedule>",
        "attributes": b"<schedule " + b" ".join(b'a%d="1"' % n for n in range(119_000)) + b"/>",
        "lists": b'{"schedule": [' + b"[]," * 119_000 + b"[]]}",
        "numbers": b'{"schedule": [' + b"1," * 390_000 + b"1]}",
        "bad events": b'{"sessions": [' + b"{}," * 119_000 + b"{}]}",
        "one text": b"<schedule><version>" + "文".encode() * (full // 3) + b"</version></schedule>",
        "one picture": b'{"schedule": "' + b"a" * full + "😀".encode() + b'"}',
        "broken at the end": XML + b"<schedule>" + b"<!-- -->" * 10 + b"a" * full + b"<",
        "gbk": XML + b"<schedule>" + "文".encode("gbk") * (full // 2) + b"</schedule>",
        "laughs": LAUGHS,
    }[name]


@pytest.mark.parametrize(
    "name",
    [
        "elements",
        "attributes",
        "lists",
        "numbers",
        "bad events",
        "one text",
        "one picture",
        "broken at the end",
        "gbk",
        "laughs",
    ],
)
def test_refusing_takes_less_than_two_seconds_of_work_and_200_megabytes(name: str, tmp_path: Path) -> None:
    path = tmp_path / "nasty"
    path.write_bytes(_nasty(name))
    run = subprocess.run([sys.executable, "-c", MEASURE, path], capture_output=True, text=True, check=True)  # noqa: S603 - runs MEASURE
    fault, seconds, megabytes = run.stdout.rsplit(" ", 2)
    assert (fault != "read", float(seconds) < 2, float(megabytes) < 200) == (True, True, True), run.stdout
