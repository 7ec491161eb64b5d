"""Check that every text of the interface has a Chinese translation in locale/."""

import bisect
import subprocess
import sys
import tempfile
from pathlib import Path

import polib

ROOT = Path(__file__).resolve().parent.parent
CATALOGUE = ROOT / "locale" / "zh_Hans" / "LC_MESSAGES" / "django.po"


def texts_in_sources() -> polib.POFile:
    """Return the texts that gettext finds in Python code and templates."""
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        for name in ("portal", "events", "speakers", "registration", "doors", "toolkit", "templates"):
            (work / name).symlink_to(ROOT / name)
        (work / "locale" / "zh_Hans").mkdir(parents=True)
        command = ["-m", "django", "makemessages", "--locale", "zh_Hans", "--no-location", "--symlinks"]
        subprocess.run([sys.executable, *command], cwd=work, check=True, capture_output=True)
        return polib.pofile(str(work / "locale" / "zh_Hans" / "LC_MESSAGES" / "django.po"))


def key(entry: polib.POEntry) -> tuple[str, str]:
    """Return the key by which gettext looks up a text: its context and the text."""
    return entry.msgctxt or "", entry.msgid


def place(entry: polib.POEntry) -> tuple[str, str]:
    """Return the sort key of the catalogue. It is kept sorted so that a new text changes no other line."""
    return entry.msgid.lower(), entry.msgctxt or ""


def update() -> None:
    """Add missing texts to the catalogue, untranslated, and remove those that are no longer in the sources."""
    catalogue = polib.pofile(str(CATALOGUE))
    found = {key(entry): entry for entry in texts_in_sources()}
    for entry in list(catalogue):
        if key(entry) not in found:
            catalogue.remove(entry)
    known = {key(entry) for entry in catalogue}
    for new in (entry for entry in found.values() if key(entry) not in known):
        bisect.insort(catalogue, new, key=place)
    catalogue.save()


def main() -> int:
    """Print the texts that are not translated and return their number; with --update, update the catalogue first."""
    if "--update" in sys.argv:
        update()
    translated = {key(entry) for entry in polib.pofile(str(CATALOGUE)).translated_entries()}
    missing = [entry for entry in texts_in_sources() if key(entry) not in translated]
    for entry in missing:
        sys.stdout.write(f"not translated: {entry.msgid!r}\n")
    return len(missing)


if __name__ == "__main__":
    sys.exit(min(main(), 1))
