import json

import pytest
from django.core.cache import cache
from django.test import Client

from events.models import Conference, ConferenceState, Letter
from registration.access.limits import PER_NUMBER, SIGN_UPS
from registration.models import Delegate, Registration
from registration.operations.signup import sign_up
from tests.builders.doors import a_category
from tests.builders.people import NOW, a_conference, a_user, an_organisation
from tests.builders.signups import a_limited_category, a_sign_up
from toolkit.limits import LETTERS

pytestmark = pytest.mark.django_db
ADDRESS = "/api/v1/conferences/bio27/registrations"
BODY: dict[str, object] = {
    "category": "delegate",
    "name": "林知远",
    "institution_zh": "吴淞理工大学",
    "email": "Lin@Example.com",
    "phone": "138 0000 2713",
    "language": "en",
    "request_key": "4e7c",
}
Answer = tuple[int, dict[str, object]]


@pytest.fixture
def conference() -> Conference:
    cache.clear()
    conference = a_conference(an_organisation())
    a_category(conference)
    return conference


def post(body: dict[str, object] | str, **headers: str) -> Answer:
    content = body if isinstance(body, str) else json.dumps(body)
    english = {"accept-language": "en"} | headers
    answer = Client().post(ADDRESS, content, content_type="application/json", headers=english)
    return answer.status_code, answer.json()


def errors_of(body: dict[str, object] | str) -> object:
    status, answer = post(body)
    assert status == 422
    assert not Registration.objects.exists()
    assert not Letter.objects.exists()
    return answer["errors"]


def test_signing_up_returns_what_was_received_and_no_key(conference: Conference) -> None:
    status, answer = post(BODY)
    delegate = Delegate.objects.get()
    assert status == 202
    assert answer == {
        "email": "lin@example.com",
        "name": "林知远",
        "name_latin": "LIN Zhiyuan",
        "institution": {"zh": "吴淞理工大学", "en": ""},
        "category": {"code": "delegate", "name": {"zh": "正式代表", "en": "Delegate"}},
    }
    assert (delegate.email, delegate.registration.request_key) == ("lin@example.com", "api:4e7c")
    assert Letter.objects.get().language == "en"


def test_the_same_request_again_is_the_same_delegate(conference: Conference) -> None:
    assert post(BODY) == post(BODY)
    assert (Delegate.objects.count(), Letter.objects.count()) == (1, 1)


def test_somebody_who_is_registered_already_gets_the_letter_and_the_sender_the_same_answer(
    conference: Conference,
) -> None:
    known = sign_up(conference, a_sign_up(email="own@example.com", language="zh-hans"), by=None, now=NOW)
    new = post(BODY | {"name": "王伟", "phone": "", "request_key": "new"})
    by_number = post(BODY | {"email": "x@example.com", "request_key": "number"})
    by_address = post(BODY | {"email": "own@example.com", "phone": "", "request_key": "address"})
    texts = [json.dumps(answer) for answer in (new, by_number, by_address)]
    for typed in ("王伟", "林知远", "WANG Wei", "LIN Zhiyuan", "lin@", "x@", "own@"):
        texts = [text.replace(json.dumps(typed)[1:-1], "~") for text in texts]
    assert texts[0] == texts[1] == texts[2]
    assert (Delegate.objects.count(), new[0]) == (2, 202)
    told = Letter.objects.filter(kind="delegate_known")
    assert [(each.recipient, each.language, each.subject_key) for each in told] == [
        ("own@example.com", "zh-hans", str(known.pk))
    ]


def test_the_key_of_such_a_sign_up_is_used_up_as_well(conference: Conference) -> None:
    sign_up(conference, a_sign_up(), by=None, now=NOW)
    assert post(BODY)[0] == post(BODY)[0] == 202
    status, answer = post(BODY | {"name": "王伟", "email": "wang@example.com"})
    assert (status, list(answer["errors"])) == (422, ["__all__"])  # type: ignore[call-overload] # a dictionary of JSON


