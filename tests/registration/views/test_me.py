import re
from collections.abc import Callable
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from events.models import AuditEntry, Conference, Letter, User
from events.operations.publishing import publish
from events.rules.programme import SessionAccess
from registration.models import Delegate, DelegateState
from registration.operations.delegates import cancel
from registration.operations.signup import sign_up
from registration.queries.status import invited_sessions
from tests.builders.doors import a_category, a_closed_meeting, an_invitation
from tests.builders.people import NOW, a_conference, a_user, a_user_with_address, an_organisation, signed_in
from tests.builders.programmes import a_room, a_session
from tests.builders.signups import a_limited_category, a_sign_up
from tests.names_on_pages import HEBREW, elements_with
from tests.queue import run_queue

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as HttpResponse

pytestmark = pytest.mark.django_db
ME = "/en/bio27/me/"
Execute = Callable[..., object]


@pytest.fixture
def conference() -> Conference:
    cache.clear()
    conference = a_conference(an_organisation(), contact_email="office@example.com")
    a_category(conference)
    return conference


@pytest.fixture
def delegate(conference: Conference) -> Delegate:
    return sign_up(conference, a_sign_up(language="en"), by=None, now=NOW)


def opened(delegate: Delegate) -> Client:
    """Return a client that has opened the link in the letter."""
    client = Client()
    client.get(f"{ME}?key={delegate.registration.access_key}")
    return client


def page_of(client: Client, address: str = ME) -> str:
    return client.get(address).content.decode()


def test_the_link_in_a_letter_opens_the_registration_and_the_key_leaves_the_address(delegate: Delegate) -> None:
    client = Client()
    answer = client.get(f"{ME}?key={delegate.registration.access_key}", follow=True)
    page = answer.content.decode()
    assert answer.redirect_chain == [(ME, 302)]
    assert ("林知远" in page, "D-0001" in page) == (True, True)
    assert '<svg class="qr" role="img" aria-label="QR code for the door"' in page
    assert answer.headers["Cache-Control"] == "max-age=0, no-cache, no-store, must-revalidate, private"


def test_the_link_makes_an_account_with_a_verified_address_and_signs_nobody_in(delegate: Delegate) -> None:
    client = opened(delegate)
    user = User.objects.get(email="lin@example.com")
    assert user.has_usable_password() is False
    assert EmailAddress.objects.get(user=user).verified is True
    assert "_auth_user_id" not in client.session
    assert AuditEntry.objects.get(deed="account.make").details["by"] == "letter"
    opened(delegate)
    assert User.objects.count() == 1


def test_the_link_never_verifies_an_account_that_existed_before(delegate: Delegate) -> None:
    squatter = a_user("lin@example.com", password="chosen-by-a-stranger")
    EmailAddress.objects.create(user=squatter, email="lin@example.com", primary=True, verified=False)
    opened(delegate)
    assert EmailAddress.objects.get().verified is False
    client = Client()
    client.force_login(squatter)
    assert client.get(f"{ME}{delegate.code}/").status_code == 404


@pytest.mark.parametrize("key", ["", "A" * 26, "x" * 5000, "林", "' OR 1=1"])
def test_a_link_that_opens_nothing_says_so_and_offers_a_new_one(delegate: Delegate, key: str) -> None:
    answer = Client().get(ME, {"key": key})
    page = answer.content.decode()
    assert answer.status_code == 404
    assert "This link is no longer valid" in page
    assert "Send the link again" in page


def test_a_link_of_another_conference_opens_nothing_here(delegate: Delegate) -> None:
    a_conference(an_organisation("other"), "other27")
    answer = Client().get("/en/other27/me/", {"key": delegate.registration.access_key})
    assert answer.status_code == 404


PATHS = ["", "edit/", "cancel/", "badge.pdf", "calendar.ics", "data.json"]


