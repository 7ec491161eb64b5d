"""What one scan costs: `./dev bench door`, on SQLite and on PostgreSQL, both with durable commits.

Requests go through the whole of Django's WSGI application, middleware and device check included, in one process.
"""

import argparse
import io
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from statistics import quantiles
from typing import TYPE_CHECKING
from uuid import uuid4

if TYPE_CHECKING:
    from django.core.handlers.wsgi import WSGIHandler

ROOT = Path(__file__).resolve().parent.parent
DOORS = 8


def main() -> None:
    """Measures in a process of its own for each database, and prints the tables."""
    arguments = _arguments()
    if arguments.here:
        _measure(arguments.delegates, arguments.scans)
        return
    with tempfile.TemporaryDirectory(prefix="rostrum-bench-") as folder:
        _run("SQLite", f"sqlite:///{folder}/bench.sqlite3", arguments)
        postgres = {"ROSTRUM_POSTGRES_DIR": f"/tmp/rostrum-bench-{os.getpid()}", "ROSTRUM_POSTGRES_DURABLE": "1"}  # noqa: S108 - postgres must reach it
        script = [str(ROOT / "deploy" / "throwaway-postgres")]
        try:
            url = subprocess.check_output([*script, "start"], env=os.environ | postgres, text=True).strip()
            _run("PostgreSQL", url, arguments)
        finally:
            subprocess.run([*script, "stop"], env=os.environ | postgres, check=True)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--delegates", type=int, default=20_000, help="people with a badge (20000)")
    parser.add_argument("--scans", type=int, default=2_000, help="scans to measure (2000)")
    parser.add_argument("--here", action="store_true", help=argparse.SUPPRESS)
    return parser.parse_args()


def _run(name: str, url: str, arguments: argparse.Namespace) -> None:
    print(f"\n{name}, {arguments.delegates:,} delegates")
    environment = os.environ | {"MODE": "test", "DATABASE_URL": url, "LOG_LEVEL": "ERROR", "EMAIL_URL": "memory://"}
    command = [sys.executable, "-W", "ignore", "-m", "bench.door", "--here"]
    command += ["--delegates", str(arguments.delegates), "--scans", str(arguments.scans)]
    subprocess.run(command, cwd=ROOT, env=environment, check=True)


def _measure(delegates: int, scans: int) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)
    from django.db import connection

    badges = iter(_prepare(max(delegates, 2 * scans + 4200)))  # every badge once
    application = _application()
    for _ in range(100):
        _send(application, "key", [next(badges)])  # warm
    with connection.execute_wrapper(statements := _Counter()):
        _send(application, "key", [next(badges)])
    print(f"  statements for one scan: {statements.number} (and the transaction's begin and commit)")
    times = [_timed(application, "key", [next(badges)]) for _ in range(scans)]
    print(_row("one door", times))
    batches = [_timed(application, "key", [next(badges) for _ in range(500)]) for _ in range(8)]
    print(f"  {'batch of 500':<24} p50 {1000 * sorted(batches)[4]:7.2f} ms  worst {1000 * max(batches):7.2f} ms")
    began = time.perf_counter()
    with ThreadPoolExecutor(DOORS) as pool:
        times = list(pool.map(lambda badge: _timed(application, "key", [badge]), [next(badges) for _ in range(scans)]))
    print(_row(f"{DOORS} doors, 8 threads", times) + f"  {scans / (time.perf_counter() - began):,.0f}/s")
    _ask(application)
    counts = [_ask(application) for _ in range(20)]
    print(_row("people inside", counts))


class _Counter:
    """Counts the statements that go to the database."""

    number = 0

    def __call__(
        self,
        execute: Callable[..., object],
        sql: str,
        params: object,
        many: bool,  # noqa: FBT001 - Django calls it so
        context: object,
    ) -> object:
        self.number += not sql.startswith(("BEGIN", "SAVEPOINT", "RELEASE"))
        return execute(sql, params, many, context)


