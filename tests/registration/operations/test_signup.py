import re
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from events.models import AuditEntry, ConferenceState, Letter, Person
from events.rules.office.roles import Role
from registration.models import Credential, Delegate, DelegateState, Quota, Registration
from registration.operations.enrolment import enrol
from registration.operations.signup import SignUpRefused, correct_person, find_or_make_people, sign_up
from registration.rules.enrolment import Enrolment
from registration.rules.particulars import Particulars
from registration.rules.signup import Origin, SignUpRefusal
from tests.builders.doors import a_category, a_delegate
from tests.builders.people import NOW, Cast, a_person
from tests.builders.signups import a_limited_category, a_sign_up, some_particulars

pytestmark = pytest.mark.django_db


def refusal_of(cast: Cast, **fields: str) -> SignUpRefusal:
    with pytest.raises(SignUpRefused) as refused:
        sign_up(cast.conference, a_sign_up(**fields), by=None, now=NOW)
    assert not Delegate.objects.exists()
    assert not Registration.objects.exists()
    assert not Letter.objects.exists()
    return refused.value.reason


def test_a_delegate_is_confirmed_with_a_number_a_code_and_a_letter(cast: Cast) -> None:
    category = a_category(cast.conference, price="1800")
    delegate = sign_up(cast.conference, a_sign_up(language="en"), by=cast.somebody, now=NOW)
    delegate.refresh_from_db()
    assert (delegate.state, delegate.number, delegate.category) == ("confirmed", 1, category)
    assert (delegate.name, delegate.name_latin, delegate.holds_place) == ("林知远", "LIN Zhiyuan", True)
    assert delegate.search_keys.startswith("林知远 linzhiyuan lzy")
    registration = delegate.registration
    assert registration.user == cast.somebody
    assert (registration.price, registration.contact_email) == (Decimal(1800), "lin@example.com")
    assert Credential.objects.get(delegate=delegate).revoked_at is None
    letter = Letter.objects.get()
    assert (letter.kind, letter.recipient, letter.language, letter.subject_key) == (
        "delegate_confirmed",
        "lin@example.com",
        "en",
        str(delegate.pk),
    )
    entry = AuditEntry.objects.get()
    assert (entry.deed, entry.by, entry.details) == (
        "delegate.sign_up",
        cast.somebody,
        {"state": "confirmed", "category": "delegate", "origin": "public"},
    )


def test_the_same_request_again_is_the_same_delegate_and_nothing_else(cast: Cast) -> None:
    a_limited_category(cast.conference, 5)
    wanted = a_sign_up(request_key="web:1")
    first = sign_up(cast.conference, wanted, by=None, now=NOW)
    second = sign_up(cast.conference, wanted, by=None, now=NOW + timedelta(hours=1))
    assert first == second
    counts = [model.objects.count() for model in (Delegate, Registration, Credential, Letter, AuditEntry)]
    assert counts == [1, 1, 1, 1, 1]
    assert Quota.objects.get().used == 1


def test_a_request_key_is_looked_up_in_its_index_however_many_have_signed_up(cast: Cast) -> None:
    a_category(cast.conference)
    with CaptureQueriesContext(connection) as queries:
        sign_up(cast.conference, a_sign_up(request_key="web:1"), by=None, now=NOW)
    [asked] = [query["sql"] for query in queries if "SELECT" in query["sql"] and "'web:1'" in query["sql"]]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL enable_seqscan = off")  # a handful of rows is read faster without an index
        cursor.execute(f"EXPLAIN {'' if connection.vendor == 'postgresql' else 'QUERY PLAN '}{asked}")
        plan = " ".join(str(row[-1]) for row in cursor.fetchall())
    assert re.search(r"registration_request_key_unique\b.*conference_id ?= ?.*request_key\W", plan)
    assert re.search(r"registration_delegate_registration_id_\w+", plan)


@pytest.mark.parametrize("origin", [Origin.PUBLIC, Origin.TEAM])
def test_what_everybody_else_waits_for_is_short(cast: Cast, origin: Origin) -> None:
    a_limited_category(cast.conference, 9)
    with CaptureQueriesContext(connection) as queries:
        sign_up(cast.conference, a_sign_up(request_key="web:1", origin=origin), by=None, now=NOW)
    statements = [query["sql"] for query in queries]
    locked = next(at for at, sql in enumerate(statements) if sql.startswith("SELECT") and '"public_version"' in sql)
    assert len([sql for sql in statements[locked + 1 :] if "SAVEPOINT" not in sql]) == 12