def test_a_request_without_a_key_can_be_sent_for_anybody(conference: Conference) -> None:
    sign_up(conference, a_sign_up(), by=None, now=NOW)
    assert post(BODY | {"request_key": ""})[0] == 202
    assert post(BODY | {"request_key": "", "name": "王伟", "email": "wang@example.com"})[0] == 202


def test_another_person_under_the_same_key_is_refused(conference: Conference) -> None:
    post(BODY)
    status, answer = post(BODY | {"email": "other@example.com"})
    sentence = (
        "This form was already sent with another name or address. Correct that registration under “My registration”."
    )
    assert (status, answer) == (422, {"errors": {"__all__": [sentence]}})


@pytest.mark.parametrize(
    "field", ["name", "name_latin", "institution_zh", "institution_en", "post_zh", "post_en", "note"]
)
@pytest.mark.parametrize("text", ["a\x00", "a\x1b", "a\u202eb", "\ud800", "a" * 501])
def test_unprintable_text_is_refused_at_its_field(conference: Conference, field: str, text: str) -> None:
    assert list(errors_of(BODY | {field: text})) == [field]  # type: ignore[call-overload] # a dictionary of JSON


@pytest.mark.parametrize("field", ["email", "phone", "category", "request_key"])
@pytest.mark.parametrize("text", ["a\x00", "a\u202eb", "\ud800", "1" * 500])
def test_malformed_values_are_refused_at_their_field(conference: Conference, field: str, text: str) -> None:
    assert list(errors_of(BODY | {field: text})) == [field]  # type: ignore[call-overload] # a dictionary of JSON


@pytest.mark.parametrize("field", sorted(set(BODY) - {"language"}))
@pytest.mark.parametrize("value", [1, 1.5, True, None, [], {}, ["delegate"]])
def test_wrong_types_are_refused_with_a_message_at_their_field(
    conference: Conference, field: str, value: object
) -> None:
    assert errors_of(BODY | {field: value}) == {field: ["Must be a string."]}


@pytest.mark.parametrize("field", ["category", "name", "email"])
def test_missing_values_are_errors_at_their_field(conference: Conference, field: str) -> None:
    left = {name: value for name, value in BODY.items() if name != field}
    assert errors_of(left) == {field: ["This field is required."]}


def test_several_errors_are_reported_at_once(conference: Conference) -> None:
    assert errors_of(BODY | {"name": "", "email": "lin", "phone": "138", "category": "nowhere"}) == {
        "category": ["This category is no longer on offer. Choose another one."],
        "name": ["Enter the name to print on the badge."],
        "email": ["The @ is missing. An address looks like name@example.com."],
        "phone": ["8 digits missing; mobile numbers have 11."],
    }


def test_advertising_and_a_missing_latin_name_are_refused_at_their_fields(conference: Conference) -> None:
    advertised = errors_of(BODY | {"institution_zh": "示例大学 example。com", "post_en": "Dean, QQ 12345"})
    refused = ["A web address, a telephone number or an account cannot stand here."]
    assert advertised == {"institution_zh": refused, "post_en": refused}
    assert errors_of(BODY | {"name": "김민준"}) == {"name_latin": ["Enter the name in Latin letters, too."]}
    assert not Delegate.objects.exists()


def test_messages_are_in_the_language_of_the_request(conference: Conference) -> None:
    _, answer = post(BODY | {"language": "klingon"}, **{"accept-language": "zh-hans"})
    assert answer["errors"] == {"language": ["\u53ea\u80fd\u662f\uff1a'zh-hans' or 'en'\u3002"]}  # 只能是


@pytest.mark.parametrize("body", ["", "{", "[]", "null", '"text"', "\x00", '{"name": "\\ud800"}'])
def test_a_body_that_is_not_an_object_is_refused(conference: Conference, body: str) -> None:
    status, _ = post(body)
    assert status in {400, 422}
    assert not Registration.objects.exists()


def test_a_category_of_another_conference_is_unknown_here(conference: Conference) -> None:
    other = a_conference(an_organisation("other"), "other27")
    a_category(other, "theirs")
    assert errors_of(BODY | {"category": "theirs"}) == {
        "category": ["This category is no longer on offer. Choose another one."]
    }


