"""Every field of `Particulars` is stored in its column wherever it is entered, and every column has its field.

The tests are parametrised over the fields of `Particulars`, so a new field is tested without a line added here.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import fields

import pytest
from django.core.cache import cache
from django.db import models
from django.test import Client
from django.utils import translation

from events.models import Person
from events.rules.office.roles import Role
from registration.importers.columns import VOCABULARY, columns_of
from registration.models import Category, Delegate
from registration.models.delegate import NOT_PARTICULARS, column_of
from registration.operations.delegate_import import import_delegates
from registration.operations.delegates import correct
from registration.operations.enrolment import enrol
from registration.operations.signup import sign_up
from registration.rules.delegate_rows import DelegateListWishes
from registration.rules.enrolment import Enrolment
from registration.rules.particulars import FOLLOWING, PARTICULARS, Kind, Particulars
from registration.rules.signup import SignUp
from registration.templatetags.particulars import entries
from tests.builders.doors import a_category
from tests.builders.people import NOW, Cast
from tests.builders.signups import a_sign_up, some_particulars
from toolkit.sheets.reading import read_sheet

BASE = {"name": "苏念", "institution_zh": "星槎研究院", "email": "su@example.com"}
"""The required fields, with values that no other field has in these tests."""


def value_of(name: str) -> str:
    """Return a valid text for a field."""
    particular = PARTICULARS[name]
    match particular.kind:
        case Kind.NAME:
            return "顾远"
        case Kind.LATIN_NAME:
            return "GU Yuanyuan"
        case Kind.EMAIL:
            return "another@example.com"
        case Kind.PHONE:
            return "+8613800002713"
        case Kind.TEXT:
            return f"Text of {name}"
        case Kind.LINE:
            return f"示例 {name}" if particular.language == "zh" else f"Example {name}"


def entered(name: str) -> dict[str, str]:
    return BASE | {name: value_of(name)}


def through_the_page(cast: Cast, name: str) -> None:
    form = entered(name) | {"category": "delegate", "step": "confirm"}
    assert Client().post("/en/bio27/register/", form).status_code == 302


def through_the_api(cast: Cast, name: str) -> None:
    body = json.dumps(entered(name) | {"category": "delegate"})
    address = "/api/v1/conferences/bio27/registrations"
    assert Client().post(address, body, content_type="application/json").status_code == 202


def through_the_desk(cast: Cast, name: str) -> None:
    client = Client()
    client.force_login(cast.members[Role.REGISTRAR])
    form = entered(name) | {"category": "delegate"}
    assert client.post("/console/bio27/delegates/new/", form).status_code == 302


def through_a_spreadsheet(cast: Cast, name: str) -> None:
    values = BASE | {"institution_zh": ""} | {name: value_of(name)}
    told = {VOCABULARY.words[columns_of(one)[0]][0]: text for one, text in values.items() if text}
    sheet = read_sheet("\n".join([",".join(told), ",".join(told.values())]).encode())
    assert import_delegates(cast.conference, sheet, wishes=DelegateListWishes(), by=None, now=NOW).stored == 1


def through_sign_up(cast: Cast, name: str) -> None:
    sign_up(cast.conference, _asked(name), by=None, now=NOW)


def through_enrolment(cast: Cast, name: str) -> None:
    enrol(cast.conference, [Enrolment(sign_up=_asked(name))], now=NOW)


def _asked(name: str) -> SignUp:
    return SignUp(category="delegate", particulars=Particulars(**entered(name)))


def through_a_correction(cast: Cast, name: str) -> None:
    delegate = sign_up(cast.conference, a_sign_up(), by=None, now=NOW)
    correct(delegate, Particulars(**entered(name)), by=None, now=NOW)


def through_ones_own_page(cast: Cast, name: str) -> None:
    delegate = sign_up(cast.conference, a_sign_up(), by=None, now=NOW)
    client = Client()
    client.get(f"/en/bio27/me/?key={delegate.registration.access_key}")
    address = f"/en/bio27/me/{delegate.code}/edit/"
    seen = client.get(address).context["form"].digest
    assert client.post(address, entered(name) | {"seen": seen}).status_code == 302


def through_a_correction_at_the_desk(cast: Cast, name: str) -> None:
    delegate = sign_up(cast.conference, a_sign_up(), by=None, now=NOW)
    client = Client()
    client.force_login(cast.members[Role.REGISTRAR])
    address = f"/console/bio27/delegates/{delegate.code}/correct/"
    seen = client.get(address).context["form"].digest
    assert client.post(address, entered(name) | {"seen": seen}).status_code == 302


DOORS: Mapping[str, Callable[[Cast, str], None]] = {
    "page": through_the_page,
    "api": through_the_api,
    "desk": through_the_desk,
    "spreadsheet": through_a_spreadsheet,
    "sign_up": through_sign_up,
    "enrol": through_enrolment,
    "correct": through_a_correction,
    "own page": through_ones_own_page,
    "correction at the desk": through_a_correction_at_the_desk,
}


@pytest.fixture
def category(cast: Cast) -> Category:
    cache.clear()
    return a_category(cast.conference)


@pytest.mark.parametrize("name", PARTICULARS)
@pytest.mark.parametrize("door", DOORS)
def test_entered_values_arrive_in_their_columns(cast: Cast, category: Category, door: str, name: str) -> None:
    DOORS[door](cast, name)
    delegate = Delegate.objects.get()
    assert getattr(delegate, name) == value_of(name)
    assert delegate.name in delegate.search_keys


@pytest.mark.parametrize(("column", "name"), FOLLOWING.items())
@pytest.mark.parametrize("door", ["sign_up", "enrol", "correct"])
def test_the_person_is_described_by_the_same_data(
    cast: Cast, category: Category, door: str, column: str, name: str
) -> None:
    DOORS[door](cast, name)
    person = Person.objects.get()
    assert getattr(person, column) == value_of(name)
    assert (person.search_keys, person.sort_pinyin) == (
        Delegate.objects.get().search_keys,
        Delegate.objects.get().sort_pinyin,
    )


@pytest.mark.parametrize("name", PARTICULARS)
def test_entered_values_are_shown(name: str) -> None:
    shown = [one.text for entry in entries(Particulars(**entered(name))) for one in entry.texts]
    assert value_of(name) in shown


def lines_of(particulars: Particulars) -> list[tuple[str, list[str]]]:
    with translation.override("en"):
        return [(str(entry.label), [one.text for one in entry.texts]) for entry in entries(particulars)]


def test_lines_that_are_empty_are_left_out_unless_they_are_required() -> None:
    assert lines_of(Particulars(name="苏念")) == [("Name", ["苏念"]), ("Institution", []), ("E-mail", [])]


def test_both_languages_of_a_text_and_both_names_share_a_line() -> None:
    lines = dict(lines_of(some_particulars()))
    assert lines["Name"] == ["林知远", "LIN Zhiyuan"]
    assert lines["Institution"] == ["Wusong University of Technology", "吴淞理工大学"]
    assert lines["Post"] == ["研究员"]


def test_every_column_of_a_delegate_is_a_particular_or_listed_as_none() -> None:
    columns = {field.name for field in Delegate._meta.get_fields() if isinstance(field, models.Field)}
    assert columns == set(PARTICULARS) | set(NOT_PARTICULARS)
    assert not set(PARTICULARS) & set(NOT_PARTICULARS)


@pytest.mark.parametrize("name", PARTICULARS)
def test_a_column_is_as_long_as_its_particular_and_has_a_label(name: str) -> None:
    column = column_of(name)
    assert column.max_length == PARTICULARS[name].length
    assert column.verbose_name != name.replace("_", " ")


def test_every_field_of_the_dataclass_is_described() -> None:
    assert list(PARTICULARS) == [field.name for field in fields(Particulars)]
