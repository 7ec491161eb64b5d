"""A secretary sends the keys of another forum through every door that is open for the own one."""

from copy import deepcopy
from dataclasses import replace
from http.cookies import SimpleCookie

import pytest
from django.core import serializers
from django.db.models import Model
from django.test import Client
from django.urls import get_resolver, reverse
from django.utils.http import urlencode

from events.models import ChangeRequest, Forum, Job, Membership, Person, Remark, Session, Talk
from events.rules.office.roles import Role
from speakers.models import Appearance, Speaker
from tests.architecture.permissions import Row, console, desk, stage, undone
from tests.builders.exports import read_export
from tests.builders.people import Cast, a_person, signed_in
from tests.builders.programme import a_session, a_talk
from tests.queue import run_queue

pytestmark = pytest.mark.usefixtures("quiet")
ROWS = [*console.ROWS, *desk.ROWS, *stage.ROWS]
OPEN = (200, 302, 422)
OWN_JOBS = {"console_job", "console_job_cancel", "console_job_file"}
"""Jobs belong to whoever asked for them; what their files may show is asked below."""


def opens(row: Row, method: str) -> bool:
    answers = row.get if method == "get" else row.post or {}
    return row.name not in OWN_JOBS and answers.get(Role.FORUM_SECRETARY) in OPEN


def is_about_a_forum(row: Row) -> bool:
    return "number" in row_arguments(row) or "code" in row_arguments(row)


def row_arguments(row: Row) -> frozenset[str]:
    """Return the names of the arguments of a row's address."""
    [(_pattern, names)] = get_resolver().reverse_dict.getlist(row.name)[0][0][:1]
    return frozenset(names)


DOORS = [(row, method) for row in ROWS for method in ("get", "post") if opens(row, method) and is_about_a_forum(row)]
LISTS = [row for row in ROWS if opens(row, "get") and row_arguments(row) == {"conference"}]


@pytest.fixture(scope="module")
def cookies(shared_cast: Cast) -> SimpleCookie:
    client = Client()
    client.force_login(shared_cast.members[Role.FORUM_SECRETARY])
    return client.cookies


@pytest.fixture
def cast(db: None, shared_cast: Cast) -> Cast:
    """Return a copy of the shared cast, whose forum is now one that its secretary has nothing to do with."""
    cast = deepcopy(shared_cast)
    return replace(cast, forum=Forum.objects.create(conference=cast.conference, number=2, title_en="Unseen forum"))


@pytest.fixture
def secretary(cookies: SimpleCookie) -> Client:
    client = Client(raise_request_exception=False)
    client.cookies = deepcopy(cookies)
    client.cookies["django_language"] = "en"
    return client


def test_there_are_doors_and_lists() -> None:
    assert {"console_forum", "console_session", "console_talk", "console_person"} <= {row.name for row, _ in DOORS}
    assert {"console_forums", "console_programme", "console_people"} <= {row.name for row in LISTS}
    assert {"console_forum_withdraw", "console_talk_move"} <= {row.name for row, _ in MIXED}


@pytest.mark.parametrize(("row", "method"), DOORS, ids=[f"{row.name} {method}" for row, method in DOORS])
def test_the_keys_of_another_forum_open_nothing(row: Row, method: str, cast: Cast, secretary: Client) -> None:
    address = reverse(row.name, kwargs=dict(row.kwargs(cast)))
    before = programme()
    with undone():
        answer = secretary.get(address) if method == "get" else secretary.post(address, dict(row.data(cast)))
        assert answer.status_code in {403, 404}
        assert programme() == before


MIXED = [
    (row, method) for row, method in DOORS if row_arguments(row) & {"key", "code"} and "number" in row_arguments(row)
]


@pytest.mark.parametrize(("row", "method"), MIXED, ids=[f"{row.name} {method}" for row, method in MIXED])
def test_the_own_forums_number_opens_nothing_of_another_forum(
    row: Row, method: str, cast: Cast, secretary: Client
) -> None:
    own = Forum.objects.get(memberships__user=cast.members[Role.FORUM_SECRETARY])
    address = reverse(row.name, kwargs={**row.kwargs(cast), "number": own.number})
    before = programme()
    with undone():
        answer = secretary.get(address) if method == "get" else secretary.post(address, dict(row.data(cast)))
        assert answer.status_code in {403, 404}
        assert programme() == before


def programme() -> list[str]:
    """Return all rows that a secretary might have changed."""
    models: tuple[type[Model], ...] = (
        *(Forum, Session, Talk, Person, Speaker, Appearance, Remark, ChangeRequest, Membership),
    )
    return [serializers.serialize("json", model._default_manager.order_by("pk")) for model in models]


@pytest.fixture
def unseen(cast: Cast) -> None:
    """Fill the other forum."""
    session = a_session(cast.conference, cast.forum, title_en="Unseen session")
    talk = a_talk(session, title_zh="", title_en="Unseen talk")
    speaker = Speaker.objects.create(conference=cast.conference, person=a_person(cast.organisation, "Unseen person"))
    Appearance.objects.create(speaker=speaker, talk=talk, role="speaker")


@pytest.mark.parametrize("row", LISTS, ids=[row.name for row in LISTS])
@pytest.mark.parametrize("query", [{}, {"q": "Unseen"}, {"forum": "2"}, {"day": "2027-04-16"}], ids=urlencode)
def test_lists_searches_and_filters_show_nothing_of_another_forum(
    row: Row, query: dict[str, str], cast: Cast, unseen: None, secretary: Client
) -> None:
    page = secretary.get(reverse(row.name, args=[cast.conference.slug]), query, follow=True)
    words = page.content.decode().replace('value="Unseen"', "").replace("q=Unseen", "")
    assert "Unseen" not in words


def test_an_export_is_about_the_own_forum_and_is_refused_once_that_is_another(cast: Cast, unseen: None) -> None:
    user = cast.members[Role.FORUM_SECRETARY]
    own = Membership.objects.get(user=user)
    mine = Speaker.objects.create(conference=cast.conference, person=a_person(cast.organisation, "Own person"))
    Appearance.objects.create(speaker=mine, forum=own.forum, role="chair")
    client = signed_in(user)
    client.post(reverse("console_people_export", args=[cast.conference.slug]))
    run_queue()
    job = Job.objects.get()
    assert [row[0] for row in read_export(job)[1:]] == ["Own person"]
    file = reverse("console_job_file", args=[job.code])
    assert client.get(file).status_code == 200
    Membership.objects.filter(pk=own.pk).update(forum=cast.forum)
    assert client.get(file).status_code == 403
