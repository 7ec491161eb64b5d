"""Reviewing and publishing in the console, past releases, and publishing one of them again."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from events.models import Letter, Release, Session, Talk
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
    opening = shown.split("New time")[-1].split("Opening")[1]
    assert opening.index("14:00–") < opening.index("14:30–")
    assert shown.index(">A201</span>") < shown.index(">B302</span>")
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
    assert "New time 2 · New room 2 · New 1 · Text 2" in listed


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


QUERIES = 28


@pytest.fixture
def moved(cast: Cast) -> Session:
    """Publish a forum's session with two people, one of them without an address, and move it afterwards."""
    session = a_session(cast.conference, room=a_room(cast.conference, "A201"), title_en="Opening", forum=cast.forum)
    talk = a_talk(session)
    for name, address in (("Ada Lovelace", "ada@academy.example"), ("王伟", "")):
        person = a_person(cast.organisation, name, name_latin="", email=address)
        speaker = Speaker.objects.create(conference=cast.conference, person=person, state="confirmed")
        Appearance.objects.create(speaker=speaker, talk=talk, role="speaker")
    publish(cast.conference, by=None, now=NOW)
    Session.objects.filter(pk=session.pk).update(room=a_room(cast.conference, "B302"), title_en=MARKUP)
    return session


MARKUP = "<i>Opening</i>"


def review(client: Client, cast: Cast, **query: str) -> str:
    answer = client.get(reverse("console_publish", args=[cast.conference.slug]), query)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def shown_in(page: str) -> str:
    return page.split('name="shown" value="')[1].partition('"')[0]


def test_the_review_tells_what_changes_who_is_written_to_and_why(owner: Client, cast: Cast, moved: Session) -> None:
    page = review(owner, cast)
    assert "All 2" in page  # the session, and the room that is new
    assert "New room 1" in page
    line = page.split("review-lines")[1].split("</ul>")[0]
    assert "&lt;i&gt;Opening" in line
    assert MARKUP not in page
    assert line.index(">A201<") < line.index(">B302<")
    assert "1 letter" in line
    assert "Send 1 letter" in page
    assert "1 person has no e-mail address" in page
    assert "王伟" in page.split("has no e-mail address")[1]
    by_person = review(owner, cast, by="person")
    assert by_person.index("Ada Lovelace") < by_person.index("The whole conference")
    by_forum = review(owner, cast, by="forum", kind="room")
    assert f'<span class="numeral">{cast.forum.number:02}</span>' in by_forum
    assert "The whole conference" not in by_forum
    assert "Title in English: Opening → &lt;i&gt;Opening" in review(owner, cast, kind="text")


def test_another_draft_than_the_one_shown_is_not_published_and_nothing_typed_is_lost(
    owner: Client, cast: Cast, moved: Session
) -> None:
    address = reverse("console_publish", args=[cast.conference.slug])
    sent = {"note_zh": "会场对调。", "note_en": MARKUP, "letters": "on", "shown": shown_in(review(owner, cast))}
    Session.objects.filter(pk=moved.pk).update(title_zh="又改了")
    answer = owner.post(address, sent, follow=True)
    page = answer.content.decode()
    assert "has been edited or published since" in page
    assert "又改了" in page
    assert "会场对调。" in page
    assert "&lt;i&gt;Opening&lt;/i&gt;</textarea>" in page
    assert Release.objects.count() == 1
    answer = owner.post(address, sent | {"shown": shown_in(" ".join(page.split()))}, follow=True)
    assert "Published as release 2. 1 letter is on its way." in answer.content.decode()
    assert Release.objects.first().note.zh == "会场对调。"  # type: ignore[union-attr]  # there are two


def test_without_the_tick_it_is_published_without_letters(owner: Client, cast: Cast, moved: Session) -> None:
    owner.post(reverse("console_publish", args=[cast.conference.slug]), {"note_en": "Rooms"})
    assert Letter.objects.count() == 0
    shown = page(owner, cast, 2)
    assert "It was published without letters." in shown
    assert "Rooms" in shown
    history = owner.get(reverse("console_history", args=[cast.conference.slug])).content.decode()
    assert "Letters to people on stage: no" in history


