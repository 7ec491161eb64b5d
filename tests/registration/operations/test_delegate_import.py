"""Test the import of delegates: in full, in part, twice, as a trial run, and within quotas."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from events.models import AuditEntry, Letter, Person
from events.rules.office.roles import Role
from registration.models import Category, Credential, Delegate, DelegateState, Quota, Registration
from registration.operations.delegate_import import DelegateImport, DelegateListFault, import_delegates
from registration.operations.signup import sign_up
from registration.rules.delegate_rows import DelegateListWishes
from tests.builders.doors import a_category
from tests.builders.people import NOW, Cast
from tests.builders.signups import a_limited_category, a_sign_up
from toolkit.sheets.cells import Sheet
from toolkit.sheets.reading import read_sheet

pytestmark = pytest.mark.django_db
HEADER = "姓名,单位,职务,手机,邮箱,身份,备注\n"
GOOD = HEADER + "苏念,星槎研究院,院长,13800000001,su@example.com,参会代表,素食\n顾远,,,13800000002,,,\n"


def sheet(text: str) -> Sheet:
    return read_sheet(text.encode())


def run(cast: Cast, text: str, **wishes: bool) -> DelegateImport:
    return import_delegates(
        cast.conference, sheet(text), wishes=DelegateListWishes(**wishes), by=cast.members[Role.REGISTRAR], now=NOW
    )


def stored() -> dict[str, int]:
    return {model.__name__: model._default_manager.count() for model in (Delegate, Registration, Credential, Category)}


@pytest.fixture
def category(cast: Cast) -> Category:
    return a_category(cast.conference, "delegate", name_zh="参会代表", name_en="Delegate")


def test_everybody_in_the_list_gets_a_number_and_a_code(cast: Cast, category: Category) -> None:
    run(cast, GOOD)
    rows = Delegate.objects.values_list("number", "name", "name_latin", "institution_zh", "phone", "note", "state")
    assert list(rows) == [
        (1, "苏念", "SU Nian", "星槎研究院", "+8613800000001", "素食", DelegateState.CONFIRMED),
        (2, "顾远", "GU Yuan", "", "+8613800000002", "", DelegateState.CONFIRMED),
    ]
    assert stored() == {"Delegate": 2, "Registration": 2, "Credential": 2, "Category": 1}
    assert Letter.objects.count() == 0


def test_the_import_writes_one_audit_entry(cast: Cast, category: Category) -> None:
    run(cast, GOOD)
    entry = AuditEntry.objects.get()
    assert (entry.deed, entry.by, entry.details) == (
        "delegates.import",
        cast.members[Role.REGISTRAR],
        {"source": "list", "states": {"confirmed": 2}},
    )


def test_the_same_file_twice_changes_nothing(cast: Cast, category: Category) -> None:
    run(cast, GOOD)
    before = stored()
    again = run(cast, GOOD)
    assert (again.stored, stored()) == (0, before)
    assert [row.outcome.value for row in again.list.rows] == ["duplicate", "duplicate"]


def test_people_who_signed_up_themselves_are_not_registered_again(cast: Cast, category: Category) -> None:
    sign_up(cast.conference, a_sign_up("苏念", phone="+8613800000001"), by=None, now=NOW)
    assert run(cast, GOOD).stored == 1


def test_people_known_to_the_organisation_are_recognised(cast: Cast, category: Category) -> None:
    known = Person.objects.create(organisation=cast.organisation, name="苏念", email="su@example.com", created_at=NOW)
    run(cast, GOOD)
    assert Delegate.objects.get(name="苏念").person == known


def test_one_refused_row_stores_nobody(cast: Cast, category: Category) -> None:
    done = run(cast, GOOD + "林深,,,,,,\n")
    assert (done.fault, done.stored, stored()["Delegate"]) == (DelegateListFault.ROWS_REFUSED, 0, 0)


def test_the_valid_rows_are_stored_on_request(cast: Cast, category: Category) -> None:
    done = run(cast, GOOD + "林深,,,,,,\n", accepts_valid=True)
    assert (done.fault, done.stored) == (None, 2)


def test_a_trial_run_stores_nothing(cast: Cast, category: Category) -> None:
    done = run(cast, GOOD, is_trial=True)
    assert (done.fault, done.stored, stored()["Delegate"]) == (None, 0, 0)


def test_an_unknown_category_is_listed_and_the_default_one_used(cast: Cast, category: Category) -> None:
    done = run(cast, HEADER + "苏念,,,13800000001,,贵宾,\n")
    assert (done.list.unknown_categories, Delegate.objects.get().category) == (("贵宾",), category)


def test_an_unknown_category_is_created_on_request(cast: Cast, category: Category) -> None:
    run(cast, HEADER + "苏念,,,13800000001,,贵宾,\n顾远,,,13800000002,,贵 宾,\n", makes_categories=True)
    made = Category.objects.get(name_zh="贵宾")
    assert not made.is_public
    assert [delegate.category for delegate in Delegate.objects.select_related("category")] == [made, made]


def test_new_categories_follow_the_others_and_are_not_public(cast: Cast, category: Category) -> None:
    run(cast, HEADER + "苏念,,,13800000001,,院士,\n顾远,,,13800000002,,Speaker,\n", makes_categories=True)
    made = cast.conference.categories.exclude(pk=category.pk).order_by("pk")
    rows = made.values_list("name_zh", "name_en", "position", "is_public")
    assert list(rows) == [("院士", "", 2, False), ("", "Speaker", 3, False)]


def test_the_first_category_of_all_is_made_for_rows_without_one(cast: Cast) -> None:
    done = run(cast, HEADER + "苏念,,,13800000001,,,\n", makes_categories=True)
    made = cast.conference.categories.get()
    assert (made.name_zh, made.name_en, made.is_public) == ("参会代表", "Delegate", False)
    assert done.stored == 1


def test_without_any_category_nobody_can_be_stored(cast: Cast) -> None:
    assert run(cast, GOOD).fault is DelegateListFault.NO_CATEGORY
    assert run(cast, GOOD, makes_categories=True).stored == 2


def test_people_without_a_place_are_on_the_waiting_list(cast: Cast) -> None:
    a_limited_category(cast.conference, 1, name_zh="参会代表")
    done = run(cast, GOOD)
    assert done.states == {DelegateState.CONFIRMED: 1, DelegateState.WAITLISTED: 1}
    assert [one.holds_place for one in Delegate.objects.order_by("number")] == [True, False]
    assert (Quota.objects.get().used, Credential.objects.get().delegate.name) == (1, "苏念")


PRETIX = "Event slug;Order code;Position ID;Status;Email;Product;Attendee name;Attendee email\n"


def test_orders_keep_their_status(cast: Cast, category: Category) -> None:
    text = PRETIX + "".join(
        f"bio27;{code};1;{status};;Delegate;{name};{code}@example.com\n"
        for code, status, name in (("A", "paid", "苏念"), ("B", "pending", "顾远"), ("C", "approval pending", "林深"))
    )
    run(cast, text)
    found = Delegate.objects.order_by("number").values_list("name", "state", "is_paid", "source_key")
    assert list(found) == [
        ("苏念", DelegateState.CONFIRMED, True, "pretix:bio27:A-1"),
        ("顾远", DelegateState.APPLIED, False, "pretix:bio27:B-1"),
        ("林深", DelegateState.APPLIED, True, "pretix:bio27:C-1"),
    ]
    assert Credential.objects.count() == 1


def test_arrival_and_companion_are_kept_in_the_note(cast: Cast, category: Category) -> None:
    run(cast, "姓名,手机,到达时间,备注\n苏念（随行：顾远）,13800000001,2026-11-02 15:30,素食\n")
    assert Delegate.objects.get().note == "素食\n到达：2026-11-02 15:30\n随行：顾远"


@pytest.mark.parametrize("people", [1, 30])
def test_many_rows_take_as_many_queries_as_one(cast: Cast, people: int) -> None:
    a_limited_category(cast.conference, 500, name_zh="参会代表")
    rows = "".join(f"{'苏顾林江'[n % 4]}{chr(0x4E00 + n)},138{n:08}\n" for n in range(people))
    with CaptureQueriesContext(connection) as captured:
        run(cast, f"姓名,手机\n{rows}")
    assert (len(captured), Delegate.objects.count()) == (21, people)


@pytest.mark.parametrize("word", ["参会代表", "代表", "Delegate", "General Admission"])
def test_every_usual_name_means_the_ordinary_category(cast: Cast, word: str) -> None:
    category = a_category(cast.conference, "regular", name_zh="正式代表", name_en="Regular delegate")
    done = run(cast, HEADER + f"苏念,,,13800000001,,{word},\n")
    assert (done.list.unknown_categories, Delegate.objects.get().category) == ((), category)
