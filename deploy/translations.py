"""Whether every text of the interface is there in Chinese: what the sources say against locale/."""

import subprocess
import sys
import tempfile
from pathlib import Path

import polib

ROOT = Path(__file__).resolve().parent.parent
CATALOGUE = ROOT / "locale" / "zh_Hans" / "LC_MESSAGES" / "django.po"


def texts_in_sources() -> polib.POFile:
    """What gettext finds in Python, templates and scripts."""
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        for name in ("portal", "events", "speakers", "registration", "doors", "toolkit", "templates"):
            (work / name).symlink_to(ROOT / name)
        (work / "locale" / "zh_Hans").mkdir(parents=True)
        command = ["-m", "django", "makemessages", "--locale", "zh_Hans", "--no-location", "--symlinks"]
        subprocess.run([sys.executable, *command], cwd=work, check=True, capture_output=True)
        return polib.pofile(str(work / "locale" / "zh_Hans" / "LC_MESSAGES" / "django.po"))


def key(entry: polib.POEntry) -> tuple[str, str]:
    """What gettext looks a text up by."""
    return entry.msgctxt or "", entry.msgid


def main() -> int:
    """Prints what is missing; how many."""
    translated = {key(entry) for entry in polib.pofile(str(CATALOGUE)).translated_entries()}
    missing = [entry for entry in texts_in_sources() if key(entry) not in translated]
    for entry in missing:
        sys.stdout.write(f"not translated: {entry.msgid!r}\n")
    return len(missing)


if __name__ == "__main__":
    sys.exit(min(main(), 1))
