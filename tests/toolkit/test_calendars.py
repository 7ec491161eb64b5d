"""Calendar entries, checked with an independent parser."""

from dataclasses import replace
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
import vobject

from toolkit.calendars import CalendarEntry, calendar_file

ENTRY = CalendarEntry(
    uid="delegate-K7QWM2XR@rostrum.example.org",
    title="全国生物技术创新大会(第 12 届);报到,入场 \\ 签到",
    starts=date(2027, 4, 16),
    ends=date(2027, 4, 18),
    stamp=datetime(2027, 1, 5, 9, 30, tzinfo=ZoneInfo("Asia/Shanghai")),
    place="苏州国际博览中心,南门",
    description="您的编号:D-1027\n请携带胸牌二维码。" * 4,
    url="https://rostrum.example.org/zh-hans/bio27/me/",
    organiser="示例科学联合会",
    organiser_email="office@example.org",
)


def read(entry: CalendarEntry) -> vobject.base.Component:
    return vobject.readOne(calendar_file([entry]).decode())


def test_a_second_parser_reads_everything_back() -> None:
    calendar = read(ENTRY)
    event = calendar.vevent
    assert calendar.validate()
    assert (calendar.version.value, calendar.method.value, calendar.calscale.value) == ("2.0", "PUBLISH", "GREGORIAN")
    assert event.uid.value == ENTRY.uid
    assert event.summary.value == ENTRY.title
    assert event.location.value == ENTRY.place
    assert event.description.value == ENTRY.description
    assert event.url.value == ENTRY.url
    assert event.sequence.value == "0"
    assert event.organizer.value == "mailto:office@example.org"
    assert event.organizer.params["CN"] == ["示例科学联合会"]
    assert event.dtstamp.value == datetime(2027, 1, 5, 1, 30, tzinfo=UTC)


def test_days_end_on_the_day_after() -> None:
    event = read(ENTRY).vevent
    assert (event.dtstart.value, event.dtend.value) == (date(2027, 4, 16), date(2027, 4, 19))
    assert event.transp.value == "TRANSPARENT"


def test_instants_are_written_in_utc() -> None:
    shanghai = ZoneInfo("Asia/Shanghai")
    written = calendar_file(
        [
            replace(
                ENTRY,
                starts=datetime(2027, 4, 16, 9, 0, tzinfo=shanghai),
                ends=datetime(2027, 4, 16, 11, 30, tzinfo=shanghai),
            )
        ]
    )
    assert b"DTSTART:20270416T010000Z\r\nDTEND:20270416T033000Z\r\n" in written
    assert b"TRANSP:OPAQUE" in written


def test_several_entries_make_one_file_that_is_cancelled_with_all_of_them() -> None:
    gone = replace(ENTRY, uid="other@rostrum", cancelled=True)
    read = vobject.readOne(calendar_file([ENTRY, gone]).decode())
    assert [event.uid.value for event in read.vevent_list] == [ENTRY.uid, "other@rostrum"]
    assert (read.method.value, b"METHOD:CANCEL" in calendar_file([gone])) == ("PUBLISH", True)


def test_lines_are_folded_by_octets_and_end_in_crlf() -> None:
    written = calendar_file([ENTRY])
    lines = written.split(b"\r\n")
    assert lines[-1] == b""
    assert all(len(line) <= 75 and b"\n" not in line for line in lines)
    assert all(line.decode() for line in lines[:-1])


def test_every_line_that_outlook_requires_appears_once() -> None:
    names = [line.split(b":")[0].split(b";")[0].decode() for line in calendar_file([ENTRY]).split(b"\r\n")]
    for name in ("PRODID", "VERSION", "METHOD", "UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "SEQUENCE"):
        assert names.count(name) == 1, name


def test_a_cancelled_entry_removes_the_earlier_one() -> None:
    calendar = read(replace(ENTRY, cancelled=True, sequence=3))
    assert (calendar.method.value, calendar.vevent.status.value) == ("CANCEL", "CANCELLED")
    assert (calendar.vevent.sequence.value, calendar.vevent.uid.value) == ("3", ENTRY.uid)


@pytest.mark.parametrize(
    ("starts", "ends"),
    [
        (date(2027, 4, 18), date(2027, 4, 16)),
        (date(2027, 4, 16), datetime(2027, 4, 16, 9, tzinfo=UTC)),
        (datetime(2027, 4, 16, 9, tzinfo=UTC), datetime(2027, 4, 16, 9, tzinfo=UTC)),
        (datetime(2027, 4, 16, 9), datetime(2027, 4, 16, 10)),  # noqa: DTZ001 - without a zone on purpose
    ],
)
def test_impossible_times_are_refused(starts: date, ends: date) -> None:
    with pytest.raises(ValueError, match=r"."):
        calendar_file([replace(ENTRY, starts=starts, ends=ends)])


def test_a_text_cannot_add_lines_of_its_own() -> None:
    event = read(replace(ENTRY, title="A\r\nATTENDEE:mailto:x@example.org", place="B\nX:1")).vevent
    assert "attendee" not in event.contents
    assert event.location.value == "B\nX:1"
