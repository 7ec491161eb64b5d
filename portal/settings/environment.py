"""The environment variables, typed and with defaults. `portal.settings` reads them once."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured
from environs import Env

ROOT = Path(__file__).resolve().parent.parent.parent
DEFAULT_SECRET_KEY = "change-me"  # noqa: S105 - named so that it can be refused
SHORTEST_SECRET_KEY = 32


class Mode(StrEnum):
    """The kind of installation."""

    EMBEDDED = "embedded"
    """One machine, SQLite in var/, a secret key made on first use, loopback only."""
    PRODUCTION = "production"
    """All required variables must be set; the process does not start without them."""
    DEMO = "demo"
    """Embedded, with invented people and a mailbox on a page."""
    TEST = "test"


@dataclass(frozen=True, kw_only=True)
class Environment:
    """The settings that differ from one installation to the next."""

    mode: Mode
    secret_key: str
    allowed_hosts: list[str]
    database_url: str
    email_url: str
    email_from: str
    var_dir: Path
    media_root: Path
    public_url: str
    https: bool
    log_level: str
    log_json: bool
    job_workers: int
    job_timeout: timedelta
    job_retry: timedelta
    clock_starts_at: datetime | None
    clock_stands: bool
    trusted_proxies: int


def read_environment(env: Env | None = None) -> Environment:
    """Return the environment; raise ImproperlyConfigured with a message that says what to set."""
    env = env or Env()
    mode = _mode(env.str("MODE", Mode.EMBEDDED))
    var_dir = Path(env.str("VAR_DIR", str(ROOT / "var")))
    production = mode is Mode.PRODUCTION
    job_timeout = env.timedelta("JOB_TIMEOUT", timedelta(seconds=240))
    job_retry = env.timedelta("JOB_RETRY", job_timeout + timedelta(seconds=30))
    if job_retry <= job_timeout:
        raise ImproperlyConfigured("JOB_RETRY must be longer than JOB_TIMEOUT, or a slow job runs twice.")
    return Environment(
        mode=mode,
        secret_key=_secret_key(env.str("SECRET_KEY", ""), production=production, var_dir=var_dir),
        allowed_hosts=_allowed_hosts(env.list("ALLOWED_HOSTS", []), production=production),
        database_url=env.str("DATABASE_URL", f"sqlite:///{var_dir / 'rostrum.sqlite3'}"),
        email_url=_email_url(env.str("EMAIL_URL", ""), production=production, var_dir=var_dir),
        email_from=env.str("EMAIL_FROM", "Rostrum <rostrum@localhost>"),
        var_dir=var_dir,
        media_root=Path(env.str("MEDIA_ROOT", str(var_dir / "media"))),
        public_url=env.str("PUBLIC_URL", "http://localhost:8000").rstrip("/"),
        https=env.bool("HTTPS", production),
        log_level=env.str("LOG_LEVEL", "INFO").upper(),
        log_json=env.bool("LOG_JSON", production),
        job_workers=env.int("JOB_WORKERS", 2),
        job_timeout=job_timeout,
        job_retry=job_retry,
        clock_starts_at=_instant(env.str("CLOCK", "")),
        clock_stands=env.bool("CLOCK_STANDS", False),
        trusted_proxies=env.int("TRUSTED_PROXIES", 1 if production else 0),
    )


def _mode(word: str) -> Mode:
    try:
        return Mode(word)
    except ValueError:
        known = ", ".join(Mode)
        raise ImproperlyConfigured(f"MODE is {word!r}; it must be one of: {known}.") from None


def _secret_key(given: str, *, production: bool, var_dir: Path) -> str:
    if production and (given in {"", DEFAULT_SECRET_KEY} or len(given) < SHORTEST_SECRET_KEY):
        raise ImproperlyConfigured(
            f"SECRET_KEY must be set in production, to at least {SHORTEST_SECRET_KEY} random characters."
        )
    if given:
        return given
    kept = var_dir / "secret-key"
    if not kept.exists():
        var_dir.mkdir(parents=True, exist_ok=True)
        kept.touch(mode=0o600)
        kept.write_text(secrets.token_urlsafe(48))
    return kept.read_text().strip()


def _allowed_hosts(given: list[str], *, production: bool) -> list[str]:
    if production and not given:
        raise ImproperlyConfigured("ALLOWED_HOSTS must be set in production, to the host names of this portal.")
    return given or ["localhost", "127.0.0.1", "[::1]"]


def _email_url(given: str, *, production: bool, var_dir: Path) -> str:
    if production and not given:
        raise ImproperlyConfigured("EMAIL_URL must be set in production, such as smtp+tls://user:password@host:587.")
    return given or f"file://{var_dir / 'mail'}"


def _instant(word: str) -> datetime | None:
    if not word:
        return None
    try:
        instant = datetime.fromisoformat(word)
    except ValueError:
        raise ImproperlyConfigured(f"CLOCK is {word!r}; it must be a time such as 2027-04-16T09:12:00+08:00.") from None
    if instant.tzinfo is None:
        raise ImproperlyConfigured("CLOCK needs an offset, such as +08:00.")
    return instant
