"""What one scan costs: `./dev bench door`, on SQLite and on PostgreSQL, both with durable commits.

Requests go through the whole of Django's WSGI application, middleware, log lines and device check included, over
connections that stay, as under gunicorn. Eight doors are two processes of four threads. "one row stored" is the
database alone: what this machine gives in the same minute. "CPU" is what the process itself used, without the database.
"""

import argparse
import io
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from statistics import quantiles
from typing import TYPE_CHECKING
from uuid import uuid4

if TYPE_CHECKING:
    from django.core.handlers.wsgi import WSGIHandler

ROOT = Path(__file__).resolve().parent.parent
HERE = [sys.executable, "-W", "ignore", "-m", "bench.door"]
DOORS = 8
PROCESSES = 2


def main() -> None:
    """Measures in a process of its own for each database, and prints the tables."""
    arguments = _arguments()
    if arguments.doors:
        _stand_at_doors(Path(arguments.doors))
        return
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
    parser.add_argument("--doors", help=argparse.SUPPRESS)
    return parser.parse_args()


def _run(name: str, url: str, arguments: argparse.Namespace) -> None:
    print(f"\n{name}, {arguments.delegates:,} delegates")
    with tempfile.TemporaryDirectory(prefix="rostrum-bench-") as folder, Path(folder, "log").open("w") as log:
        environment = os.environ | {"MODE": "embedded", "DATABASE_URL": url, "VAR_DIR": folder}
        command = [*HERE, "--here", "--delegates", str(arguments.delegates), "--scans", str(arguments.scans)]
        if subprocess.run(command, cwd=ROOT, env=environment, stderr=log, check=False).returncode:
            raise SystemExit(Path(folder, "log").read_text()[-4000:])


def _measure(delegates: int, scans: int) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)
    from django.db import connection

    from bench.trial.crowd import make_crowd

    crowd = make_crowd(max(delegates, 3 * scans + 5200), keys=["key"])
    badges = iter(crowd.records())  # every badge once
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    application = _application()
    for _ in range(200):
        _send(application, "key", [next(badges)])  # warm
    with connection.execute_wrapper(statements := _Counter()):
        _send(application, "key", [next(badges)])
    print(f"  statements for one scan: {statements.number} (and the transaction's begin and commit)")
    print(_row("one row stored", [_timed(_store_one) for _ in range(scans)]))
    began = time.process_time()
    times = [_timed(lambda: _send(application, "key", [next(badges)])) for _ in range(scans)]
    print(_row("one door", times) + f"  CPU {1000 * (time.process_time() - began) / scans:.2f} ms")
    batches = [_timed(lambda: _send(application, "key", [next(badges) for _ in range(500)])) for _ in range(8)]
    print(f"  {'batch of 500':<24} p50 {1000 * sorted(batches)[4]:7.2f} ms  worst {1000 * max(batches):7.2f} ms")
    times, seconds = _eight_doors([next(badges) for _ in range(scans)])
    print(_row(f"{DOORS} doors", times) + f"  {len(times) / seconds:,.0f}/s")
    _ask(application)
    print(_row("people inside", [_timed(lambda: _ask(application)) for _ in range(20)]))


def _eight_doors(badges: list[dict[str, object]]) -> tuple[list[float], float]:
    """The time of each scan, and the seconds from the first to the last."""
    with tempfile.TemporaryDirectory(prefix="rostrum-bench-") as folder:
        files = [Path(folder, str(number)) for number in range(PROCESSES)]
        for number, file in enumerate(files):
            file.write_text(json.dumps(badges[number::PROCESSES]))
        processes = [
            subprocess.Popen([*HERE, "--doors", str(file)], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
            for file in files
        ]
        for process in processes:
            assert process.stdout is not None
            assert process.stdout.readline() == b"ready\n"
        began = time.perf_counter()
        for process in processes:
            assert process.stdin is not None
            process.stdin.close()
        told = [process.stdout.read() for process in processes if process.stdout is not None]
        return [each for times in told for each in json.loads(times)], time.perf_counter() - began


def _stand_at_doors(file: Path) -> None:
    """One of the processes of `_eight_doors`: warms up, waits until its input ends, scans, tells the times."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
    application = _application()
    badges = json.loads(file.read_text())
    with ThreadPoolExecutor(DOORS // PROCESSES) as pool:
        list(pool.map(lambda badge: _send(application, "key", [badge], admitted=False), badges[-40:]))
        print("ready", flush=True)
        sys.stdin.read()
        times = list(pool.map(lambda badge: _timed(lambda: _send(application, "key", [badge])), badges[:-40]))
    print(json.dumps(times), flush=True)


def _store_one() -> None:
    """One row in one transaction, by the ordinary connection."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO django_content_type (app_label, model) VALUES (%s, 'bench')", [str(uuid4())])


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


def _application() -> "WSGIHandler":
    from django.core.wsgi import get_wsgi_application

    return get_wsgi_application()


def _send(application: "WSGIHandler", key: str, badges: list[dict[str, object]], *, admitted: bool = True) -> None:
    now = datetime.now(UTC).isoformat()
    records = [badge | {"kind": "attempt", "uuid": str(uuid4()), "device_time": now} for badge in badges]
    answer = _call(application, "POST", "/api/v1/scans", key, json.dumps({"records": records}).encode())
    assert not admitted or {each["verdict"] for each in answer["answers"]} == {"admit"}, answer["answers"][0]


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


def _timed(deed: Callable[[], None]) -> float:
    began = time.perf_counter()
    deed()
    return time.perf_counter() - began


def _ask(application: "WSGIHandler") -> None:
    _call(application, "GET", "/api/v1/door/counts", "key")


def _row(name: str, times: list[float]) -> str:
    cuts = quantiles(times, n=100)
    return f"  {name:<24} p50 {1000 * cuts[49]:7.2f} ms  p99 {1000 * cuts[98]:7.2f} ms"


if __name__ == "__main__":
    main()
