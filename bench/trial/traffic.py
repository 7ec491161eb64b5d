"""Simulated users of a site under trial: scanners that retry until answered, readers, and people who sign up."""

import json
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http.client import HTTPConnection, HTTPException
from queue import Empty, SimpleQueue
from uuid import uuid4

Record = dict[str, object]


@dataclass
class Times:
    """Durations of requests of one kind, and how many failed."""

    seconds: list[float] = field(default_factory=list)
    failures: Counter[str] = field(default_factory=Counter)


class Line:
    """A connection that is reopened after each failure."""

    def __init__(self, port: int, *, address: str = "127.0.0.1") -> None:
        self.port, self.address = port, address
        self.connection: HTTPConnection | None = None
        self.times = Times()

    def ask(
        self, method: str, path: str, body: object = None, *, key: str = "", hang_up: bool = False
    ) -> tuple[int, bytes] | None:
        """Return status and body, or None if no response came or we hung up without waiting for it."""
        headers = {"X-Forwarded-For": self.address} | ({"Authorization": f"Bearer {key}"} if key else {})
        content = None if body is None else json.dumps(body)
        began = time.perf_counter()
        try:
            self.connection = self.connection or HTTPConnection("127.0.0.1", self.port, timeout=30)
            headers |= {} if content is None else {"Content-Type": "application/json"}
            self.connection.request(method, path, content, headers)
            answer = self.connection.getresponse()
            if hang_up:
                raise ConnectionAbortedError
            said = answer.status, answer.read()
        except (OSError, HTTPException) as failure:
            self.connection = None
            self.times.failures[type(failure).__name__] += 1
            return None
        self.times.seconds.append(time.perf_counter() - began)
        if answer.status >= 500:
            self.times.failures[str(answer.status)] += 1
        return said


class Scanner:
    """A device that keeps every record until the server has echoed its UUID.

    A forgetful scanner keeps none. One with a bad network does not receive every nth response.
    """

    def __init__(self, port: int, key: str, *, forgetful: bool = False, hangs_up_every: int = 0) -> None:
        self.line, self.key, self.forgetful, self.hangs_up_every = Line(port), key, forgetful, hangs_up_every
        self.sent = 0
        self.queue: dict[str, Record] = {}
        self.made: set[str] = set()
        self.outcomes: Counter[str] = Counter()
        self.told: dict[str, str] = {}

    def present(self, badges: Iterable[Record]) -> None:
        """Create a record for each badge."""
        for badge in badges:
            uuid, now = str(uuid4()), datetime.now(UTC).isoformat()
            self.queue[uuid] = badge | {"kind": "attempt", "uuid": uuid, "device_time": now, "last_contact": now}
            self.made.add(uuid)

    def send(self) -> bool:
        """Send the queue; return whether all of it was acknowledged."""
        batch = list(self.queue.values())[:500]
        self.sent += 1
        deaf = bool(self.hangs_up_every) and self.sent % self.hangs_up_every == 0
        said = self.line.ask("POST", "/api/v1/scans", {"records": batch}, key=self.key, hang_up=deaf)
        if self.forgetful:
            self.queue.clear()
        if said is None or said[0] != 200:
            time.sleep(0.05)
            return False
        for answer in json.loads(said[1])["answers"]:
            self.outcomes[answer["outcome"]] += 1
            self.told[answer["uuid"]] = answer["reason"]
            self.queue.pop(answer["uuid"], None)
        return not self.queue

    def drain(self, *, within: float) -> None:
        """Send again until the queue is empty or the time is up."""
        ends = time.monotonic() + within
        while self.queue and time.monotonic() < ends:
            self.send()


class Applicant:
    """A person who retries one sign-up, with the same request key, until it is answered."""

    def __init__(self, port: int, slug: str, category: str, number: int) -> None:
        self.line = Line(port, address=f"198.51.100.{number % 250 + 1}")
        self.path = f"/api/v1/conferences/{slug}/registrations"
        self.form = {
            "category": category,
            "name": "沈以宁",
            "institution_zh": "吴淞理工大学",
            "email": f"applicant{number}@example.com",
            "request_key": str(uuid4()),
        }
        self.state = ""

    def sign_up(self) -> bool:
        """Try once; return whether there was a response."""
        said = self.line.ask("POST", self.path, self.form)
        if said is None or said[0] >= 500:
            return False
        self.state = "received" if said[0] == 202 else f"refused {said[0]}"
        return True


class Crew:
    """Threads that repeat an action until they are stopped or have nothing left to do."""

    def __init__(self) -> None:
        self.stopped = threading.Event()
        self.threads: list[threading.Thread] = []

    def again(self, deed: Callable[[], bool], *, pause: float = 0) -> None:
        """Repeat `deed` in a new thread until it returns False."""

        def run() -> None:
            while not self.stopped.is_set() and deed():
                self.stopped.wait(pause)

        self.threads.append(threading.Thread(target=run, daemon=True))
        self.threads[-1].start()

    def wait(self, seconds: float) -> None:
        """Wait until all threads have finished, for `seconds` at most."""
        ends = time.monotonic() + seconds
        for thread in self.threads:
            thread.join(max(0, ends - time.monotonic()))
        self.stopped.set()
        for thread in self.threads:
            thread.join()


def scanning(scanner: Scanner, badges: "SimpleQueue[Record]") -> Callable[[], bool]:
    """Return a deed that presents the next badge and sends it; it returns False once no badge is left."""

    def scan() -> bool:
        if not scanner.queue:
            scanner.present(_next(badges))
        if not scanner.queue:
            return False
        scanner.send()
        return True

    return scan


def _next(badges: "SimpleQueue[Record]") -> list[Record]:
    try:
        return [badges.get_nowait()]
    except Empty:
        return []


def reading(line: Line, pages: list[str]) -> Callable[[], bool]:
    """Return a deed that requests one page after another."""
    turn = iter(range(10**9))

    def read() -> bool:
        said = line.ask("GET", pages[next(turn) % len(pages)])
        if said is not None and said[0] != 200:
            line.times.failures[f"page {said[0]}"] += 1
        return True

    return read


def queue_of(badges: Iterable[Record]) -> "SimpleQueue[Record]":
    """Return a queue that several scanners can take badges from."""
    queue: SimpleQueue[Record] = SimpleQueue()
    for badge in badges:
        queue.put(badge)
    return queue
