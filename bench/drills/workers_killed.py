"""Kill the worker with SIGKILL repeatedly while it sends letters: none may be lost or delivered twice.

./dev drill workers_killed [LETTERS] [KILLS]
"""

import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class KillReport:
    """Letters queued, sent and delivered, with attempts and duration."""

    letters: int
    kills: int
    sent: int
    in_mailbox: int
    attempts: int
    seconds: float


def run(letters: int, kills: int, *, folder: Path, database_url: str = "") -> KillReport:
    """Queue the letters, kill the worker `kills` times while it sends them, and wait until all have been sent."""
    environment = _environment(folder, database_url)
    _manage(environment, "migrate", "--verbosity", "0")
    _manage(environment, "try_mail", *(f"guest{number}@example.com" for number in range(letters)))
    started = time.monotonic()
    for _kill in range(kills):
        worker = _worker(environment)
        _wait_until_at_work(folder)
        os.killpg(worker.pid, signal.SIGKILL)
        worker.wait()
    worker = _worker(environment)
    try:
        sent, attempts = _wait_until_sent(environment, letters)
    finally:
        os.killpg(worker.pid, signal.SIGKILL)
        worker.wait()
    return KillReport(
        letters=letters,
        kills=kills,
        sent=sent,
        in_mailbox=len(list((folder / "mail").glob("*.eml"))),
        attempts=attempts,
        seconds=time.monotonic() - started,
    )


def _environment(folder: Path, database_url: str) -> dict[str, str]:
    values = os.environ | {"MODE": "embedded", "VAR_DIR": str(folder), "LOG_LEVEL": "ERROR", "PYTHONPATH": "."}
    values |= {
        "DJANGO_SETTINGS_MODULE": "bench.trial.slow_settings",
        "EMAIL_URL": "",
        "JOB_TIMEOUT": "2",
        "JOB_RETRY": "3",
    }
    values |= {"DATABASE_URL": database_url or f"sqlite:///{folder / 'drill.sqlite3'}"}
    # CLOCK restarts with every process, so time would jump back at every kill.
    return {name: value for name, value in values.items() if name != "CLOCK"}


def _manage(environment: dict[str, str], *arguments: str) -> str:
    command = [sys.executable, "manage.py", *arguments]
    return subprocess.run(command, env=environment, check=True, capture_output=True, text=True).stdout


def _worker(environment: dict[str, str]) -> subprocess.Popen[bytes]:
    command = [sys.executable, "manage.py", "qcluster"]
    return subprocess.Popen(
        command, env=environment, start_new_session=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )


def _wait_until_at_work(folder: Path) -> None:
    """Return shortly after another letter has arrived, while the next ones are being sent."""
    deadline = time.monotonic() + 60
    before = len(list((folder / "mail").glob("*.eml")))
    while len(list((folder / "mail").glob("*.eml"))) == before and time.monotonic() < deadline:
        time.sleep(0.01)
    time.sleep(random.uniform(0.0, 0.1))  # noqa: S311 - timing, not a secret


def _counts(environment: dict[str, str]) -> tuple[int, int]:
    code = (
        "from events.models import Letter; from django.db.models import Sum; "
        "print(Letter.objects.filter(state='sent').count(), Letter.objects.aggregate(n=Sum('attempts'))['n'])"
    )
    sent, attempts = _manage(environment, "shell", "--no-imports", "-c", code).split()
    return int(sent), int(attempts)


def _wait_until_sent(environment: dict[str, str], letters: int) -> tuple[int, int]:
    """Return how many letters have been sent, and in how many attempts, as soon as all have been."""
    deadline = time.monotonic() + 120
    mail = Path(environment["VAR_DIR"]) / "mail"
    while len(list(mail.glob("*.eml"))) < letters and time.monotonic() < deadline:
        time.sleep(0.1)
    # Each query starts a process, so ask the database last: a letter reaches the mailbox before its row says so.
    while (counts := _counts(environment))[0] < letters and time.monotonic() < deadline:
        time.sleep(0.5)
    return counts


def main() -> None:
    """Print a table; exit with status 1 if a letter was lost or doubled."""
    letters, kills = (int(word) for word in [*sys.argv[1:], "100", "6"][:2])
    with tempfile.TemporaryDirectory() as folder:
        outcome = run(letters, kills, folder=Path(folder))
    print(f"{'letters':>10} {'kills':>6} {'sent':>6} {'mailbox':>8} {'attempts':>9} {'seconds':>8}")
    print(
        f"{outcome.letters:>10} {outcome.kills:>6} {outcome.sent:>6} {outcome.in_mailbox:>8} "
        f"{outcome.attempts:>9} {outcome.seconds:>8.1f}"
    )
    sys.exit(outcome.sent != letters or outcome.in_mailbox != letters)


if __name__ == "__main__":
    main()
