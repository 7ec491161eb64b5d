import json
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from events.importers.feeds import read_feed
from events.rules.exchange import Feed, FeedFormat, FeedLink, RemarkKind
from tests.samples import sample
from toolkit.text import Text


@pytest.fixture
def xml() -> Feed:
    return read_feed(sample("schedule.xml"))


@pytest.fixture
def sessions() -> Feed:
    return read_feed(sample("sessions.json"))


@pytest.mark.parametrize(
    ("name", "kind"),
    [("schedule.xml", FeedFormat.XML), ("schedule.json", FeedFormat.JSON), ("sessions.json", FeedFormat.SESSIONS)],
)
def test_the_format_is_recognised_by_the_content(name: str, kind: FeedFormat) -> None:
    assert read_feed(sample(name)).format is kind


def test_every_event_room_track_and_person_is_read_once(xml: Feed) -> None:
    assert [event.title for event in xml.events] == [
        Text(en="Engines & looms"),
        Text(zh="织机与程序"),
        Text(en="Night talk"),
        Text(en="A moment"),
    ]
    assert [room.name.en for room in xml.rooms] == ["Janson", "Lounge"]
    assert [(track.key, track.name.en) for track in xml.tracks] == [("rust", "Rust"), ("legal", "Legal & Policy")]


def test_two_people_with_one_id_stay_two_people(xml: Feed) -> None:
    assert [(person.key, person.name.en) for person in xml.persons] == [
        ("7", "Ada Byron"),
        ("8/Charles Babbage", "Charles Babbage"),
        ("8/Somebody of another system", "Somebody of another system"),
    ]


def test_somebody_named_twice_in_an_event_appears_once(xml: Feed) -> None:
    assert xml.events[1].persons == ("8/Charles Babbage",)


def test_an_event_keeps_all_its_values(xml: Feed) -> None:
    event = xml.events[0]
    assert (event.id, event.guid) == ("1", "11111111-2222-5333-8444-555555555501")
    assert (event.subtitle.en, event.description.en) == ("A beginning", "Long.\nTwo lines.")
    assert (event.kind, event.language, event.license, event.do_not_record) == ("keynote", "en", "CC BY 4.0", True)
    assert event.links == (FeedLink(url="https://sample.example/slides", title="Slides"),)
    assert event.attachments == (FeedLink(url="/files/1.pdf", title="Paper", kind="slides"),)
    assert event.extras == {"answers": {"*": [["answer", {"@question": "3", "": "Yes"}]]}}


def test_xml_and_json_of_one_schedule_agree(xml: Feed) -> None:
    json = read_feed(sample("schedule.json"))
    first = xml.events[0]
    without_answers = (type(first)(**{n: getattr(first, n) for n in first.__slots__} | {"extras": {}}), *xml.events[1:])
    assert json.events == without_answers
    assert [(person.key, person.name, person.biography) for person in json.persons] == [
        (person.key, person.name, person.biography) for person in xml.persons
    ]


def test_events_after_midnight_belong_to_the_evening_before(xml: Feed) -> None:
    night = xml.in_zone(ZoneInfo("Europe/Brussels")).events[2]
    assert (night.day, night.starts_at) == (date(2027, 4, 16), datetime(2027, 4, 16, 22, 30, tzinfo=UTC))


def test_without_dates_times_before_the_change_of_day_are_on_the_next_calendar_day() -> None:
    words = sample("schedule.xml").decode()
    for line in words.splitlines():
        if "<date>" in line:
            words = words.replace(line, "")
    local = read_feed(words.encode())
    assert local.has_local_times
    zone = ZoneInfo("Europe/Brussels")
    times = [event.starts_at for event in local.in_zone(zone).events]
    assert times == [event.starts_at for event in read_feed(sample("schedule.xml")).in_zone(zone).events]


