"""What the pages' policy would block is not written in the first place."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
# What WeasyPrint prints and what mail programs show are no pages: no policy, and styles of their own.
NOT_PAGES = ("/mail/", "/letters/", "/print/", "/pdf/")
PAGES = [path for path in TEMPLATES if not any(part in path.as_posix() for part in NOT_PAGES)]
COMMENT = re.compile(r"{% comment %}.*?{% endcomment %}|{#.*?#}", re.DOTALL)
FORBIDDEN = {
    "a style attribute": re.compile(r"<[^>]*\sstyle=", re.IGNORECASE),
    "a style element": re.compile(r"<style\b", re.IGNORECASE),
    "an event attribute": re.compile(r"<[^>]*\son[a-z]+=[\"']", re.IGNORECASE),
    "an inline script": re.compile(
        r"<script\b(?![^>]*\bsrc=)(?![^>]*\btype=\"application/(?:ld\+)?json\")", re.IGNORECASE
    ),
    "something from another origin": re.compile(r"<(?:script|link|img|iframe)\b[^>]*(?:src|href)=[\"'](?:https?:)?//"),
}


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("path", PAGES, ids=name_of)
def test_a_page_holds_nothing_that_its_policy_blocks(path: Path) -> None:
    source = COMMENT.sub("", path.read_text())

    assert [what for what, pattern in FORBIDDEN.items() if pattern.search(source)] == []
