"""Pages that move a whole forum, and exchange two sessions or two rooms."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from events.models import Session
from events.rules.office.roles import Role
from tests.builders.people import NOW, Cast, signed_in
from tests.builders.programme import a_room, a_session


@pytest.fixture
def editor(cast: Cast) -> Client:
    return signed_in(cast.members[Role.PROGRAMME_EDITOR])


def forum_page(cast: Cast) -> str:
    return reverse("console_forum_move", args=[cast.conference.slug, cast.forum.number])


def test_a_forum_is_moved_to_another_room_and_day_and_the_clash_is_told(cast: Cast, editor: Client) -> None:
    session = a_session(cast.conference, cast.forum)
    room = a_room(cast.conference, "C103")
    tomorrow = session.starts_at + timedelta(days=1)
    a_session(cast.conference, room=room, title_en="Prizes", starts_at=tomorrow, ends_at=session.ends_at + timedelta(1))
    day = cast.conference.day_of(tomorrow).isoformat()
    assert "taken at that time" not in editor.get(forum_page(cast)).content.decode()
    rooms = editor.get(forum_page(cast), {"to": day}, headers={"HX-Request": "true"}).content.decode()
    assert "taken at that time" in rooms
    assert "Prizes" in rooms
    answer = editor.post(forum_page(cast), {"room": room.pk, "to": day}, follow=True)
    told = answer.content.decode()
    assert "1 session moved." in told
    assert "Prizes" in told
    moved = Session.objects.get(pk=session.pk)
    assert (moved.room, moved.starts_at) == (room, tomorrow)


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({}, "Choose a room, or another day."),
        ({"to": "2031-01-01"}, "Select a valid choice"),
        ({"room": "999999"}, "Select a valid choice"),
        ({"to": "2027-04-18", "only_on": "2027-04-17"}, "Select a valid choice"),
    ],
)
def test_what_cannot_be_moved_is_told_at_the_field(
    cast: Cast, editor: Client, sent: dict[str, str], words: str
) -> None:
    session = a_session(cast.conference, cast.forum)
    answer = editor.post(forum_page(cast), sent)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert Session.objects.get().starts_at == session.starts_at


def test_an_empty_forum_leads_to_a_new_session(cast: Cast, editor: Client) -> None:
    assert "This forum has no sessions yet." in editor.get(forum_page(cast)).content.decode()


def test_two_sessions_change_places_or_only_rooms(cast: Cast, editor: Client) -> None:
    room = a_room(cast.conference)
    session = a_session(cast.conference, cast.forum, room=room)
    other = a_session(cast.conference, starts_at=NOW, ends_at=NOW + timedelta(hours=1))
    page = reverse("console_session_swap", args=[cast.conference.slug, session.code])
    assert other.code in editor.get(page).content.decode()
    editor.post(page, {"rooms": other.code})
    assert [Session.objects.get(pk=row.pk).room for row in (session, other)] == [None, room]
    answer = editor.post(page, {"places": other.code}, follow=True)
    assert "Swapped." in answer.content.decode()
    assert Session.objects.get(pk=session.pk).starts_at == NOW
    foreign = a_session(cast.neighbours_conference)
    assert editor.post(page, {"places": foreign.code}).status_code == 404
    told = editor.post(page, {"places": session.code}, follow=True).content.decode()
    assert "Choose two different ones." in told


def test_two_rooms_are_exchanged(cast: Cast, editor: Client) -> None:
    first, second = a_room(cast.conference, "A201"), a_room(cast.conference, "B302")
    a_session(cast.conference, room=first)
    page = reverse("console_room_swap", args=[cast.conference.slug, first.pk])
    assert editor.post(page, {"other": first.pk}).status_code == 422
    told = editor.post(page, {"other": second.pk}, follow=True).content.decode()
    assert "1 session moved." in told
    assert Session.objects.get().room == second
