"""Call every operation as every role. See tests/architecture/operations/__init__.py for how to add a row."""

import pkgutil
from collections.abc import Iterator
from importlib import import_module
from inspect import getmembers, isfunction, signature

import pytest

from events.access import Denied
from events.models import User
from tests.architecture.operations import SIGNED_IN, Row, doors, events, name_of, registration, speakers
from tests.architecture.permissions import account_of, undone
from tests.builders.people import Cast

APPS = {"events": events, "speakers": speakers, "registration": registration, "doors": doors}
ROWS = [row for app in APPS.values() for row in app.ROWS]


def _operations(app: str) -> Iterator[str]:
    """Yield the dotted name of every public function of an app's operations that takes `by`."""
    package = import_module(f"{app}.operations")
    for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
        for name, function in getmembers(import_module(found.name), isfunction):
            is_own = function.__module__ == found.name
            if is_own and not name.startswith("_") and "by" in signature(function).parameters:
                yield f"{found.name}.{name}"


@pytest.mark.parametrize("app", APPS)
def test_every_operation_has_a_row(app: str) -> None:
    named = {name_of(row.operation) for row in APPS[app].ROWS}
    helpers = {name_of(helper) for helper in APPS[app].HELPERS}
    assert not named & helpers
    assert named | helpers == set(_operations(app))


def test_every_row_has_its_own_name() -> None:
    names = [row.name for row in ROWS]
    assert sorted(names) == sorted(set(names))


@pytest.mark.parametrize("row", ROWS, ids=[row.name for row in ROWS])
def test_only_the_roles_named_in_the_row_may_call_it(row: Row, cast: Cast) -> None:
    may = {who for who in SIGNED_IN if _may(row, cast, account_of(who, cast))}
    assert may == set(row.allowed)


@pytest.mark.parametrize("row", [row for row in ROWS if row.for_portal], ids=lambda row: row.name)
def test_the_portal_itself_may_do_everything(row: Row, cast: Cast) -> None:
    assert _may(row, cast, None)


def _may(row: Row, cast: Cast, account: User | None) -> bool:
    with undone():
        try:
            row.call(cast, account)
        except Denied:
            return False
    return True
