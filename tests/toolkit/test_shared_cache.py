from collections.abc import Callable, Iterator

import pytest
from django.conf import settings
from django.core.cache import cache, caches
from django.core.cache.backends.base import BaseCache
from django.core.cache.backends.db import DatabaseCache
from django.db import connection
from django.test import Client, RequestFactory, override_settings
from django.test.utils import CaptureQueriesContext

from tests.races import at_once
from toolkit.limits import Limit, exceeds
from toolkit.shared_cache import ADDED_BETWEEN_CULLS

TIMES = 6


@pytest.fixture(autouse=True)
def _as_in_production() -> Iterator[None]:
    with override_settings(CACHES={**settings.CACHES, "default": settings.SHARED_CACHE}):
        yield


@pytest.mark.django_db
def test_a_count_continues_and_keeps_its_expiry() -> None:
    cache.set("seen", 1, 60)
    assert [cache.incr("seen"), cache.incr("seen", 3)] == [2, 5]
    with connection.cursor() as cursor:
        cursor.execute("SELECT expires FROM rostrum_cache")
        before = cursor.fetchall()
        cache.incr("seen")
        cursor.execute("SELECT expires FROM rostrum_cache")
        assert cursor.fetchall() == before


@pytest.mark.django_db
def test_a_missing_key_has_no_count() -> None:
    with pytest.raises(ValueError, match="'unseen'"):
        cache.incr("unseen")
    cache.set("over", 1, -1)
    with pytest.raises(ValueError, match="'over'"):
        cache.incr("over")


@pytest.mark.django_db
def test_counting_costs_few_statements() -> None:
    request = RequestFactory().post("/")
    limit = Limit(name="cost", times=9, seconds=60)
    exceeds(limit, request)
    with CaptureQueriesContext(connection) as queries:
        exceeds(limit, request)
    assert len([query for query in queries if "SAVEPOINT" not in query["sql"]]) == 3


@pytest.mark.django_db
def test_a_first_count_costs_two_statements() -> None:
    with CaptureQueriesContext(connection) as queries:
        exceeds(Limit(name="first", times=9, seconds=60), RequestFactory().post("/"))
    assert len([query for query in queries if "SAVEPOINT" not in query["sql"]]) == 2


@pytest.mark.django_db
def test_a_value_is_added_unless_one_holds() -> None:
    assert [cache.add("code", "first", 60), cache.add("code", "second", 60), cache.get("code")] == [
        True,
        False,
        "first",
    ]
    cache.set("over", "first", -1)
    assert [cache.add("over", "second", 60), cache.get("over")] == [True, "second"]
    assert [cache.add("for_ever", 1, None), cache.add("for_ever", 2, None), cache.get("for_ever")] == [True, False, 1]


@pytest.mark.django_db
def test_what_has_expired_is_deleted_once_there_are_too_many() -> None:
    cache.clear()  # what tests with real transactions have left there counts, too
    few = 3
    for number in range(2 * few):
        cache.set(f"over{number}", number, -1)
    crowded = {**settings.SHARED_CACHE, "OPTIONS": {"MAX_ENTRIES": few}}
    with override_settings(CACHES={**settings.CACHES, "default": crowded}), connection.cursor() as cursor:
        for number in range(ADDED_BETWEEN_CULLS):
            cache.add("again", number, -1)
            cache.add(f"held{number}", number, 60) if number < few else None
        cursor.execute(
            "SELECT cache_key FROM rostrum_cache WHERE cache_key LIKE ':1:over%' OR cache_key LIKE ':1:held%'"
        )
        assert {key for (key,) in cursor.fetchall()} == {f":1:held{number}" for number in range(few)}


@pytest.mark.django_db
def test_a_public_page_does_not_use_the_shared_cache() -> None:
    with CaptureQueriesContext(connection) as queries:
        Client().get("/en/")
    assert not [query for query in queries if "rostrum_cache" in query["sql"]]


@pytest.mark.django_db
def test_attempts_to_sign_in_are_counted_in_the_shared_cache() -> None:
    Client().post("/accounts/login/", {"login": "nobody@example.com", "password": "a wrong password"})
    with connection.cursor() as cursor:
        cursor.execute("SELECT cache_key FROM rostrum_cache")
        assert [key for (key,) in cursor.fetchall() if "login" in key]


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_concurrent_attempts_are_all_counted() -> None:
    limit = Limit(name="race", times=4, seconds=60)
    answers = at_once(lambda _: exceeds(limit, RequestFactory().post("/")), times=TIMES)
    assert sorted(answers) == [False] * 4 + [True] * 2
    assert caches["default"].get("limit:race:127.0.0.1") == TIMES


def adds_over_an_expired_row(add: Callable[[BaseCache], bool]) -> int:
    """Return how many of several calls at once say that they have stored their value."""
    caches["default"].set("lock", "left behind", -1)
    return sum(at_once(lambda _: add(caches["default"]), times=TIMES))


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_one_of_several_takes_the_place_of_an_expired_value() -> None:
    assert [adds_over_an_expired_row(lambda shared: shared.add("lock", 1, 60)) for _ in range(5)] == [1] * 5


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite's transactions write one after the other")
def test_without_our_add_several_take_it() -> None:
    def add(shared: BaseCache) -> bool:
        assert isinstance(shared, DatabaseCache)
        return DatabaseCache.add(shared, "lock", 1, 60)

    assert max(adds_over_an_expired_row(add) for _ in range(20)) > 1