@pytest.mark.parametrize("path", PATHS)
def test_a_bookmark_without_the_link_leads_to_signing_in_and_tells_nobody_what_exists(
    delegate: Delegate, path: str
) -> None:
    for client in (Client(), opened_by_another(delegate)):
        for code in (delegate.code, "NEVERMADE"):
            here = f"{ME}{code}/{path}"
            answer = client.get(here, follow=True)
            assert answer.redirect_chain == [(f"{ME}?next={quote(here, safe='')}", 302)]
            page = answer.content.decode()
            assert "Sign in to open this page" in page
            assert f'<input type="hidden" name="next" value="{here}">' in page
            assert f'href="/accounts/login/?next={here}"' in page


@pytest.mark.parametrize("path", PATHS)
def test_an_account_that_does_not_have_the_registration_finds_no_page_of_it(delegate: Delegate, path: str) -> None:
    client = Client()
    client.force_login(a_user("wang@example.com"))
    for code in (delegate.code, "NEVERMADE"):
        assert client.get(f"{ME}{code}/{path}").status_code == 404


def test_signing_in_by_code_leads_back_to_the_bookmark(delegate: Delegate) -> None:
    run_queue()
    mail.outbox.clear()
    client = Client()
    bookmark = f"{ME}{delegate.code}/edit/"
    refused = client.post(f"{ME}code/", {"email": "nonsense", "next": bookmark}, follow=True)
    assert f'<input type="hidden" name="next" value="{bookmark}">' in refused.content.decode()
    answer = client.post(f"{ME}code/", {"email": "lin@example.com", "next": bookmark})
    signed_in = client.post(answer.headers["Location"], {"code": code_in(str(mail.outbox[0].body))})
    assert signed_in.headers["Location"] == bookmark
    assert client.get(bookmark).status_code == 200
    assert client.get(ME, {"next": bookmark}).headers["Location"] == bookmark
    assert client.get(ME, {"next": bookmark.replace("/en/", "/zh-hans/")}).status_code == 302


@pytest.mark.parametrize(
    "wanted",
    ["https://evil.example/bio27/me/x/", "//evil.example/bio27/me/x/", "/en/other27/me/x/", "/console/", ME, ""],
)
def test_nothing_but_a_page_of_a_registration_is_led_back_to(delegate: Delegate, wanted: str) -> None:
    client = Client()
    client.force_login(a_user("wang@example.com"))
    assert client.get(ME, {"next": wanted}).status_code == 200
    assert f'name="next" value="{ME}"' in Client().get(ME, {"next": wanted}).content.decode()


def test_what_was_typed_when_the_session_had_ended_is_there_after_signing_in(delegate: Delegate) -> None:
    digest = opened(delegate).get(f"{ME}{delegate.code}/edit/").context["form"].digest
    client = Client()
    client.post(f"{ME}{delegate.code}/edit/", CORRECTED | {"seen": digest, "post_zh": "院士"})
    client.get(f"{ME}?key={delegate.registration.access_key}")
    page = page_of(client, f"{ME}{delegate.code}/edit/")
    assert ('value="院士"' in page, 'value="林之远"' in page) == (True, True)
    delegate.refresh_from_db()
    assert delegate.name == "林知远"


@pytest.mark.parametrize("code", ["%0a", "%F0%9F%98%80", "..%2f"])
def test_a_malformed_code_is_not_found(delegate: Delegate, code: str) -> None:
    assert opened(delegate).get(f"{ME}{code}/").status_code == 404


def opened_by_another(delegate: Delegate) -> Client:
    other = sign_up(delegate.conference, a_sign_up("王伟", email="wang@example.com"), by=None, now=NOW)
    return opened(other)


def test_a_browser_that_registered_sees_it_at_once(conference: Conference) -> None:
    client = Client()
    typed = {"category": "delegate", "name": "王伟", "institution_en": "Wusong", "email": "wang@example.com"}
    client.post("/en/bio27/register/", typed | {"step": "confirm", "request_key": "K" * 26})
    assert "王伟" in page_of(client)


TYPED = {"category": "delegate", "name": "王伟", "institution_en": "Wusong", "email": "wang@example.com"}


