"""Publishing in the console: the reason is asked for beforehand, and past releases show what they changed."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from events.models import Release, Session
from events.operations.publishing import publish
from events.rules.office.roles import Role
from speakers.models import Appearance, Speaker
from tests.builders.people import NOW, Cast, a_person, signed_in
from tests.builders.programme import a_room, a_session, a_talk


@pytest.fixture
def owner(cast: Cast) -> Client:
    return signed_in(cast.members[Role.OWNER])


def page(client: Client, cast: Cast, *number: int) -> str:
    address = reverse("console_release" if number else "console_publish", args=[cast.conference.slug, *number])
    return " ".join(client.get(address).content.decode().split())


def test_a_reason_is_asked_for_only_where_clashes_prevent_a_release(owner: Client, cast: Cast) -> None:
    room = a_room(cast.conference)
    a_session(cast.conference, room=room)
    assert 'name="reason"' not in page(owner, cast)
    a_session(cast.conference, room=room)
    assert 'name="reason"' in page(owner, cast)
    assert "required" in page(owner, cast).split('name="reason"')[1].split(">")[0]
    publish(cast.conference, by=cast.members[Role.OWNER], now=NOW, accept_clashes="partition wall")
    shown = page(owner, cast)
    assert 'name="reason"' not in shown  # the same clash, but nothing new to publish
    assert "There is nothing new to publish." in shown


def test_another_order_of_forum_groups_is_something_to_publish(owner: Client, cast: Cast) -> None:
    a_session(cast.conference)
    publish(cast.conference, by=None, now=NOW)
    assert "There is nothing new to publish." in page(owner, cast)
    cast.conference.forum_groups.create(letter="A", title_en="Synthetic biology")
    assert "There is nothing new to publish." not in page(owner, cast)


def published_twice(cast: Cast) -> None:
    """Publish a session with a talk; then move it, retitle the talk, add a session and publish again."""
    session = a_session(cast.conference, room=a_room(cast.conference, "A201"), title_en="Opening")
    talk = a_talk(session)
    publish(cast.conference, by=None, now=NOW)
    half_an_hour = timedelta(minutes=30)
    Session.objects.update(starts_at=session.starts_at + half_an_hour, room=a_room(cast.conference, "B302"))
    talk.title_en, talk.starts_at, talk.ends_at = "Better enzymes", talk.starts_at + half_an_hour, session.ends_at
    talk.save()
    a_session(cast.conference, title_en="Added later")
    publish(cast.conference, by=cast.members[Role.OWNER], now=NOW)


def test_a_past_release_shows_what_it_changed(owner: Client, cast: Cast) -> None:
    published_twice(cast)
    shown = page(owner, cast, 2)
    assert "14:00</time>–" in shown.split("Opening")[1]
    assert "A201 → " in shown
    assert "14:30</time>–" in shown
    assert "Title in English: Enzymes designed from scratch → Better enzymes" in shown
    assert "Added later" in shown
    assert "what the public sees now" in shown
    first = page(owner, cast, 1)
    assert "the first release, with the whole programme" in first
    assert "what the public sees now" not in first
    assert reverse("console_release", args=[cast.conference.slug, 2]) in first


def test_the_list_of_releases_says_how_much_each_one_changed(owner: Client, cast: Cast) -> None:
    published_twice(cast)
    shown = page(owner, cast)
    listed = shown[shown.index(reverse("console_release", args=[cast.conference.slug, 2])) :]
    assert "added 2 · moved 2" in listed


def test_of_a_new_photograph_only_that_it_changed_is_told(owner: Client, cast: Cast) -> None:
    speaker = Speaker.objects.create(conference=cast.conference, person=a_person(cast.organisation))
    Appearance.objects.create(speaker=speaker, session=a_session(cast.conference), role="host")
    publish(cast.conference, by=None, now=NOW)
    Speaker.objects.update(photo="speakers/1/9342baa4.jpg")
    shown = page(owner, cast)
    assert "changed: Photograph" in shown
    assert "9342baa4" not in shown


def test_a_release_of_another_conference_is_not_there(owner: Client, cast: Cast) -> None:
    a_session(cast.neighbours_conference)
    publish(cast.neighbours_conference, by=None, now=NOW)
    assert Release.objects.count() == 1
    assert owner.get(reverse("console_release", args=[cast.conference.slug, 1])).status_code == 404


def test_three_releases_are_listed_with_as_many_queries_as_one(
    owner: Client, cast: Cast, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    def release_once_more() -> None:
        a_session(cast.conference)
        publish(cast.conference, by=cast.members[Role.OWNER], now=NOW)

    release_once_more()
    with django_assert_num_queries(QUERIES):
        page(owner, cast)
    release_once_more()
    release_once_more()
    with django_assert_num_queries(QUERIES):
        page(owner, cast)


QUERIES = 22
