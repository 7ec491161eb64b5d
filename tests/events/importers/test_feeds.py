from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from events.importers.feeds import read_feed
from events.rules.exchange import Feed, FeedFormat, FeedLink
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
