"""No app names a URL, template, model or relation of a higher app in a string.

Import contracts check only imports. Links in templates, joins in queries and model names in tables of labels are
strings, which these tests read from the source code.
"""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest
from django.apps import apps
from django.db.models import Model

from tests.architecture.sources import (
    LADDER,
    ROOT,
    RUNGS,
    Finding,
    app_of_template,
    is_above,
    modules,
    name_of,
    named_in_template,
    owners_of_urls,
    strings,
    templates,
    tree,
)

APPS = LADDER[1:-1]
"""The apps that have models, from the lowest. The wiring on top of them may name everything."""

EXCEPTIONS = {
    ("events/rules/addresses.py", "door"): "the first word of an address, which no conference may be called",
    ("events/rules/addresses.py", "healthz"): "the same",
    ("events/rules/addresses.py", "mailbox"): "the same",
    ("events/forms/office/keys.py", "credential"): "what WebAuthn calls a passkey",
}
"""Strings that only look like names of a higher app: the module, the string, and what it is there."""

QUERIES = frozenset(
    [
        "filter",
        "exclude",
        "get",
        "annotate",
        "aggregate",
        "alias",
        "order_by",
        "values",
        "values_list",
        "only",
        "defer",
        "select_related",
        "prefetch_related",
        "distinct",
        "update",
        "get_or_create",
        "update_or_create",
        "Q",
        "F",
        "Count",
        "Min",
        "Max",
        "Sum",
        "Exists",
        "OuterRef",
        "Prefetch",
    ]
)
"""Calls whose keywords and strings are lookups."""


URL = re.compile(r"""{%\s*url\s+['"]([\w:]+)['"]""")
PART = re.compile(r"""{%\s*(?:include|extends)\s+['"]([\w/.]+)['"]""")
LOAD = re.compile(r"{%\s*load\s+([^%]*?)\s*%}")


def test_a_template_links_to_no_address_of_a_higher_app() -> None:
    owners = owners_of_urls()
    findings = [
        str(Finding(name_of(path), line, name, owners[name]))
        for path in templates()
        for line, name in named_in_template(path, URL)
        if name in owners and is_above(owners[name], app_of_template(path))
    ]

    assert findings == []


def test_a_template_includes_and_extends_no_template_of_a_higher_app() -> None:
    findings = [
        str(Finding(name_of(path), line, name, owner))
        for path in templates()
        for line, name in named_in_template(path, PART)
        if (owner := app_of_template(ROOT / "templates" / name)) and is_above(owner, app_of_template(path))
    ]

    assert findings == []


def test_a_template_loads_no_tags_of_a_higher_app() -> None:
    tags = {path.stem: app for app, path in modules() if path.parent.name == "templatetags"}
    findings = [
        str(Finding(name_of(path), line, name, tags[name]))
        for path in templates()
        for line, name in named_in_template(path, LOAD)
        if name in tags and is_above(tags[name], app_of_template(path))
    ]

    assert findings == []


def test_no_module_names_an_address_of_a_higher_app() -> None:
    owners = owners_of_urls()
    findings = [
        str(Finding(name_of(path), node.lineno, str(node.value), owners[str(node.value)]))
        for app, path in modules()
        for node in strings(path)
        if node.value in owners
        and is_above(owners[str(node.value)], app)
        and (name_of(path), node.value) not in EXCEPTIONS
    ]

    assert findings == []


def test_no_module_names_a_template_of_a_higher_app() -> None:
    findings = [
        str(Finding(name_of(path), node.lineno, str(node.value), owner))
        for app, path in modules()
        for node in strings(path)
        if (owner := str(node.value).partition("/")[0]) in RUNGS
        and re.fullmatch(r"[\w/]+\.(html|txt)", str(node.value))
        and is_above(owner, app)
    ]

    assert findings == []


@cache
def models_above(app: str) -> dict[str, str]:
    """Return the app of each model of a higher app, by its names: `registration.Delegate`, `delegate` and so on."""
    above = [model for model in apps.get_models() if model._meta.app_label in APPS]
    return {
        name: model._meta.app_label
        for model in above
        if is_above(model._meta.app_label, app)
        for name in (model._meta.label, model._meta.label_lower, str(model._meta.model_name))
    }


