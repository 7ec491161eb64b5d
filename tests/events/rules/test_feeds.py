from dataclasses import replace
from datetime import UTC, date, datetime, time

import pytest

from events.rules.columns import conference_feed, person_feed
from events.rules.exchange import Feed, FeedConference, FeedEvent, FeedFormat, FeedPerson
from events.rules.feeds import CLOSED, NOWHERE, Addresses, Edition, acronym_of, feed_of
from events.rules.identities import lasting_guid, lasting_number
from events.rules.programme import (
    AppearanceRole,
    ConferenceFacts,
    ForumItem,
    PersonRole,
    Programme,
    RoomItem,
    SessionItem,
    SessionKind,
    SpeakerItem,
    TalkKind,
)
from tests.builders.released import FACTS, a_forum_item, a_session_item, a_speaker_item, a_talk_item, at
from toolkit.text import Text

EDITION = Edition(number=3, published_at=datetime(2027, 4, 1, tzinfo=UTC))
ADDRESSES = Addresses(
    conference="https://portal.example/c/",
    talk=lambda code: f"https://portal.example/talks/{code}/",
    session=lambda code: f"https://portal.example/sessions/{code}/",
)
HALL = RoomItem(key="hall", name=Text("太湖厅", "Taihu Hall"), floor="2F", capacity=160)
GUID = "11111111-2222-5333-8444-555555555501"


def feed_with(
    *sessions: SessionItem,
    speakers: tuple[SpeakerItem, ...] = (),
    forums: tuple[ForumItem, ...] = (),
    rooms: tuple[RoomItem, ...] = (HALL,),
    conference: ConferenceFacts = FACTS,
) -> Feed:
    programme = Programme(
        conference=conference, rooms=rooms, groups=(), forums=forums, sessions=sessions, speakers=speakers
    )
    return feed_of(programme, edition=EDITION, addresses=ADDRESSES)


def the_event(session: SessionItem, *speakers: SpeakerItem, forums: tuple[ForumItem, ...] = ()) -> FeedEvent:
    [event] = feed_with(session, speakers=speakers, forums=forums).events
    return event


def the_person(speaker: SpeakerItem) -> FeedPerson:
    [person] = feed_with(speakers=(speaker,)).persons
    return person


def test_a_conference_made_by_hand_gets_our_addresses_and_defaults() -> None:
    feed = feed_with()
    assert feed.format is FeedFormat.JSON
    assert feed.conference == FeedConference(
        title=FACTS.title,
        acronym="bio27",
        starts_on=date(2027, 4, 16),
        ends_on=date(2027, 4, 17),
        day_change=time(5),
        timezone="Asia/Shanghai",
        timeslot="00:05",
        base_url="https://portal.example/c/",
        url="https://portal.example/c/",
        version="3",
    )


def test_a_conference_keeps_values_that_only_its_feed_had() -> None:
    said = FeedConference(
        title=Text(en="Old title"),
        acronym="sample",
        timeslot="00:15",
        base_url="https://sample.example/",
        url="https://sample.example/2027/",
        version="0.9",
        venue="Old mill",
    )
    told = feed_with(conference=replace(FACTS, feed=conference_feed(said))).conference
    assert (told.acronym, told.timeslot, told.venue) == ("sample", "00:15", "Old mill")
    assert (told.base_url, told.url) == ("https://sample.example/", "https://sample.example/2027/")
    assert (told.title, told.version) == (FACTS.title, "3")


@pytest.mark.parametrize(
    ("slug", "acronym"),
    [
        ("bio27", "bio27"),
        ("Bio-2027", "bio_2027"),
        ("a--b.c", "a_b_c"),
        ("ab", "ab__"),
        ("abc", "abc_"),
        ("abcd", "abcd"),
    ],
)
def test_an_acronym_has_at_least_four_letters_figures_or_underscores(slug: str, acronym: str) -> None:
    assert acronym_of(slug) == acronym


def test_a_room_keeps_its_guid_or_gets_one_that_lasts() -> None:
    known = replace(HALL, key="known", feed={"guid": GUID, "slug": "hall"})
    plain, imported = feed_with(rooms=(HALL, known)).rooms
    assert (plain.key, plain.name, plain.capacity) == ("hall", HALL.name, 160)
    assert plain.guid == lasting_guid("bio27", "room", "hall")
    assert (imported.guid, imported.slug) == (GUID, "hall")


