import errno
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage

from toolkit.storage import WholeFiles


class Cut(ContentFile):  # type: ignore[type-arg] # generic in the stubs alone
    """A file that finds no space after its first part."""

    def chunks(self, chunk_size: int | None = None) -> Iterator[bytes]:
        yield b"a part"
        raise OSError(errno.ENOSPC, "no space")


def files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_a_file_is_stored(tmp_path: Path) -> None:
    assert WholeFiles(tmp_path).save("one.pdf", ContentFile(b"whole")) == "one.pdf"
    assert files(tmp_path) == {"one.pdf": b"whole"}


def test_nothing_is_left_of_a_file_that_found_no_space(tmp_path: Path) -> None:
    storage = WholeFiles(tmp_path)
    storage.save("one.pdf", ContentFile(b"whole"))
    with pytest.raises(OSError, match="no space"):
        storage.save("two.pdf", Cut(b""))
    assert files(tmp_path) == {"one.pdf": b"whole"}


def test_djangos_own_storage_would_leave_a_part(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="no space"):
        FileSystemStorage(tmp_path).save("two.pdf", Cut(b""))
    assert files(tmp_path) == {"two.pdf": b"a part"}
