"""The whole portal on a database file that cannot grow. `./dev drill full_disk` fills real disks."""

from collections.abc import Iterator
from itertools import count

import pytest
from django.db import connection
from django.test import Client

from events.models import Letter, Room
from events.rules.office.roles import Role
from registration.models import Delegate
from tests.builders.doors import a_category
from tests.builders.people import Cast, the_cast

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.sqlite_is_enough("the limit is SQLite's own; the drill fills PostgreSQL's disk"),
]
ROOMS = 150
MOST = 200
"""Sign-ups until the last free page of the database must be taken."""


@pytest.fixture
def cast() -> Cast:
    made = the_cast()
    a_category(made.conference)
    return made


@pytest.fixture
def full(cast: Cast) -> Iterator[None]:
    """Let the file grow no more within the test, and leave no page free that earlier tests have used."""
    with connection.cursor() as cursor:
        cursor.execute("VACUUM")
    limit(pages=pragma("page_count"))
    yield
    limit(pages=2**30)


def pragma(words: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA {words}")
        return str(cursor.fetchone()[0])


def limit(*, pages: int | str) -> None:
    pragma(f"max_page_count = {pages}")


def sign_up(client: Client, email: str) -> int:
    body = {
        "category": "delegate",
        "name": "苏念真",
        "institution_zh": "吴淞理工大学",
        "email": email,
        "language": "en",
    }
    path = "/api/v1/conferences/bio27/registrations"
    answer = client.post(path, body, content_type="application/json", headers={"Accept-Language": "en"})
    if answer.status_code == 507:
        assert answer.json() == {"detail": "The server has no space left, so nothing was stored. Tell the secretariat."}
    return answer.status_code


def fill(client: Client) -> tuple[int, str]:
    """Sign people up until one is refused; return how many were taken, and the address of the one who was not."""
    for number in count():
        assert number < MOST
        if (status := sign_up(client, f"su{number}@example.com")) != 202:
            assert status == 507
            return number, f"su{number}@example.com"
    raise AssertionError


@pytest.mark.usefixtures("full")
def test_a_full_database_refuses_in_words_keeps_what_it_took_and_goes_on(cast: Cast) -> None:
    client, owner = Client(raise_request_exception=False), Client(raise_request_exception=False)
    owner.force_login(cast.members[Role.OWNER])
    taken, refused = fill(client)
    rooms = {"lines": "\n".join(f"Room {number} {'x' * 60}" for number in range(ROOMS))}
    answer = owner.post("/console/bio27/setup/rooms/", rooms)
    assert (answer.status_code, answer["Retry-After"]) == (507, "60")
    assert "服务器磁盘已满" in answer.content.decode()
    assert {client.get(path).status_code for path in ("/en/bio27/", "/zh-hans/bio27/register/")} == {200}
    assert owner.get("/console/bio27/setup/rooms/").status_code == 200
    assert Delegate.objects.count() == Letter.objects.filter(kind="delegate_confirmed").count() == taken
    assert not Room.objects.exists()
    assert pragma("integrity_check") == "ok"

    limit(pages=2**30)
    assert sign_up(client, refused) == 202
    assert owner.post("/console/bio27/setup/rooms/", rooms).status_code == 302
    assert (Delegate.objects.count(), Room.objects.count()) == (taken + 1, ROOMS)