@cache
def own_words(app: str) -> frozenset[str]:
    """Return the values of enums in an app and in those below. They may equal a model's name, like `speaker`."""
    enums = [
        node
        for other, path in modules()
        if not is_above(other, app)
        for node in ast.walk(tree(path))
        if isinstance(node, ast.ClassDef) and any("Enum" in ast.unparse(base) for base in node.bases)
    ]
    return frozenset(
        node.value
        for enum in enums
        for node in ast.walk(enum)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    )


@pytest.mark.parametrize("app", LADDER[:-1])
def test_no_module_names_a_model_of_a_higher_app(app: str) -> None:
    above, own = models_above(app), own_words(app)
    findings = [
        str(Finding(name_of(path), node.lineno, str(node.value), above[str(node.value)]))
        for its_app, path in modules()
        if its_app == app
        for node in strings(path)
        if node.value in above and node.value not in own and (name_of(path), node.value) not in EXCEPTIONS
    ]

    assert findings == []


def test_no_module_looks_up_a_model_of_a_higher_app() -> None:
    findings = [
        str(Finding(name_of(path), node.lineno, str(each.value), str(each.value)))
        for app, path in modules()
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call) and _called(node) in {"get_model", "get_app_config", "is_installed"}
        for each in node.args
        if isinstance(each, ast.Constant) and each.value in RUNGS and is_above(str(each.value), app)
    ]

    assert findings == []


def test_every_exception_is_still_needed() -> None:
    found = {(name_of(path), str(node.value)) for _app, path in modules() for node in strings(path)}

    assert set(EXCEPTIONS) - found == set()


@dataclass(frozen=True)
class Relation:
    """A reverse relation that a model of a higher app (`owner`) adds to the model `of` of a lower app."""

    name: str
    of: str
    owner: str


@cache
def relations_above(app: str) -> tuple[Relation, ...]:
    return tuple(
        Relation(name, str(model._meta.model_name), owner)
        for model in apps.get_models()
        if model._meta.app_label in APPS and not is_above(model._meta.app_label, app)
        for name, owner in _relations_to(model)
        if is_above(owner, app)
    )


def _relations_to(model: type[Model]) -> Iterator[tuple[str, str]]:
    for relation in model._meta.related_objects:
        app = relation.related_model._meta.app_label
        if app in APPS:
            for name in {relation.name, relation.get_accessor_name() or ""} - {""}:
                yield name, app


@pytest.mark.parametrize("app", APPS[:-1])
def test_no_query_joins_a_table_of_a_higher_app(app: str) -> None:
    above = {relation.name: relation.owner for relation in relations_above(app)}
    findings = [
        str(Finding(name_of(path), line, name, above[name]))
        for its_app, path in modules()
        if its_app == app
        for line, name in _joined(path)
        if name in above
    ]

    assert findings == []


def _joined(path: Path) -> Iterator[tuple[int, str]]:
    """Yield line and name of each part of the lookups in a module: `sessions__talks=` gives `sessions` and `talks`."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Call) and _called(node) in QUERIES:
            told = [keyword.arg for keyword in node.keywords if keyword.arg]
            told += [each.value for each in node.args if isinstance(each, ast.Constant) and isinstance(each.value, str)]
            yield from ((node.lineno, part) for lookup in told for part in lookup.lstrip("-").split("__"))


def _called(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


@pytest.mark.parametrize("app", APPS[:-1])
def test_no_module_uses_a_relation_to_a_higher_app(app: str) -> None:
    """Find `conference.delegates` in `events`. A dataclass may have such a field, so variable names tell rows apart."""
    above = relations_above(app)
    findings = [
        str(Finding(name_of(path), node.lineno, ast.unparse(node), relation.owner))
        for its_app, path in modules()
        if its_app == app
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Attribute)
        for relation in above
        if node.attr == relation.name and _is_a_row(node.value, relation.of)
    ]

    assert findings == []


def _is_a_row(node: ast.expr, model: str) -> bool:
    """Return whether the expression is named like a row of the model: `conference`, `self.session`, or just `row`."""
    last = node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")
    return last in {model, "row", "locked", "source"}
