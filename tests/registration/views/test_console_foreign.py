"""Forms accept no rows of another organisation."""

from collections.abc import Mapping

import pytest
from django.test import Client
from django.urls import reverse

from doors.models import Checkpoint
from events.models import Conference, Membership, Session
from events.rules.office.roles import Role
from registration.models import Category, Invitation
from tests.builders.doors import a_category, a_checkpoint, a_closed_meeting, a_delegate
from tests.builders.people import Cast
from tests.builders.programme import a_group, a_room, a_session
from tests.builders.signups import a_quota


@pytest.fixture
def owner(cast: Cast, client: Client) -> Client:
    client.force_login(cast.members[Role.OWNER])
    return client


def refused_at(owner: Client, name: str, cast: Cast, data: Mapping[str, object], **kwargs: object) -> set[str]:
    """Return the fields with errors."""
    answer = owner.post(reverse(name, kwargs={"conference": cast.conference.slug, **kwargs}), data)
    assert answer.status_code == 422
    return set(answer.context["form"].errors)


def test_a_session_takes_no_foreign_room_or_forum(owner: Client, cast: Cast) -> None:
    room = a_room(cast.neighbours_conference)
    data = {
        "kind": "plenary",
        "access": "open",
        "title_en": "Plenary",
        "day": "2027-04-16",
        "starts": "09:00",
        "ends": "10:00",
    }
    assert refused_at(owner, "console_session_new", cast, data | {"room": room.pk}) == {"room"}
    their_forum = cast.neighbours_conference.forums.create(number=9, title_en="Theirs")
    assert refused_at(owner, "console_session_new", cast, data | {"forum": their_forum.pk}) == {"forum"}
    assert not Session.objects.exists()


def test_a_forum_takes_no_foreign_group(owner: Client, cast: Cast) -> None:
    group = a_group(cast.neighbours_conference)
    data = {"number": 1, "title_en": "Synbio", "group": group.pk}
    assert "group" in refused_at(owner, "console_forum", cast, data, number=1)


def test_a_category_takes_no_foreign_quota(owner: Client, cast: Cast) -> None:
    category = a_category(cast.conference)
    quota = a_quota(cast.neighbours_conference, 5)
    data = {"name_en": "Delegate", "price": "0", "letter": "D", "band_colour": "#0E4B4D", "quota": quota.pk}
    assert "quota" in refused_at(owner, "console_setup_category", cast, data, code=category.code)
    assert Category.objects.get(pk=category.pk).quota is None


def test_a_door_takes_no_foreign_room_session_or_category(owner: Client, cast: Cast) -> None:
    theirs = cast.neighbours_conference
    meeting, category = a_closed_meeting(theirs), a_category(theirs, "theirs")
    data = {"name_en": "Gate", "kind": "ordinary", "direction": "in"}
    foreign = {"room": a_room(theirs).pk, "session": meeting.pk, "admits": category.code}
    assert refused_at(owner, "console_door_new", cast, data | foreign) == set(foreign)
    assert not Checkpoint.objects.exists()


def test_a_device_gets_no_foreign_door(owner: Client, cast: Cast) -> None:
    door = a_checkpoint(cast.neighbours_conference)
    data = {"name": "Gate", "checkpoints": [door.code]}
    assert refused_at(owner, "console_devices", cast, data) == {"checkpoints"}


def test_a_secretary_gets_no_foreign_forum(owner: Client, cast: Cast) -> None:
    cast.neighbours_conference.forums.create(number=9, title_en="Theirs")
    data = {"email": "x@example.com", "role": "forum_secretary", "forum": "9"}
    assert refused_at(owner, "console_team", cast, data) == {"forum"}
    assert not Membership.objects.filter(user__email="x@example.com").exists()


def test_nobody_is_invited_by_the_number_of_a_foreign_delegate(owner: Client, cast: Cast) -> None:
    session = a_closed_meeting(cast.conference)
    theirs = a_delegate(cast.neighbours_conference, a_category(cast.neighbours_conference))
    data = {"numbers": str(theirs.number)}
    assert refused_at(owner, "console_invitations", cast, data, code=session.code) == {"numbers"}
    assert not Invitation.objects.exists()


def test_a_new_conference_cannot_copy_a_foreign_one(owner: Client, cast: Cast) -> None:
    data = {
        "organisation": cast.organisation.slug,
        "source": cast.neighbours_conference.slug,
        "title_en": "Bio 28",
        "slug": "bio28",
        "starts_on": "2028-04-14",
        "ends_on": "2028-04-16",
    }
    answer = owner.post(reverse("console_new"), data)
    assert (answer.status_code, set(answer.context["form"].errors)) == (422, {"source"})
    answer = owner.post(reverse("console_new"), data | {"source": "", "organisation": "neighbour"})
    assert (answer.status_code, set(answer.context["form"].errors)) == (422, {"organisation"})
    assert not Conference.objects.filter(slug="bio28").exists()


def test_a_foreign_delegate_is_not_decided_upon(owner: Client, cast: Cast) -> None:
    theirs = a_delegate(cast.neighbours_conference, a_category(cast.neighbours_conference), state="applied")
    address = reverse("console_delegates_decide", args=[cast.conference.slug])
    owner.post(address, {"step": "confirm", "delegates": [theirs.code]})
    theirs.refresh_from_db()
    assert theirs.state == "applied"


@pytest.mark.parametrize("name", ["console_session", "console_session_people", "console_invitations"])
def test_a_foreign_session_does_not_exist(owner: Client, cast: Cast, name: str) -> None:
    theirs = a_session(cast.neighbours_conference)
    address = reverse(name, kwargs={"conference": cast.conference.slug, "code": theirs.code})
    assert owner.get(address).status_code == 404
    assert owner.post(address).status_code == 404
