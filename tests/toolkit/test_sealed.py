"""Content that is kept for one reader, in the table that all processes share."""

import os
from collections.abc import Iterator

import pytest
from django.conf import settings
from django.core.cache.backends.db import DatabaseCache
from django.db import connection
from django.test import override_settings

from toolkit import sealed
from toolkit.sealed import discard, seal, unseal

pytestmark = pytest.mark.django_db
CONTENT = "林知远 <lin@example.com>".encode()


@pytest.fixture(autouse=True)
def _as_in_production() -> Iterator[None]:
    with override_settings(CACHES={**settings.CACHES, "sealed": settings.SEALED}):
        yield


def rows() -> list[tuple[str, str]]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT cache_key, value FROM rostrum_sealed")
        return list(cursor.fetchall())


def test_content_is_found_by_its_holder_with_its_key_until_it_is_discarded() -> None:
    key = seal(CONTENT, holder="a browser", seconds=60)
    other = seal(CONTENT, holder="a browser", seconds=60)
    assert [unseal(key, holder="a browser"), unseal(key, holder="a browser")] == [CONTENT, CONTENT]
    assert unseal(key, holder="another browser") is None
    assert [unseal(wrong, holder="a browser") for wrong in ("", "x", f"{key}=", f"{key[:-1]}é", "\ud83d")] == [None] * 5
    discard(key, holder="another browser")
    assert unseal(key, holder="a browser") == CONTENT
    discard(key, holder="a browser")
    assert [unseal(each, holder="a browser") for each in (key, other)] == [None, CONTENT]


def test_content_expires() -> None:
    assert unseal(seal(CONTENT, holder="", seconds=-1), holder="") is None


def test_a_row_tells_neither_key_nor_holder_nor_content() -> None:
    key = seal(CONTENT, holder="a browser", seconds=60)
    ((name, value),) = rows()
    assert [text in f"{name}:{value}" for text in (key, "a browser", "lin@example.com")] == [False] * 3


def test_a_key_fits_into_an_address() -> None:
    keys = [seal(CONTENT, holder="", seconds=60) for _ in range(20)]
    assert len(set(keys)) == 20
    assert all(key.replace("-", "").replace("_", "").isalnum() for key in keys)


def test_content_that_is_too_large_is_not_kept() -> None:
    assert seal(os.urandom(sealed.LARGEST + 1), holder="", seconds=60) == ""
    repetitive = b"x" * 10 * sealed.LARGEST
    assert unseal(seal(repetitive, holder="", seconds=60), holder="") == repetitive


def test_what_the_table_does_not_take_has_no_key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(DatabaseCache, "add", lambda *_arguments: False)
    assert seal(CONTENT, holder="", seconds=60) == ""
