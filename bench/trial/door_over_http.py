"""Measure scans over HTTP through gunicorn, and the database's share of a scan. Django must be set up beforehand."""

import json
import os
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from queue import Empty
from uuid import uuid4

from bench.measuring.database import Connection as DatabaseConnection
from bench.measuring.database import transactions_per_second
from bench.measuring.figures import spread
from bench.trial.client import Connection, at_once, request
from bench.trial.crowd import Crowd
from bench.trial.site import ROOT, Site, conninfo, free_port
from bench.trial.traffic import Record, queue_of


def facts_function_per_second(badges: Iterator[Record], calls: int, *, connections: int) -> float:
    """Return how many badge presentations per second the database can do alone, in plain SQL.

    Each one calls the database's function that reads the facts, and durably stores one scan: a copy of the first scan
    under a new UUID.
    """
    from doors.models import Device, Scan
    from doors.queries.presented import FACTS, Wanted, arguments_of_facts

    key_hash, first = Device.objects.values_list("key_hash", flat=True)[0], Scan.objects.order_by("pk")[0].pk
    columns = ", ".join(f'"{field.column}"' for field in Scan._meta.concrete_fields if field.name not in {"id", "uuid"})
    copy = f'INSERT INTO "{Scan._meta.db_table}" (uuid, {columns}) SELECT %s, {columns} FROM "{Scan._meta.db_table}"'  # noqa: S608 - our own names
    queue = queue_of(next(badges) for _ in range(calls))

    def present(connection: DatabaseConnection) -> bool:
        try:
            badge = queue.get_nowait()
        except Empty:
            return False
        shown = date.fromisoformat(str(badge["day"])), str(badge["prefix"])
        wanted = Wanted(keys=[key_hash], prefixes=[shown], uuids=[uuid4()], since=datetime.now(UTC))
        connection.execute(FACTS.encode(), arguments_of_facts(wanted)).fetchone()
        connection.execute(f"{copy} WHERE id = %s".encode(), [uuid4(), first])
        return True

    return transactions_per_second(present, conninfo(os.environ["DATABASE_URL"]), connections=connections)


def measure(crowd: Crowd, badges: Iterator[Record], scans: int, *, doors: int) -> dict[str, float]:
    """Measure scans at one door, at `doors` doors at once, and in batches of 500."""
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "bench.trial.settings", "PYTHONPATH": str(ROOT)}
    site = Site(folder=Path(os.environ["VAR_DIR"]), environment=environment, port=free_port(), crowd=crowd)
    site.start_server()
    try:
        scan_all(site.port, [next(badges) for _ in range(200)], doors=doors)  # warm up
        one, _ = scan_all(site.port, [next(badges) for _ in range(scans)], doors=1)
        several, took = scan_all(site.port, [next(badges) for _ in range(scans)], doors=doors)
        with Connection(site.port) as connection:
            batches = [_scan(connection, [next(badges) for _ in range(500)]) for _ in range(8)]
    finally:
        site.kill("server")
    return {
        **spread("http_one_door", one),
        "http_eight_doors": len(several) / took,
        "http_eight_doors_p99": spread("", several)["_p99"],
        "http_batch_of_500_worst": 1000 * max(batches),
    }


def scan_all(port: int, badges: list[Record], *, doors: int, key: str = "key") -> tuple[list[float], float]:
    """Return the seconds of each scan, and the seconds of all of them together."""
    queue = queue_of(badges)

    def scan_until_empty() -> list[float]:
        times: list[float] = []
        with Connection(port) as connection:
            while True:
                try:
                    badge = queue.get_nowait()
                except Empty:
                    return times
                times.append(_scan(connection, [badge], key=key))

    return at_once(doors, scan_until_empty)


def _scan(connection: Connection, badges: list[Record], *, key: str = "key") -> float:
    """Present the badges in one request and return its seconds. Raise SystemExit unless everybody is admitted."""
    now = datetime.now(UTC).isoformat()
    records = [badge | {"kind": "attempt", "uuid": str(uuid4()), "device_time": now} for badge in badges]
    body = json.dumps({"records": records}).encode()
    asked = request("POST", "/api/v1/scans", body, authorization=f"Bearer {key}", content_type="application/json")
    began = time.perf_counter()
    answer = connection.ask(asked)
    took = time.perf_counter() - began
    if {each["verdict"] for each in json.loads(answer.body)["answers"]} != {"admit"}:
        raise SystemExit(f"Not everybody was admitted: {answer.body[:400]!r}")
    return took