def a_browser_that_typed(**typed: str) -> tuple[Client, Delegate]:
    client = Client()
    client.post("/en/bio27/register/", TYPED | {"step": "confirm", "request_key": "K" * 26} | typed)
    return client, Delegate.objects.get(name="王伟")


def paths_of(delegate: Delegate) -> list[str]:
    return [f"{ME}{delegate.code}/{path}" for path in ("", "edit/", "cancel/", "badge.pdf", "calendar.ics")]


def is_open(client: Client, delegate: Delegate) -> set[bool]:
    return {client.get(path).status_code == 200 for path in paths_of(delegate)}


def test_the_owners_first_click_closes_the_browser_that_typed_the_address(conference: Conference) -> None:
    stranger, delegate = a_browser_that_typed()
    assert is_open(stranger, delegate) == {True}
    owner = opened(delegate)
    assert (is_open(owner, delegate), is_open(stranger, delegate)) == ({True}, {False})
    stranger.post(f"{ME}{delegate.code}/cancel/")
    stranger.post("/en/bio27/register/", TYPED | {"step": "confirm", "request_key": "K" * 26})
    delegate.refresh_from_db()
    assert (delegate.state, is_open(stranger, delegate)) == (DelegateState.CONFIRMED, {False})


def test_it_closes_an_account_that_does_not_have_the_address(conference: Conference) -> None:
    stranger = Client()
    stranger.force_login(a_user("stranger@example.com"))
    stranger.post("/en/bio27/register/", TYPED | {"step": "confirm", "request_key": "K" * 26})
    delegate = Delegate.objects.get()
    assert is_open(stranger, delegate) == {True}
    opened(delegate)
    assert is_open(stranger, delegate) == {False}


def test_signing_in_with_the_address_closes_the_browser_too(conference: Conference) -> None:
    stranger, delegate = a_browser_that_typed()
    user = a_user_with_address("wang@example.com")
    owner = Client()
    owner.force_login(user)
    owner.get(ME)
    assert (is_open(owner, delegate), is_open(stranger, delegate)) == ({True}, {False})


def test_the_link_of_the_letter_used_in_the_api_closes_it_too(conference: Conference) -> None:
    stranger, delegate = a_browser_that_typed()
    key = delegate.registration.access_key
    Client().get("/api/v1/conferences/bio27/registrations", headers={"Authorization": f"Bearer {key}"})
    assert is_open(stranger, delegate) == {False}


def test_a_changed_address_is_proved_anew_and_opens_no_browser_that_was_closed(conference: Conference) -> None:
    stranger, delegate = a_browser_that_typed()
    owner = opened(delegate)
    send_correction(owner, delegate, name="王伟", email="wang@example.org")
    assert (is_open(owner, delegate), is_open(stranger, delegate)) == ({True}, {False})
    new_owner = opened(Delegate.objects.get())
    assert (is_open(new_owner, delegate), is_open(owner, delegate)) == ({True}, {False})


def test_the_browsers_key_opens_no_link(conference: Conference) -> None:
    _, delegate = a_browser_that_typed()
    assert Client().get(ME, {"key": delegate.registration.browser_key}).status_code == 404


def test_an_account_sees_what_its_verified_address_registered(delegate: Delegate) -> None:
    user = a_user("lin@example.com")
    client = Client()
    client.force_login(user)
    assert "Send the link again" in page_of(client)
    EmailAddress.objects.create(user=user, email="lin@example.com", primary=True, verified=True)
    assert "D-0001" in page_of(client)


def test_an_account_with_several_delegates_can_switch_between_them(conference: Conference) -> None:
    user = a_user("secretary@example.com")
    for name in ("林知远", "王伟", "李娜"):
        sign_up(conference, a_sign_up(name, email="secretary@example.com"), by=user, now=NOW)
    client = Client()
    client.force_login(user)
    page = page_of(client)
    named = re.findall(r'/me/\w+/"(?: aria-current="page")?><bdi>([^<]+)</bdi></a>', page)
    assert named[:3] == ["林知远", "王伟", "李娜"]
    assert page.count('class="qr"') == 1


