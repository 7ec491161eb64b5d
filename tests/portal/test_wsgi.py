import os
import subprocess
import sys
from pathlib import Path

from portal.settings.environment import ROOT


def test_without_collected_files_it_says_so_at_the_start(tmp_path: Path) -> None:
    started = subprocess.run(
        [sys.executable, "-c", "import portal.wsgi"],
        cwd=ROOT,
        env=os.environ | {"MODE": "embedded", "VAR_DIR": str(tmp_path), "EMAIL_URL": ""},
        check=False,
        capture_output=True,
        text=True,
    )
    assert started.returncode == 1
    assert started.stderr.splitlines()[-1].endswith(
        "The static files are not collected yet: manage.py collectstatic --noinput"
    )