def test_a_closed_door_session_is_one_event_in_a_neutral_room() -> None:
    session = a_session_item("S1", 9, 10, kind=SessionKind.CLOSED_DOOR, room="hall", talks=(a_talk_item("T1", 9, 10),))
    feed = feed_with(session)
    assert [(event.key, event.room) for event in feed.events] == [("S1", CLOSED)]
    hall, neutral = feed.rooms
    assert hall.key == "hall"
    assert (neutral.key, neutral.name) == (CLOSED, Text("闭门会", "Closed meeting"))
    assert neutral.guid == lasting_guid("bio27", "neutral room", CLOSED)


def test_a_session_without_a_room_is_in_a_room_named_with_a_dash() -> None:
    feed = feed_with(a_session_item("S1", 9, 10), rooms=())
    assert feed.events[0].room == NOWHERE
    assert [(room.key, room.name) for room in feed.rooms] == [(NOWHERE, Text("—", "—"))]


def test_empty_neutral_rooms_are_left_out() -> None:
    assert [room.key for room in feed_with(a_session_item("S1", 9, 10, room="hall")).rooms] == ["hall"]


def test_a_forum_is_a_track_under_its_number_or_the_key_it_came_with() -> None:
    forums = (a_forum_item(1), a_forum_item(2, feed={"key": "legal", "color": "#abc"}))
    feed = feed_with(a_session_item("S1", 9, 10, forum=2), a_session_item("S2", 9, 10, forum=9), forums=forums)
    assert [(track.key, track.name.en, track.color) for track in feed.tracks] == [
        ("forum-1", "Forum 1", ""),
        ("legal", "Forum 2", "#abc"),
    ]
    assert [event.track for event in feed.events] == ["legal", ""]


def test_a_speaker_made_here_gets_stable_identifiers() -> None:
    person = the_person(a_speaker_item("AB12CD34", biography=Text(en="Weaves.")))
    assert (person.key, person.code) == ("AB12CD34", "AB12CD34")
    assert person.id == str(lasting_number("bio27", "speaker", "AB12CD34"))
    assert person.guid == lasting_guid("bio27", "speaker", "AB12CD34")
    assert (person.name, person.biography) == (Text("林知远", "LIN Zhiyuan"), Text(en="Weaves."))


@pytest.mark.parametrize(
    ("name", "latin", "told"),
    [("Ada Byron", "", Text(en="Ada Byron")), ("Ada Byron", "Byron", Text(en="Ada Byron")), ("王伟", "", Text("王伟"))],
)
def test_a_name_without_chinese_is_exported_as_english(name: str, latin: str, told: Text) -> None:
    assert the_person(a_speaker_item("AB12CD34", name, latin)).name == told


def imported(**fields: object) -> SpeakerItem:
    """Return a speaker who was imported from a feed as Ada Byron."""
    feed = person_feed(FeedPerson(key="7/Ada", name=Text("Ada Byron", "Ada Byron"), **fields))  # type: ignore[arg-type] # any field
    return a_speaker_item("AB12CD34", "Ada Byron", "", feed=feed)


def test_an_imported_speaker_keeps_key_identifiers_and_name() -> None:
    person = the_person(imported(id="7", guid=GUID, code="ADA", avatar="/ada.png"))
    assert (person.key, person.id, person.guid, person.code) == ("7/Ada", "7", GUID, "ADA")
    assert (person.name, person.avatar) == (Text("Ada Byron", "Ada Byron"), "/ada.png")


@pytest.mark.parametrize("key", ["ada", "", "٤٢"])  # the XML schema accepts only ASCII digits
def test_an_imported_speaker_without_numeric_id_or_guid_gets_ours_but_no_code(key: str) -> None:
    person = the_person(imported(id=key))
    assert person.id == str(lasting_number("bio27", "speaker", "AB12CD34"))
    assert (person.guid, person.code) == (lasting_guid("bio27", "speaker", "AB12CD34"), "")


def test_a_name_corrected_since_the_import_is_exported_as_corrected() -> None:
    assert the_person(replace(imported(), name="Ada King")).name == Text(en="Ada King")


def test_a_session_with_talks_is_exported_as_its_talks() -> None:
    talk = a_talk_item("T1", 9, 9.5, "AB12CD34", abstract=Text(en="On looms."), kind=TalkKind.PANEL)
    bare = a_talk_item("T2", 9.5, 10, title=Text())
    session = a_session_item("S1", 9, 10, forum=1, room="hall", talks=(talk, bare))
    feed = feed_with(session, speakers=(a_speaker_item("AB12CD34"),), forums=(a_forum_item(1),))
    first, second = feed.events
    assert (first.key, first.title, first.abstract) == ("T1", Text("报告T1", "Talk T1"), Text(en="On looms."))
    assert (first.starts_at, first.ends_at, first.day) == (at(9), at(9.5), date(2027, 4, 16))
    assert (first.room, first.track, first.persons, first.kind) == ("hall", "forum-1", ("AB12CD34",), "panel")
    assert (second.title, second.persons) == (session.title, ())


