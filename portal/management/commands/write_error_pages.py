"""`manage.py write_error_pages`: write the error pages that the proxy answers itself, when the portal cannot."""

from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser
from django.template.loader import render_to_string

BY_PROXY = (400, 413, 503)
"""Refused by the proxy before the portal sees it, or because the portal does not answer."""


class Command(BaseCommand):
    """Writes one file for each status. The pages name the collected static files, so run it after `collectstatic`."""

    help = "Writes the error pages that nginx serves while the portal does not answer (deploy/nginx.conf)."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the folder."""
        usual = str(Path(settings.STATIC_ROOT).parent / "errors")
        parser.add_argument("folder", nargs="?", type=Path, default=usual, help=f"by default {usual}")

    def handle(self, *_args: object, folder: Path, **_options: object) -> None:
        """Write the pages."""
        folder.mkdir(parents=True, exist_ok=True)
        for status in BY_PROXY:
            (folder / f"{status}.html").write_text(render_to_string(f"{status}.html"), encoding="utf-8")
        self.stdout.write(f"{len(BY_PROXY)} pages in {folder}")
