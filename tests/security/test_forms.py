"""Fill every field of every form with hostile values: a field error or a clean value, never an exception."""

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime

import pytest
from django import forms
from django.http import QueryDict

from registration.forms import SignUpForm
from tests.security.forms import World, a_world, column_of, filled_in, form_classes, key_of, make, rows_of
from tests.security.nasty import TEXTS, for_this_database

CLASSES = form_classes()
YEARS = range(1970, 2201)
MOST = 2_147_483_647
KEPT_AS_TYPED = {"password"}
LONGEST = 60_000
"""Longest text that any field accepts, in characters."""
every_form = pytest.mark.parametrize("cls", CLASSES, ids=[cls.__name__ for cls in CLASSES])


@pytest.fixture
def world(db: None) -> World:
    return a_world()


def trials(good: QueryDict, texts: Sequence[str]) -> Iterator[tuple[str, QueryDict]]:
    """Yield good data with one field spoiled; then with all fields spoiled, so that every field gets every text."""
    names = list(good)
    for name in names:
        for text in ALONE:
            yield f"{name} is {text[:20]!a}", _with(good, {name: [text]})
        yield f"{name} is several", _with(good, {name: ["a", "\x00b", "1"]})
        yield f"{name} is missing", _with(good, {name: []})
    for turn in range(len(texts)):
        spoiled = {name: [texts[(turn + place) % len(texts)]] for place, name in enumerate(names)}
        yield f"round {turn}", _with(good, spoiled)


ALONE = [TEXTS[what] for what in ("over-long", "empty", "NUL", "zero-width", "huge", "year 9999")]


def _with(good: QueryDict, spoiled: Mapping[str, list[str]]) -> QueryDict:
    data = good.copy()
    for name, texts in spoiled.items():
        data.setlist(name, texts)
        if not texts:
            del data[name]
    return data


@every_form
def test_every_field_accepts_a_clean_value_or_reports_an_error(cls: type[forms.BaseForm], world: World) -> None:
    good = filled_in(make(cls, world, None))
    faults = []
    # A lone surrogate can only arrive in JSON: form data must be UTF-8 and is refused otherwise.
    in_json = cls.__module__ == SignUpForm.__module__
    for what, data in trials(
        good, [text for what, text in for_this_database(TEXTS).items() if in_json or what != "surrogate"]
    ):
        form = make(cls, world, data)
        try:
            form.full_clean()
            str(form.errors), [str(form[name]) for name in form.errors if name in form.fields]
        except Exception as failure:  # noqa: BLE001 - any exception here would be a 500
            faults.append(f"{what}: {failure!r}"[:300])
        else:
            faults += [f"{what}: {fault}" for fault in faults_of(form)]
    assert faults == []


@every_form
def test_objects_of_another_conference_cannot_be_chosen(cls: type[forms.BaseForm], world: World) -> None:
    foreign = a_world("neighbours")
    good = filled_in(make(cls, world, None))
    faults = []
    for name, field in make(cls, world, None).fields.items():
        if isinstance(field, forms.ModelChoiceField):
            data = good.copy()
            sent = make(cls, world, None).add_prefix(name)
            data[sent] = key_of(field, foreign.rows[rows_of(field).model])
            form = make(cls, world, data)
            if name not in form.errors or name in form.cleaned_data:
                faults.append(name)
    assert faults == []


def faults_of(form: forms.BaseForm) -> Iterator[str]:
    """Yield what is wrong with the cleaned values and with the error messages."""
    for name, errors in form.errors.items():
        if any(not str(error).strip() for error in errors):
            yield f"{name} is refused without words"
    for name, value in form.cleaned_data.items():
        if isinstance(value, str) and name in form.fields and name not in KEPT_AS_TYPED:
            yield from _faults_of_text(form, name, value)
        if isinstance(value, date | datetime) and value.year not in YEARS:
            yield f"{name} has a year out of all bounds: {value}"
        if isinstance(value, int) and abs(value) > MOST:
            yield f"{name} has a number that no column holds: {value}"


def _faults_of_text(form: forms.BaseForm, name: str, text: str) -> Iterator[str]:
    lines = "\n\r\t\u2028\u2029" if isinstance(form.fields[name].widget, forms.Textarea) else ""
    hidden = [each for each in text if unicodedata.category(each) in {"Cc", "Cs", "Zl", "Zp"} and each not in lines]
    if hidden:
        yield f"{name} has a hidden character: {hidden[0]!a}"
    if any(unicodedata.bidirectional(each) in BIDI for each in text):
        yield f"{name} has a mark that turns the direction around"
    if text and not any(is_seen(each) for each in text):
        yield f"{name}: invisible text: {text[:20]!a}"
    column = column_of(form, name)
    longest = getattr(column, "max_length", None) or LONGEST
    if len(text) > longest:
        yield f"{name} has {len(text)} characters, where {longest} fit"


BIDI = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}
BLANK_LETTERS = set("\u3164\u115f\u1160\uffa0\u2800")


def is_seen(character: str) -> bool:
    """Return whether the character is visible."""
    return unicodedata.category(character) not in {"Cc", "Cf", "Zs", "Mn"} and character not in BLANK_LETTERS
