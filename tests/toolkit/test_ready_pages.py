"""Pages made ahead, in the table that all processes share."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.core.cache import caches
from django.db import DatabaseError, OperationalError, connection
from django.http import HttpRequest
from django.test import override_settings
from django.test.utils import CaptureQueriesContext

from toolkit import ready_pages
from toolkit.ready_pages import AheadRequest, Page, Route, edition, find_page, keep_page, make_ready, page_at_hand

pytestmark = pytest.mark.django_db
VISIT = HttpRequest()
TEMPLATES = {"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True}


@pytest.fixture(autouse=True)
def _as_in_production() -> Iterator[None]:
    with override_settings(CACHES={**settings.CACHES, "ready_pages": settings.READY_PAGES}):
        yield


def rows() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT COUNT(*) FROM rostrum_ready_pages")
        return int(cursor.fetchone()[0])


def a_page(key: str) -> Page:
    return Page(key=key, by_day=False, compressed=b"page", headers={})


def test_a_page_made_ahead_is_found_by_every_process_and_is_then_at_hand() -> None:
    keep_page(a_page("key"), AheadRequest("/"))
    assert (rows(), page_at_hand("/")) == (1, None)
    with CaptureQueriesContext(connection) as queries:
        assert [find_page("key", VISIT), find_page("key", VISIT)] == [a_page("key")] * 2
    assert (len(queries), page_at_hand(VISIT.path_info)) == (1, a_page("key"))


def test_a_page_made_for_a_visitor_is_found_by_every_process() -> None:
    keep_page(a_page("key"), VISIT)
    caches["pages"].clear()  # as in another process
    assert find_page("key", VISIT) == a_page("key")


def test_each_page_has_a_place_of_its_own_at_hand_whatever_is_in_its_address() -> None:
    other = HttpRequest()
    other.path_info = "/\udce9 林/"
    keep_page(a_page("key"), VISIT)
    keep_page(a_page("other"), other)
    assert (page_at_hand(VISIT.path_info), page_at_hand(other.path_info)) == (a_page("key"), a_page("other"))
    assert page_at_hand("/elsewhere/") is None


def test_a_page_that_finds_no_space_is_kept_for_this_process(monkeypatch: pytest.MonkeyPatch) -> None:
    failures = [OperationalError("full"), DatabaseError("no such table")]

    def full(*_: object) -> None:
        raise failures[0]

    monkeypatch.setattr(caches["ready_pages"], "set", full)
    keep_page(a_page("key"), VISIT)
    assert (rows(), find_page("key", VISIT)) == (0, a_page("key"))
    del failures[0]
    with pytest.raises(DatabaseError, match="no such table"):
        keep_page(a_page("other"), VISIT)


def test_at_hand_is_the_last_page_of_a_path_and_another_key_is_another_page() -> None:
    keep_page(a_page("old"), VISIT)
    assert find_page("new", VISIT) is None
    keep_page(a_page("new"), VISIT)
    assert page_at_hand(VISIT.path_info) == a_page("new")


def test_a_page_that_fails_does_not_keep_others_from_being_made(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def fail(request: HttpRequest) -> None:
        asked.append(request.path)
        raise ValueError

    monkeypatch.setattr(ready_pages, "resolve", lambda path: (fail, (), {}))
    make_ready([Route("portal", ()), Route("conference_home", ("bio27",))])
    assert asked == ["/zh-hans/", "/zh-hans/bio27/", "/en/", "/en/bio27/"]


def test_another_template_is_another_edition(tmp_path: Path) -> None:
    def edition_with(words: str) -> str:
        (tmp_path / "page.html").write_text(words)
        edition.cache_clear()
        with override_settings(
            ROOT=tmp_path, LOCALE_PATHS=[], STATICFILES_DIRS=[], TEMPLATES=[TEMPLATES | {"DIRS": [tmp_path]}]
        ):
            return edition()

    first, second, again = (edition_with(words) for words in ("one", "two", "one"))
    edition.cache_clear()
    assert (first == again, first == second) == (True, False)
