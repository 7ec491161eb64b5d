"""The console page that adds a person to those on stage."""

import pytest
from django.test import Client
from django.urls import reverse

from events.models import DistinctPeople
from events.rules.office.roles import Role
from speakers.models import Speaker
from speakers.operations.people import add_speaker
from speakers.rules.edits import PersonEdit
from tests.builders.people import NOW, Cast, a_conference, signed_in


@pytest.fixture
def editor(cast: Cast) -> Client:
    return signed_in(cast.members[Role.OWNER])


def test_somebody_similar_is_shown_and_can_be_taken(editor: Client, cast: Cast) -> None:
    other = a_conference(cast.organisation, "bio26")
    known = add_speaker(other, PersonEdit(name="王伟", affiliation_en="Institute of Examples"), by=None, now=NOW)
    page = reverse("console_person_new", args=[cast.conference.slug])
    asked = editor.post(page, {"name": "王玮"})
    assert asked.status_code == 422
    shown = asked.content.decode()
    assert ["Somebody similar is known already." in shown, "Institute of Examples" in shown] == [True, True]
    assert not Speaker.objects.filter(conference=cast.conference).exists()
    answer = editor.post(page, {"pick": known.person_id})
    taken = Speaker.objects.get(conference=cast.conference)
    assert (taken.person, answer["Location"]) == (
        known.person,
        reverse("console_person", args=[cast.conference.slug, taken.code]),
    )


def test_a_new_person_is_made_once_it_is_said_that_they_are_somebody_else(editor: Client, cast: Cast) -> None:
    known = add_speaker(cast.conference, PersonEdit(name="王伟"), by=None, now=NOW)
    page = reverse("console_person_new", args=[cast.conference.slug])
    assert editor.post(page, {"name": "王伟", "although": known.person_id}).status_code == 302
    assert [str(one.person) for one in Speaker.objects.filter(conference=cast.conference)] == ["王伟", "王伟"]
    assert DistinctPeople.objects.get().first == known.person


@pytest.mark.parametrize("pick", ["0", "x", "9" * 40, "theirs"])
def test_nobody_out_of_reach_is_taken(editor: Client, cast: Cast, pick: str) -> None:
    theirs = add_speaker(cast.neighbours_conference, PersonEdit(name="王伟"), by=None, now=NOW)
    key = str(theirs.person_id) if pick == "theirs" else pick
    answer = editor.post(reverse("console_person_new", args=[cast.conference.slug]), {"pick": key}, follow=True)
    assert "no longer among the people on stage" in answer.content.decode()
    assert not Speaker.objects.filter(conference=cast.conference).exists()