def test_a_bilingual_schedule_keeps_both_languages(sessions: Feed) -> None:
    event = sessions.events[0]
    assert event.title == Text("开源与标准", "Open source and standards")
    assert event.description == Text("谈谈标准。", "On standards.")
    assert sessions.persons[0].name == Text("王示例", "WANG Shili")
    assert sessions.tracks[0].name == Text("主议程", "Main track")


def test_a_session_in_one_language_keeps_only_that_one() -> None:
    words = sample("sessions.json").replace(b'"zh": {"title": "Hardware for all", "description": ""},\n      ', b"")
    assert read_feed(words).events[1].title == Text("", "Hardware for all")


def test_people_without_talks_and_rooms_without_events_are_read(sessions: Feed) -> None:
    assert [person.key for person in sessions.persons] == ["P1", "P2", "P3"]
    assert [room.key for room in sessions.rooms] == ["R1", "R2", "R3"]


def test_links_of_a_bilingual_schedule_are_kept(sessions: Feed) -> None:
    event = sessions.events[0]
    assert event.links == (
        FeedLink(url="https://slides.example/1", title="slide"),
        FeedLink(url="https://video.example/1", title="record"),
    )
    assert event.extras == {"tags": ["Beginner"], "co_write": "https://notes.example/1"}


def changed(change: Callable[[dict[str, object]], object]) -> Feed:
    """Return the JSON sample as it is read after a change to its first event."""
    value = json.loads(sample("schedule.json"))
    change(value["schedule"]["conference"]["days"][0]["rooms"]["Janson"][0])
    return read_feed(json.dumps(value).encode())


def remarks(feed: Feed) -> list[tuple[RemarkKind, str, str, str]]:
    return [(remark.kind, remark.field, remark.value, remark.read) for remark in feed.remarks]


def test_links_and_people_given_as_plain_strings_are_taken() -> None:
    feed = changed(
        lambda event: event.update(
            links=["https://sample.example/slides", {"url": "https://sample.example/2", "title": "Two"}],
            attachments=["/files/1.pdf"],
            persons=["Ada Byron"],
        )
    )
    event = feed.events[0]
    assert event.links == (
        FeedLink(url="https://sample.example/slides"),
        FeedLink(url="https://sample.example/2", title="Two"),
    )
    assert event.attachments == (FeedLink(url="/files/1.pdf"),)
    assert [person.name.en for person in feed.persons if person.key in event.persons] == ["Ada Byron"]
    assert (feed.remarks, feed.refused) == ((), ())


@pytest.mark.parametrize(
    ("duration", "minutes", "read"),
    [
        ("00:90", 90, ""),
        ("0:45", 45, ""),
        ("01:30:00", 90, ""),
        ("26:00", 26 * 60, "26:00"),
        ("001:02:00", 26 * 60, "26:00"),
        (45, 45, "0:45"),
        ("45", 45, "0:45"),
        ("45 min", 45, "0:45"),
        ("1h30", 90, "1:30"),
        ("1 h 30 min", 90, "1:30"),
        ("PT1H30M", 90, "1:30"),
        ("P1DT2H", 26 * 60, "26:00"),
    ],
)
def test_a_duration_is_read_in_any_common_form_and_an_unusual_one_is_remarked(
    duration: str | int, minutes: int, read: str
) -> None:
    feed = changed(lambda event: event.update(duration=duration))
    event = feed.events[0]
    assert event.ends_at - event.starts_at == timedelta(minutes=minutes)
    assert {told for _, _, _, told in remarks(feed)} == ({read} if read else set())
    assert (RemarkKind.LASTS_LONG in {kind for kind, *_ in remarks(feed)}) is (minutes > 24 * 60)


@pytest.mark.parametrize("duration", ["soon", "6944:11:40", "", "-00:30"])
def test_without_a_duration_that_can_be_read_the_end_counts(duration: str) -> None:
    feed = changed(lambda event: event.update(duration=duration, end="2027-04-16T10:20:00+02:00"))
    assert feed.events[0].ends_at - feed.events[0].starts_at == timedelta(minutes=20)
    assert remarks(feed) == ([(RemarkKind.BAD_VALUE, "duration", duration, "")] if duration else [])


