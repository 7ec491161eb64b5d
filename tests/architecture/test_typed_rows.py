"""Operations move rows as dataclasses whose columns the type checker knows, not as dicts of values or by name."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import TypeGuard

import pytest

from tests.architecture.sources import ROOT, modules, name_of, tree

SETS_COLUMNS = "events/operations/office/changes.py"
"""The one module that sets columns by name: `fill` takes an `Edit` and the names of its fields."""

DICTS = {"dict", "Dict", "Mapping", "MutableMapping", "OrderedDict", "defaultdict"}
ANYTHING = {"object", "Any"}


def operations() -> list[Path]:
    return [path for _, path in modules() if "operations" in path.relative_to(ROOT).parts]


@cache
def aliases() -> set[str]:
    """Return the other names that modules give to `dict[str, object]`: `events.rules.columns.Json`."""
    return {
        f"{'.'.join(path.relative_to(ROOT).with_suffix('').parts)}.{_name(target)}"
        for _, path in modules()
        for node in tree(path).body
        if isinstance(node, ast.Assign) and _is_dict_of_anything(node.value)
        for target in node.targets
    }


def dicts_of_anything(source: ast.AST) -> Iterator[int]:
    """Yield the lines that say `dict[str, object]` under that or another name, or take it as `**values: object`."""
    for node in ast.walk(source):
        if _is_dict_of_anything(node):
            yield node.lineno
        elif isinstance(node, ast.arguments) and node.kwarg is not None and node.kwarg.annotation is not None:
            if _name(node.kwarg.annotation) in ANYTHING:
                yield node.kwarg.lineno
        elif isinstance(node, ast.ImportFrom):
            yield from (node.lineno for alias in node.names if f"{node.module}.{alias.name}" in aliases())


def _is_dict_of_anything(node: ast.AST) -> TypeGuard[ast.Subscript]:
    if not isinstance(node, ast.Subscript) or not isinstance(node.slice, ast.Tuple):
        return False
    return _name(node.value) in DICTS and _name(node.slice.elts[-1]) in ANYTHING


def _name(node: ast.expr) -> str:
    return node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else ""


def columns_set_by_name(source: ast.AST) -> Iterator[int]:
    """Yield the lines that call `setattr` or write into `__dict__`."""
    for node in ast.walk(source):
        if isinstance(node, ast.Name | ast.Attribute) and _name(node) in {"setattr", "__setattr__", "__dict__"}:
            yield node.lineno


@pytest.mark.parametrize("path", operations(), ids=name_of)
def test_no_operation_takes_or_returns_a_dict_of_anything(path: Path) -> None:
    assert list(dicts_of_anything(tree(path))) == []


@pytest.mark.parametrize("path", operations(), ids=name_of)
def test_columns_are_set_by_name_in_one_place_only(path: Path) -> None:
    lines = list(columns_set_by_name(tree(path)))
    assert len(lines) == (name_of(path) == SETS_COLUMNS), lines


@pytest.mark.parametrize(
    "source",
    [
        "Values = dict[str, object]",
        "def align(wanted: Mapping[str, Any]) -> None: ...",
        "def told() -> list[typing.Mapping[str, object]]: ...",
        "def make(**values: object) -> Room: ...",
        "fields: dict[str, object] = {}",
        "from events.rules.columns import Json",
        "from events.rules.exchange import Extras",
    ],
)
def test_dicts_of_anything_are_found(source: str) -> None:
    assert list(dicts_of_anything(ast.parse(source))) == [1]


@pytest.mark.parametrize("source", ["setattr(row, name, value)", "put = setattr", "row.__dict__ |= values"])
def test_columns_set_by_name_are_found(source: str) -> None:
    assert list(columns_set_by_name(ast.parse(source))) == [1]


@pytest.mark.parametrize("source", ["rows: dict[str, Room] = {}", "def make(**values: str) -> Room: ..."])
def test_typed_dicts_are_left_alone(source: str) -> None:
    assert list(dicts_of_anything(ast.parse(source))) == []