def test_confirmed_delegates_are_shown_first(delegate: Delegate) -> None:
    cancel(delegate, by=None, now=NOW)
    client = opened(delegate)
    second = sign_up(delegate.conference, a_sign_up("王伟"), by=None, now=NOW)
    client.get(f"{ME}?key={second.registration.access_key}")
    assert '<p class="pass-name"><bdi>王伟</bdi></p>' in page_of(client)


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_takes_the_same_number_of_queries_for_any_number_of_delegates(
    conference: Conference, rows: int
) -> None:
    user = a_user("secretary@example.com")
    for number in range(rows):
        sign_up(conference, a_sign_up(f"王伟{number}", email="secretary@example.com"), by=user, now=NOW)
    client = Client()
    client.force_login(user)
    page_of(client)
    with CaptureQueriesContext(connection) as queries:
        page_of(client)
    assert len(queries) == 9


@pytest.mark.parametrize(
    ("fields", "title"),
    [
        ({"needs_approval": True}, "Your application is with the organisers"),
        ({"size": 0}, "You are on the waiting list"),
    ],
)
def test_unconfirmed_delegates_see_their_state_and_no_code(
    conference: Conference, fields: dict[str, int | bool], title: str
) -> None:
    size = int(fields.pop("size", 5))
    a_limited_category(conference, size, "press", **fields)
    waiting = sign_up(conference, a_sign_up(category="press"), by=None, now=NOW)
    client = opened(waiting)
    page = page_of(client)
    assert title in page
    assert 'class="qr"' not in page
    assert client.get(f"{ME}{waiting.code}/badge.pdf").status_code == 404


def test_the_waiting_list_shows_how_many_are_ahead(conference: Conference) -> None:
    a_limited_category(conference, 0, "full")
    sign_up(conference, a_sign_up("王伟", category="full"), by=None, now=NOW)
    second = sign_up(conference, a_sign_up("李娜", category="full"), by=None, now=NOW)
    assert "1 person is before you." in page_of(opened(second))


def test_the_badge_and_the_calendar_entry_are_files(delegate: Delegate) -> None:
    client = opened(delegate)
    badge = client.get(f"{ME}{delegate.code}/badge.pdf")
    entry = client.get(f"{ME}{delegate.code}/calendar.ics")
    assert (badge.headers["Content-Type"], badge.content[:5]) == ("application/pdf", b"%PDF-")
    assert entry.content.decode().count("BEGIN:VEVENT") == 1


CORRECTED = {
    "name": "林之远",
    "name_latin": "LIN Zhiyuan",
    "institution_zh": "吴淞理工大学",
    "institution_en": "Wusong University of Technology",
    "post_zh": "研究员",
    "email": "lin@example.com",
    "phone": "+8613800002713",
}


def send_correction(client: Client, delegate: Delegate, **typed: str) -> "HttpResponse":
    """Open the form and send it with CORRECTED and what was `typed`."""
    address = f"{ME}{delegate.code}/edit/"
    seen = client.get(address).context["form"].digest
    return client.post(address, CORRECTED | {"seen": seen} | typed)


def test_a_spelling_is_corrected_and_the_code_stays(delegate: Delegate) -> None:
    client = opened(delegate)
    code = delegate.credentials.get().code
    assert 'value="林知远"' in page_of(client, f"{ME}{delegate.code}/edit/")
    saved = send_correction(client, delegate)
    assert "Your details are saved. Your code stays the same." in page_of(client, saved.headers["Location"])
    delegate.refresh_from_db()
    assert (delegate.name, delegate.credentials.get().code) == ("林之远", code)


def test_invalid_corrections_are_errors_at_their_fields_and_kept(delegate: Delegate) -> None:
    client = opened(delegate)
    address = f"{ME}{delegate.code}/edit/"
    assert send_correction(client, delegate, name="林之远\u202e", phone="138").headers["Location"] == address
    page = page_of(client, address)
    assert page_of(client, address).count("errorlist") == page.count("errorlist"), "reloading shows it again"
    assert re.findall(r'id="id_(\w+)_error"', page) == ["name", "phone"]
    delegate.refresh_from_db()
    assert delegate.name == "林知远"