def _prepare(delegates: int) -> Iterator[dict[str, object]]:
    """A conference with its people, a door and a device with the key "key"; the record of each badge, once."""
    from events.models import Person
    from registration.models import Credential, CredentialPrefix, Delegate, Registration
    from registration.operations.credentials import complete_prefixes, mark_of_conference, open_door_day
    from registration.rules.credentials import new_code
    from tests.builders.doors import a_category, a_checkpoint, a_device
    from tests.builders.people import a_conference, an_organisation

    now = datetime.now(UTC)
    conference = a_conference(an_organisation(), starts_on=now.date(), ends_on=now.date(), created_at=now)
    category = a_category(conference)
    checkpoint = a_checkpoint(conference, opens_at=now.replace(hour=0), closes_at=now.replace(hour=23, minute=59))
    checkpoint.categories.add(category, a_category(conference, "guest"))
    a_device(checkpoint, key="key", at=now)
    registration = Registration.objects.create(conference=conference, created_at=now)
    people = Person.objects.bulk_create(
        (Person(organisation=conference.organisation, name="林知远", created_at=now) for _ in range(delegates)),
        batch_size=1000,
    )
    numbers = count(1)
    comers = Delegate.objects.bulk_create(
        (
            Delegate(
                conference=conference,
                registration=registration,
                person=person,
                category=category,
                number=next(numbers),
                state="confirmed",
                name=person.name,
                institution_zh="吴淞理工大学",
                created_at=now,
            )
            for person in people
        ),
        batch_size=1000,
    )
    mark = mark_of_conference(conference)
    Credential.objects.bulk_create(
        (Credential(delegate=each, conference=conference, code=new_code(mark), issued_at=now) for each in comers),
        batch_size=1000,
    )
    day = open_door_day(conference, now.date())
    complete_prefixes(day)
    for prefix in CredentialPrefix.objects.values_list("prefix", flat=True):
        yield {"checkpoint": checkpoint.code, "prefix": prefix, "day": day.day.isoformat()}


def _application() -> "WSGIHandler":
    from django.core.wsgi import get_wsgi_application

    return get_wsgi_application()


def _send(application: "WSGIHandler", key: str, badges: list[dict[str, object]]) -> None:
    now = datetime.now(UTC).isoformat()
    records = [badge | {"kind": "attempt", "uuid": str(uuid4()), "device_time": now} for badge in badges]
    answer = _call(application, "POST", "/api/v1/scans", key, json.dumps({"records": records}).encode())
    assert {each["verdict"] for each in answer["answers"]} == {"admit"}, answer["answers"][0]


def _call(
    application: "WSGIHandler", method: str, path: str, key: str, body: bytes = b""
) -> dict[str, list[dict[str, object]]]:
    environ = {
        "REQUEST_METHOD": method,
        "PATH_INFO": path,
        "QUERY_STRING": "",
        "SERVER_NAME": "localhost",
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": "127.0.0.1",
        "CONTENT_TYPE": "application/json",
        "CONTENT_LENGTH": str(len(body)),
        "HTTP_AUTHORIZATION": f"Bearer {key}",
        "wsgi.url_scheme": "http",
        "wsgi.input": io.BytesIO(body),
        "wsgi.errors": sys.stderr,
    }
    response = application(environ, _start)
    found: dict[str, list[dict[str, object]]] = json.loads(b"".join(response))
    response.close()
    return found


def _start(status: str, headers: list[tuple[str, str]], error: object = None, /) -> Callable[[bytes], object]:
    return lambda _: None


def _timed(application: "WSGIHandler", key: str, badges: list[dict[str, object]]) -> float:
    began = time.perf_counter()
    _send(application, key, badges)
    return time.perf_counter() - began


def _ask(application: "WSGIHandler") -> float:
    began = time.perf_counter()
    _call(application, "GET", "/api/v1/door/counts", "key")
    return time.perf_counter() - began


def _row(name: str, times: list[float]) -> str:
    cuts = quantiles(times, n=100)
    return f"  {name:<24} p50 {1000 * cuts[49]:7.2f} ms  p99 {1000 * cuts[98]:7.2f} ms"


if __name__ == "__main__":
    main()
