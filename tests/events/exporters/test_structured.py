from collections.abc import Iterator

import pytest
from django.utils.translation import override

from events.exporters.structured import (
    LONGEST_DESCRIPTION,
    ItemAddresses,
    Told,
    event_of_conference,
    event_of_session,
    event_of_talk,
)
from events.rules.index import ProgrammeIndex
from events.rules.programme import AppearanceRole, PersonRole, Programme, RoomItem, SessionItem, SessionKind
from tests.builders.released import FACTS, a_session_item, a_speaker_item, a_talk_item
from toolkit.text import Text

ADDRESSES = ItemAddresses(item="https://portal.example/en/c/x/", conference="https://portal.example/en/c/")
HALL = RoomItem(key="hall", name=Text("太湖厅", "Taihu Hall"), floor="2F", capacity=160)
ADA = a_speaker_item("ADA")


@pytest.fixture(autouse=True)
def _chinese() -> Iterator[None]:
    with override("zh-hans"):
        yield


def index_of(session: SessionItem) -> ProgrammeIndex:
    return ProgrammeIndex(
        Programme(conference=FACTS, rooms=(HALL,), groups=(), forums=(), sessions=(session,), speakers=(ADA,))
    )


def told(session: SessionItem) -> Told:
    return event_of_session(index_of(session), session, addresses=ADDRESSES)


def test_a_conference_has_what_search_engines_require() -> None:
    event = event_of_conference(index_of(a_session_item("SESS0001", 9, 10)), url=ADDRESSES.conference)
    assert (event["@context"], event["@type"], event["name"]) == ("https://schema.org", "Event", FACTS.title.here)
    assert (event["startDate"], event["endDate"]) == (FACTS.starts_on.isoformat(), FACTS.ends_on.isoformat())
    assert isinstance(event["location"], dict)
    assert event["location"]["@type"] == "Place"
    assert event["location"]["address"]


def test_a_talk_has_its_time_with_offset_its_room_its_people_and_its_conference() -> None:
    talk = a_talk_item("TALK0001", 9, 9.5, "ADA")
    session = a_session_item("SESS0001", 9, 10, talks=(talk,), room="hall")
    event = event_of_talk(index_of(session), session, talk, addresses=ADDRESSES)
    assert (event["name"], event["url"]) == (talk.title.here, ADDRESSES.item)
    assert event["startDate"] == talk.starts_at.astimezone(FACTS.zone).isoformat()
    assert str(event["startDate"])[-6:] == "+08:00"
    assert event["performer"] == [{"@type": "Person", "name": ADA.name}]
    assert event["eventStatus"] == "https://schema.org/EventScheduled"
    assert isinstance(event["location"], dict)
    assert str(event["location"]["name"]).endswith("太湖厅")
    assert isinstance(event["superEvent"], dict)
    assert event["superEvent"]["url"] == ADDRESSES.conference


def test_what_is_cancelled_is_marked() -> None:
    assert told(a_session_item("SESS0001", 9, 10, is_cancelled=True))["eventStatus"] == (
        "https://schema.org/EventCancelled"
    )


def test_a_closed_door_session_is_not_told_nor_its_talks() -> None:
    talk = a_talk_item("TALK0001", 9, 9.5, "ADA")
    people = (PersonRole(speaker="ADA", role=AppearanceRole.SPEAKER),)
    session = a_session_item("SESS0001", 9, 10, kind=SessionKind.CLOSED_DOOR, people=people, talks=(talk,))
    assert told(session) == {}
    assert event_of_talk(index_of(session), session, talk, addresses=ADDRESSES) == {}


def test_a_description_has_no_markup_and_is_not_long() -> None:
    event = told(a_session_item("SESS0001", 9, 10, description=Text(zh="**粗** <b>体</b> & " + "长" * 400)))
    assert str(event["description"]).startswith("粗 体 & 长")
    assert len(str(event["description"])) == LONGEST_DESCRIPTION + 1


@pytest.mark.parametrize("missing", ["description", "performer"])
def test_what_is_missing_is_left_out(missing: str) -> None:
    assert missing not in told(a_session_item("SESS0001", 9, 10))
