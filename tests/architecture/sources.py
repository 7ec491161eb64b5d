"""Helpers for tests that read the source code: the app of each file, and the names in its strings."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.urls import URLResolver, get_resolver

ROOT = Path(__file__).resolve().parent.parent.parent
LADDER = ("toolkit", "events", "speakers", "registration", "doors", "portal")
"""The packages from the lowest to the highest. Each may import those before it."""

RUNGS = {app: rung for rung, app in enumerate(LADDER)}
SHARED = "events"
SHARED_FOLDERS = {"base", "components", "errors", "django"}
"""Template folders that all apps share; they count as part of `events`. Templates for allauth's pages and the mailbox
count as part of `portal`, which alone serves them.
"""


@dataclass(frozen=True)
class Finding:
    """A string that names an object of a higher app: where it is, the name, and the app that owns it."""

    where: str
    line: int
    name: str
    owner: str

    def __str__(self) -> str:
        return f"{self.where}:{self.line} names {self.name} of {self.owner}"


def app_of_template(path: Path) -> str:
    """Return the app that a template counts as part of. Files directly in templates/, such as 404.html, are shared."""
    folder = path.relative_to(ROOT / "templates").parts[0]
    if folder in RUNGS:
        return folder
    return SHARED if folder in SHARED_FOLDERS or folder.endswith(".html") else "portal"


def is_above(owner: str, app: str) -> bool:
    return RUNGS[owner] > RUNGS[app]


@cache
def owners_of_urls() -> dict[str, str]:
    """Return by URL name the app that defines it. URLs of third-party packages are left out."""
    return dict(_owners(get_resolver()))


def _owners(resolver: URLResolver) -> Iterator[tuple[str, str]]:
    module = resolver.urlconf_name
    app = getattr(module, "__name__", str(module)).partition(".")[0]
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            yield from _owners(pattern)
        elif pattern.name and app in RUNGS:
            yield pattern.name, app


def templates() -> list[Path]:
    return sorted(path for path in (ROOT / "templates").rglob("*.*") if path.is_file())


def modules() -> list[tuple[str, Path]]:
    """Return app and path of every Python source, except those of `portal` and migrations."""
    return [
        (app, path)
        for app in LADDER[:-1]
        for path in sorted((ROOT / app).rglob("*.py"))
        if "migrations" not in path.parts
    ]


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text())


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def strings(path: Path) -> Iterator[ast.Constant]:
    """Yield the string constants of a module, without docstrings."""
    docs = {id(node.value) for node in ast.walk(tree(path)) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docs:
            yield node


def named_in_template(path: Path, pattern: re.Pattern[str]) -> Iterator[tuple[int, str]]:
    for number, line in enumerate(path.read_text().splitlines(), 1):
        for found in pattern.finditer(line):
            yield from ((number, name) for name in found.group(1).split())