@pytest.mark.parametrize(
    ("field", "value", "kind"),
    [
        ("links", "none", RemarkKind.BAD_VALUE),
        ("links", [17], RemarkKind.BAD_VALUE),
        ("persons", {"id": 7}, RemarkKind.BAD_VALUE),
        ("persons", [None], RemarkKind.BAD_VALUE),
        ("do_not_record", "perhaps", RemarkKind.BAD_VALUE),
        ("language", ["en"], RemarkKind.BAD_VALUE),
        ("type", "x" * 201, RemarkKind.TOO_LONG),
        ("subtitle", "x" * 2001, RemarkKind.TOO_LONG),
        ("url", "javascript:alert(1)", RemarkKind.UNSAFE_LINK),
        ("logo", "java\nscript:alert(1)", RemarkKind.UNSAFE_LINK),
        ("feedback_url", "data:text/html,x", RemarkKind.UNSAFE_LINK),
        ("links", ["vbscript:x"], RemarkKind.UNSAFE_LINK),
        ("attachments", [{"url": " JavaScript:alert(1)", "title": "x"}], RemarkKind.UNSAFE_LINK),
        ("stream", {"page": ["javascript:alert(1)"]}, RemarkKind.UNSAFE_LINK),
    ],
)
def test_a_value_that_an_event_can_do_without_is_left_out_with_a_remark(
    field: str, value: object, kind: RemarkKind
) -> None:
    feed = changed(lambda event: event.update({field: value}))
    assert (len(feed.events), feed.refused) == (4, ())
    (remark,) = feed.remarks
    assert remark.kind is kind
    assert remark.where == "1 “Engines & looms”"
    assert remark.field in {field, "url", "page", "stream"}
    assert "script:" not in str(feed.events).lower()
    assert "data:text" not in str(feed.events)


def test_a_flag_is_read_as_a_word_or_number_too() -> None:
    def read(said: object) -> tuple[bool, int]:
        feed = changed(lambda event: event.update(do_not_record=said))
        return feed.events[0].do_not_record, len(feed.remarks)

    assert [read(said) for said in (True, "true", 1, "yes")] == [(True, 0)] * 4
    assert [read(said) for said in (False, "no", 0, None)] == [(False, 0)] * 4


def test_links_of_a_script_are_left_out_of_xml() -> None:
    words = sample("schedule.xml").decode()
    words = words.replace('href="https://sample.example/slides"', 'href="java&#10;script:alert(1)"')
    words = words.replace('<answer question="3">', '<answer question="javascript:alert(1)">')
    feed = read_feed(words.encode())
    assert feed.events[0].links == ()
    assert [remark.kind for remark in feed.remarks] == [RemarkKind.UNSAFE_LINK] * 2
    assert "alert" not in str(feed.events)


def test_events_straight_under_the_day_are_read_with_their_own_rooms(xml: Feed) -> None:
    words = sample("schedule.xml").decode()
    bare = "\n".join(line for line in words.splitlines() if "<room name" not in line and line.strip() != "</room>")
    feed = read_feed(bare.encode())
    assert (feed.events, feed.remarks) == (xml.events, ())
    assert [room.name.en for room in feed.rooms] == ["Janson", "Lounge"]


def test_an_event_straight_under_the_day_without_a_room_is_named() -> None:
    words = sample("schedule.xml").decode()
    bare = "\n".join(line for line in words.splitlines() if "<room name" not in line and line.strip() != "</room>")
    feed = read_feed(bare.replace("<room>Janson</room>", "", 1).encode())
    assert [(event.remark.where, event.remark.field) for event in feed.refused] == [("1 “Engines & looms”", "room")]


def test_events_outside_of_days_are_read_by_their_dates(xml: Feed) -> None:
    words = sample("schedule.xml").decode()
    bare = "\n".join(line for line in words.splitlines() if "<day " not in line and line.strip() != "</day>")
    feed = read_feed(bare.encode())
    assert [(event.key, event.starts_at, event.day) for event in feed.events] == [
        (event.key, event.starts_at, None) for event in xml.events
    ]