def test_a_request_key_does_not_open_somebody_elses_registration(cast: Cast) -> None:
    a_category(cast.conference)
    sign_up(cast.conference, a_sign_up(request_key="web:1"), by=None, now=NOW)
    for other in (a_sign_up(request_key="web:1", email="other@example.com"), a_sign_up("王伟", request_key="web:1")):
        with pytest.raises(SignUpRefused) as refused:
            sign_up(cast.conference, other, by=None, now=NOW)
        assert refused.value.reason == SignUpRefusal.KEY_REUSED


def test_the_same_line_of_a_file_again_is_the_same_delegate(cast: Cast) -> None:
    a_category(cast.conference)
    line = a_sign_up(source_key="guests.csv:2", origin=Origin.TEAM, sends_letter=False)
    first = sign_up(cast.conference, line, by=None, now=NOW)
    assert (
        sign_up(cast.conference, replace(line, particulars=some_particulars(post_zh="院长")), by=None, now=NOW) == first
    )
    assert not Letter.objects.exists()


def test_without_a_free_place_the_delegate_joins_the_waiting_list(cast: Cast) -> None:
    a_limited_category(cast.conference, 1)
    first = sign_up(cast.conference, a_sign_up("林知远"), by=None, now=NOW)
    second = sign_up(cast.conference, a_sign_up("王伟"), by=None, now=NOW)
    assert (first.state, second.state) == ("confirmed", "waitlisted")
    assert (second.holds_place, second.credentials.count()) == (False, 0)
    assert Quota.objects.get().used == 1
    assert Letter.objects.get(subject_key=str(second.pk)).kind == "delegate_waitlisted"


@pytest.mark.parametrize("origin", [Origin.PUBLIC, Origin.TEAM])
@pytest.mark.parametrize("category", ["delegate", "student"])
def test_nobody_is_confirmed_while_somebody_waits_for_the_same_places(
    cast: Cast, origin: Origin, category: str
) -> None:
    limited = a_limited_category(cast.conference, 1)
    a_category(cast.conference, "student", quota=limited.quota)
    sign_up(cast.conference, a_sign_up("林知远"), by=None, now=NOW)
    waiting = sign_up(cast.conference, a_sign_up("王伟"), by=None, now=NOW)
    Quota.objects.update(size=2)  # as if the place had become free while the portal moved nobody up
    newcomer = sign_up(cast.conference, a_sign_up("李娜", category=category, origin=origin), by=None, now=NOW)
    waiting.refresh_from_db()
    assert (waiting.state, newcomer.state) == ("confirmed", "waitlisted")
    assert Letter.objects.filter(subject_key=str(waiting.pk), kind="delegate_confirmed").count() == 1


def test_somebody_enters_behind_the_waiting_list_of_a_conference_that_is_not_open(cast: Cast) -> None:
    a_limited_category(cast.conference, 1)
    for name in ("林知远", "王伟"):
        sign_up(cast.conference, a_sign_up(name), by=None, now=NOW)
    Quota.objects.update(size=3)
    cast.conference.state = ConferenceState.DRAFT
    cast.conference.save(update_fields=["state"])
    team = [
        sign_up(cast.conference, a_sign_up(name, origin=Origin.TEAM), by=None, now=NOW) for name in ("李娜", "赵敏")
    ]
    assert [delegate.state for delegate in team] == ["confirmed", "waitlisted"]
    assert Delegate.objects.get(name="王伟").state == DelegateState.WAITLISTED


def test_two_categories_share_one_quota(cast: Cast) -> None:
    category = a_limited_category(cast.conference, 1)
    a_category(cast.conference, "student", quota=category.quota)
    sign_up(cast.conference, a_sign_up("林知远"), by=None, now=NOW)
    student = sign_up(cast.conference, a_sign_up("王伟", category="student"), by=None, now=NOW)
    assert student.state == DelegateState.WAITLISTED


def test_an_application_for_approval_takes_no_place(cast: Cast) -> None:
    a_limited_category(cast.conference, 1, needs_approval=True)
    delegate = sign_up(cast.conference, a_sign_up(), by=None, now=NOW)
    assert (delegate.state, delegate.holds_place, delegate.decided_at) == ("applied", False, None)
    assert not Credential.objects.exists()
    assert (Quota.objects.get().used, Letter.objects.get().kind) == (0, "delegate_applied")


