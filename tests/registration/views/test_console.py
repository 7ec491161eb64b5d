import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from doors.models import Device, DevicePairing
from doors.operations.devices import pair
from events.rules.office.roles import Role
from registration.models import BadgePrint, Delegate, DelegateState
from tests.builders.doors import a_category, a_checkpoint, a_closed_meeting, a_delegate, a_device, a_scan
from tests.builders.people import Cast, signed_in
from tests.builders.signups import a_limited_category
from tests.queue import run_queue


@pytest.fixture
def registrar(cast: Cast) -> Client:
    return signed_in(cast.members[Role.REGISTRAR])


@pytest.fixture
def lead(cast: Cast) -> Client:
    return signed_in(cast.members[Role.DOOR_LEAD])


def url(name: str, cast: Cast, **kwargs: object) -> str:
    return reverse(name, kwargs={"conference": cast.conference.slug, **kwargs})


NEW = {
    "category": "delegate",
    "name": "王伟",
    "institution_zh": "示例大学",
    "institution_en": "Example University",
    "email": "wang@example.com",
    "sends_letter": "on",
    "request_key": "once",
}


def test_the_desk_enters_somebody_who_gets_the_letter(registrar: Client, cast: Cast) -> None:
    a_category(cast.conference)
    registrar.post(url("console_delegate_new", cast), NEW)
    registrar.post(url("console_delegate_new", cast), NEW)
    run_queue()
    [delegate] = Delegate.objects.all()
    assert (delegate.state, delegate.name_latin, [letter.to for letter in mail.outbox]) == (
        DelegateState.CONFIRMED,
        "WANG Wei",
        [["wang@example.com"]],
    )


def test_the_team_is_told_of_a_badge_that_no_font_can_draw(registrar: Client, cast: Cast) -> None:
    category = a_category(cast.conference)
    rare = a_delegate(cast.conference, category, "王\U0002a6d6")
    plain = a_delegate(cast.conference, category, "𠮷田")
    rows = registrar.get(url("console_delegates", cast)).content.decode()
    assert rows.count("no glyph: check the badge") == 1
    words = "No font for print has \U0002a6d6 (U+2A6D6)."
    assert words in registrar.get(url("console_delegate", cast, code=rare.code)).content.decode()
    assert words not in registrar.get(url("console_delegate", cast, code=plain.code)).content.decode()


def test_several_applicants_can_be_decided_on_at_once(registrar: Client, cast: Cast) -> None:
    category = a_limited_category(cast.conference, 1)
    rows = [a_delegate(cast.conference, category, name, state="applied") for name in ("王伟", "李娜", "张敏")]
    codes = [row.code for row in rows[:2]]
    answer = registrar.post(url("console_delegates_decide", cast), {"step": "confirm", "delegates": codes}, follow=True)
    assert "2 decided." in answer.content.decode()
    states = Delegate.objects.order_by("number").values_list("state", flat=True)
    assert list(states) == ["confirmed", "waitlisted", "applied"]


def test_cancelling_asks_first_and_frees_a_place_for_the_waiting_list(registrar: Client, cast: Cast) -> None:
    category = a_limited_category(cast.conference, 1)
    first, second = (a_delegate(cast.conference, category, name, state="applied") for name in ("王伟", "李娜"))
    for row in (first, second):
        registrar.post(url("console_delegate_step", cast, code=row.code, step="confirm"))
    step = url("console_delegate_step", cast, code=first.code, step="cancel")
    assert b"every door refuses the code" in registrar.get(step).content
    registrar.post(step)
    registrar.post(url("console_move_up", cast, category=category.code))
    assert list(Delegate.objects.order_by("number").values_list("state", flat=True)) == ["cancelled", "confirmed"]


def test_restoring_asks_first_and_gives_the_code_back(registrar: Client, cast: Cast) -> None:
    row = a_delegate(cast.conference, a_category(cast.conference))
    restoring = url("console_delegate_step", cast, code=row.code, step="restore")
    page = url("console_delegate", cast, code=row.code)
    assert restoring not in registrar.get(page).content.decode()
    registrar.post(url("console_delegate_step", cast, code=row.code, step="cancel"))
    assert restoring in registrar.get(page).content.decode()
    assert b"a badge that was printed is valid again" in b" ".join(registrar.get(restoring).content.split())
    answer = registrar.post(restoring, follow=True).content.decode()
    row.refresh_from_db()
    assert (row.state, f"{row.name}: Confirmed." in answer) == (DelegateState.CONFIRMED, True)


def test_an_impossible_step_is_refused_with_a_message(registrar: Client, cast: Cast) -> None:
    row = a_delegate(cast.conference, a_category(cast.conference), state="declined")
    answer = registrar.post(url("console_delegate_step", cast, code=row.code, step="confirm"), follow=True)
    assert "The present state does not allow that." in answer.content.decode()


def test_a_spelling_is_corrected_and_the_number_stays(registrar: Client, cast: Cast) -> None:
    row = a_delegate(cast.conference, a_category(cast.conference))
    address = url("console_delegate_correct", cast, code=row.code)
    seen = {"seen": registrar.get(address).context["form"].initial["seen"]}
    wrong = registrar.post(address, seen | {"name": "<b>", "institution_en": "x"})
    assert (wrong.status_code, set(wrong.context["form"].errors)) == (422, {"name"})
    registrar.post(address, seen | {"name": "林志远", "institution_en": "Wusong University"})
    after = Delegate.objects.get(pk=row.pk)
    assert (after.name, after.number, "林志远" in after.search_keys) == ("林志远", row.number, True)


