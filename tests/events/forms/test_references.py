"""Where else a person is in use, as reported by `speakers` and `registration`."""

import pytest
from django.test import Client
from django.utils import translation

from events.forms.references import references_to
from events.rules.office.roles import Right, Role
from registration.models import Delegate
from speakers.models import Speaker
from tests.builders.doors import a_category, a_delegate
from tests.builders.people import Cast
from tests.builders.programmes import a_programme

pytestmark = pytest.mark.django_db
ALL = frozenset(Right)


@pytest.fixture
def speaker(cast: Cast) -> Speaker:
    """A person who is both on stage and a delegate."""
    return a_programme(cast.conference, cast.forum).speaker


@pytest.fixture
def delegate(cast: Cast, speaker: Speaker) -> Delegate:
    delegate = a_delegate(cast.conference, a_category(cast.conference))
    Delegate.objects.filter(pk=delegate.pk).update(person=speaker.person)
    delegate.refresh_from_db()
    return delegate


def told(cast: Cast, speaker: Speaker, rights: frozenset[Right] = ALL, but_for: str = "") -> list[tuple[str, str]]:
    with translation.override("en"):
        found = references_to(speaker.person, cast.conference, rights=rights, but_for=but_for)
    return [(reference.label, reference.url) for reference in found]


def test_a_person_on_stage_who_is_a_delegate_is_in_use_twice(cast: Cast, speaker: Speaker, delegate: Delegate) -> None:
    assert told(cast, speaker) == [
        ("On stage", f"/console/bio27/people/{speaker.code}/"),
        (f"Delegate {delegate.badge_number}", f"/console/bio27/delegates/{delegate.code}/"),
    ]


def test_a_page_leaves_out_its_own_subject(cast: Cast, speaker: Speaker, delegate: Delegate) -> None:
    assert [label for label, _url in told(cast, speaker, but_for="speaker")] == [f"Delegate {delegate.badge_number}"]


def test_a_member_sees_only_the_uses_that_their_rights_cover(cast: Cast, speaker: Speaker, delegate: Delegate) -> None:
    assert [label for label, _url in told(cast, speaker, frozenset({Right.SEE_PROGRAMME}))] == ["On stage"]


def test_roles_in_another_conference_are_not_shown(cast: Cast, speaker: Speaker, delegate: Delegate) -> None:
    found = references_to(speaker.person, cast.neighbours_conference, rights=ALL, but_for="")

    assert found == []


def test_the_removal_page_of_a_speaker_says_that_the_person_stays(
    client: Client, cast: Cast, speaker: Speaker, delegate: Delegate
) -> None:
    client.force_login(cast.members[Role.OWNER])
    page = client.get(f"/console/bio27/people/{speaker.code}/remove/", headers={"Accept-Language": "en"})

    assert f"The person stays: Delegate {delegate.badge_number}." in page.content.decode()


def test_the_pages_of_a_speaker_and_of_a_delegate_link_to_each_other(
    client: Client, cast: Cast, speaker: Speaker, delegate: Delegate
) -> None:
    client.force_login(cast.members[Role.OWNER])
    on_stage, at_the_desk = f"/console/bio27/people/{speaker.code}/", f"/console/bio27/delegates/{delegate.code}/"

    assert f'href="{at_the_desk}"' in client.get(on_stage).content.decode()
    assert f'href="{on_stage}"' in client.get(at_the_desk).content.decode()
