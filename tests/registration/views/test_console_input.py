"""Every form of the console refuses nasty input at its field, without a server error."""

from collections.abc import Iterator

import pytest
from django import forms
from django.test import Client
from django.urls import reverse

from events.forms.clashes import WantedForm
from events.rules.office.roles import Role
from tests.architecture.permissions import Row, console, desk, stage, undone
from tests.builders.people import Cast

NASTY = {
    # Beyond the limit of every field; the form with most fields still fits into one body.
    "over-long": "林" * 66_000,
    "control": "林\x07知远",
    "bidi": "林\u202e知远",
    "NUL": "林\x00知远",
    "half a pair": "林\ud800知远".encode("utf-8", "replace").decode(),
    "a number": "9" * 400,
    "minus": "-1",
    "markup": "<script>alert(1)</script>",
    "not a number": "NaN",
    "infinite": "Infinity",
    "a list": "[]",
}
ROWS = [row for row in (*console.ROWS, *desk.ROWS, *stage.ROWS) if 422 in (row.post or {}).values()]
PREVIEWED = {"console_secretaries": {200}}
"""Forms whose answer is a preview with what is doubtful in it."""
REFUSED_EVERYWHERE = ("over-long", "NUL")


@pytest.mark.parametrize("row", ROWS, ids=[row.name for row in ROWS])
def test_nasty_input_is_refused_at_its_field(row: Row, cast: Cast) -> None:
    address = reverse(row.name, kwargs=dict(row.kwargs(cast)))
    client = Client()
    client.force_login(cast.members[Role.OWNER])
    for form in _forms(client.get(address).context):
        usual = dict(row.data(cast))
        for kind, value in NASTY.items():
            with undone():
                nasty = {form.add_prefix(name): value for name in form.fields if name not in _free(form)}
                answer = client.post(address, _as_sent(form) | usual | nasty)
            assert answer.status_code in {302, 422} | PREVIEWED.get(row.name, set()), kind
            if kind in REFUSED_EVERYWHERE:
                assert _at_fault(answer.context, form) >= set(form.fields) - _free(form), kind


def _at_fault(context: object, form: forms.BaseForm) -> set[str]:
    same = [each for each in _forms(context) if type(each) is type(form) and each.prefix == form.prefix]
    # Only one of two forms on the page is submitted.
    return set(same[0].errors) if same[0].is_bound else set(form.fields)


def _forms(context: object) -> list[forms.BaseForm]:
    found: dict[int, forms.BaseForm] = {}
    for layer in context:  # type: ignore[attr-defined]  # Django's own list of contexts
        for value in layer.flatten().values() if hasattr(layer, "flatten") else _values(layer):
            if isinstance(value, forms.BaseForm):
                found[id(value)] = value
    return list(found.values())


def _values(layer: object) -> Iterator[object]:
    if isinstance(layer, dict):
        yield from layer.values()


def _as_sent(form: forms.BaseForm) -> dict[str, str | list[str]]:
    sent: dict[str, str | list[str]] = {}
    for bound in form:
        value = bound.value()
        if isinstance(value, bool):
            if value:
                sent[bound.html_name] = "on"
        elif isinstance(value, list):
            sent[bound.html_name] = [str(each) for each in value]
        elif value is not None:
            sent[bound.html_name] = str(getattr(value, "slug", value))
    return sent


def _free(form: forms.BaseForm) -> set[str]:
    """Return the fields that accept anything: locked ones, check boxes, files and the hidden digests."""
    if isinstance(form, WantedForm):  # sent by GET, and what is no choice counts as everything
        return set(form.fields)
    untyped = (forms.BooleanField, forms.FileField)
    ticks = {name for name, field in form.fields.items() if isinstance(field, untyped) or field.disabled}
    return ticks | {"seen", "shown", "request_key"}
