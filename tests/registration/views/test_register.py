import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from django.conf import LazySettings
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from events.models import Conference, ConferenceState, Letter
from registration.access.limits import SIGN_UPS
from registration.models import Delegate, Registration
from registration.operations.signup import sign_up
from registration.rules.particulars import PARTICULARS
from registration.views.drafts import HOLDS
from tests.builders.doors import a_category
from tests.builders.people import NOW, a_conference, an_organisation
from tests.builders.signups import a_limited_category, a_sign_up
from tests.names_on_pages import HEBREW, elements_with
from toolkit import clock
from toolkit.clock import Clock
from toolkit.limits import LETTERS

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as HttpResponse

pytestmark = pytest.mark.django_db
ADDRESS = "/en/bio27/register/"
TYPED = {
    "category": "delegate",
    "name": "林知远",
    "institution_en": "Wusong University of Technology",
    "email": "lin@example.com",
    "phone": "138 0000 2713",
    "request_key": "A" * 26,
}


@pytest.fixture
def conference() -> Conference:
    cache.clear()
    return a_conference(an_organisation(), contact_email="office@example.com")


@pytest.fixture
def client(conference: Conference) -> Client:
    return Client()


def page_after(client: Client, values: dict[str, str], address: str = ADDRESS) -> str:
    """Post a form and return the page that the browser then fetches: every POST is answered with a redirect."""
    answer = client.post(address, values, follow=True)
    assert [status for _, status in answer.redirect_chain] == [302]
    return answer.content.decode()


def hidden_values(page: str) -> dict[str, str]:
    return dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page))


def test_the_form_shows_the_categories_in_order_with_price_and_state(client: Client, conference: Conference) -> None:
    a_category(conference, price="1800", position=1)
    a_category(conference, "press", name_en="Press", needs_approval=True, position=2)
    a_category(conference, "late", name_en="Late", on_sale_until=clock.now() - timedelta(days=1), position=3)
    a_category(conference, "guest", name_en="Guest", is_public=False)
    page = client.get(ADDRESS).content.decode()
    assert re.findall(r'name="category"\s+value="(\w+)"', page) == ["delegate", "press", "late"]
    assert re.findall(r'value="(\w+)"\s+disabled', page) == ["late"]
    assert "¥1,800" in page
    assert "The organisers decide and answer by letter." in page
    assert "Guest" not in page


def test_a_single_category_is_chosen_and_a_link_may_choose_another(client: Client, conference: Conference) -> None:
    a_category(conference)
    assert re.findall(r'value="(\w+)"\s+checked', client.get(ADDRESS).content.decode()) == ["delegate"]
    a_category(conference, "student")
    assert not re.findall(r'value="(\w+)"\s+checked', client.get(ADDRESS).content.decode())
    linked = client.get(f"{ADDRESS}?category=student").content.decode()
    assert re.findall(r'value="(\w+)"\s+checked', linked) == ["student"]


def test_errors_appear_at_their_fields_and_the_input_is_kept(client: Client, conference: Conference) -> None:
    a_category(conference)
    page = page_after(client, TYPED | {"email": "lin.example.com", "note": "wheelchair"})
    assert '<ul class="errorlist" id="id_email_error"><li>The @ is missing.' in page
    assert all(value in page for value in ("林知远", "lin.example.com", "138 0000 2713", "wheelchair", "A" * 26))
    assert re.findall(r'value="(\w+)"\s+checked', page) == ["delegate"]
    assert not Registration.objects.exists()


def test_the_check_previews_the_badge_and_stores_nothing(client: Client, conference: Conference) -> None:
    a_category(conference)
    page = page_after(client, TYPED)
    assert "LIN Zhiyuan" in page
    assert hidden_values(page) | {"csrfmiddlewaretoken": ""} == {
        **dict.fromkeys(PARTICULARS, ""),
        "csrfmiddlewaretoken": "",
        "terms": "available 0.00 CNY",
        **TYPED,
    }
    assert not Registration.objects.exists()


def test_the_check_says_what_the_badge_shows_and_what_no_font_has(client: Client, conference: Conference) -> None:
    a_category(conference)
    said = page_after(client, TYPED | {"name": "𠮷田", "name_latin": "YOSHIDA"})
    assert "The badge shows the name, the institution and the category as they stand here." in said
    assert "No font" not in said
    rare = page_after(client, TYPED | {"name": "王\U0002a6d6", "name_latin": "WANG Zhe"})
    assert "No font for print has \U0002a6d6 (U+2A6D6)." in rare


