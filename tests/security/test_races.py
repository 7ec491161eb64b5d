"""Identical requests sent at the same time take effect once, and the others get a message."""

from collections.abc import Callable, Mapping

import pytest
from django.test import Client
from django.urls import reverse

from doors.models import Device
from doors.operations.devices import offer_pairing
from events.models import Conference, Membership, Release, Room, User
from events.rules.office.roles import Role
from registration.models import Delegate, DelegateState, Quota
from registration.operations.signup import sign_up
from tests.builders.doors import a_checkpoint
from tests.builders.people import NOW, Cast, the_cast
from tests.builders.programme import a_group, a_room, a_session
from tests.builders.signups import a_limited_category, a_sign_up
from tests.races import at_once
from toolkit import clock

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]
TIMES = 4


@pytest.fixture
def people() -> Cast:
    return the_cast()


def pressed(user: User | None, address: str, data: Mapping[str, str], *, times: int = TIMES) -> list[int]:
    """Send one form `times` times at once, each from a different client, and return the statuses."""
    clients = [Client() for _ in range(times)]
    for client in clients:
        if user is not None:
            client.force_login(user)
    answers = at_once(lambda number: clients[number].post(address, dict(data)).status_code, times=times)
    return sorted(answers)


def test_concurrent_copies_of_a_sign_up_make_one_delegate_and_all_succeed(people: Cast) -> None:
    a_limited_category(people.conference, 5)
    typed = {
        "category": "delegate",
        "name": "林知远",
        "email": "lin@example.com",
        "institution_zh": "吴淞理工大学",
        "request_key": "A" * 26,
        "step": "confirm",
    }
    address = reverse("conference_register", args=[people.conference.slug])
    assert pressed(None, address, typed) == [302] * TIMES
    assert (Delegate.objects.count(), Quota.objects.get().used) == (1, 1)


def test_concurrent_cancellations_of_a_registration_free_one_place(people: Cast) -> None:
    a_limited_category(people.conference, 5)
    sign_up(people.conference, a_sign_up("王伟", email="wang@example.com"), by=None, now=NOW)
    mine = sign_up(people.conference, a_sign_up(), by=people.somebody, now=NOW)
    address = reverse("conference_my_delegate_cancel", args=[people.conference.slug, mine.code])
    assert pressed(people.somebody, address, {}) == [302] * TIMES
    assert Quota.objects.get().used == 1


def test_one_free_place_goes_to_one_person_on_the_waiting_list(people: Cast) -> None:
    category = a_limited_category(people.conference, 1)
    for number in range(4):
        sign_up(people.conference, a_sign_up(f"林知{number}", email=f"{number}@example.com"), by=None, now=NOW)
    Quota.objects.update(size=2)
    address = reverse("console_move_up", args=[people.conference.slug, category.code])
    assert pressed(people.members[Role.OWNER], address, {}) == [302] * TIMES
    assert Delegate.objects.filter(state=DelegateState.CONFIRMED).count() == Quota.objects.get().used == 2


def test_a_pairing_code_read_by_several_phones_at_once_pairs_one(people: Cast) -> None:
    door = a_checkpoint(people.conference)
    offer = offer_pairing(people.conference, name="North", checkpoints=[door], by=None, now=clock.now())
    told = at_once(
        lambda _: (
            Client().post("/api/v1/door/pair", {"secret": offer.secret}, content_type="application/json").status_code
        ),
        times=TIMES,
    )
    assert sorted(told) == [200, 410, 410, 410]
    assert Device.objects.count() == 1


def test_concurrent_publishing_makes_one_release(people: Cast) -> None:
    a_session(people.conference)
    address = reverse("console_publish", args=[people.conference.slug])
    assert pressed(people.members[Role.OWNER], address, {"reason": ""}) == [302] * TIMES
    assert list(Release.objects.values_list("number", flat=True)) == [1]


NEW = {"title_zh": "新会", "slug": "new27", "starts_on": "2027-05-01", "ends_on": "2027-05-02"}


@pytest.mark.parametrize(
    ("name", "data", "made"),
    [
        ("console_new", NEW | {"organisation": "academy"}, lambda: Conference.objects.filter(slug="new27").count()),
        (
            "console_setup_forums",
            {"add": "forums", "lines": "9, 新论坛"},
            lambda: Conference.objects.get(slug="bio27").forums.filter(number=9).count(),
        ),
        (
            "console_setup_forums",
            {"add": "groups", "lines": "Z, 新组"},
            lambda: Conference.objects.get(slug="bio27").forum_groups.filter(letter="Z").count(),
        ),
        (
            "console_team",
            {"email": "new@example.com", "role": "viewer"},
            lambda: Membership.objects.filter(user__email="new@example.com").count(),
        ),
    ],
)
def test_concurrent_copies_of_a_form_create_one_object(
    people: Cast, name: str, data: dict[str, str], made: Callable[[], int]
) -> None:
    address = reverse(name, args=[] if name == "console_new" else [people.conference.slug])
    answers = pressed(people.members[Role.OWNER], address, data)
    assert answers.count(302) == made() == 1
    assert set(answers) <= {302, 409, 422}


def test_concurrent_removals_remove_the_object_without_a_failure(people: Cast) -> None:
    room = a_room(people.conference)
    address = reverse("console_setup_room_remove", args=[people.conference.slug, room.pk])
    answers = pressed(people.members[Role.OWNER], address, {})
    assert 302 in answers
    assert set(answers) <= {302, 404, 409}
    assert Room.objects.count() == 0


def test_concurrent_account_creation_makes_one_account_per_address(people: Cast) -> None:
    answers = pressed(None, reverse("account_signup"), {"email": "new@example.com"})
    assert set(answers) <= {302, 409, 429}
    assert User.objects.filter(email="new@example.com").count() == 1


def test_only_one_of_several_forums_gets_a_number_requested_at_once(people: Cast) -> None:
    owner, conference = people.members[Role.OWNER], people.conference
    a_group(conference)
    forums = [conference.forums.create(number=number, title_zh=f"论坛{number}") for number in (21, 22, 23, 24)]
    clients = [Client() for _ in forums]
    for client in clients:
        client.force_login(owner)
    addresses = [reverse("console_forum", args=[conference.slug, forum.number]) for forum in forums]
    seen = [
        client.get(address).context["form"].initial["seen"] for client, address in zip(clients, addresses, strict=True)
    ]
    answers = at_once(
        lambda number: (
            clients[number]
            .post(addresses[number], {"number": "99", "title_zh": "论坛", "seen": seen[number]})
            .status_code
        ),
        times=len(forums),
    )
    assert answers.count(302) == 1
    assert set(answers) <= {302, 409, 422}
