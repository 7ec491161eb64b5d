"""The page of a forum in the console."""

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from events.rules.office.roles import Role
from speakers.models import Appearance, Speaker, SpeakerState
from tests.builders.people import Cast, a_person, signed_in
from tests.builders.programme import a_room, a_session, a_talk

LATIN = {"苗明野": "MIAO Mingye", "云承泽": "YUN Chengze"}


@pytest.fixture
def viewer(cast: Cast) -> Client:
    return signed_in(cast.members[Role.VIEWER])


def page(client: Client, cast: Cast) -> str:
    return " ".join(client.get(reverse("console_forum", args=[cast.conference.slug, 1])).content.decode().split())


def a_speaker(cast: Cast, name: str, **fields: object) -> Speaker:
    person = a_person(cast.organisation, name, name_latin=LATIN.get(name, ""))
    return Speaker.objects.create(conference=cast.conference, person=person, **fields)


def test_talks_are_listed_with_their_speakers_lengths_and_states(viewer: Client, cast: Cast) -> None:
    session = a_session(cast.conference, cast.forum, room=a_room(cast.conference))
    talk = a_talk(session)
    a_talk(session, 20, title_en="Never held", is_cancelled=True)
    Appearance.objects.create(speaker=a_speaker(cast, "苗明野"), talk=talk, role="speaker")
    shown = page(viewer, cast)
    agenda = shown[shown.index('id="agenda-head"') :]
    assert "20 min" in agenda
    assert "MIAO Mingye" in agenda
    assert "no answer yet" in agenda
    after = agenda[agenda.index("Never held") :]
    assert "Cancelled" in after[:200]
    assert "no speaker" in after


def test_who_has_confirmed_carries_no_remark(viewer: Client, cast: Cast) -> None:
    talk = a_talk(a_session(cast.conference, cast.forum))
    Appearance.objects.create(
        speaker=a_speaker(cast, "苗明野", state=SpeakerState.CONFIRMED), talk=talk, role="speaker"
    )
    shown = page(viewer, cast)
    assert "MIAO Mingye" in shown
    assert "no answer yet" not in shown


def test_chairs_are_named_in_the_letters_of_the_page(viewer: Client, cast: Cast) -> None:
    Appearance.objects.create(speaker=a_speaker(cast, "云承泽"), forum=cast.forum, role="chair")
    assert '<b><bdi>YUN Chengze</bdi></b> <span class="meta">Chair</span>' in page(viewer, cast)
    viewer.cookies["django_language"] = "zh-hans"
    assert "<b><bdi>云承泽</bdi></b>" in page(viewer, cast)


def test_of_a_closed_meeting_only_time_and_title_are_shown_to_those_who_need_not_know(
    viewer: Client, cast: Cast
) -> None:
    room = a_room(cast.conference, "F601")
    session = a_session(
        cast.conference, cast.forum, kind="closed_door", access="invitation", room=room, title_en="Strategy round"
    )
    Appearance.objects.create(speaker=a_speaker(cast, "苗明野"), talk=a_talk(session), role="speaker")
    Appearance.objects.create(speaker=a_speaker(cast, "云承泽"), forum=cast.forum, role="chair")
    shown = page(viewer, cast)
    assert "Strategy round" in shown
    secrets = ("F601", *LATIN, *LATIN.values(), "Enzymes", session.code)
    assert not [secret for secret in secrets if secret in shown]
    secretary = Client()
    secretary.force_login(cast.members[Role.FORUM_SECRETARY])
    assert all(secret in page(secretary, cast) for secret in ("F601", "苗明野", "云承泽"))


def test_three_sessions_take_as_many_queries_as_one(
    viewer: Client, cast: Cast, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    def fill() -> None:
        session = a_session(cast.conference, cast.forum)
        for number in range(3):
            Appearance.objects.create(speaker=a_speaker(cast, f"王{number}"), talk=a_talk(session), role="speaker")

    fill()
    page(viewer, cast)
    with django_assert_num_queries(QUERIES):
        page(viewer, cast)
    for _ in range(2):
        fill()
    with django_assert_num_queries(QUERIES):
        page(viewer, cast)


QUERIES = 11