def test_a_name_written_from_right_to_left_is_set_apart(client: Client, conference: Conference) -> None:
    a_category(conference)
    typed = TYPED | {"name": HEBREW, "name_latin": "COHEN Yael"}
    pages = [page_after(client, typed), page_after(client, typed | {"step": "confirm"})]
    assert [elements_with(HEBREW, page) for page in pages] == [["bdi"], ["bdi"]]


def test_going_back_from_the_check_keeps_the_input(client: Client, conference: Conference) -> None:
    a_category(conference)
    values = hidden_values(page_after(client, TYPED))
    page = page_after(client, values | {"step": "change"})
    assert 'value="138 0000 2713"' in page
    assert 'id="sign-up"' in page
    assert re.findall(r'value="(\w+)"\s+checked', page) == ["delegate"]


def test_a_name_changed_after_the_check_has_its_own_pinyin(client: Client, conference: Conference) -> None:
    a_category(conference)
    checked = page_after(client, TYPED | {"name": "周一一"})
    back = page_after(client, hidden_values(checked) | {"step": "change"})
    assert ("ZHOU Yiyi" in checked, "ZHOU Yiyi" in back) == (True, True)
    assert ('value="ZHOU Yiyi"' in checked, 'value="ZHOU Yiyi"' in back) == (False, False)
    again = page_after(client, hidden_values(checked) | {"name": "吴二二"})
    client.post(ADDRESS, hidden_values(again) | {"step": "confirm"})
    assert Delegate.objects.values_list("name", "name_latin").get() == ("吴二二", "WU Erer")


def test_confirming_registers_the_delegate_and_shows_the_next_steps(client: Client, conference: Conference) -> None:
    a_category(conference)
    answer = client.post(ADDRESS, TYPED | {"step": "confirm"}, follow=True)
    delegate = Delegate.objects.get()
    page = answer.content.decode()
    assert answer.redirect_chain == [("/en/bio27/register/done/", 302)]
    assert "A letter to lin@example.com brings your code, your badge and a calendar entry." in page
    assert "D-0001" in client.get("/en/bio27/me/").content.decode()
    assert (delegate.registration.language, delegate.registration.request_key) == ("en", f"page:{'A' * 26}")


def test_submitting_twice_makes_one_delegate_and_shows_the_same_page(client: Client, conference: Conference) -> None:
    a_category(conference)
    answers = [client.post(ADDRESS, TYPED | {"step": "confirm"}) for _ in range(2)]
    assert answers[0].headers["Location"] == answers[1].headers["Location"]
    assert (Delegate.objects.count(), Letter.objects.count()) == (1, 1)


def test_the_letter_is_in_the_language_of_the_page(client: Client, conference: Conference) -> None:
    a_category(conference)
    client.post("/zh-hans/bio27/register/", TYPED | {"step": "confirm"})
    assert Letter.objects.get().language == "zh-hans"


def test_no_page_contains_the_access_key(client: Client, conference: Conference) -> None:
    a_category(conference)
    done = page_after(client, TYPED | {"step": "confirm"})
    delegate = Delegate.objects.get()
    mine = client.get(f"/en/bio27/me/{delegate.code}/").content.decode()
    for key in (delegate.registration.access_key, delegate.registration.browser_key):
        assert (key in done, key in mine) == (False, False)


@pytest.mark.parametrize(("page", "leads_to"), [("done/", "/en/bio27/me/"), ("check/", ADDRESS)])
def test_the_last_pages_of_another_browser_lead_elsewhere(
    client: Client, conference: Conference, page: str, leads_to: str
) -> None:
    a_category(conference)
    page_after(client, TYPED)
    page_after(client, TYPED | {"step": "confirm"})
    assert Client().get(f"{ADDRESS}{page}").headers["Location"] == leads_to


def test_a_category_removed_since_the_page_was_opened_is_an_error_at_its_field(
    client: Client, conference: Conference
) -> None:
    category = a_category(conference)
    a_category(conference, "student")
    category.is_public = False
    category.save(update_fields=["is_public"])
    page = page_after(client, TYPED | {"step": "confirm"})
    assert (
        '<ul class="errorlist" id="id_category_error"><li>This category is no longer on offer. Choose another one.</li>'
        in page
    )
    assert not Delegate.objects.exists()


def test_a_full_category_leads_to_the_waiting_list(client: Client, conference: Conference) -> None:
    a_limited_category(conference, 0)
    assert "you join the waiting list" in client.get(ADDRESS).content.decode()
    assert "so you join the waiting list" in page_after(client, TYPED | {"step": "confirm"})
    assert "You are on the waiting list" in client.get("/en/bio27/me/").content.decode()


