"""A throw-away portal on loopback: gunicorn, a worker and a durable PostgreSQL."""

import json
import os
import signal
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote

import psycopg

from bench.trial.crowd import Crowd

ROOT = Path(__file__).resolve().parent.parent.parent
POSTGRES = str(ROOT / "deploy" / "throwaway-postgres")
PROCESSES, THREADS = 2, 4
PORTAL, WITH_CONSTANT = "portal.wsgi", "bench.trial.constant"
"""What gunicorn serves: the portal alone, or the portal plus a constant view at `CONSTANT`."""
CONSTANT = "/constant"
SQLITE = "sqlite:///"
INTERPRETER = [sys.executable, "-W", "ignore"]


@dataclass(kw_only=True)
class Site:
    """A running portal, with ways to break it."""

    folder: Path
    environment: dict[str, str]
    port: int
    crowd: Crowd
    application: str = PORTAL
    running: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)

    def start_server(self) -> None:
        """Start gunicorn and wait until it answers."""
        command = ["gunicorn", self.application, "--bind", f"127.0.0.1:{self.port}", "--worker-class", "gthread"]
        command += ["--workers", str(PROCESSES), "--threads", str(THREADS), "--keep-alive", "30"]
        self._start("server", [*INTERPRETER, "-m", *command, "--log-level", "warning"])
        for _ in range(300):
            with suppress(OSError, urllib.error.URLError):
                urllib.request.urlopen(f"http://127.0.0.1:{self.port}/healthz", timeout=5)
                return
            time.sleep(0.1)
        raise SystemExit(f"The server does not answer:\n{self.log[-3000:]}")

    def start_worker(self) -> None:
        """Start the worker that sends letters."""
        self._start("worker", [*INTERPRETER, "manage.py", "qcluster"])

    def _start(self, name: str, command: list[str]) -> None:
        with (self.folder / "log").open("ab") as log:
            self.running[name] = subprocess.Popen(
                command, cwd=ROOT, env=self.environment, stdout=log, stderr=log, start_new_session=True
            )

    def kill(self, name: str) -> None:
        """Kill the server or the worker with all its child processes, without letting them clean up."""
        process = self.running.pop(name)
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()

    def kill_one_process_of_the_server(self) -> None:
        """Kill one of gunicorn's worker processes; gunicorn starts another."""
        children = self.processes("server")[1:]
        if children:
            os.kill(children[0], signal.SIGKILL)

    def restart_database(self) -> None:
        """Stop PostgreSQL without a clean shutdown, and start it again."""
        url = self.environment["DATABASE_URL"]
        subprocess.run([POSTGRES, "restart", url], env=self.environment, check=True, capture_output=True)

    def processes(self, name: str) -> list[int]:
        """Return the process ids of the server or the worker, oldest first."""
        group = str(self.running[name].pid)
        found = []
        for path in Path("/proc").glob("[0-9]*/stat"):
            with suppress(OSError):
                if path.read_text().rpartition(")")[2].split()[2] == group:
                    found.append(int(path.parent.name))
        return sorted(found)

    def processor_seconds(self) -> tuple[float, float]:
        """Return the processor time that the server and its database have taken so far."""
        with self.connect() as connection:
            status = Path(f"/proc/{connection.info.backend_pid}/stat").read_text()
            database = _children(int(status.rpartition(")")[2].split()[1]))
            return sum(map(_seconds, self.processes("server"))), sum(map(_seconds, database))

    def megabytes(self, name: str) -> float:
        """Return the memory of the server or the worker in MB, with shared pages divided among their users (PSS)."""
        total = 0
        for pid in self.processes(name):
            with suppress(OSError):
                rollup = Path(f"/proc/{pid}/smaps_rollup").read_text()
                total += sum(int(line.split()[1]) for line in rollup.splitlines() if line.startswith("Pss:"))
        return total / 1024

    def rows(self, query: str) -> list[tuple[object, ...]]:
        """Run a query and return all rows."""
        url = self.environment["DATABASE_URL"]
        if url.startswith(SQLITE):
            with closing(sqlite3.connect(url.removeprefix(SQLITE))) as database:
                return database.execute(query).fetchall()
        with psycopg.connect(conninfo(url), autocommit=True) as connection:
            return list(connection.execute(query.encode()))

    def connect(self) -> psycopg.Connection[tuple[object, ...]]:
        """Open another connection to the database."""
        return psycopg.connect(conninfo(self.environment["DATABASE_URL"]))

    @property
    def log(self) -> str:
        """Return the output of server and worker."""
        return (self.folder / "log").read_text()


