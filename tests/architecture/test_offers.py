"""Forms offer no choice whose feature is not built yet."""

import importlib
import pkgutil
from collections.abc import Iterator
from typing import cast

from django import forms

import doors.forms
import events.forms
import registration.forms
import speakers.forms
from events.rules.programme import SessionAccess

PACKAGES = (events.forms, speakers.forms, registration.forms, doors.forms)


def _forms() -> Iterator[type[forms.Form]]:
    for package in PACKAGES:
        for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            module = importlib.import_module(found.name)
            for kind in vars(module).values():
                if isinstance(kind, type) and issubclass(kind, forms.BaseForm) and hasattr(kind, "base_fields"):
                    yield cast("type[forms.Form]", kind)


def _offered() -> dict[tuple[str, str], set[str]]:
    """Return the values of every select box in the forms of the four apps, by form and field name."""
    return {
        (form.__name__, name): {str(value) for value, _label in field.widget.choices}
        for form in _forms()
        for name, field in form.base_fields.items()
        if isinstance(field.widget, forms.Select) and not isinstance(field, forms.ModelChoiceField)
    }


def test_no_form_offers_sessions_by_sign_up_while_nobody_can_take_a_place_in_one() -> None:
    offered = _offered()
    assert offered["SessionForm", "access"] == {SessionAccess.OPEN, SessionAccess.INVITATION}
    assert [place for place, values in offered.items() if SessionAccess.SIGN_UP in values] == []