def test_people_who_are_called_by_a_number_or_an_account_are_left_out_and_their_events_stay() -> None:
    names = ["Ada Byron", "微信 abc12345", "13800002713", "sample.org"]
    feed = changed(lambda event: event.update(persons=names))
    told = {person.key: person.name.zh or person.name.en for person in feed.persons}
    assert [told[key] for key in feed.events[0].persons] == ["Ada Byron", "sample.org"]
    assert not {"微信 abc12345", "13800002713"} & set(told.values())
    assert len(feed.events) == 4
    assert remarks(feed) == [
        (RemarkKind.ADVERTISING, "name", "微信 abc12345", ""),
        (RemarkKind.ADVERTISING, "name", "13800002713", ""),
        (RemarkKind.LIKE_ADVERTISING, "name", "sample.org", ""),
    ]


@pytest.mark.parametrize("shape", ["a list of rooms", "straight under the day"])
def test_json_events_are_read_in_a_list_of_rooms_and_straight_under_the_day(shape: str) -> None:
    value = json.loads(sample("schedule.json"))
    for day in value["schedule"]["conference"]["days"]:
        rooms = day.pop("rooms")
        if shape == "a list of rooms":
            day["rooms"] = [{"name": name, "events": events} for name, events in rooms.items()]
        else:
            day["events"] = [event for events in rooms.values() for event in events]
    feed = read_feed(json.dumps(value).encode())
    assert (feed.events, feed.remarks) == (read_feed(sample("schedule.json")).events, ())


@pytest.mark.parametrize("name", ["schedule.xml", "schedule.json"])
def test_of_events_with_one_guid_the_first_keeps_it(name: str) -> None:
    first, second = ("11111111-2222-5333-8444-55555555550" + number for number in "12")
    feed = read_feed(sample(name).decode().replace(second, first).encode())
    assert [(event.key, event.guid) for event in feed.events[:2]] == [(first, first), (f"{first}#2", "")]
    assert [(remark.kind, remark.where, remark.value) for remark in feed.remarks] == [
        (RemarkKind.REPEATED_GUID, "2 “织机与程序”", first)
    ]


def test_a_session_of_the_bilingual_format_that_cannot_be_read_is_named() -> None:
    value = json.loads(sample("sessions.json"))
    value["sessions"][0]["end"] = "later"
    value["sessions"][1]["uri"] = "javascript:alert(1)"
    value["speakers"][0].pop("id")
    feed = read_feed(json.dumps(value).encode())
    assert [(event.remark.field, event.remark.value) for event in feed.refused] == [("end", "later")]
    assert {(remark.kind, remark.field) for remark in feed.remarks} == {
        (RemarkKind.UNSAFE_LINK, "uri"),
        (RemarkKind.BAD_VALUE, "id"),
    }


def test_a_bad_date_of_the_conference_is_left_out_with_a_remark() -> None:
    feed = read_feed(sample("schedule.json").replace(b'"start": "2027-04-16"', b'"start": "in April"'))
    assert (feed.conference.starts_on, len(feed.events)) == (None, 4)
    assert remarks(feed) == [(RemarkKind.BAD_VALUE, "start", "in April", "")]


def test_what_a_remark_quotes_cannot_move_the_cursor_of_a_terminal() -> None:
    spoilt = {"title": "A\x1b[2J\u202eB\nC", "url": "x:\x1b]0;y\x07", "\x1bz": "javascript:x"}
    refused = changed(lambda event: event.update(spoilt, duration="\x1b[31m")).refused
    quoted = [event.remark for event in refused]
    quoted += changed(lambda event: event.update(spoilt)).remarks
    assert [remark.field for remark in quoted] == ["duration", "url", "z"]
    words = [word for remark in quoted for word in (remark.where, remark.field, remark.value)]
    assert [word for word in words if not word.isprintable()] == []
    assert quoted[0].where == "1 “A[2JB C”"