def _children(parent: int) -> list[int]:
    """Return the process ids of a process's children."""
    found = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            if int(path.read_text().rpartition(")")[2].split()[1]) == parent:
                found.append(int(path.parent.name))
    return found


def _seconds(process: int) -> float:
    """Return the processor time that a process has taken; 0 if it has ended."""
    with suppress(OSError):
        user, system = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[11:13]
        return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")
    return 0


def conninfo(url: str) -> str:
    """Convert a DATABASE_URL of `deploy/throwaway-postgres` to a psycopg connection string."""
    user, _, rest = url.removeprefix("postgres://").partition("@")
    host, _, name = rest.partition("/")
    return f"host={unquote(host)} user={user} dbname={name}"


def postgres_is_here() -> bool:
    """Return whether PostgreSQL is installed where Debian puts it."""
    return any(Path("/usr/lib/postgresql").glob("*/bin/initdb"))


@contextmanager
def open_site(
    *,
    people: int,
    doors: int,
    places: int,
    application: str = PORTAL,
    letters_are_sent: bool = True,
    more: Mapping[str, str] | None = None,
) -> Iterator[Site]:
    """Run a site with a crowd of badge holders and `places` left for newcomers.

    `more` are variables of its environment that differ from those of other sites.
    """
    own = {"ROSTRUM_POSTGRES_DURABLE": "1", **(more or {})}
    with tempfile.TemporaryDirectory(prefix="rostrum-drill-") as folder:
        url = subprocess.check_output([POSTGRES, "start"], env=os.environ | own, text=True).strip()
        try:
            environment = environment_of(Path(folder), url) | own
            crowd = make_crowd(environment, people=people, doors=doors, places=places)
            site = Site(
                folder=Path(folder), environment=environment, port=free_port(), crowd=crowd, application=application
            )
            with running(site, letters_are_sent=letters_are_sent):
                yield site
        finally:
            subprocess.run([POSTGRES, "stop", url], check=True)


@contextmanager
def running(site: Site, *, letters_are_sent: bool = True) -> Iterator[None]:
    """Run the site's server, and its worker if letters are to be sent."""
    try:
        site.start_server()
        if letters_are_sent:
            site.start_worker()
        yield
    finally:
        for name in list(site.running):
            site.kill(name)


def environment_of(folder: Path, url: str) -> dict[str, str]:
    """Return the environment of a site whose files lie in this folder."""
    ours = {"MODE": "embedded", "VAR_DIR": str(folder), "DATABASE_URL": url, "EMAIL_URL": "", "LOG_LEVEL": "WARNING"}
    ours |= {"LOG_JSON": "true"}  # as in production
    ours |= {"DJANGO_SETTINGS_MODULE": "bench.trial.settings", "PYTHONPATH": str(ROOT), "TRUSTED_PROXIES": "1"}
    ours |= {"CLOCK": "", "CLOCK_STANDS": "false"}  # measure on the real clock
    return os.environ | ours | {"JOB_TIMEOUT": "20", "JOB_RETRY": "21"}


def make_crowd(environment: dict[str, str], *, people: int, doors: int, places: int) -> Crowd:
    """Create the tables and the crowd in the site's database."""
    keys = [f"door-{number}" for number in range(doors)]
    return Crowd(**json.loads(told_by("bench.trial.crowd", str(people), str(places), *keys, environment=environment)))


def told_by(module: str, *arguments: str, environment: dict[str, str]) -> str:
    """Run a module with the site's environment, and return the last line that it prints."""
    command = [*INTERPRETER, "-m", module, *arguments]
    told = subprocess.run(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True, check=True).stdout
    return told.splitlines()[-1]


def free_port() -> int:
    """Return a loopback port that is currently unused."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])