def test_a_form_from_another_tab_shows_what_was_saved_since_and_keeps_what_was_typed(delegate: Delegate) -> None:
    client = opened(delegate)
    address = f"{ME}{delegate.code}/edit/"
    seen = client.get(address).context["form"].digest
    send_correction(client, delegate, post_zh="院士")
    answer = client.post(address, CORRECTED | {"seen": seen, "post_zh": "教授"}, follow=True)
    page = answer.content.decode()
    assert answer.redirect_chain == [(address, 302)]
    assert answer.context["form"].errors["post_zh"] == ["Now stored: 院士"]
    assert 'value="教授"' in page
    again = CORRECTED | {"seen": answer.context["form"]["seen"].value(), "post_zh": "教授"}
    assert client.post(address, again).status_code == 302
    delegate.refresh_from_db()
    assert delegate.post_zh == "教授"


def test_what_is_saved_between_reading_and_locking_is_shown_too(delegate: Delegate) -> None:
    client = opened(delegate)
    address = f"{ME}{delegate.code}/edit/"
    seen = client.get(address).context["form"].digest

    def save_elsewhere(execute: Execute, sql: str, *rest: object) -> object:
        """Save another post just before the correction's transaction begins."""
        if sql.startswith("SAVEPOINT") and not begun:
            begun.append(sql)
            Delegate.objects.filter(pk=delegate.pk).update(post_zh="院士")
        return execute(sql, *rest)

    begun: list[str] = []
    with connection.execute_wrapper(save_elsewhere):
        answer = client.post(address, CORRECTED | {"seen": seen, "post_zh": "教授"}, follow=True)
    assert answer.redirect_chain == [(address, 302)]
    assert answer.context["form"].errors["post_zh"] == ["Now stored: 院士"]
    assert 'value="教授"' in answer.content.decode()


def test_a_correction_sent_twice_is_saved_once_without_a_complaint(delegate: Delegate) -> None:
    client = opened(delegate)
    address = f"{ME}{delegate.code}/edit/"
    typed = CORRECTED | {"seen": client.get(address).context["form"].digest}
    assert [client.post(address, typed).status_code, client.post(address, typed).status_code] == [302, 302]
    assert AuditEntry.objects.filter(deed="delegate.correct").count() == 1


def test_after_a_change_of_address_the_browser_keeps_access_and_the_old_link_loses_it(delegate: Delegate) -> None:
    client = opened(delegate)
    old = delegate.registration.access_key
    send_correction(client, delegate, email="new@example.com")
    assert client.get(f"{ME}{delegate.code}/").status_code == 200
    assert Client().get(ME, {"key": old}).status_code == 404
    assert opened(Delegate.objects.get()).get(f"{ME}{delegate.code}/").status_code == 200


def test_cancelling_asks_first_and_then_shows_the_result(delegate: Delegate) -> None:
    client = opened(delegate)
    address = f"{ME}{delegate.code}/cancel/"
    assert "Cancel this registration?" in page_of(client, address)
    delegate.refresh_from_db()
    assert delegate.state == DelegateState.CONFIRMED
    page = client.post(address, follow=True).content.decode()
    assert "This registration is cancelled" in page
    assert "Register again" in page
    client.post(address)
    assert Letter.objects.filter(kind="delegate_cancelled").count() == 1


def test_a_cancelled_registration_cannot_be_corrected(delegate: Delegate) -> None:
    client = opened(delegate)
    cancel(delegate, by=None, now=NOW)
    assert client.post(f"{ME}{delegate.code}/edit/", CORRECTED).status_code == 302
    delegate.refresh_from_db()
    assert delegate.name == "林知远"


def test_a_registration_can_be_closed_on_a_borrowed_device(delegate: Delegate) -> None:
    client = opened(delegate)
    send_correction(client, delegate, name="")
    client.post(f"{ME}leave/")
    assert client.get(f"{ME}{delegate.code}/").status_code == 302
    assert "drafts" not in client.session


