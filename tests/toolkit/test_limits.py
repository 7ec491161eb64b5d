import pytest
from django.conf import LazySettings
from django.core.cache import cache
from django.test import RequestFactory

from toolkit.limits import Limit, client_address, exceeds, exceeds_for

TWICE = Limit(name="test", times=2, seconds=60)


@pytest.fixture(autouse=True)
def _empty_cache() -> None:
    cache.clear()


def test_the_limit_is_exceeded_by_one_request_too_many_from_one_address() -> None:
    ours = RequestFactory().post("/")
    theirs = RequestFactory(REMOTE_ADDR="192.0.2.7").post("/")
    assert [exceeds(TWICE, ours) for _ in range(3)] == [False, False, True]
    assert exceeds(TWICE, theirs) is False


def test_anything_can_be_counted_whatever_its_address() -> None:
    assert [exceeds_for(TWICE, "a-code") for _ in range(3)] == [False, False, True]
    assert exceeds_for(TWICE, "another-code") is False


def test_a_counter_that_is_lost_again_and_again_refuses_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "add", lambda *_arguments: False)
    assert exceeds_for(TWICE, "a-code") is False


def test_without_proxies_a_forwarded_address_is_ignored(settings: LazySettings) -> None:
    settings.TRUSTED_PROXIES = 0
    assert client_address(RequestFactory().get("/", HTTP_X_FORWARDED_FOR="192.0.2.7")) == "127.0.0.1"


def test_behind_proxies_the_address_is_that_seen_by_the_outermost_trusted_one(settings: LazySettings) -> None:
    request = RequestFactory().get("/", HTTP_X_FORWARDED_FOR="203.0.113.9, 192.0.2.7, 198.51.100.1")
    settings.TRUSTED_PROXIES = 1
    assert client_address(request) == "198.51.100.1"
    settings.TRUSTED_PROXIES = 2
    assert client_address(request) == "192.0.2.7"


def test_empty_places_in_the_header_are_nobodys(settings: LazySettings) -> None:
    settings.TRUSTED_PROXIES = 1
    assert client_address(RequestFactory().get("/", HTTP_X_FORWARDED_FOR="192.0.2.7, ,")) == "192.0.2.7"


@pytest.mark.parametrize("claimed", ["nobody", "999.1.1.1", "192.0.2.7:443", "", " ,", "a\0b", "<b>"])
def test_an_invalid_forwarded_address_counts_as_the_peers(settings: LazySettings, claimed: str) -> None:
    settings.TRUSTED_PROXIES = 1
    assert client_address(RequestFactory().get("/", HTTP_X_FORWARDED_FOR=claimed)) == "127.0.0.1"


def test_an_address_has_one_spelling() -> None:
    assert client_address(RequestFactory(REMOTE_ADDR="2001:DB8:0::1").get("/")) == "2001:db8::1"


def test_a_peer_behind_a_socket_has_no_address() -> None:
    assert client_address(RequestFactory(REMOTE_ADDR="").get("/")) == ""