@pytest.mark.parametrize("change", [{"price": 2600}, {"needs_approval": True}])
def test_changes_after_the_check_are_shown_before_confirming(
    client: Client, conference: Conference, change: dict[str, int | bool]
) -> None:
    category = a_category(conference, price="1800")
    seen = hidden_values(page_after(client, TYPED))
    type(category).objects.filter(pk=category.pk).update(**change)
    page = page_after(client, seen | {"step": "confirm"})
    assert "have changed since this page was shown" in page
    assert not Delegate.objects.exists()
    assert "has arrived" in page_after(client, hidden_values(page) | {"step": "confirm"})
    assert Delegate.objects.exists()


def test_losing_the_last_place_after_the_check_asks_before_joining_the_waiting_list(
    client: Client, conference: Conference
) -> None:
    a_limited_category(conference, 1)
    seen = hidden_values(page_after(client, TYPED))
    sign_up(conference, a_sign_up("王伟", email="", phone=""), by=None, now=NOW)
    assert "Join the waiting list" in page_after(client, seen | {"step": "confirm"})
    assert Delegate.objects.count() == 1


def test_a_sale_that_ends_after_the_check_shows_that_registration_is_closed(
    client: Client, conference: Conference
) -> None:
    category = a_category(conference)
    seen = hidden_values(page_after(client, TYPED))
    type(category).objects.filter(pk=category.pk).update(on_sale_until=clock.now())
    assert "No category can be chosen at present" in page_after(client, seen | {"step": "confirm"})
    assert not Delegate.objects.exists()


def test_registering_oneself_twice_is_an_error_at_the_address(client: Client, conference: Conference) -> None:
    a_category(conference)
    client.post(ADDRESS, TYPED | {"step": "confirm"})
    page = page_after(client, TYPED | {"step": "confirm", "request_key": "B" * 26})
    assert '<ul class="errorlist" id="id_email_error"><li>Somebody with this name and this address' in page
    assert (Delegate.objects.count(), Letter.objects.count()) == (1, 1)


def test_a_stranger_is_not_told_who_is_registered_but_the_owner_is_told_of_the_stranger(
    client: Client, conference: Conference
) -> None:
    a_category(conference)
    owner = sign_up(conference, a_sign_up(email="own@example.com"), by=None, now=NOW)
    keep = TYPED | {"step": "confirm", "email": "x@example.com"}
    known = page_after(Client(), keep)
    new = page_after(
        Client(), keep | {"name": "王伟之", "name_latin": "LIN Zhiyuan", "phone": "", "request_key": "B" * 26}
    )
    strip = re.compile(r"林知远|王伟之|value=\"\w{64}\"")
    assert strip.sub("", known) == strip.sub("", new)
    assert Delegate.objects.count() == 2
    letter = Letter.objects.get(kind="delegate_known")
    assert (letter.recipient, letter.subject_key) == ("own@example.com", str(owner.pk))


def answers_of(client: Client, conference: Conference) -> "Iterator[HttpResponse]":
    """Send the form in every way in which it can be answered."""
    for typed in (
        {},
        TYPED | {"phone": "1"},
        TYPED,
        TYPED | {"step": "change"},
        TYPED | {"step": "confirm", "terms": ""},
    ):
        yield client.post(ADDRESS, typed)
    yield client.post(ADDRESS, TYPED | {"step": "confirm"})
    yield client.post(ADDRESS, TYPED | {"step": "confirm", "request_key": "B" * 26})
    for _ in range(LETTERS.times + 1):
        answer = client.post(ADDRESS, TYPED | {"step": "confirm", "request_key": "C" * 26, "name": "林知甲"})
    yield answer
    Conference.objects.update(state=ConferenceState.CLOSED)
    yield client.post(ADDRESS, TYPED | {"step": "confirm"})


def test_neither_back_nor_reload_meets_a_page_that_answered_a_post(client: Client, conference: Conference) -> None:
    a_category(conference)
    for answer in answers_of(client, conference):
        assert answer.status_code == 302
        pages = [client.get(answer.headers["Location"]) for _ in range(2)]
        strip = re.compile(r"value=\"\w{64}\"")
        [once, again] = [strip.sub("", page.content.decode()) for page in pages]
        assert (pages[0].status_code, once == again) == (200, True), answer.headers["Location"]


def test_what_was_typed_is_shown_in_the_other_language_and_beside_a_chosen_category(
    client: Client, conference: Conference
) -> None:
    a_category(conference)
    a_category(conference, "student")
    page_after(client, TYPED | {"email": "lin.example.com"})
    chinese = client.get("/zh-hans/bio27/register/").content.decode()
    assert ('value="林知远"' in chinese, "缺少 @" in chinese) == (True, True)
    linked = client.get(f"{ADDRESS}?category=student").content.decode()
    assert ('value="林知远"' in linked, re.findall(r'value="(\w+)"\s+checked', linked)) == (True, ["student"])


