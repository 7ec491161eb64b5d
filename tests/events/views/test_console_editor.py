"""The editor's page and what its script asks: the day as JSON, deeds, and what others have done meanwhile."""

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, TypeAlias, TypedDict

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from events.models import Deed, Room, Session, Talk, User
from events.operations.running_order import set_length
from events.rules.office.roles import Role
from speakers.models import Appearance, Speaker
from tests.builders.people import NOW, Cast, a_person, signed_in
from tests.builders.programme import a_room, a_session, a_talk

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse

Response: TypeAlias = "_MonkeyPatchedWSGIResponse"
DAY = "2027-04-16"
TWO = 14 * 60 - 5 * 60
MARKUP = "<script>alert(1)</script>"
PAGE, POLL, DROP = 18, 5, 56

pytestmark = pytest.mark.usefixtures("at_nine")


class TalkJson(TypedDict):
    code: str
    starts: int
    minutes: int
    version: str


class SessionJson(TypedDict):
    code: str
    starts: int
    room: int | None
    version: str
    talks: list[TalkJson]


class ClashJson(TypedDict):
    words: str
    is_hard: bool
    ends: list[dict[str, str]]
    code: str


class Answer(TypedDict):
    said: str
    number: int
    undo: str
    redo: str
    sessions: list[SessionJson]
    waiting: list[TalkJson]
    others: list[ClashJson]
    made: list[ClashJson]
    mended: list[ClashJson]


@pytest.fixture
def editor(cast: Cast) -> User:
    user = cast.members[Role.PROGRAMME_EDITOR]
    user.name = "Fan Linchuan"
    user.save()
    return user


@pytest.fixture
def client(editor: User) -> Client:
    return signed_in(editor)


@pytest.fixture
def other(cast: Cast) -> Client:
    return signed_in(cast.members[Role.ORGANISER])


def address(cast: Cast, name: str = "") -> str:
    return reverse(f"console_editor{name}", args=[cast.conference.slug])


def page(client: Client, cast: Cast, block: str = f"{DAY}.1") -> Answer:
    """Return the page's JSON."""
    content = client.get(address(cast), {"block": block}).content.decode()
    found: Answer = json.loads(content.split('<script id="day" type="application/json">')[1].split("</script>")[0])
    return found


def version_of(session: Session, answer: Answer) -> str:
    return next(each["version"] for each in answer["sessions"] if each["code"] == session.code)


def send(client: Client, cast: Cast, wish: Mapping[str, object], *, since: int = 0) -> Response:
    body = {"day": DAY, "since": since, "on": DAY, "wish": wish}
    return client.post(address(cast, "_deeds"), body, content_type="application/json")


def length_of(talk: Talk, version: str, minutes: int) -> dict[str, object]:
    return {"deed": "set_length", "talk": talk.code, "version": version, "minutes": minutes}


def read(response: Response, status: int = 200) -> Answer:
    assert response.status_code == status, response.content
    answer: Answer = json.loads(response.content)
    return answer


def test_a_drop_is_answered_with_what_has_changed_and_how_to_take_it_back(client: Client, cast: Cast) -> None:
    session, room = a_session(cast.conference, cast.forum), a_room(cast.conference)
    a_talk(session)
    a_session(cast.conference)
    version = version_of(session, page(client, cast))

    answer = read(
        send(
            client,
            cast,
            {"deed": "move_session", "session": session.code, "version": version, "room": room.pk, "starts": TWO + 30},
        )
    )

    (moved,) = answer["sessions"]
    assert (moved["code"], moved["room"], moved["starts"]) == (session.code, room.pk, TWO + 30)
    assert [talk["starts"] for talk in moved["talks"]] == [TWO + 30]
    assert (answer["number"], answer["undo"], answer["redo"]) == (Deed.objects.get().pk, "move Synbio", "")
    assert answer["said"] == "Done: move Synbio."

    step = {"day": DAY, "since": answer["number"], "step": "undo"}
    undone = read(client.post(address(cast, "_step"), step, content_type="application/json"))
    assert [(each["room"], each["starts"]) for each in undone["sessions"]] == [(None, TWO)]
    assert (undone["undo"], undone["redo"]) == ("", "move Synbio")
    redone = read(
        client.post(
            address(cast, "_step"), step | {"since": undone["number"], "step": "redo"}, content_type="application/json"
        )
    )
    assert [(each["room"], each["starts"]) for each in redone["sessions"]] == [(room.pk, TWO + 30)]


