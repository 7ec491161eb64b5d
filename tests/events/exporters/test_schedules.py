"""The three feeds of a programme made here, checked with third-party parsers and schemas."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import jsonschema
import pytest
import vobject
from lxml import etree  # type: ignore[import-untyped]  # lxml publishes no types

from events.exporters.schedule_ics import schedule_ics
from events.exporters.schedule_json import schedule_json
from events.exporters.schedule_xml import schedule_xml
from events.models import Conference, Talk
from events.operations.publishing import publish
from events.queries.releases import current_index
from events.rules.exchange import Feed
from events.rules.feeds import Edition, feed_of, uids_of
from tests.builders.people import NOW, Cast
from tests.builders.programmes import HIDDEN_WORDS, SmallProgramme, a_programme
from tests.events.exporters.test_round_trip import ADDRESSES, EDITION

pytestmark = pytest.mark.django_db
ADDRESS = "https://portal.example/en/bio27/schedule.xml"
LANGUAGES = ["en", "zh-hans"]


@pytest.fixture
def small(cast: Cast) -> SmallProgramme:
    return a_programme(cast.conference, cast.forum)


def released(conference: Conference) -> Feed:
    publish(conference, by=None, now=NOW)
    index = current_index(conference)
    assert index is not None
    return feed_of(index.programme, edition=EDITION, addresses=ADDRESSES)


def all_three(feed: Feed, language: str) -> list[bytes]:
    return [
        schedule_xml(feed, language=language, address=ADDRESS),
        schedule_json(feed, language=language),
        schedule_ics(feed, language=language, edition=EDITION),
    ]


@pytest.mark.data
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_xml_is_valid_against_the_schema(small: SmallProgramme, shared_data: Path, language: str) -> None:
    document = etree.fromstring(schedule_xml(released(small.conference), language=language, address=ADDRESS))
    schema = etree.XMLSchema(etree.parse(shared_data / "standards" / "schedule.xml.xsd"))
    schema.validate(document)
    assert list(schema.error_log) == []


@pytest.mark.data
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_json_is_valid_against_the_schema(small: SmallProgramme, shared_data: Path, language: str) -> None:
    schema = json.loads((shared_data / "standards" / "schedule.schema.json").read_bytes())
    document = json.loads(schedule_json(released(small.conference), language=language))
    validator = jsonschema.Draft6Validator(schema, format_checker=jsonschema.FormatChecker())
    assert [error.message for error in validator.iter_errors(document)] == []


def test_a_session_without_talks_is_one_event_and_one_with_talks_is_its_talks(small: SmallProgramme) -> None:
    feed = released(small.conference)
    assert [event.title.en for event in feed.events] == [
        "Plenary",
        "Synthetic chromosomes",
        "Gene circuits",
        "Closed meeting on policy",
    ]


def test_each_language_has_its_own_feed(small: SmallProgramme) -> None:
    feed = released(small.conference)
    titles = [
        etree.fromstring(schedule_xml(feed, language=language, address=ADDRESS)).findtext("conference/title")
        for language in LANGUAGES
    ]
    assert titles == ["National Biotechnology Innovation Conference", "全国生物技术创新大会"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_feed_reveals_a_closed_door_session(small: SmallProgramme, language: str) -> None:
    feed = released(small.conference)
    leaks = [
        (number, word)
        for number, content in enumerate(all_three(feed, language))
        for word in HIDDEN_WORDS
        if word in content.decode().replace("\r\n ", "")
    ]
    assert leaks == []


def test_a_closed_door_session_is_in_a_neutral_room_with_its_host(small: SmallProgramme) -> None:
    document = etree.fromstring(schedule_xml(released(small.conference), language="zh-hans", address=ADDRESS))
    room = document.xpath("//room[@name='闭门会']/event")[0]
    assert (room.findtext("title"), room.findtext("subtitle")) == ("产业政策闭门会", "示例科学联合会")
    assert (room.findtext("abstract"), len(room.find("persons"))) == ("", 0)


def test_cancelled_items_are_left_out_of_schedules_and_marked_in_the_calendar(small: SmallProgramme) -> None:
    talk = small.talks[0]
    talk.is_cancelled = True
    talk.save()
    feed = released(small.conference)
    xml, as_json, ics = (content.decode() for content in all_three(feed, "en"))
    assert ["Synthetic chromosomes" in words for words in (xml, as_json, ics)] == [False, False, True]
    assert ics.count("STATUS:CANCELLED") == 1


def test_what_was_removed_stays_in_the_calendar_as_cancelled_with_its_uid_and_nobody_is_named(
    small: SmallProgramme,
) -> None:
    before = vobject.readOne(schedule_ics(released(small.conference), language="en", edition=EDITION).decode())
    uids = {entry.summary.value: entry.uid.value for entry in before.vevent_list}
    small.talks[0].delete()
    xml, as_json, ics = (content.decode() for content in all_three(released(small.conference), "en"))
    assert ["Synthetic chromosomes" in words for words in (xml, as_json, ics)] == [False, False, True]
    after = vobject.readOne(ics)
    (gone,) = (entry for entry in after.vevent_list if entry.status.value == "CANCELLED")
    assert (gone.uid.value, gone.summary.value) == (uids["Synthetic chromosomes"], "Synthetic chromosomes")
    assert gone.location.value == "Taihu Hall"
    assert "Zhiyuan" not in gone.serialize()
    small.forum_session.delete()
    small.plenary.delete()
    ics = schedule_ics(released(small.conference), language="en", edition=EDITION).decode()
    assert ics.count("STATUS:CANCELLED") == 3
    assert ics.count("STATUS:CONFIRMED") == 1


def test_letters_use_the_uids_of_the_calendar(small: SmallProgramme) -> None:
    Talk.objects.filter(pk=small.talks[0].pk).update(feed={"guid": "of-an-import"})
    Talk.objects.filter(pk=small.talks[1].pk).update(feed={"guid": "of-an-import"})
    feed = released(small.conference)
    index = current_index(small.conference)
    assert index is not None
    uids = uids_of(index.programme)
    kinds = {event.key: "talk" if event.key in index.talks else "session" for event in feed.events}
    assert {event.key: event.guid for event in feed.events} == {key: uids[kind, key] for key, kind in kinds.items()}
    assert uids["talk", small.talks[0].code] == "of-an-import"
    assert len(set(uids.values())) == len(uids) == len(feed.events) + 1, "a session with talks has one, too"


def test_control_characters_never_break_the_xml(small: SmallProgramme) -> None:
    talk = small.talks[0]
    talk.title_en, talk.abstract_en = "Bell\x07 & <bold>\ufffe", "a\x0bb]]>"
    talk.save()
    document = etree.fromstring(schedule_xml(released(small.conference), language="en", address=ADDRESS))
    told = document.xpath(f"//event[slug='bio27-talk-{talk.code.lower()}']")[0]
    assert (told.findtext("title"), told.findtext("abstract")) == ("Bell & <bold>", "ab]]>")


def test_another_parser_reads_the_calendar(small: SmallProgramme) -> None:
    calendar = vobject.readOne(schedule_ics(released(small.conference), language="en", edition=EDITION).decode())
    told = [(entry.summary.value, entry.dtstart.value) for entry in calendar.vevent_list]
    assert told == [
        ("Plenary", small.plenary.starts_at),
        ("Synthetic chromosomes", small.talks[0].starts_at),
        ("Gene circuits", small.talks[1].starts_at),
        ("Closed meeting on policy", small.closed.starts_at),
    ]
    assert [zone.tzid.value for zone in calendar.vtimezone_list] == ["Asia/Shanghai"]
    assert calendar.vevent_list[1].location.value == "Taihu Hall"
    assert calendar.vevent_list[1].description.value == "LIN Zhiyuan"


def test_a_moved_talk_keeps_its_uid_and_increments_its_sequence(small: SmallProgramme) -> None:
    def entry(edition: Edition) -> tuple[str, str, datetime]:
        calendar = vobject.readOne(schedule_ics(released(small.conference), language="en", edition=edition).decode())
        found = next(entry for entry in calendar.vevent_list if entry.summary.value == "Gene circuits")
        return found.uid.value, found.sequence.value, found.dtstart.value

    before = entry(EDITION)
    talk = small.talks[1]
    talk.starts_at, talk.ends_at = (moment + timedelta(hours=1) for moment in (talk.starts_at, talk.ends_at))
    talk.save()
    after = entry(Edition(number=2, published_at=datetime(2027, 4, 2, tzinfo=UTC)))
    assert after == (before[0], "2", before[2] + timedelta(hours=1))
    assert before[1] == "1"


def test_long_chinese_lines_are_folded_by_octets(small: SmallProgramme) -> None:
    talk = small.talks[0]
    talk.title_zh = "合成生物学与人工合成染色体的前沿进展" * 8
    talk.save()
    content = schedule_ics(released(small.conference), language="zh-hans", edition=EDITION)
    lines = content.split(b"\r\n")
    assert max(len(line) for line in lines) <= 75
    assert [line.decode()[:15] for line in lines][:1] == ["BEGIN:VCALENDAR"]
    assert talk.title_zh in content.replace(b"\r\n ", b"").decode()


def test_a_talk_without_duration_has_no_end(small: SmallProgramme) -> None:
    talk = small.talks[0]
    talk.ends_at = talk.starts_at
    talk.save()
    calendar = vobject.readOne(schedule_ics(released(small.conference), language="en", edition=EDITION).decode())
    assert [hasattr(entry, "dtend") for entry in calendar.vevent_list] == [True, False, True, True]


def test_identifiers_are_the_same_in_every_database(small: SmallProgramme) -> None:
    small.talks[0].code = "TALK2345"
    small.talks[0].save()
    event = next(event for event in released(small.conference).events if event.key == "TALK2345")
    assert (event.guid, event.id) == ("c28225bd-0eed-59d1-b43c-e6e42f814d63", "81675535571660")


def test_in_the_hour_that_comes_twice_the_calendar_has_utc(small: SmallProgramme) -> None:
    Conference.objects.filter(pk=small.conference.pk).update(timezone="America/New_York")
    feed = released(Conference.objects.get(pk=small.conference.pk))
    # Summer time ends at 02:00, and the clocks show 01:00 to 02:00 again: from 05:00 to 06:00, then to 07:00 in UTC.
    spans = [((5, 30), (6, 15)), ((6, 30), (7, 30)), ((4, 0), (5, 0)), ((7, 0), (8, 0))]
    events = [
        replace(
            event,
            starts_at=datetime(2026, 11, 1, *begins, tzinfo=UTC),
            ends_at=datetime(2026, 11, 1, *ends, tzinfo=UTC),
        )
        for event, (begins, ends) in zip(feed.events, spans, strict=True)
    ]
    content = schedule_ics(replace(feed, events=tuple(events)), language="en", edition=EDITION)
    entries = vobject.readOne(content.decode()).vevent_list
    assert [(entry.dtstart.value, entry.dtend.value) for entry in entries] == [
        (event.starts_at, event.ends_at) for event in events
    ]
    starts = [line for line in content.decode().splitlines() if line.startswith("DTSTART") and ":202611" in line]
    assert starts == [
        "DTSTART:20261101T053000Z",
        "DTSTART:20261101T063000Z",
        "DTSTART:20261101T040000Z",
        "DTSTART;TZID=America/New_York:20261101T020000",
    ]
