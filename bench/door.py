"""Measure what one scan costs: `./dev bench door`, on SQLite and on PostgreSQL, both with durable commits.

Requests go through Django's whole WSGI application, including middleware, logging and the check of the device's key,
but not through a socket. "Eight doors" are two processes with four threads each. "cpu" is the processor time of the
process itself, without the database's.

"http" (PostgreSQL only) measures the same through gunicorn with two processes of four threads; its eight doors are
eight connections of the client in bench/trial/client.py.

"People inside" is asked for after each scan; "people counted afresh" is the query that a process runs once on each day
and every five minutes.

There are two reference figures. "One row stored" is one small durable commit. "Facts function" is a call of the
database's own function plus one stored scan, over eight plain connections without Django.
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
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

from bench.measuring.figures import goals_of, judged, progress, report, spread
from bench.trial.site import ROOT
from bench.trial.traffic import Record

if TYPE_CHECKING:
    from django.core.handlers.wsgi import WSGIHandler

HERE = [sys.executable, "-W", "ignore", "-m", "bench.door"]
DOORS = 8
PROCESSES = 2
IN_PROCESS = {
    "statements": "statements",
    "one_row_stored_p50": "ms",
    "one_row_stored_p99": "ms",
    "one_door_p50": "ms",
    "one_door_p99": "ms",
    "one_door_cpu": "ms",
    "batch_of_500_p50": "ms",
    "batch_of_500_worst": "ms",
    "eight_doors": "scans/s",
    "eight_doors_p50": "ms",
    "eight_doors_p99": "ms",
    "people_inside_p50": "ms",
    "people_inside_p99": "ms",
    "people_counted_afresh_p50": "ms",
}
OVER_HTTP = {
    "facts_function": "calls/s",
    "http_one_door_p50": "ms",
    "http_one_door_p99": "ms",
    "http_eight_doors": "scans/s",
    "http_eight_doors_p99": "ms",
    "http_batch_of_500_worst": "ms",
}
FIGURES = {
    **{f"sqlite_{name}": unit for name, unit in IN_PROCESS.items()},
    **{f"postgresql_{name}": unit for name, unit in (IN_PROCESS | OVER_HTTP).items()},
}
Values = dict[str, float]


def main() -> None:
    """Measure each database in its own process, and print the report."""
    arguments = _arguments()
    if arguments.doors:
        _stand_at_doors(Path(arguments.doors))
    elif arguments.here:
        print(json.dumps(_measure(arguments.delegates, arguments.scans)))
    else:
        values = _on_sqlite(arguments) | _on_postgresql(arguments)
        report(judged(values, FIGURES, goals_of("door")), as_json=arguments.json)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true", help="print one JSON object instead of the table")
    parser.add_argument("--delegates", type=int, default=200_000, help="people with a badge (200000)")
    parser.add_argument("--scans", type=int, default=2_000, help="scans to measure (2000)")
    parser.add_argument("--here", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--doors", help=argparse.SUPPRESS)
    return parser.parse_args()


def _on_sqlite(arguments: argparse.Namespace) -> Values:
    with tempfile.TemporaryDirectory(prefix="rostrum-bench-") as folder:
        return _run("sqlite", f"sqlite:///{folder}/bench.sqlite3", arguments)


def _on_postgresql(arguments: argparse.Namespace) -> Values:
    script = str(ROOT / "deploy" / "throwaway-postgres")
    durable = os.environ | {"ROSTRUM_POSTGRES_DURABLE": "1"}
    url = subprocess.check_output([script, "start"], env=durable, text=True).strip()
    try:
        return _run("postgresql", url, arguments)
    finally:
        subprocess.run([script, "stop", url], check=True)


def _run(name: str, url: str, arguments: argparse.Namespace) -> Values:
    progress(f"{name}, {arguments.delegates:,} delegates ...")
    with tempfile.TemporaryDirectory(prefix="rostrum-bench-") as folder, Path(folder, "log").open("w") as log:
        environment = os.environ | {"MODE": "embedded", "DATABASE_URL": url, "VAR_DIR": folder}
        command = [*HERE, "--here", "--delegates", str(arguments.delegates), "--scans", str(arguments.scans)]
        told = subprocess.run(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=log, check=False)
        if told.returncode:
            raise SystemExit(Path(folder, "log").read_text()[-4000:])
    values: Values = json.loads(told.stdout.splitlines()[-1])
    return {f"{name}_{figure}": value for figure, value in values.items()}


def _measure(delegates: int, scans: int) -> Values:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)
    from django.db import connection

    from bench.trial.crowd import make_crowd

    crowd = make_crowd(max(delegates, 6 * scans + 10_000), keys=["key"])
    badges = crowd.records()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    values = _in_process(badges, scans)
    if connection.vendor == "postgresql":
        from bench.trial import door_over_http

        connection.close()
        values["facts_function"] = door_over_http.facts_function_per_second(badges, scans, connections=DOORS)
        values |= door_over_http.measure(crowd, badges, scans, doors=DOORS)
    return values


def _in_process(badges: Iterator[Record], scans: int) -> Values:
    from django.db import connection

    application = _application()
    for _ in range(200):
        _send(application, "key", [next(badges)])  # warm up
    with connection.execute_wrapper(statements := _Counter()):
        _send(application, "key", [next(badges)])
    values: Values = {"statements": statements.number}
    values |= spread("one_row_stored", [_timed(_store_one) for _ in range(scans)])
    began = time.process_time()
    values |= spread("one_door", [_timed(lambda: _send(application, "key", [next(badges)])) for _ in range(scans)])
    values["one_door_cpu"] = 1000 * (time.process_time() - began) / scans
    batches = [_timed(lambda: _send(application, "key", [next(badges) for _ in range(500)])) for _ in range(8)]
    values |= {"batch_of_500_p50": 1000 * sorted(batches)[4], "batch_of_500_worst": 1000 * max(batches)}
    times, seconds = _eight_doors([next(badges) for _ in range(scans)])
    values |= {"eight_doors": len(times) / seconds} | spread("eight_doors", times)
    return values | _people_inside(application, badges)


def _people_inside(application: "WSGIHandler", badges: Iterator[Record]) -> Values:
    """Ask how many people are inside, each time after another one has come in; and count all of them anew."""
    from doors.models import Scan
    from doors.queries.presence import count_people_inside

    times = []
    for _ in range(100):
        _send(application, "key", [next(badges)])
        times.append(_timed(lambda: _ask(application)))
    conference, since = Scan.objects.values_list("conference", "effective_at").order_by("effective_at")[0]
    afresh = [_timed(lambda: count_people_inside(conference, since=since)) for _ in range(9)]
    return spread("people_inside", times[1:]) | {"people_counted_afresh_p50": 1000 * sorted(afresh)[4]}


def _eight_doors(badges: list[Record]) -> tuple[list[float], float]:
    """Return the time of each scan, and the seconds from the first scan to the last."""
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
    """Run as one of the processes of `_eight_doors`.

    Warm up, wait until stdin is closed, send the scans in `file`, and print the time of each as JSON.
    """
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
    """Insert one row in its own transaction, over Django's connection."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO django_content_type (app_label, model) VALUES (%s, 'bench')", [str(uuid4())])


class _Counter:
    """Database wrapper that counts statements."""

    number = 0

    def __call__(
        self,
        execute: Callable[..., object],
        sql: str,
        params: object,
        many: bool,  # noqa: FBT001 - Django's signature
        context: object,
    ) -> object:
        self.number += not sql.startswith(("BEGIN", "SAVEPOINT", "RELEASE"))
        return execute(sql, params, many, context)


def _application() -> "WSGIHandler":
    from django.core.wsgi import get_wsgi_application

    return get_wsgi_application()


def _send(application: "WSGIHandler", key: str, badges: list[Record], *, admitted: bool = True) -> None:
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


def _timed(deed: Callable[[], object]) -> float:
    began = time.perf_counter()
    deed()
    return time.perf_counter() - began


def _ask(application: "WSGIHandler") -> None:
    _call(application, "GET", "/api/v1/door/counts", "key")


if __name__ == "__main__":
    main()