def test_a_session_without_talks_is_one_event_with_its_host_as_subtitle() -> None:
    people = (PersonRole(speaker="AB12CD34", role=AppearanceRole.CHAIR),)
    host, words = Text(en="Academy"), Text(en="Opening.")
    session = a_session_item("S1", 24.5, 25, room="hall", host=host, description=words, people=people)
    event = the_event(session, a_speaker_item("AB12CD34"))
    assert (event.key, event.title, event.subtitle, event.abstract) == ("S1", session.title, host, words)
    assert (event.starts_at, event.ends_at, event.day) == (at(24.5), at(25), date(2027, 4, 16))
    assert (event.room, event.track, event.persons, event.kind) == ("hall", "", ("AB12CD34",), "plenary")


def test_people_with_two_roles_are_named_once_and_unknown_people_never() -> None:
    people = tuple(
        PersonRole(speaker=code, role=role)
        for code, role in [
            ("BBBBBBBB", AppearanceRole.CHAIR),
            ("AAAAAAAA", AppearanceRole.SPEAKER),
            ("BBBBBBBB", AppearanceRole.SPEAKER),
            ("CCCCCCCC", AppearanceRole.SPEAKER),
        ]
    )
    event = the_event(
        a_session_item("S1", 9, 10, people=people), a_speaker_item("AAAAAAAA"), a_speaker_item("BBBBBBBB")
    )
    assert event.persons == ("BBBBBBBB", "AAAAAAAA")


@pytest.mark.parametrize(("talk", "session", "told"), [(False, False, False), (True, False, True), (False, True, True)])
def test_a_talk_is_cancelled_by_itself_or_with_its_session(*, talk: bool, session: bool, told: bool) -> None:
    talks = (a_talk_item("T1", 9, 10, is_cancelled=talk),)
    assert the_event(a_session_item("S1", 9, 10, is_cancelled=session, talks=talks)).is_cancelled is told


@pytest.mark.parametrize("is_cancelled", [False, True])
def test_a_cancelled_session_is_marked(*, is_cancelled: bool) -> None:
    assert the_event(a_session_item("S1", 9, 10, is_cancelled=is_cancelled)).is_cancelled is is_cancelled


def test_events_made_here_get_identifiers_and_addresses() -> None:
    session = the_event(a_session_item("S1AB", 9, 10))
    talk = the_event(a_session_item("S1AB", 9, 10, talks=(a_talk_item("T1AB", 9, 10),)))
    assert (session.id, session.guid) == (
        str(lasting_number("bio27", "session", "S1AB")),
        lasting_guid("bio27", "session", "S1AB"),
    )
    assert (session.slug, session.url) == ("bio27-session-s1ab", "https://portal.example/sessions/S1AB/")
    assert (talk.id, talk.guid) == (
        str(lasting_number("bio27", "talk", "T1AB")),
        lasting_guid("bio27", "talk", "T1AB"),
    )
    assert (talk.slug, talk.url) == ("bio27-talk-t1ab", "https://portal.example/talks/T1AB/")


def test_an_imported_event_keeps_its_own_identifiers() -> None:
    feed = {"id": "42", "guid": GUID, "slug": "looms", "url": "https://sample.example/looms", "kind": "lecture"}
    event = the_event(a_session_item("S1", 9, 10, feed=feed))
    assert (event.id, event.guid, event.slug, event.url, event.kind) == (
        "42",
        GUID,
        "looms",
        "https://sample.example/looms",
        "lecture",
    )
    assert the_event(a_session_item("S1", 9, 10, feed={"id": "x42"})).id == str(
        lasting_number("bio27", "session", "S1")
    )


def test_no_two_events_have_one_guid() -> None:
    talks = tuple(a_talk_item(code, 9, 9.5, feed={"guid": GUID}) for code in ("TALK0001", "TALK0002"))
    first, second = feed_with(a_session_item("SESS0001", 9, 10, talks=talks)).events
    assert (first.guid, second.guid) == (GUID, lasting_guid(FACTS.slug, "talk", "TALK0002"))