def test_a_search_replaces_only_the_rows(registrar: Client, cast: Cast) -> None:
    category = a_category(cast.conference)
    for name in ("王伟", "李娜"):
        a_delegate(cast.conference, category, name, search_keys=f"{name} x")
    page = registrar.get(url("console_delegates", cast), {"q": "王"}, headers={"HX-Request": "true"})
    text = page.content.decode()
    assert ("王伟" in text, "李娜" in text, "<html" in text) == (True, False, False)
    assert "HX-Request" in page["Vary"]
    back = {"HX-Request": "true", "HX-History-Restore-Request": "true"}
    assert b"<html" in registrar.get(url("console_delegates", cast), headers=back).content


def test_a_badge_printed_at_the_desk_is_recorded(registrar: Client, cast: Cast) -> None:
    row = a_delegate(cast.conference, a_category(cast.conference))
    answer = registrar.post(url("console_delegate_badge", cast, code=row.code))
    assert (answer["Content-Type"], answer.content[:5]) == ("application/pdf", b"%PDF-")
    assert [each.occasion for each in BadgePrint.objects.all()] == ["desk"]


def test_printing_many_badges_is_a_job_that_ends_in_a_file(registrar: Client, cast: Cast) -> None:
    a_delegate(cast.conference, a_category(cast.conference))
    page = registrar.post(url("console_badges", cast), {"paper": "a6"})
    assert b"Waiting in the queue" in registrar.get(page["Location"]).content
    run_queue()
    assert b"Download" in registrar.get(page["Location"]).content
    file = registrar.get(page["Location"] + "file/")
    assert file.getvalue()[:5] == b"%PDF-"


def test_a_device_is_offered_paired_and_revoked(lead: Client, cast: Cast) -> None:
    door = a_checkpoint(cast.conference)
    page = lead.post(url("console_devices", cast), {"name": "South Gate", "checkpoints": [door.code]})
    assert b'<svg class="qr"' in page.content
    offer = DevicePairing.objects.get()
    waiting = url("console_device_offer", cast, key=offer.pk)
    assert b"Waiting for the device" in lead.get(waiting).content
    pair(page.context["offer"].secret, now=offer.offered_at)
    assert b"Paired." in lead.get(waiting).content
    device = Device.objects.get()
    lead.post(url("console_device_revoke", cast, code=device.code))
    device.refresh_from_db()
    assert device.revoked_at is not None


def test_door_staff_read_numbers_not_names(cast: Cast) -> None:
    door = a_checkpoint(cast.conference)
    delegate = a_delegate(cast.conference, a_category(cast.conference), "王伟")
    a_scan(door, delegate, device=a_device(door))
    client = Client()
    client.force_login(cast.members[Role.DOOR_STAFF])
    text = client.get(url("console_attendance", cast)).content.decode()
    assert "王伟" not in text


def test_badge_numbers_put_people_on_the_list(registrar: Client, cast: Cast) -> None:
    session = a_closed_meeting(cast.conference)
    row = a_delegate(cast.conference, a_category(cast.conference))
    address = url("console_invitations", cast, code=session.code)
    assert registrar.post(address, {"numbers": "nobody, 99999"}).status_code == 422
    assert registrar.post(address, {"numbers": f"D-{row.number:04}"}).status_code == 302
    assert [each.delegate for each in session.invitations.all()] == [row]


def test_the_overview_counts_people(cast: Cast, client: Client, at_nine: None) -> None:
    client.force_login(cast.members[Role.OWNER])
    category, door = a_category(cast.conference), a_checkpoint(cast.conference)
    for name, state in (("王伟", "confirmed"), ("李娜", "applied"), ("张敏", "cancelled")):
        a_delegate(cast.conference, category, name, state=state)
    known = Delegate.objects.get(name="王伟")
    for minute in (-20, -10):
        a_scan(door, known, minute=minute, device=a_device(door, name=str(minute), key=str(minute)))
    page = client.get(url("console_overview", cast))
    cells = [(cell.number, cell.of) for cell in page.context["figures"]]
    assert cells == [(2, None), (1, None), (1, None), (1, None), (0, 0), (0, None)]
    assert [(bar.words, bar.is_last) for bar in page.context["bars"]] == [("08:30 · 1", False), ("09:00 · 0", True)]


def test_two_users_who_correct_at_once_see_both_values(registrar: Client, cast: Cast) -> None:
    delegate = a_delegate(cast.conference, a_category(cast.conference), email="lin@example.com")
    address = url("console_delegate_correct", cast, code=delegate.code)
    typed = {name: field.value() for name, field in ((f.name, f) for f in registrar.get(address).context["form"])}
    Delegate.objects.filter(pk=delegate.pk).update(institution_zh="示例大学")
    mine = {name: value or "" for name, value in typed.items()} | {"institution_zh": "星槎研究院"}
    answer = registrar.post(address, mine)
    assert answer.status_code == 422
    assert answer.context["form"].errors["institution_zh"] == ["Now stored: 示例大学"]
    assert "星槎研究院" in answer.content.decode()
    delegate.refresh_from_db()
    assert delegate.institution_zh == "示例大学"
    again = mine | {"seen": answer.context["form"]["seen"].value()}
    assert registrar.post(address, again).status_code == 302
    delegate.refresh_from_db()
    assert delegate.institution_zh == "星槎研究院"