def test_a_past_release_shows_the_letters_that_were_written(owner: Client, cast: Cast, moved: Session) -> None:
    owner.post(reverse("console_publish", args=[cast.conference.slug]), {"letters": "on"})
    shown = page(owner, cast, 2)
    assert "1 letter to people on stage" in shown
    assert "waiting to be sent" in shown


def test_an_earlier_release_is_reviewed_before_it_is_published_again(owner: Client, cast: Cast, moved: Session) -> None:
    publish(cast.conference, by=None, now=NOW)
    address = reverse("console_republish", args=[cast.conference.slug, 1])
    assert address in page(owner, cast, 1)
    assert address not in page(owner, cast, 2)
    asked = " ".join(owner.get(address).content.decode().split())
    line = asked.split("review-lines")[1].split("</ul>")[0]
    assert line.index(">B302<") < line.index(">A201<")
    assert "It was published without a clash." in asked
    answer = owner.post(address, {"shown": shown_in(asked)}, follow=True)
    assert "Published as release 3." in answer.content.decode()
    assert "The programme of release 1 again" in page(owner, cast, 3)
    current = owner.get(address).content.decode()
    assert "This is what the public sees already." in current


def test_the_gate_says_what_stops_a_publication_and_what_is_only_noted(owner: Client, cast: Cast) -> None:
    room = a_room(cast.conference)
    for _time in range(2):
        session = a_session(cast.conference, room=room)
    star = Speaker.objects.create(
        conference=cast.conference, person=a_person(cast.organisation, "贝叶"), state="confirmed", must_not_clash=True
    )
    for each in cast.conference.sessions.all():
        Appearance.objects.create(speaker=star, session=each, role="host")
    shown = review(owner, cast)
    assert shown.count("gate-line gate-stop") == 2
    assert "Must not clash: no reason lets this pass." in shown
    assert 'name="reason"' not in shown, "no reason would help"
    assert "disabled" in shown.split("review-button")[1][:40]
    assert f"{cast.forum.number}</a> not approved: Published as they are" in shown
    star.delete()
    assert 'name="reason"' in review(owner, cast)
    assert 'name="reason"' not in review(signed_in(cast.members[Role.ORGANISER]), cast)
    session.delete()
    assert "gate-stop" not in review(owner, cast)


def test_a_long_review_has_pages_that_go_on_under_the_same_heading(owner: Client, cast: Cast) -> None:
    publish(cast.conference, by=None, now=NOW)
    a_session(cast.conference)
    session = cast.conference.sessions.get()
    Talk.objects.bulk_create(
        Talk(
            conference=cast.conference,
            session=session,
            title_en=f"Talk {number}",
            starts_at=session.starts_at,
            ends_at=session.starts_at,
        )
        for number in range(100)
    )
    second = review(owner, cast, page="2")
    assert second.count('class="review-line"') == 1
    assert "continued" in second


def test_each_letter_can_be_read_before_it_goes_out(owner: Client, cast: Cast, moved: Session) -> None:
    by_person = review(owner, cast, by="person")
    ada = Speaker.objects.get(person__name="Ada Lovelace")
    address = reverse("console_release_letter", args=[cast.conference.slug, ada.code])
    assert f'href="{address}"' in by_person
    assert "letter to ada@academy.example, in English" in by_person
    assert "no e-mail address: no letter" in by_person
    shown = owner.get(address).content.decode()
    assert "Dear Ada Lovelace," in shown
    assert shown.index("A201") < shown.index("B302")
    publish(cast.conference, by=None, now=NOW)
    assert owner.get(address).status_code == 404
    again = owner.get(address, {"again": "1"}).content.decode()
    assert again.index("B302") < again.index("A201")
    assert (
        f"{address}?again=1"
        in owner.get(reverse("console_republish", args=[cast.conference.slug, 1]), {"by": "person"}).content.decode()
    )
    assert owner.get(address, {"again": "7"}).status_code == 404
