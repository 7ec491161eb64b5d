"""The portal as a new user runs it: `./dev demo` as a subprocess, with web server, worker, database and mailbox."""

import json
import os
import re
import signal
import socket
import sqlite3
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import TypeVar

T = TypeVar("T")
ROOT = Path(__file__).resolve().parent.parent.parent
OPENS = datetime.fromisoformat("2027-04-16T08:40:00+08:00")
"""The first conference day, just after the doors open."""
OURS = ("MODE", "DATABASE_URL", "EMAIL_URL", "LOG_LEVEL", "DJANGO_SETTINGS_MODULE", "PYTEST_CURRENT_TEST")
STARTS_WITHIN = 120.0
LETTER_ARRIVES_WITHIN = 60.0


@dataclass(frozen=True)
class Portal:
    """A running demo. `folder` is its VAR_DIR."""

    process: subprocess.Popen[str]
    folder: Path
    url: str

    @property
    def log(self) -> str:
        """Return the output of web server and worker."""
        return (self.folder / "log").read_text()

    def letters_to(self, address: str) -> list[EmailMessage]:
        letters = [_read(path) for path in (self.folder / "mail").glob("*.eml")]
        return [letter for letter in letters if letter["To"] == address]

    def wait_for_letter(self, address: str) -> EmailMessage:
        """Wait until the worker has sent a letter to the address, and return the first one."""
        return wait_until(lambda: next(iter(self.letters_to(address)), None), within=LETTER_ARRIVES_WITHIN)

    def workers(self) -> list[int]:
        """Return the process ids of the worker and its children."""
        return [pid for pid in _descendants(self.process.pid) if "qcluster" in _command(pid)]

    def stop_workers(self) -> list[int]:
        """Stop every process of the worker between two transactions, and return their ids.

        A process that is stopped within one would keep SQLite's only write lock, and nobody could sign up.
        """
        while True:
            stopped = self._stop_workers()
            if self._can_be_written():
                return stopped
            for pid in stopped:
                os.kill(pid, signal.SIGCONT)
            time.sleep(0.1)

    def _stop_workers(self) -> list[int]:
        """Stop every process of the worker, including any started in between, and return their ids."""
        stopped: list[int] = []
        while running := [pid for pid in self.workers() if pid not in stopped]:
            for pid in running:
                os.kill(pid, signal.SIGSTOP)
            stopped += running
        return stopped

    def _can_be_written(self) -> bool:
        """Return whether another process gets the database's write lock within a second."""
        with closing(sqlite3.connect(self.folder / "rostrum.sqlite3", timeout=1, isolation_level=None)) as database:
            try:
                database.execute("BEGIN IMMEDIATE")
            except sqlite3.OperationalError:
                return False
            database.execute("ROLLBACK")
        return True

    def sign_up(self, **fields: str) -> None:
        """Sign somebody up through the API."""
        request = urllib.request.Request(  # noqa: S310 - our own URL
            f"{self.url}/api/v1/conferences/nbic/registrations",
            data=json.dumps({"category": "DELEGATE", **fields}).encode(),
            headers={"Content-Type": "application/json"},
        )
        with urllib.request.urlopen(request) as answer:  # noqa: S310 - the same
            assert answer.status == 202

    def letter_row(self, address: str) -> tuple[str, int]:
        """Return state and attempts of the only letter to the address, from the database."""
        with closing(sqlite3.connect(f"file:{self.folder}/rostrum.sqlite3?mode=ro", uri=True)) as database:
            rows = database.execute("SELECT state, attempts FROM events_letter WHERE recipient = ?", [address])
            ((state, attempts),) = rows.fetchall()
            return str(state), int(attempts)

    def stop(self) -> None:
        """Stop web server and worker, by SIGKILL if they ignore SIGTERM."""
        everybody = _descendants(self.process.pid)
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(20)
        finally:
            for pid in (self.process.pid, *everybody):
                _kill(pid)
            self.process.wait()


def start_portal(folder: Path) -> Portal:
    """Start the demo at a fixed time on a free port, and wait until it has printed its addresses."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    url = f"http://localhost:{port}"
    with (folder / "log").open("w") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "deploy.demo"],
            cwd=ROOT,
            env=_environment(folder, url) | {"PORT": str(port)},
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
        )
    portal = Portal(process=process, folder=folder, url=url)
    try:
        _wait_for_greeting(portal)
    except BaseException:
        portal.stop()
        raise
    return portal


def _wait_for_greeting(portal: Portal) -> None:
    assert portal.process.stdout is not None
    watchdog = threading.Timer(STARTS_WITHIN, portal.process.kill)
    watchdog.start()
    for line in portal.process.stdout:
        if "neighbour@rostrum.example" in line:  # last line of the demo's greeting
            watchdog.cancel()
            return
    watchdog.cancel()
    raise AssertionError(f"The demo did not start:\n{portal.log}")


def _environment(folder: Path, url: str) -> dict[str, str]:
    values = {name: value for name, value in os.environ.items() if name not in OURS}
    return values | {"MODE": "demo", "VAR_DIR": str(folder), "PUBLIC_URL": url, "CLOCK": OPENS.isoformat()}


def wait_until(found: Callable[[], T | None], *, within: float) -> T:
    """Poll `found` ten times a second and return its first result that is not None."""
    deadline = time.monotonic() + within
    while time.monotonic() < deadline:
        if result := found():
            return result
        time.sleep(0.1)
    raise AssertionError(f"Nothing came within {within} s.")


def _read(path: Path) -> EmailMessage:
    return message_from_bytes(path.read_bytes(), policy=policy.default)


def _descendants(pid: int) -> list[int]:
    found: list[int] = []
    for child in _children(pid):
        found += [child, *_descendants(child)]
    return found


def _children(pid: int) -> list[int]:
    try:
        listed = [Path(f"/proc/{pid}/task/{task.name}/children") for task in Path(f"/proc/{pid}/task").iterdir()]
        return [int(word) for path in listed for word in path.read_text().split()]
    except OSError:
        return []


def _command(pid: int) -> str:
    try:
        return re.sub("\0", " ", Path(f"/proc/{pid}/cmdline").read_text())
    except OSError:
        return ""


def _kill(pid: int) -> None:
    try:
        os.kill(pid, signal.SIGKILL)
    except ProcessLookupError:
        return