def test_the_team_enters_people_without_approval_outside_the_sale_and_by_invitation(cast: Cast) -> None:
    a_category(cast.conference, needs_approval=True, is_public=False, on_sale_until=NOW)
    delegate = sign_up(cast.conference, a_sign_up(origin=Origin.TEAM), by=cast.members[Role.REGISTRAR], now=NOW)
    assert (delegate.state, delegate.registration.user) == ("confirmed", None)


def test_the_teams_quota_is_not_exceeded_either(cast: Cast) -> None:
    a_limited_category(cast.conference, 0)
    delegate = sign_up(cast.conference, a_sign_up(origin=Origin.TEAM), by=None, now=NOW)
    assert delegate.state == DelegateState.WAITLISTED


def test_numbers_follow_each_other_in_each_conference(cast: Cast) -> None:
    a_category(cast.conference)
    a_category(cast.neighbours_conference)
    ours = [sign_up(cast.conference, a_sign_up(name), by=None, now=NOW).number for name in ("林知远", "王伟", "李娜")]
    theirs = sign_up(cast.neighbours_conference, a_sign_up(), by=None, now=NOW).number
    assert (ours, theirs) == ([1, 2, 3], 1)


@pytest.mark.parametrize("shared", [{"phone": ""}, {"email": "", "phone": "+8613800002713"}])
def test_the_same_name_with_the_same_address_or_phone_is_the_same_person(cast: Cast, shared: dict[str, str]) -> None:
    a_category(cast.conference)
    known = a_person(cast.organisation, "林知远", email="lin@example.com", phone="+8613800002713")
    assert sign_up(cast.conference, a_sign_up("林知远", **shared), by=None, now=NOW).person == known


@pytest.mark.parametrize(
    "other",
    [
        {"name": "林知远", "email": "another@example.com", "phone": "+8613800009999"},
        {"name": "王伟", "email": "lin@example.com", "phone": "+8613800002713"},
        {"name": "林知远", "email": "lin@example.com", "phone": "+8613800009999"},
        {"name": "林知远", "email": "", "phone": ""},
    ],
)
def test_the_same_name_or_the_same_address_alone_is_not_the_same_person(cast: Cast, other: dict[str, str]) -> None:
    a_category(cast.conference)
    known = a_person(cast.organisation, "林知远", email="lin@example.com", phone="+8613800002713")
    assert sign_up(cast.conference, a_sign_up(**other), by=None, now=NOW).person != known


def test_another_organisations_person_is_never_found(cast: Cast) -> None:
    a_category(cast.conference)
    theirs = a_person(cast.neighbours_conference.organisation, "林知远", email="lin@example.com")
    assert sign_up(cast.conference, a_sign_up(), by=None, now=NOW).person != theirs
    assert Person.objects.filter(organisation=cast.organisation).count() == 1


def test_a_second_registration_of_the_same_person_is_refused_until_the_first_is_cancelled(cast: Cast) -> None:
    a_category(cast.conference)
    first = sign_up(cast.conference, a_sign_up(request_key="1"), by=None, now=NOW)
    with pytest.raises(SignUpRefused) as refused:
        sign_up(cast.conference, a_sign_up(request_key="2"), by=None, now=NOW)
    assert refused.value.reason == SignUpRefusal.ALREADY_REGISTERED
    assert refused.value.known == Delegate.objects.get()
    Delegate.objects.filter(pk=first.pk).update(state=DelegateState.CANCELLED)
    assert sign_up(cast.conference, a_sign_up(request_key="2"), by=None, now=NOW).number == 2


def test_a_category_of_another_conference_is_unknown(cast: Cast) -> None:
    a_category(cast.neighbours_conference, "theirs")
    assert refusal_of(cast, category="theirs") == SignUpRefusal.CATEGORY_UNKNOWN


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"is_public": False}, SignUpRefusal.BY_INVITATION),
        ({"on_sale_from": NOW + timedelta(seconds=1)}, SignUpRefusal.NOT_YET),
        ({"on_sale_until": NOW}, SignUpRefusal.OVER),
    ],
)
def test_categories_closed_to_the_public_are_refused(
    cast: Cast, fields: dict[str, object], reason: SignUpRefusal
) -> None:
    a_category(cast.conference, "delegate", **fields)
    assert refusal_of(cast) == reason


