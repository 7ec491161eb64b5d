"""The sources, for the tests that read them: which app each file belongs to, and what it names."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.urls import URLResolver, get_resolver

ROOT = Path(__file__).resolve().parent.parent.parent
LADDER = ("toolkit", "events", "speakers", "registration", "doors", "portal")
"""The packages from the foot to the top: each may know those before it."""

RUNGS = {app: rung for rung, app in enumerate(LADDER)}
SHARED = "events"
SHARED_FOLDERS = {"base", "components", "errors", "django"}
"""Templates that pages of every app are made of stand on the rung of `events`. Those for allauth's pages and for the
mailbox are on top, since the wiring alone serves them.
"""


@dataclass(frozen=True)
class Finding:
    """A string that names something of a higher app."""

    where: str
    line: int
    name: str
    owner: str

    def __str__(self) -> str:
        return f"{self.where}:{self.line} names {self.name} of {self.owner}"


def app_of_template(path: Path) -> str:
    """The app on whose rung a template stands. Pages of errors and other files at the top are shared."""
    folder = path.relative_to(ROOT / "templates").parts[0]
    if folder in RUNGS:
        return folder
    return SHARED if folder in SHARED_FOLDERS or folder.endswith(".html") else "portal"


def is_above(owner: str, app: str) -> bool:
    return RUNGS[owner] > RUNGS[app]


@cache
def owners_of_urls() -> dict[str, str]:
    """By URL name, the app whose urls module defines it; those of other packages are not ours to hold."""
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
    """The Python sources of all but the wiring, each with its app."""
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
    """The string constants of a module, but for docstrings."""
    docs = {id(node.value) for node in ast.walk(tree(path)) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docs:
            yield node


def named_in_template(path: Path, pattern: re.Pattern[str]) -> Iterator[tuple[int, str]]:
    for number, line in enumerate(path.read_text().splitlines(), 1):
        for found in pattern.finditer(line):
            yield from ((number, name) for name in found.group(1).split())
