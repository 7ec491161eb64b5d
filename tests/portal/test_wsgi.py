import os
import subprocess
import sys
from pathlib import Path

from portal.settings.environment import ROOT


def test_the_portal_does_not_start_without_collected_static_files(tmp_path: Path) -> None:
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
