from datetime import timedelta
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from portal.settings.environment import Environment, Mode, read_environment

GOOD = {
    "MODE": "production",
    "SECRET_KEY": "k7Qw9rT2yU5iO8pA3sD6fG1hJ4kL0zX-cVbNmQwErTy",
    "ALLOWED_HOSTS": "rostrum.example",
    "EMAIL_URL": "smtp+tls://user:password@mail.example:587",
}


def environment(monkeypatch: pytest.MonkeyPatch, values: dict[str, str]) -> Environment:
    """Return the settings read when only these variables are set."""
    for name in ("MODE", "SECRET_KEY", "ALLOWED_HOSTS", "EMAIL_URL", "DATABASE_URL", "VAR_DIR", "CLOCK", "HTTPS"):
        monkeypatch.delenv(name, raising=False)
    for name, value in values.items():
        monkeypatch.setenv(name, value)
    return read_environment()


def test_production_starts_with_every_setting_given(monkeypatch: pytest.MonkeyPatch) -> None:
    read = environment(monkeypatch, GOOD)
    assert (read.mode, read.https, read.log_json) == (Mode.PRODUCTION, True, True)


@pytest.mark.parametrize("missing", ["SECRET_KEY", "ALLOWED_HOSTS", "EMAIL_URL"])
def test_production_refuses_to_start_without_a_required_setting(monkeypatch: pytest.MonkeyPatch, missing: str) -> None:
    with pytest.raises(ImproperlyConfigured, match=f"^{missing} must be set in production"):
        environment(monkeypatch, {name: value for name, value in GOOD.items() if name != missing})


@pytest.mark.parametrize("key", ["change-me", "short", ""])
def test_production_refuses_a_default_or_short_secret_key(monkeypatch: pytest.MonkeyPatch, key: str) -> None:
    with pytest.raises(ImproperlyConfigured, match=r"^SECRET_KEY must be set in production"):
        environment(monkeypatch, GOOD | {"SECRET_KEY": key})


def test_an_unknown_mode_is_refused_by_name(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ImproperlyConfigured, match="'prodction'; it must be one of: embedded, production, demo, test"):
        environment(monkeypatch, {"MODE": "prodction"})


@pytest.mark.parametrize("clock", ["2027-04-16T09:00", "tomorrow"])
def test_an_invalid_clock_is_refused(monkeypatch: pytest.MonkeyPatch, clock: str) -> None:
    with pytest.raises(ImproperlyConfigured, match=r"^CLOCK"):
        environment(monkeypatch, GOOD | {"CLOCK": clock})


def test_the_retry_time_of_a_job_exceeds_its_timeout(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ImproperlyConfigured, match=r"^JOB_RETRY must be longer"):
        environment(monkeypatch, GOOD | {"JOB_TIMEOUT": "60", "JOB_RETRY": "60"})
    assert environment(monkeypatch, GOOD | {"JOB_TIMEOUT": "60", "JOB_RETRY": "61"}).job_retry == timedelta(seconds=61)


def test_an_embedded_portal_makes_its_own_secret_key_once(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    first = environment(monkeypatch, {"VAR_DIR": str(tmp_path)})
    second = environment(monkeypatch, {"VAR_DIR": str(tmp_path)})
    assert first.secret_key == second.secret_key
    assert len(first.secret_key) == 64
    assert (tmp_path / "secret-key").stat().st_mode & 0o777 == 0o600
    assert first.allowed_hosts == ["localhost", "127.0.0.1", "[::1]"]
