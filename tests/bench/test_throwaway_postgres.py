import subprocess
import sys
from pathlib import Path

import psycopg
import pytest

from bench.trial.site import POSTGRES, conninfo, postgres_is_here

pytestmark = pytest.mark.skipif(not postgres_is_here(), reason="PostgreSQL is not installed")


def script(*arguments: str) -> str:
    return subprocess.check_output([POSTGRES, *arguments], text=True).strip()  # noqa: S603 - our own script


def folder_of(url: str) -> Path:
    return Path(dict(part.split("=") for part in conninfo(url).split())["host"])


def test_servers_side_by_side_and_one_left_over() -> None:
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    left_over, first = script("start", str(ended.pid)), script("start")
    second = script("start")
    try:
        assert not folder_of(left_over).exists()
        assert folder_of(first) != folder_of(second)
        script("stop", first)
        with psycopg.connect(conninfo(second)) as connection:
            assert connection.execute("SELECT 1").fetchone() == (1,)
    finally:
        script("stop", second)
    assert not folder_of(second).exists()


def test_stopping_removes_no_other_folder(tmp_path: Path) -> None:
    url = f"postgres://rostrum@{str(tmp_path).replace('/', '%2F')}/rostrum"
    stop = [POSTGRES, "stop", url]
    refused = subprocess.run(stop, capture_output=True, text=True, check=False)  # noqa: S603 - our own script
    assert (refused.returncode, refused.stderr) == (2, f"Not the DATABASE_URL of a throw-away server: {url}\n")
    assert tmp_path.exists()
