"""Objects of one organisation cannot be reached through another's URLs. Covers every URL that names such an object."""

from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import reverse

from events.models import ConferenceState
from events.operations.publishing import publish
from events.rules.office.roles import Role
from tests.architecture.permissions import Row, undone
from tests.architecture.test_permission_matrix import ROWS
from tests.builders.people import NOW, Cast, signed_in
from tests.builders.programmes import a_programme
from tests.security.addresses import address_of

NAMES_OF_CONFERENCES = {"conference", "slug"}
SHARED = {"day", "kind", "what"}
"""URL arguments that do not belong to a conference."""
TOLD_WHEN_GONE = {"console_clash"}
"""Pages that lead to their list when there is no such thing any more, whosever it was."""


def of_something(cast: Cast) -> Iterator[tuple[Row, str, dict[str, str | int]]]:
    """Yield each URL that names an object of a conference, with the name of the conference's argument."""
    asked = 0
    for row in ROWS:
        with address_of(row, cast) as (_, arguments):
            for name in NAMES_OF_CONFERENCES & set(arguments):
                if row.name not in TOLD_WHEN_GONE and set(arguments) - NAMES_OF_CONFERENCES - SHARED:
                    asked += 1
                    yield row, name, dict(arguments)
    assert asked > 40


def seen(client: Client, address: str, row: Row, cast: Cast) -> list[int]:
    """Return the statuses other than "not found". Methods that the view does not support are ignored."""
    with undone():
        answers = [client.get(address), client.post(address, dict(row.data(cast)))]
    return [answer.status_code for answer in answers if answer.status_code not in {404, 405}]


@pytest.fixture
def neighbours(cast: Cast) -> Cast:
    """The cast, with the neighbour's programme published: a draft would be hidden anyway."""
    conference = cast.neighbours_conference
    conference.state = ConferenceState.OPEN
    conference.save()
    a_programme(conference, conference.forums.create(number=55, title_zh="邻居的论坛"))
    publish(conference, by=None, now=NOW)
    return cast


@pytest.mark.parametrize("who", ["neighbour", "somebody", "anonymous"])
def test_our_objects_are_not_found_through_the_neighbours_conference(neighbours: Cast, who: str) -> None:
    cast = neighbours
    user = {"neighbour": cast.neighbour, "somebody": cast.somebody}.get(who)
    client = signed_in(user) if user else Client()
    found = {}
    for row, name, arguments in of_something(cast):
        address = reverse(row.name, kwargs={**arguments, name: cast.neighbours_conference.slug})
        if (answers := seen(client, address, row, cast)) and set(answers) != {302}:
            found[address] = answers
    assert found == {}


@pytest.mark.parametrize("role", [Role.OWNER, Role.REGISTRAR, Role.DOOR_STAFF])
def test_our_team_does_not_find_the_neighbours_conference(neighbours: Cast, role: Role) -> None:
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


def test_the_neighbours_objects_are_not_found_through_our_conference(neighbours: Cast) -> None:
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
