from unittest.mock import patch

import pytest
from django.conf import LazySettings
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, OperationalError
from django.http import Http404
from pytest_django import DjangoAssertNumQueries

from events import access
from events.access import (
    conference_for,
    conferences_of,
    forum_for,
    organisations_of,
    shown_conference,
    sister_conferences,
    standing_in,
)
from events.models import Conference, ConferenceState
from events.rules.office.roles import Grant, Right, Role
from tests.builders.people import Cast, a_conference

pytestmark = pytest.mark.django_db


def test_a_member_gets_the_conference_with_their_standing(cast: Cast) -> None:
    standing = conference_for(cast.members[Role.REGISTRAR], "bio27", Right.EDIT_DELEGATES)
    assert standing.conference == cast.conference
    assert standing.may(Right.PRINT_BADGES)
    assert not standing.may(Right.PUBLISH)


def test_a_member_without_the_right_is_refused(cast: Cast) -> None:
    with pytest.raises(PermissionDenied):
        conference_for(cast.members[Role.DOOR_STAFF], "bio27", Right.SEE_DELEGATES)


def test_outsiders_get_404(cast: Cast) -> None:
    for user in (cast.neighbour, cast.somebody, AnonymousUser()):
        with pytest.raises(Http404):
            standing_in(user, "bio27")


def test_a_deactivated_account_is_an_outsider(cast: Cast) -> None:
    owner = cast.members[Role.OWNER]
    owner.is_active = False
    owner.save(update_fields=["is_active"])
    with pytest.raises(Http404):
        standing_in(owner, "bio27")


def test_a_secretary_gets_their_own_forum_and_no_other(cast: Cast) -> None:
    secretary = cast.members[Role.FORUM_SECRETARY]
    assert forum_for(secretary, "bio27", 1, Right.EDIT_OWN_FORUM)[1] == cast.forum
    cast.conference.forums.create(number=2, title_en="Another")
    with pytest.raises(PermissionDenied):
        forum_for(secretary, "bio27", 2, Right.EDIT_OWN_FORUM)
    with pytest.raises(Http404):
        forum_for(secretary, "bio27", 3, Right.EDIT_OWN_FORUM)


def test_people_see_the_conferences_of_their_own_teams(cast: Cast) -> None:
    assert list(conferences_of(cast.members[Role.VIEWER])) == [cast.conference]
    assert list(conferences_of(cast.neighbour)) == [cast.neighbours_conference]
    assert list(conferences_of(cast.somebody)) == []


def test_an_organisation_is_only_for_members_of_the_whole_organisation(cast: Cast) -> None:
    assert organisations_of(cast.members[Role.ORGANISER], Right.SET_UP) == [cast.organisation]
    assert organisations_of(cast.members[Role.REGISTRAR], Right.SET_UP) == []


@pytest.fixture
def seconds(monkeypatch: pytest.MonkeyPatch, settings: LazySettings) -> list[float]:
    """Keep conferences for half a second, as in production; the last item is the time that has passed."""
    passed = [0.0]
    settings.PUBLIC_STATE_KEPT_FOR = 0.5
    monkeypatch.setattr(access, "_shown", {})
    monkeypatch.setattr(access, "monotonic", lambda: passed[-1])
    return passed


def test_a_conference_is_read_twice_a_second_however_many_ask(
    cast: Cast, seconds: list[float], django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(1):
        assert [shown_conference("bio27") for _ in range(10)] == [cast.conference] * 10
    seconds.append(0.5)
    with django_assert_num_queries(1):
        shown_conference("bio27")


def test_a_conference_stays_as_it_was_known_while_the_database_is_away(cast: Cast, seconds: list[float]) -> None:
    execute = "django.db.backends.utils.CursorWrapper.execute"
    away = patch(execute, side_effect=OperationalError("connection refused"))
    with away, pytest.raises(OperationalError):
        shown_conference("bio27")
    shown_conference("bio27")
    seconds.append(60)
    with away:
        assert shown_conference("bio27") == cast.conference
    seconds.append(120)
    with patch(execute, side_effect=DatabaseError("no such column")), pytest.raises(DatabaseError):
        shown_conference("bio27")
    Conference.objects.update(state=ConferenceState.DRAFT)
    with pytest.raises(Http404):
        shown_conference("bio27")


def test_a_conference_is_withdrawn_within_a_second(cast: Cast, seconds: list[float]) -> None:
    shown_conference("bio27")
    Conference.objects.update(state=ConferenceState.DRAFT)
    seconds.append(0.51)
    for _ in range(2):
        with pytest.raises(Http404):
            shown_conference("bio27")
    Conference.objects.update(state=ConferenceState.OPEN)
    assert shown_conference("bio27") == cast.conference, "a refusal is not kept"


def test_sister_conferences_are_those_of_the_organisation_that_the_grants_open(cast: Cast) -> None:
    sister = a_conference(cast.organisation, "bio26")
    see = Right.SEE_PROGRAMME
    here = Grant(role=Role.PROGRAMME_EDITOR, conference_id=cast.conference.pk)
    helper = Grant(role=Role.DOOR_STAFF, conference_id=sister.pk)
    viewer = Grant(role=Role.VIEWER, conference_id=sister.pk)
    assert sister_conferences(cast.conference, None, see) == [sister.pk]
    assert sister_conferences(cast.conference, [Grant(role=Role.OWNER)], see) == [sister.pk]
    assert sister_conferences(cast.conference, [here, viewer], see) == [sister.pk]
    assert sister_conferences(cast.conference, [here, helper], see) == []
    secretary = Grant(role=Role.FORUM_SECRETARY, conference_id=sister.pk, forum_id=cast.forum.pk)
    assert sister_conferences(cast.conference, [here, secretary], see) == []


def test_a_grant_for_this_conference_alone_asks_for_no_other(
    cast: Cast, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    here = Grant(role=Role.PROGRAMME_EDITOR, conference_id=cast.conference.pk)
    with django_assert_num_queries(0):
        assert sister_conferences(cast.conference, [here], Right.SEE_PROGRAMME) == []