def test_the_link_is_sent_again_and_the_response_does_not_reveal_who_is_registered(delegate: Delegate) -> None:
    run_queue()
    mail.outbox.clear()
    known = Client().post(f"{ME}link/", {"email": "LIN@example.com"}, follow=True).content.decode()
    unknown = Client().post(f"{ME}link/", {"email": "nobody@example.com"}, follow=True).content.decode()
    run_queue()
    assert [message.to for message in mail.outbox] == [["lin@example.com"]]
    strip = re.compile(r"(LIN|lin|nobody)@example\.com|value=\"\w{64}\"")
    assert strip.sub("", known) == strip.sub("", unknown)


def code_in(letter: str) -> str:
    code = re.search(r"^([A-Z0-9]{3,4}-?[A-Z0-9]{3,4})$", letter, re.MULTILINE)
    assert code is not None
    return code[1]


def test_an_e_mailed_code_opens_the_registration_and_makes_the_account(delegate: Delegate) -> None:
    run_queue()
    mail.outbox.clear()
    client = Client()
    answer = client.post(f"{ME}code/", {"email": "lin@example.com", "next": ME})
    assert answer.headers["Location"].startswith("/accounts/login/code/confirm/")
    signed_in = client.post(answer.headers["Location"], {"code": code_in(str(mail.outbox[0].body))})
    assert signed_in.headers["Location"] == ME
    assert "D-0001" in page_of(client)
    assert 'href="/accounts/email/"' in page_of(client)
    assert client.get("/accounts/after-login/").headers["Location"] == ME


@pytest.mark.parametrize("email", ["lin@example.com", "nobody@example.com"])
def test_all_doors_together_send_one_address_ten_letters_an_hour(delegate: Delegate, email: str) -> None:
    typed = {"category": "delegate", "institution_en": "Wusong", "email": email, "step": "confirm"}
    for one in "甲乙丙":
        Client().post("/en/bio27/register/", typed | {"name": f"林知{one}", "request_key": one * 26})
    for _ in range(4):
        Client().post(f"{ME}link/", {"email": email})
    for _ in range(3):
        Client().post(f"{ME}code/", {"email": email})
    written = Letter.objects.count()
    sent = len(mail.outbox)
    words = "Many letters were ordered for this address or phone number in the last hour."
    for address in (f"{ME}link/", f"{ME}code/"):
        assert words in Client().post(address, {"email": email}, follow=True).content.decode()
    again = Client().post("/en/bio27/register/", typed | {"name": "林知丁", "request_key": "丁" * 26}, follow=True)
    assert words in again.content.decode()
    client = opened(sign_up(delegate.conference, a_sign_up("李娜", email="li@example.com"), by=None, now=NOW))
    other = Delegate.objects.get(name="李娜")
    send_correction(client, other, email=email)
    other.refresh_from_db()
    assert other.email == "li@example.com"
    assert (Letter.objects.count(), len(mail.outbox)) == (written + 1, sent), "the one is that to li@example.com"


@pytest.mark.parametrize("address", ["link/", "code/"])
def test_a_refused_address_is_shown_with_the_reason_on_a_page_that_can_be_reloaded(
    conference: Conference, address: str
) -> None:
    client = Client()
    refused = client.post(f"{ME}{address}", {"email": "nonsense"}, follow=True)
    assert refused.redirect_chain == [(ME, 302)]
    page = refused.content.decode()
    assert ("The @ is missing" in page, 'value="nonsense"' in page, "The @ is missing" in page_of(client)) == (
        True,
        True,
        True,
    )
    client.post(f"{ME}link/", {"email": "lin@example.com"})
    assert "errorlist" not in page_of(client)
    assert Client().get(f"{ME}{address}").headers["Location"] == ME


def test_signing_in_keeps_the_language_of_the_page(conference: Conference) -> None:
    client = Client(headers={"Accept-Language": "zh-CN"})
    assert f'href="/accounts/login/?next={ME}"' in page_of(client)
    assert "<h1>Sign in</h1>" in page_of(client, f"/accounts/login/?next={ME}")


