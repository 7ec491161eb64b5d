"""Several readers ask at once for a page that is not ready."""

import time
from contextlib import AbstractContextManager, nullcontext

import pytest
from django.http import HttpResponse
from django.test import Client

from events.operations.publishing import publish
from events.views import released
from tests.builders.people import NOW, the_cast
from tests.builders.programmes import a_programme
from tests.races import at_once
from toolkit.ready_pages import Page

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.race]
PAGE = "/en/bio27/programme/words.json"
MADE = released._page


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Publish a programme, and note the keys of the pages that are made, each of which takes a while."""
    keys: list[str] = []

    def make(response: HttpResponse, key: str, *, by_day: bool) -> Page:
        keys.append(key)
        time.sleep(0.2)
        return MADE(response, key, by_day=by_day)

    cast = the_cast()
    a_programme(cast.conference, cast.forum)
    publish(cast.conference, by=None, now=NOW)
    monkeypatch.setattr(released, "_page", make)
    return keys


def read(number: int) -> bytes:
    return Client().get(PAGE).content


def test_one_of_them_makes_it_for_all(made: list[str]) -> None:
    pages = at_once(read, times=4)
    assert (len(set(pages)), len(made)) == (1, 1)


def test_without_waiting_for_its_turn_each_makes_it(made: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    def no_turn(key: str) -> AbstractContextManager[None]:
        return nullcontext()

    monkeypatch.setattr(released, "turn", no_turn)
    at_once(read, times=4)
    assert len(made) > 1
