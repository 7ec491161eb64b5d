import re

import pytest
from django.conf import LazySettings
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from events.models import Conference, ConferenceState, User
from registration.models import Category, Delegate, Quota
from registration.views.blank_form import CSRF_TOKEN, REQUEST_KEY
from tests.builders.doors import a_category
from tests.builders.people import a_conference, an_organisation
from tests.builders.signups import a_limited_category
from tests.shared_rows import forget_everything
from toolkit import clock

pytestmark = pytest.mark.django_db
ADDRESS = "/en/bio27/register/"
OWN = re.compile(r'name="(csrfmiddlewaretoken|request_key)" value="(\w+)"')
TYPED = {"category": "delegate", "name": "LIN Zhiyuan", "institution_en": "Wusong", "email": "lin@example.com"}


@pytest.fixture
def conference() -> Conference:
    cache.clear()
    return a_conference(an_organisation(), contact_email="office@example.com")


@pytest.fixture
def category(conference: Conference) -> Category:
    return a_limited_category(conference, 50, price="1800")


def page(client: Client | None = None, address: str = ADDRESS) -> str:
    return (client or Client()).get(address).content.decode()


def shared(text: str) -> str:
    """Return the page without the two values that differ from visitor to visitor."""
    return OWN.sub("", text)


def test_it_is_drawn_once_for_all(category: Category) -> None:
    drawn = [bool(Client().get(ADDRESS).templates) for _ in range(3)]
    assert drawn == [True, False, False]


def test_visitors_get_the_same_page_with_values_of_their_own(category: Category) -> None:
    pages = [page() for _ in range(3)]
    values = [value for text in pages for _, value in OWN.findall(text)]
    assert len(set(values)) == len(values) == 6
    assert not {CSRF_TOKEN, REQUEST_KEY}.intersection(values)
    assert len({shared(text) for text in pages}) == 1


def test_a_kept_page_is_accepted_with_its_token_and_key(category: Category) -> None:
    page()
    browser = Client(enforce_csrf_checks=True)
    own = dict(OWN.findall(page(browser)))
    assert browser.post(ADDRESS, TYPED | own | {"step": "confirm"}).status_code == 302
    assert Delegate.objects.get().registration.request_key == f"page:{own['request_key']}"
    assert Client(enforce_csrf_checks=True).post(ADDRESS, TYPED | own | {"step": "confirm"}).status_code == 403


def test_the_other_language_has_a_page_of_its_own(category: Category) -> None:
    english, chinese = page(), page(address="/zh-hans/bio27/register/")
    assert ('lang="en"' in english[:200], 'lang="zh-Hans"' in chinese[:200]) == (True, True)
    assert page(address="/zh-hans/bio27/register/")[:200] == chinese[:200]


def test_it_shows_no_visitor_to_another(category: Category) -> None:
    guest = Client()
    guest.force_login(User.objects.create_user(email="guest@example.com"))
    guest.post(ADDRESS, TYPED | {"name": ""})
    typed = page(guest)
    assert "lin@example.com" in typed
    first = page()
    guest = Client()
    guest.force_login(User.objects.get())
    assert shared(page(guest)) == shared(first)
    assert "lin@example.com" not in first


def test_a_link_to_a_category_leaves_the_kept_page_alone(conference: Conference, category: Category) -> None:
    a_category(conference, "student")
    before = page()
    assert re.findall(r'value="(\w+)"\s+checked', page(address=f"{ADDRESS}?category=student")) == ["student"]
    assert shared(page()) == shared(before)


@pytest.mark.parametrize(
    ("model", "change", "words"),
    [
        (Conference, {"title_en": "Renamed"}, "Renamed"),
        (Conference, {"contact_email": "desk@example.com"}, "desk@example.com"),
        (Conference, {"timezone": "Europe/London", "title_en": "In London"}, "In London"),
        (Category, {"name_en": "Members"}, "Members"),
        (Category, {"price": 2600}, "¥2,600"),
        (Category, {"needs_approval": True}, "The organisers decide and answer by letter."),
        (Quota, {"used": 47}, "3 places left"),
        (Quota, {"used": 50}, "you join the waiting list"),
    ],
)
def test_it_is_drawn_again_when_what_it_shows_has_changed(
    category: Category, model: type[Conference | Category | Quota], change: dict[str, str | int | bool], words: str
) -> None:
    assert words not in page()
    model._default_manager.update(**change)
    assert words in page()


def test_a_place_taken_among_many_does_not_draw_it_again(category: Category) -> None:
    page()
    Quota.objects.update(used=1)
    assert not Client().get(ADDRESS).templates


def test_what_is_kept_is_what_would_be_drawn(category: Category) -> None:
    page()
    kept = page()
    forget_everything()
    assert shared(page()) == shared(kept)


def test_for_half_a_second_it_needs_no_query_but_sending_meets_the_present(
    category: Category, settings: LazySettings
) -> None:
    settings.PUBLIC_STATE_KEPT_FOR = 60
    before = page()
    with CaptureQueriesContext(connection) as queries:
        assert shared(page()) == shared(before)
    assert len(queries) == 0
    Category.objects.update(on_sale_until=clock.now())
    answer = Client().post(ADDRESS, TYPED | {"step": "confirm"})
    assert (answer.status_code, Delegate.objects.exists()) == (302, False)
    Conference.objects.update(state=ConferenceState.CLOSED)
    answer = Client().post(ADDRESS, TYPED | {"step": "confirm"})
    assert (answer.status_code, Delegate.objects.exists()) == (302, False)


def test_a_change_after_the_check_is_shown_even_within_that_half_second(
    category: Category, settings: LazySettings
) -> None:
    settings.PUBLIC_STATE_KEPT_FOR = 60
    browser = Client()
    seen = browser.post(ADDRESS, TYPED, follow=True).content.decode()
    terms = re.findall(r'name="terms" value="([^"]*)"', seen)
    Category.objects.update(price=2600)
    changed = browser.post(ADDRESS, TYPED | {"step": "confirm", "terms": terms[0]}, follow=True).content.decode()
    assert ("have changed since" in changed, "¥2,600" in changed) == (True, True)