def test_a_drop_tells_the_clashes_that_it_makes_and_mends_with_links_to_both_ends(client: Client, cast: Cast) -> None:
    room = a_room(cast.conference, "A201")
    session, other = a_session(cast.conference, cast.forum, room=room), a_session(cast.conference, room=None)
    wish: dict[str, object] = {"deed": "move_session", "session": other.code, "room": room.pk, "starts": TWO}

    made = read(send(client, cast, wish | {"version": version_of(other, page(client, cast))}))
    (clash,) = made["made"]
    assert (clash["words"], clash["is_hard"]) == ("A201: Room booked twice", True)
    assert {end["href"].split("/")[-2] for end in clash["ends"]} == {session.code, other.code}
    assert [end["words"] for end in clash["ends"]] == ["Synbio 14:00–16:00", "Plenary 14:00–16:00"]

    away = wish | {"room": None, "version": made["sessions"][0]["version"]}
    mended = read(send(client, cast, away, since=made["number"]))
    assert (mended["made"], mended["mended"]) == ([], made["made"])


def test_clashes_that_only_the_server_finds_come_with_the_page_and_with_each_answer(client: Client, cast: Cast) -> None:
    room = a_room(cast.conference, "A201", capacity=160)
    session = a_session(cast.conference, cast.forum, room=room, capacity=400)
    talk = a_talk(session)
    (crowded,) = page(client, cast)["others"]
    assert (crowded["words"], crowded["is_hard"], crowded["code"]) == ("A201: Room too small", False, session.code)

    version = page(client, cast)["sessions"][0]["talks"][0]["version"]
    assert read(send(client, cast, length_of(talk, version, 30)))["others"] == [crowded]


def test_the_second_of_two_is_told_who_was_first_and_gets_what_has_changed(
    client: Client, other: Client, cast: Cast
) -> None:
    talk = a_talk(a_session(cast.conference, cast.forum))
    seen = page(other, cast)
    version = seen["sessions"][0]["talks"][0]["version"]
    wish: dict[str, object] = {"deed": "set_length", "talk": talk.code, "version": version}
    read(send(client, cast, wish | {"minutes": 30}))

    refused = read(send(other, cast, wish | {"minutes": 45}, since=seen["number"]), 409)

    assert refused["said"] == "Fan Linchuan was first: this has just been moved. Nothing was changed."
    assert [each["minutes"] for each in refused["sessions"][0]["talks"]] == [30]
    assert Deed.objects.count() == 1


def test_an_undo_after_anothers_change_is_refused_with_their_name(client: Client, other: Client, cast: Cast) -> None:
    talk = a_talk(a_session(cast.conference, cast.forum))
    set_length(talk, 2 * (talk.ends_at - talk.starts_at), by=cast.members[Role.ORGANISER], now=NOW)
    version = page(client, cast)["sessions"][0]["talks"][0]["version"]
    read(send(client, cast, length_of(talk, version, 15)))

    step = {"day": DAY, "since": 0, "step": "undo"}
    refused = read(other.post(address(cast, "_step"), step, content_type="application/json"), 409)

    assert refused["said"] == "Fan Linchuan has changed the same thing since. Nothing was taken back."


@pytest.mark.parametrize(
    ("wish", "status", "said"),
    [
        ({"deed": "move_forum", "forum": 99, "room": 1}, 404, "This conference has no such forum or room."),
        ({"deed": "move_forum", "forum": 1, "room": 1}, 404, "This conference has no such forum or room."),
        ({"deed": "set_length", "talk": "gone", "version": "", "minutes": 5}, 409, "Somebody else"),
        ({"deed": "nothing"}, 400, "The request could not be read."),
    ],
)
def test_refusals_are_worded(client: Client, cast: Cast, wish: dict[str, object], status: int, said: str) -> None:
    assert read(send(client, cast, wish), status)["said"].startswith(said)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"deed": "move_session", "room": None, "starts": -10_000}, "This is outside the days of the conference."),
        ({"deed": "resize_session", "ends": TWO + 30 * 60}, "A session lasts a day at most."),
        ({"deed": "resize_session", "ends": TWO - 5}, "The end is not after the start."),
        ({"deed": "move_session", "room": None, "starts": 23 * 60}, "A session cannot run from one day"),
        ({"deed": "swap_rooms", "other": "SELF"}, "Choose two different ones."),
    ],
)
def test_times_that_do_not_fit_are_refused_in_words(
    client: Client, cast: Cast, change: dict[str, object], said: str
) -> None:
    session = a_session(cast.conference, cast.forum)
    version = page(client, cast)["sessions"][0]["version"]
    wish = change | {"session": session.code, "version": version}
    if "other" in wish:
        wish |= {"other": session.code, "other_version": version}
    assert read(send(client, cast, wish), 422)["said"].startswith(said)