def test_nobody_can_make_themselves_a_member_of_the_team(conference: Conference) -> None:
    a_category(conference, "guest", is_public=False)
    assert list(errors_of(BODY | {"category": "guest", "origin": "team"})) == ["category"]  # type: ignore[call-overload] # a dictionary of JSON


def test_a_full_category_leads_to_the_waiting_list(conference: Conference) -> None:
    a_limited_category(conference, 0, "full")
    status, answer = post(BODY | {"category": "full"})
    assert (status, "state" in answer, Delegate.objects.get().state) == (202, False, "waitlisted")


def test_a_closed_conference_accepts_no_sign_up(conference: Conference) -> None:
    Conference.objects.update(state=ConferenceState.CLOSED)
    assert errors_of(BODY) == {"__all__": ["Registration is closed."]}


@pytest.mark.parametrize("state", [ConferenceState.DRAFT])
def test_a_draft_is_not_found(conference: Conference, state: ConferenceState) -> None:
    Conference.objects.update(state=state)
    assert post(BODY)[0] == 404


@pytest.mark.parametrize("slug", ["nowhere", "%F0%9F%98%80", "x" * 3000])
def test_a_malformed_slug_is_not_found(conference: Conference, slug: str) -> None:
    answer = Client().post(
        f"/api/v1/conferences/{slug}/registrations", json.dumps(BODY), content_type="application/json"
    )
    assert answer.status_code == 404


def test_too_many_sign_ups_from_one_address_have_to_wait(conference: Conference) -> None:
    cache.set("limit:sign-up:127.0.0.1", SIGN_UPS.times, 600)
    assert post(BODY) == (429, {"detail": "Too many registrations from this address. Wait five minutes."})


def test_one_address_gets_ten_letters_an_hour_however_many_sign_up_with_it(conference: Conference) -> None:
    people = [BODY | {"name": f"林知{one}", "phone": "", "request_key": str(one)} for one in "甲乙丙丁戊己庚辛壬癸子丑"]
    answers = [post(body)[0] for body in people]
    assert answers[LETTERS.times :] == [429, 429]
    assert Letter.objects.filter(recipient="lin@example.com").count() == LETTERS.times


def test_one_number_signs_up_ten_people_an_hour(conference: Conference) -> None:
    people = [BODY | {"name": f"林知{one}", "email": f"{n}@example.com", "request_key": str(n)}
              for n, one in enumerate("甲乙丙丁戊己庚辛壬癸子")]  # fmt: skip
    assert post(people[0])[0] != 429
    assert [post(body)[0] for body in people[1:]][-1] == 429
    assert Delegate.objects.count() == PER_NUMBER.times


def test_the_key_from_a_letter_shows_its_own_registration_only(conference: Conference) -> None:
    mine = sign_up(conference, a_sign_up(), by=None, now=NOW)
    sign_up(conference, a_sign_up("王伟", email="wang@example.com"), by=None, now=NOW)
    headers = {"Authorization": f"Bearer {mine.registration.access_key}"}
    answer = Client().get(ADDRESS, headers=headers)
    assert [each["code"] for each in answer.json()] == [mine.code]


@pytest.mark.parametrize(
    "key", ["", "Bearer", "Bearer ", "Bearer x", "Basic eDp4", f"Bearer {'A' * 5000}", "Bearer \u00e9"]
)
def test_without_a_key_nothing_is_shown(conference: Conference, key: str) -> None:
    sign_up(conference, a_sign_up(), by=None, now=NOW)
    assert Client().get(ADDRESS, headers={"Authorization": key}).status_code == 401


def test_an_account_sees_what_it_registered(conference: Conference) -> None:
    user = a_user("secretary@example.com")
    mine = sign_up(conference, a_sign_up(), by=user, now=NOW)
    client = Client()
    client.force_login(user)
    assert [each["code"] for each in client.get(ADDRESS).json()] == [mine.code]
