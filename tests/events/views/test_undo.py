"""The offer to take back what a page of the console has just done."""

import pytest
from django.test import Client
from django.urls import reverse

from events.models import Session, Talk
from events.rules.office.roles import Role
from tests.builders.people import Cast, signed_in
from tests.builders.programme import a_session, a_talk


@pytest.fixture
def editor(cast: Cast) -> Client:
    return signed_in(cast.members[Role.PROGRAMME_EDITOR])


def removed(editor: Client, talk: Talk) -> str:
    """Remove a talk by its page, and return the page after that."""
    page = reverse("console_talk_remove", args=[talk.conference.slug, talk.code])
    return editor.post(page, follow=True).content.decode()


def number_in(page: str) -> str:
    return page.split('name="deed" value="')[1].split('"', maxsplit=1)[0]


def undone(client: Client, cast: Cast, **sent: str) -> str:
    return client.post(reverse("console_undo", args=[cast.conference.slug]), sent, follow=True).content.decode()


def test_what_was_removed_comes_back_and_the_reader_stays_where_they_are(cast: Cast, editor: Client) -> None:
    talk = a_talk(a_session(cast.conference, cast.forum), title_en="<b>Enzymes</b>")
    told = removed(editor, talk)
    assert "&lt;b&gt;Enzymes&lt;/b&gt;" in told
    there = reverse("console_forum", args=[cast.conference.slug, cast.forum.number])
    answer = editor.post(reverse("console_undo", args=[cast.conference.slug]), {"deed": number_in(told), "next": there})
    assert answer.headers["Location"] == there
    assert Talk.objects.get() == talk


def test_a_deed_is_taken_back_once_and_only_while_it_is_the_last(cast: Cast, editor: Client) -> None:
    session = a_session(cast.conference, cast.forum)
    first, second = a_talk(session), a_talk(session, 20)
    old = number_in(removed(editor, first))
    new = number_in(removed(editor, second))
    assert "changed something else since" in undone(editor, cast, deed=old)
    assert "Taken back." in undone(editor, cast, deed=new)
    assert "changed something else since" in undone(editor, cast, deed=new)
    assert list(Talk.objects.all()) == [second]


@pytest.mark.parametrize("deed", ["", "x", "-1", "9" * 40, "\u0663"])
def test_nonsense_takes_nothing_back(cast: Cast, editor: Client, deed: str) -> None:
    removed(editor, a_talk(a_session(cast.conference, cast.forum)))
    assert "Nothing was taken back." in undone(editor, cast, deed=deed)
    assert not Talk.objects.exists()


def test_other_people_cannot_take_it_back(cast: Cast, editor: Client) -> None:
    deed = number_in(removed(editor, a_talk(a_session(cast.conference, cast.forum))))
    assert "Nothing was taken back." in undone(signed_in(cast.members[Role.OWNER]), cast, deed=deed)
    assert not Talk.objects.exists()


def test_nobody_is_led_to_another_site(cast: Cast, editor: Client) -> None:
    deed = number_in(removed(editor, a_talk(a_session(cast.conference, cast.forum))))
    address = reverse("console_undo", args=[cast.conference.slug])
    answer = editor.post(address, {"deed": deed, "next": "https://elsewhere.example/"})
    assert answer.headers["Location"] == reverse("console_programme", args=[cast.conference.slug])


def test_a_save_that_changes_nothing_offers_nothing(cast: Cast, editor: Client) -> None:
    session = a_session(cast.conference)
    page = reverse("console_session", args=[cast.conference.slug, session.code])
    form = editor.get(page).context["form"]
    sent = {name: "" if form[name].value() is None else form[name].value() for name in form.fields}
    sent = {name: value for name, value in sent.items() if value is not False}
    told = editor.post(page, sent, follow=True).content.decode()
    assert "Saved." in told
    assert 'name="deed"' not in told
    assert Session.objects.get() == session
