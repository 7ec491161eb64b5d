"""Checks that `./dev drill full_disk` can fail. Only root can run it; tests/portal/test_full_disk.py needs no root."""

import os
from hashlib import sha256
from pathlib import Path

import pytest

from bench.drills import full_disk
from bench.drills.full_disk import Part, findings_about_files
from bench.trial.deeds import Told
from bench.trial.disks import BALLAST, CannotMount, small_disk

IN_WORDS = "The server has no space left, so nothing was stored."


def told(status: int, body: str = IN_WORDS, retry_after: str = "60") -> Told:
    return Told(status=status, body=body, retry_after=retry_after, sent="su@example.com")


def findings(*answers: Told, refused: bool) -> list[str]:
    names = frozenset({"scan"} if refused else ())
    return Part(name="var", refused=names, answers={"scan": list(answers)}).findings()


def test_what_must_be_refused_and_what_must_not() -> None:
    assert findings(told(200), told(507), refused=True) == []
    assert findings(told(200), refused=False) == []
    assert findings(told(200), refused=True) == ["var: scan was never refused"]
    assert findings(told(507), refused=False) == ["var: scan was refused"]


@pytest.mark.parametrize("wrong", [told(500), told(507, body=""), told(507, retry_after=""), told(503), told(0)])
def test_a_refusal_that_does_not_say_what_is_the_matter(wrong: Told) -> None:
    assert len(findings(wrong, refused=True)) == 1


def test_a_page_that_cannot_be_read() -> None:
    assert Part(name="var", refused=frozenset(), pages=[told(503)]).findings() == ["var: su@example.com is 503"]


def test_half_a_photograph(tmp_path: Path) -> None:
    for name, content in ((sha256(b"whole").hexdigest()[:32], b"whole"), (BALLAST, b"0")):
        (tmp_path / name).with_suffix("" if name == BALLAST else ".jpg").write_bytes(content)
    assert findings_about_files(tmp_path) == []
    (tmp_path / "half.jpg").write_bytes(b"wh")
    assert findings_about_files(tmp_path) == ["1 of 2 photographs are not whole"]


def test_a_machine_that_cannot_mount_is_told_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    with pytest.raises(CannotMount), small_disk(tmp_path / "disk", megabytes=1):
        pass
    monkeypatch.setattr(full_disk, "on_sqlite", lambda: small_disk(tmp_path / "other", megabytes=1).__enter__())
    with pytest.raises(SystemExit) as ended:
        full_disk.main()
    assert ended.value.code == 2
    assert "cannot mount them here: only root may mount a disk." in capsys.readouterr().out
