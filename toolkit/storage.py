"""Storage of files that are there whole or not at all."""

from pathlib import Path

from django.core.files import File
from django.core.files.storage import FileSystemStorage


class WholeFiles(FileSystemStorage):
    """Django's storage on disk, without the beginning of a file that found no space for its end."""

    def _save(self, name: str, content: "File[bytes]") -> str:
        path = Path(self.path(name))
        was_there = path.exists()
        try:
            saved: str = super()._save(name, content)  # type: ignore[misc] # the stubs leave it out
        except OSError:
            if not was_there:
                path.unlink(missing_ok=True)
            raise
        return saved