def test_a_talk_of_no_length_is_refused(client: Client, cast: Cast) -> None:
    talk = a_talk(a_session(cast.conference, cast.forum))
    version = page(client, cast)["sessions"][0]["talks"][0]["version"]
    for minutes, said in ((0, "a minute at least"), (-5, "a minute at least"), (1441, "a day at most")):
        answer = send(client, cast, length_of(talk, version, minutes))
        assert said in read(answer, 422)["said"]


def test_what_others_have_done_is_told_once_and_nothing_costs_one_statement(
    client: Client, other: Client, cast: Cast, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    talk = a_talk(a_session(cast.conference, cast.forum))
    seen = page(other, cast)
    poll: dict[str, str | int] = {"day": DAY, "since": seen["number"]}
    with django_assert_num_queries(POLL):
        assert other.get(address(cast, "_changes"), poll).status_code == 204

    version = seen["sessions"][0]["talks"][0]["version"]
    read(send(client, cast, length_of(talk, version, 30)))
    news = read(other.get(address(cast, "_changes"), poll))

    assert news["said"] == "Fan Linchuan: length of Enzymes designed from scratch"
    assert [each["minutes"] for each in news["sessions"][0]["talks"]] == [30]
    assert other.get(address(cast, "_changes"), poll | {"since": news["number"]}).status_code == 204
    unreadable: list[dict[str, str | int]] = [
        {"day": "x"},
        {"since": "-1"},
        {"since": "1" * 19},
        {"since": "²"},
        {"day": "0001-01-01"},
    ]
    for bad in unreadable:
        assert other.get(address(cast, "_changes"), poll | bad).status_code == 400


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_and_a_drop_take_the_same_queries_whatever_is_on_the_day(
    client: Client, cast: Cast, django_assert_num_queries: DjangoAssertNumQueries, rows: int
) -> None:
    for number in range(rows):
        session = a_session(cast.conference, cast.forum, room=a_room(cast.conference, f"A{number}"))
        speaker = Speaker.objects.create(conference=cast.conference, person=a_person(cast.organisation))
        Appearance.objects.create(speaker=speaker, talk=a_talk(session), role="speaker")
    page(client, cast)
    with django_assert_num_queries(PAGE):
        seen = page(client, cast)
    talk = seen["sessions"][0]["talks"][0]
    wish = {"deed": "set_length", "talk": talk["code"], "version": talk["version"], "minutes": 30}
    with django_assert_num_queries(DROP):
        read(send(client, cast, wish))


def test_titles_with_markup_are_text_in_the_pages_json(client: Client, cast: Cast) -> None:
    session = a_session(cast.conference, cast.forum, title_en=MARKUP, room=a_room(cast.conference, MARKUP))
    a_talk(session, title_en=MARKUP)
    content = client.get(address(cast), {"block": DAY}).content.decode()
    assert MARKUP not in content
    assert r"\u003Cscript\u003Ealert(1)" in content


def test_an_empty_conference_has_a_block_for_each_day(client: Client, cast: Cast) -> None:
    content = client.get(address(cast)).content.decode()
    assert content.count("?block=") == 3
    assert Room.objects.count() == Session.objects.count() == Talk.objects.count() == 0


def test_places_on_another_day_come_as_json(client: Client, cast: Cast) -> None:
    session = a_session(cast.conference, cast.forum, room=a_room(cast.conference))
    part = read(client.get(address(cast, "_part"), {"block": f"{DAY}.1"}))
    assert [each["code"] for each in part["sessions"]] == [session.code]
    assert read(client.get(address(cast, "_part"), {"block": "2027-04-17"}))["sessions"] == []
