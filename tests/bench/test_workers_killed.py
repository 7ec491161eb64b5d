from pathlib import Path

from bench.drills.workers_killed import run
from tests.migrated import take


def test_a_worker_killed_by_sigkill_loses_and_doubles_no_letter(tmp_path: Path, kept_database: Path | None) -> None:
    take(kept_database, tmp_path / "drill.sqlite3")
    outcome = run(24, 2, folder=tmp_path)
    assert (outcome.sent, outcome.in_mailbox) == (24, 24)
    assert outcome.attempts > 24, "no worker was killed in the middle of a letter: the trial proved nothing"