def test_what_was_typed_is_gone_after_half_an_hour_and_after_signing_up(
    client: Client, conference: Conference, settings: LazySettings
) -> None:
    a_category(conference)
    page_after(client, TYPED)
    page_after(client, TYPED | {"step": "confirm"})
    assert "林知远" not in client.get(ADDRESS).content.decode()
    page_after(client, TYPED | {"name": "王伟"})
    settings.CLOCK = Clock(starts_at=clock.now() + HOLDS + timedelta(seconds=1), stands=True, started=clock.now())
    assert "王伟" in str(client.session["drafts"])
    assert "王伟" not in client.get(ADDRESS).content.decode()
    assert "王伟" not in str(client.session["drafts"])


def test_a_request_key_of_another_sign_up_reveals_nothing(client: Client, conference: Conference) -> None:
    a_category(conference)
    client.post(ADDRESS, TYPED | {"step": "confirm"})
    stranger = Client()
    page = page_after(stranger, TYPED | {"step": "confirm", "email": "stranger@example.com"})
    assert "This form was already sent with another name or address." in page
    assert stranger.get(f"/en/bio27/me/{Delegate.objects.get().code}/").status_code == 302


@pytest.mark.parametrize("state", [ConferenceState.CLOSED, ConferenceState.ARCHIVED])
def test_a_conference_that_is_over_says_so_and_links_to_what_remains(
    client: Client, conference: Conference, state: ConferenceState
) -> None:
    a_category(conference)
    Conference.objects.update(state=state)
    page = client.get(ADDRESS).content.decode()
    assert "Registration is closed" in page
    assert 'href="/en/bio27/me/"' in page
    assert "Registration is closed" in page_after(client, TYPED | {"step": "confirm"})
    assert not Delegate.objects.exists()


def test_registration_closes_after_the_last_day(client: Client, conference: Conference) -> None:
    a_category(conference)
    Conference.objects.update(starts_on=date(2020, 4, 16), ends_on=date(2020, 4, 18))
    assert "Registration is closed" in client.get(ADDRESS).content.decode()
    client.post(ADDRESS, TYPED | {"step": "confirm"})
    assert not Delegate.objects.exists()


def test_a_draft_is_not_found(client: Client, conference: Conference) -> None:
    Conference.objects.update(state=ConferenceState.DRAFT)
    assert client.get(ADDRESS).status_code == 404


def test_before_the_sale_the_page_shows_when_it_opens(client: Client, conference: Conference) -> None:
    opens = clock.now() + timedelta(days=400)
    a_category(conference, on_sale_from=opens)
    page = client.get(ADDRESS).content.decode()
    assert "No category can be chosen at present" in page
    assert re.search(r"Opens <time", page)


def test_without_public_categories_the_page_explains_invitations(client: Client, conference: Conference) -> None:
    a_category(conference, is_public=False)
    assert "If you were invited, register through your letter of invitation." in client.get(ADDRESS).content.decode()


def test_too_many_sign_ups_from_one_address_have_to_wait(client: Client, conference: Conference) -> None:
    a_category(conference)
    cache.set("limit:sign-up:127.0.0.1", SIGN_UPS.times, 600)
    answer = client.post(ADDRESS, TYPED | {"step": "confirm"})
    assert answer.status_code == 429
    assert "Wait five minutes and try again." in answer.content.decode()


@pytest.mark.parametrize("rows", [1, 3])
def test_the_form_takes_the_same_number_of_queries_for_any_number_of_categories(
    client: Client, conference: Conference, rows: int
) -> None:
    for number in range(rows):
        a_limited_category(conference, 5, f"category{number}")
    client.get(ADDRESS)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        client.get(ADDRESS)
    assert len(queries) == 3


@pytest.mark.parametrize("others", [1, 3])
def test_signing_up_takes_the_same_number_of_queries_for_any_number_of_delegates(
    client: Client, conference: Conference, others: int
) -> None:
    a_limited_category(conference, 50)
    for number in range(others):
        sign_up(conference, a_sign_up(f"王伟{number}", email=f"{number}@example.com"), by=None, now=NOW)
    with CaptureQueriesContext(connection) as queries:
        client.post(ADDRESS, TYPED | {"step": "confirm"})
    writing = [query for query in queries if not query["sql"].startswith(("SAVEPOINT", "RELEASE"))]
    assert len(writing) == 19
