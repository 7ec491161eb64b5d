"""Nothing of one organisation through another's addresses: every address that names something of a conference."""

from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import reverse

from events.models import ConferenceState, User
from events.operations.publishing import publish
from events.rules.office.roles import Role
from tests.architecture.permissions import Row, undone
from tests.architecture.test_permission_matrix import ROWS
from tests.builders.people import NOW, Cast
from tests.builders.programmes import a_programme
from tests.security.addresses import address_of

NAMES_OF_CONFERENCES = {"conference", "slug"}
SHARED = {"day", "kind"}
"""What names nothing of a conference's own."""


def of_something(cast: Cast) -> Iterator[tuple[Row, str, dict[str, str | int]]]:
    """The addresses with a conference and something of it; the name of the conference's argument."""
    asked = 0
    for row in ROWS:
        with address_of(row, cast) as (_, arguments):
            for name in NAMES_OF_CONFERENCES & set(arguments):
                if set(arguments) - NAMES_OF_CONFERENCES - SHARED:
                    asked += 1
                    yield row, name, dict(arguments)
    assert asked > 40


def seen(client: Client, address: str, row: Row, cast: Cast) -> list[int]:
    """The answers that are not: there is no such thing; a method that does not exist tells nothing either."""
    with undone():
        answers = [client.get(address), client.post(address, dict(row.data(cast)))]
    return [answer.status_code for answer in answers if answer.status_code not in {404, 405}]


@pytest.fixture
def neighbours(cast: Cast) -> Cast:
    """The same, where the neighbour's conference has a programme for everybody: a draft would hide by itself."""
    conference = cast.neighbours_conference
    conference.state = ConferenceState.OPEN
    conference.save()
    a_programme(conference, conference.forums.create(number=55, title_zh="邻居的论坛"))
    publish(conference, by=None, now=NOW)
    return cast


@pytest.mark.parametrize("who", ["neighbour", "somebody", "anonymous"])
def test_what_is_ours_is_not_found_through_the_neighbours_conference(neighbours: Cast, who: str) -> None:
    cast = neighbours
    client = signed_in({"neighbour": cast.neighbour, "somebody": cast.somebody}.get(who))
    found = {}
    for row, name, arguments in of_something(cast):
        address = reverse(row.name, kwargs={**arguments, name: cast.neighbours_conference.slug})
        if (answers := seen(client, address, row, cast)) and set(answers) != {302}:
            found[address] = answers
    assert found == {}


@pytest.mark.parametrize("role", [Role.OWNER, Role.REGISTRAR, Role.DOOR_STAFF])
def test_the_neighbours_conference_is_not_found_by_our_team(neighbours: Cast, role: Role) -> None:
    cast = neighbours
    client = signed_in(cast.members[role])
    found = {}
    for row in ROWS:
        if not row.name.startswith("console"):
            continue
        with address_of(row, cast) as (_, arguments):
            if "conference" in arguments:
                there = {**arguments, "conference": cast.neighbours_conference.slug}
                if answers := seen(client, reverse(row.name, kwargs=there), row, cast):
                    found[row.name] = answers
    assert found == {}


def test_what_is_the_neighbours_is_not_found_through_our_conference(neighbours: Cast) -> None:
    cast = neighbours
    swapped = Cast(
        organisation=cast.neighbour.memberships.get().organisation,
        conference=cast.neighbours_conference,
        forum=cast.neighbours_conference.forums.get(),
        members=dict.fromkeys(Role, cast.neighbour),
        neighbour=cast.members[Role.OWNER],
        neighbours_conference=cast.conference,
        somebody=cast.somebody,
    )
    client = signed_in(cast.members[Role.OWNER])
    found = {}
    for row, name, arguments in of_something(swapped):
        address = reverse(row.name, kwargs={**arguments, name: cast.conference.slug})
        if answers := seen(client, address, row, swapped):
            found[address] = answers
    assert found == {}


def signed_in(user: User | None) -> Client:
    """A browser in which somebody is signed in, or nobody."""
    client = Client()
    if user is not None:
        client.force_login(user)
    return client
