"""Templates contain nothing that the pages' Content Security Policy would block, and names cannot reorder a line."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
ALL = sorted((ROOT / "templates").rglob("*"))
TEMPLATES = [path for path in ALL if path.suffix == ".html"]
LONGEST_LINE = 160
# Printed documents and letters have no Content Security Policy and need inline styles.
NOT_PAGES = ("/mail/", "/email/", "/letters/", "/print/", "/pdf/")
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


# A number such as D-1027 could break after its hyphen: its element forbids it.
NUMBER = re.compile(r"{{ [\w.]*\bbadge_number\b[^}]*}}")
UNBROKEN = re.compile(
    r"<\w+ [^<>]*(?:class=\"[^\"]*\b(?:keep|pass-number|figures-cell)\b|style=\"white-space:nowrap)"
    r"[^<>]*>{{ [\w.]*\bbadge_number\b"
)


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("path", PAGES, ids=name_of)
def test_no_page_contains_what_its_policy_blocks(path: Path) -> None:
    source = COMMENT.sub("", path.read_text())

    assert [what for what, pattern in FORBIDDEN.items() if pattern.search(source)] == []


def test_the_number_of_a_badge_stands_on_one_line() -> None:
    sources = {name_of(path): path.read_text() for path in TEMPLATES}
    counts = {name: len(NUMBER.findall(source)) for name, source in sources.items()}

    assert sum(counts.values()) >= 10
    assert [name for name, source in sources.items() if len(UNBROKEN.findall(source)) != counts[name]] == []


@pytest.mark.parametrize("path", [path for path in ALL if path.is_file()], ids=name_of)
def test_no_line_is_longer_than_160_characters(path: Path) -> None:
    lines = enumerate(path.read_text().splitlines(), start=1)

    assert [(number, len(line)) for number, line in lines if len(line) > LONGEST_LINE] == []


# The name of a person, as somebody typed it. Right-to-left letters in it would reorder what stands around them.
PERSON = re.compile(
    r"{% bilingual (?:[\w.]+\|name|\w+\.who) %}"
    r"|{{ (?:\w+\.)*(?:delegate|person|speaker|other|sent|line)\.name(?:_latin)?\b[^}]*}}"
    r"|{{ addressee\b[^}]*}}"
)
ATTRIBUTE = re.compile(r"\s[\w-]+=\"[^\"<>]*\"")
TITLE = re.compile(r"{% block (?:heading_)?title %}.*?{% endblock %}", re.DOTALL)


def test_the_names_of_people_do_not_reorder_what_stands_around_them() -> None:
    sources = {name_of(path): TITLE.sub("", COMMENT.sub("", path.read_text())) for path in TEMPLATES}
    shown = {name: ATTRIBUTE.sub("", source) for name, source in sources.items() if "styleguide" not in name}
    loose = [
        (name, found.group())
        for name, source in shown.items()
        for found in PERSON.finditer(source)
        if not source[: found.start()].endswith("<bdi>")
    ]

    assert sum(len(PERSON.findall(source)) for source in shown.values()) >= 40
    assert loose == []
