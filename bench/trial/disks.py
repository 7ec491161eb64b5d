"""A disk so small that it can be filled to the last byte: a tmpfs, which only root may mount."""

import errno
import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

BALLAST = "ballast"
FIRST_PART = 1 << 20


class CannotMount(Exception):
    """This machine does not let us mount a disk."""


@dataclass(frozen=True)
class Disk:
    """A mounted disk, filled by a file that takes whatever is left."""

    folder: Path

    def fill(self) -> None:
        """Leave not one byte for anybody else."""
        with (self.folder / BALLAST).open("ab", buffering=0) as file:
            part = FIRST_PART
            while part:
                try:
                    file.write(bytes(part))
                except OSError as error:
                    if error.errno != errno.ENOSPC:
                        raise
                    part //= 2

    def free(self) -> None:
        """Give the space back."""
        (self.folder / BALLAST).unlink(missing_ok=True)


@contextmanager
def small_disk(folder: Path, *, megabytes: int) -> Iterator[Disk]:
    """Mount an empty disk at a new folder, and take it away afterwards. Raise CannotMount where that is forbidden."""
    folder.mkdir(parents=True)
    mount = ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m,mode=0755", "rostrum-drill", str(folder)]
    if os.geteuid() != 0:
        raise CannotMount("only root may mount a disk")
    done = subprocess.run(mount, capture_output=True, text=True, check=False)
    if done.returncode:
        raise CannotMount(done.stderr.strip())
    try:
        yield Disk(folder)
    finally:
        unmount = ["umount", "--lazy", str(folder)]
        subprocess.run(unmount, check=True)
