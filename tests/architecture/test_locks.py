"""Lock files name packages and hashes, and no address: what is installed does not depend on one registry."""

from pathlib import Path

import pytest

from tests.architecture.sources import ROOT

LOCKS = [*sorted((ROOT / "requirements").iterdir()), ROOT / "deploy" / "javascript" / "package-lock.json"]


@pytest.mark.parametrize("lock", LOCKS, ids=lambda path: path.name)
def test_a_lock_file_contains_no_registry_address(lock: Path) -> None:
    assert [line for line in lock.read_text().splitlines() if "://" in line] == []