def test_an_opened_registration_links_to_signing_in(delegate: Delegate) -> None:
    assert '<button type="submit" class="verb">Sign in by code</button>' in page_of(opened(delegate))


def test_no_account_is_made_for_an_unregistered_address(conference: Conference) -> None:
    Client().post(f"{ME}code/", {"email": "nobody@example.com"})
    assert not User.objects.exists()


def test_the_page_says_when_where_and_to_which_desk(delegate: Delegate) -> None:
    Conference.objects.update(desk_en="South Hall, from 07:30")
    page = page_of(opened(delegate))
    assert ("16–18 April 2027" in page, "Suzhou" in page, "South Hall, from 07:30" in page) == (True, True, True)
    cancel(delegate, by=None, now=NOW)
    assert "South Hall" not in page_of(opened(delegate))


def test_a_confirmed_delegate_sees_the_published_sessions_that_they_are_invited_to(delegate: Delegate) -> None:
    meeting = a_closed_meeting(delegate.conference)
    an_invitation(meeting, delegate)
    client = opened(delegate)
    assert "Invited to" not in page_of(client), "it is not published yet"
    publish(delegate.conference, by=None, now=NOW)
    page = page_of(client)
    assert ("Invited to" in page, "Closed meeting on cell therapy" in page, "B302" in page) == (True, True, True)
    assert f'href="/en/bio27/sessions/{meeting.code}/"' in page


def test_nobody_else_sees_them(delegate: Delegate) -> None:
    other = sign_up(delegate.conference, a_sign_up("王伟", email="wang@example.com"), by=None, now=NOW)
    withdrawn = an_invitation(a_closed_meeting(delegate.conference), delegate)
    publish(delegate.conference, by=None, now=NOW)
    assert "B302" not in page_of(opened(other))
    withdrawn.withdrawn_at = NOW
    withdrawn.save()
    assert "B302" not in page_of(opened(delegate))


def test_a_cancelled_registration_shows_no_room(delegate: Delegate) -> None:
    an_invitation(a_closed_meeting(delegate.conference), delegate)
    publish(delegate.conference, by=None, now=NOW)
    client = opened(delegate)
    assert "B302" in page_of(client)
    cancel(delegate, by=None, now=NOW)
    assert "B302" not in page_of(client)


@pytest.mark.parametrize("count", [1, 3])
def test_invitations_take_one_query_for_any_number(delegate: Delegate, count: int) -> None:
    for number in range(count):
        hall = a_room(delegate.conference, f"厅{number}", f"Hall {number}")
        an_invitation(a_session(delegate.conference, hall, access=SessionAccess.INVITATION), delegate)
    publish(delegate.conference, by=None, now=NOW)
    invited_sessions(delegate.conference, delegate)
    with CaptureQueriesContext(connection) as queries:
        found = invited_sessions(delegate.conference, delegate)
    assert (len(found), len(queries)) == (count, 1)


def test_a_name_written_from_right_to_left_is_set_apart_on_every_page(conference: Conference) -> None:
    several = {"name_latin": "COHEN Yael", "email": "yael@example.com", "phone": ""}
    delegate = sign_up(conference, a_sign_up(HEBREW, **several), by=None, now=NOW)
    sign_up(conference, a_sign_up("王伟", **several), by=None, now=NOW)
    owner = signed_in(a_user_with_address("yael@example.com"))
    for path in ("", "cancel/"):
        assert set(elements_with(HEBREW, page_of(owner, f"{ME}{delegate.code}/{path}"))) == {"bdi"}, path
    form = page_of(owner, f"{ME}{delegate.code}/edit/")
    assert f'dir="auto" value="{HEBREW}"' in form
    owner.post(f"{ME}{delegate.code}/cancel/")
    assert set(elements_with(HEBREW, page_of(owner, f"{ME}{delegate.code}/"))) == {"bdi"}
