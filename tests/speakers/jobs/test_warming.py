"""The pages of speakers are ready before anybody asks."""

import pytest
from django.core.cache import caches
from django.test import Client

from events.operations.publishing import publish
from tests.builders.people import NOW, Cast
from tests.builders.programmes import a_programme
from tests.queue import run_queue


def test_the_list_and_the_pages_of_speakers_are_made_after_a_publication(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    small = a_programme(cast.conference, cast.forum)
    publish(cast.conference, by=None, now=NOW)
    run_queue()
    caches["pages"].clear()
    monkeypatch.setattr(
        "events.views.released._page", lambda response, key, *, by_day: pytest.fail("a page was made again")
    )
    for language, name in (("en", "Lin Zhiyuan"), ("zh-hans", "林知远")):
        for page in ("", f"{small.speaker.code}/"):
            assert name in Client().get(f"/{language}/bio27/speakers/{page}").content.decode()