@pytest.mark.parametrize("state", [ConferenceState.DRAFT, ConferenceState.CLOSED, ConferenceState.ARCHIVED])
def test_a_conference_that_is_not_open_accepts_no_sign_ups(cast: Cast, state: ConferenceState) -> None:
    a_category(cast.conference)
    cast.conference.state = state
    cast.conference.save(update_fields=["state"])
    assert refusal_of(cast) == SignUpRefusal.CONFERENCE_NOT_OPEN


def test_without_an_address_no_letter_is_written(cast: Cast) -> None:
    a_category(cast.conference)
    sign_up(cast.conference, a_sign_up(email=""), by=None, now=NOW)
    assert not Letter.objects.exists()


OFFICE = "office@example.com"
WANG = Particulars(name="王伟", email=OFFICE, phone="+8613800000001")
OTHER_WANG = replace(WANG, phone="+8613800000002")


def found(cast: Cast, *many: Particulars) -> list[Person]:
    return find_or_make_people(many, organisation_id=cast.organisation.pk, now=NOW)


def test_two_of_one_name_at_a_shared_address_are_two_people(cast: Cast) -> None:
    first, second = found(cast, WANG, OTHER_WANG)
    assert first.pk != second.pk
    assert Person.objects.count() == 2


def test_the_same_person_twice_in_a_list_is_one(cast: Cast) -> None:
    first, second = found(cast, WANG, replace(WANG, email=""))
    assert first is second
    assert Person.objects.count() == 1


def test_somebody_known_is_found_and_not_changed(cast: Cast) -> None:
    known = a_person(cast.organisation, "王伟", email=OFFICE, post_zh="教授")
    assert found(cast, replace(WANG, post_zh="院长")) == [known]
    known.refresh_from_db()
    assert (known.post_zh, known.phone) == ("教授", "")


def test_the_oldest_of_two_who_fit_is_taken(cast: Cast) -> None:
    oldest = a_person(cast.organisation, "王伟", email=OFFICE)
    a_person(cast.organisation, "王伟", phone=WANG.phone)
    assert found(cast, WANG) == [oldest]


def test_people_of_another_organisation_are_not_known(cast: Cast) -> None:
    theirs = a_person(cast.neighbours_conference.organisation, "王伟", email=OFFICE, phone=WANG.phone)
    [person] = found(cast, WANG)
    assert person != theirs
    assert person.organisation_id == cast.organisation.pk


def test_somebody_without_any_contact_is_always_new(cast: Cast) -> None:
    a_person(cast.organisation, "王伟")
    assert len({person.pk for person in found(cast, Particulars(name="王伟"), Particulars(name="王伟"))}) == 2


def test_a_list_takes_as_many_statements_as_one_name(cast: Cast) -> None:
    with CaptureQueriesContext(connection) as one:
        found(cast, WANG)
    with CaptureQueriesContext(connection) as many:
        found(cast, *(replace(WANG, name=f"王伟{n}") for n in range(30)))
    assert len(one) == len(many) == 2


def test_signing_up_and_enrolment_find_the_same_people(cast: Cast) -> None:
    a_category(cast.conference)
    sign_ups = [a_sign_up(name=each.name, email=each.email, phone=each.phone) for each in (WANG, OTHER_WANG)]
    sign_up(cast.conference, sign_ups[0], by=None, now=NOW)
    enrol(cast.conference, [Enrolment(sign_up=each) for each in sign_ups], now=NOW)
    people = Delegate.objects.order_by("number").values_list("person", "phone")
    assert [(person == people[0][0], phone[-1]) for person, phone in people] == [(True, "1"), (True, "1"), (False, "2")]


def test_a_correction_is_taken_over_to_the_person(cast: Cast) -> None:
    delegate = a_delegate(cast.conference, a_category(cast.conference))
    correct_person(delegate.describe(some_particulars("林之远", phone="")))
    person = Person.objects.get(pk=delegate.person_id)
    assert (person.name, person.affiliation_zh, person.post_zh, person.phone) == (
        "林之远",
        "吴淞理工大学",
        "研究员",
        "",
    )
    assert person.search_keys.startswith("林之远")


def test_a_person_with_a_second_registration_keeps_their_data(cast: Cast) -> None:
    category = a_category(cast.conference)
    delegate = a_delegate(cast.conference, category)
    other = a_delegate(cast.conference, category)
    Delegate.objects.filter(pk=other.pk).update(person=delegate.person)
    correct_person(delegate.describe(some_particulars("林之远")))
    assert Person.objects.get(pk=delegate.person_id).name == "林知远"
