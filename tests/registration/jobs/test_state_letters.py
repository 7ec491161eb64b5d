import re
from datetime import timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from io import BytesIO

import pytest
import vobject
import zxingcpp
from django.core import mail
from PIL import Image
from pypdf import PdfReader

from events.models import Conference, Letter, LetterState, Venue
from events.operations.publishing import publish
from registration.exporters.calendars import conference_calendar
from registration.models import Delegate
from registration.operations.delegates import cancel, confirm, decline, restore, send_again
from registration.operations.links import tell_known
from registration.operations.reissue import reissue_credential
from registration.operations.signup import sign_up
from tests import paper
from tests.builders.doors import a_category, a_closed_meeting, an_invitation
from tests.builders.people import NOW, a_conference, an_organisation
from tests.builders.signups import a_limited_category, a_sign_up
from tests.names_on_pages import HEBREW, elements_with
from tests.queue import run_queue

pytestmark = pytest.mark.django_db


@pytest.fixture
def conference() -> Conference:
    return a_conference(an_organisation(), contact_email="office@example.com")


def sent(number: int = 0) -> EmailMessage:
    """Return a letter as a mailbox receives it."""
    run_queue()
    read = message_from_bytes(mail.outbox[number].message().as_bytes(), policy=policy.default)
    assert isinstance(read, EmailMessage)
    return read


def part(letter: EmailMessage, content_type: str) -> EmailMessage:
    found = [each for each in letter.walk() if each.get_content_type() == content_type]
    assert len(found) == 1
    assert isinstance(found[0], EmailMessage)
    return found[0]


def words(letter: EmailMessage, kind: str = "plain") -> str:
    body = letter.get_body((kind,))
    assert body is not None
    return str(body.get_content())


def test_the_confirmation_is_in_the_language_of_the_sign_up(conference: Conference) -> None:
    a_category(conference)
    sign_up(conference, a_sign_up(language="en"), by=None, now=NOW)
    sign_up(conference, a_sign_up("王伟", language="zh-hans"), by=None, now=NOW)
    run_queue()
    english, chinese = mail.outbox
    assert english.subject == "Registered: National Biotechnology Innovation Conference"
    assert words(sent(0)).startswith("Dear LIN Zhiyuan,\n\nYou are registered.")
    assert '<html lang="en">' in words(sent(0), "html")
    assert "全国生物技术创新大会" in chinese.subject
    assert '<html lang="zh-Hans">' in words(sent(1), "html")
    assert [message.to for message in mail.outbox] == [["lin@example.com"]] * 2
    assert [message.reply_to for message in mail.outbox] == [["office@example.com"]] * 2


def test_a_name_written_from_right_to_left_is_set_apart(conference: Conference) -> None:
    a_category(conference)
    sign_up(conference, a_sign_up(HEBREW, name_latin="COHEN Yael", language="zh-hans"), by=None, now=NOW)
    assert elements_with(HEBREW, words(sent(), "html")) == ["bdi", "bdi"]


def test_a_second_sign_up_is_told_with_the_link_and_without_a_code(conference: Conference) -> None:
    a_category(conference)
    delegate = sign_up(conference, a_sign_up(language="en", sends_letter=False), by=None, now=NOW)
    tell_known(delegate, now=NOW)
    letter = sent()
    assert letter["Subject"] == "You are registered already: National Biotechnology Innovation Conference"
    text = words(letter)
    assert "Somebody has just signed you up once more" in text
    assert f"/en/bio27/me/?key={delegate.registration.access_key}" in text
    assert delegate.credentials.get().code not in re.sub(r"\s", "", text)
    cancel(delegate, by=None, now=NOW)
    run_queue()
    mail.outbox.clear()
    tell_known(delegate, now=NOW + timedelta(hours=1))
    run_queue()
    assert mail.outbox == []


def test_picture_text_and_printed_badge_carry_the_same_code(conference: Conference) -> None:
    a_category(conference)
    delegate = sign_up(conference, a_sign_up(language="en"), by=None, now=NOW)
    code = delegate.credentials.get().code
    letter = sent()
    picture = part(letter, "image/png")
    assert picture["Content-ID"] == "<code>"
    assert '<img src="cid:code"' in words(letter, "html")
    assert zxingcpp.read_barcodes(Image.open(BytesIO(picture.get_content())))[0].text == code
    assert re.sub(r"\s", "", words(letter)).count(code) == 1
    badge = part(letter, "application/pdf")
    assert badge.get_filename() == "badge-D-0001.pdf"
    page = PdfReader(BytesIO(badge.get_content())).pages[0]
    assert "LIN Zhiyuan" in page.extract_text()


def test_the_picture_is_embedded_in_the_html_and_the_files_are_attachments(conference: Conference) -> None:
    a_category(conference)
    sign_up(conference, a_sign_up(), by=None, now=NOW)
    assert [each.get_content_type() for each in sent().walk()] == [
        "multipart/mixed",
        "multipart/alternative",
        "text/plain",
        "multipart/related",
        "text/html",
        "image/png",
        "application/pdf",
        "text/calendar",
    ]


def test_the_calendar_entry_has_the_days_of_the_conference(conference: Conference) -> None:
    a_category(conference)
    sign_up(conference, a_sign_up(language="en"), by=None, now=NOW)
    part_of = part(sent(), "text/calendar")
    assert part_of.get_param("method") == "PUBLISH"
    event = vobject.readOne(part_of.get_content()).vevent
    assert event.summary.value == "National Biotechnology Innovation Conference"
    assert (str(event.dtstart.value), str(event.dtend.value)) == ("2027-04-16", "2027-04-19")
    assert event.location.value == "Suzhou"


def test_the_confirmation_says_when_where_and_to_which_desk(conference: Conference) -> None:
    a_category(conference)
    a_limited_category(conference, 0, "full")
    Venue.objects.create(conference=conference, name_en="Expo Centre", address_en="1 Suzhou Avenue")
    Conference.objects.update(desk_en="South Hall, from 07:30 on the first day")
    sign_up(conference, a_sign_up(language="en"), by=None, now=NOW)
    sign_up(conference, a_sign_up("王伟", category="full", language="en"), by=None, now=NOW)
    confirmed = words(sent(0))
    assert "16–18 April 2027 · Suzhou" in confirmed
    assert (
        "\nWhere: Expo Centre, 1 Suzhou Avenue\nRegistration desk: South Hall, from 07:30 on the first day\n"
        in confirmed
    )
    for text in ("Expo Centre, 1 Suzhou Avenue", "South Hall, from 07:30 on the first day", "16–18 April 2027"):
        assert text in words(sent(0), "html")
    waiting = words(sent(1)) + words(sent(1), "html")
    assert ("Expo Centre" in waiting, "South Hall" in waiting) == (True, False)


def test_the_confirmation_and_its_calendar_show_the_sessions_one_is_invited_to(conference: Conference) -> None:
    a_category(conference)
    delegate = sign_up(conference, a_sign_up(language="en", sends_letter=False), by=None, now=NOW)
    other = sign_up(conference, a_sign_up("王伟", email="wang@example.com", language="en"), by=None, now=NOW)
    meeting = a_closed_meeting(conference)
    an_invitation(meeting, delegate)
    publish(conference, by=None, now=NOW)
    send_again(delegate, by=None, now=NOW)
    run_queue()
    letters = {message.to[0]: number for number, message in enumerate(mail.outbox)}
    mine, theirs = sent(letters["lin@example.com"]), sent(letters["wang@example.com"])
    assert re.search(
        r"Invited to: Closed meeting on cell therapy\n\w+ \d+ April \d\d:\d\d–\d\d:\d\d · B302\n", words(mine)
    )
    assert ("B302" in words(mine, "html"), "B302" in words(theirs) + words(theirs, "html")) == (True, False)
    events = vobject.readOne(part(mine, "text/calendar").get_content()).vevent_list
    assert [event.summary.value for event in events][1:] == ["Closed meeting on cell therapy"]
    assert (events[1].location.value, events[1].dtstart.value) == ("B302", meeting.starts_at)
    assert len(vobject.readOne(part(theirs, "text/calendar").get_content()).vevent_list) == 1
    cancel(delegate, by=None, now=NOW + timedelta(hours=1))
    run_queue()
    gone = vobject.readOne(part(sent(len(mail.outbox) - 1), "text/calendar").get_content())
    assert [event.status.value for event in gone.vevent_list] == ["CANCELLED"] * 2
    assert [event.uid.value for event in gone.vevent_list] == [event.uid.value for event in events]
    assert other.pk


def test_a_restored_entry_replaces_the_cancelled_one(conference: Conference) -> None:
    a_category(conference)
    delegate = sign_up(conference, a_sign_up(language="en"), by=None, now=NOW)
    numbers = []
    for second, deed in enumerate((cancel, restore, cancel, restore), start=1):
        deed(delegate, by=None, now=NOW + timedelta(seconds=second))
        delegate.refresh_from_db()
        numbers.append(
            int(vobject.readOne(conference_calendar(delegate, language="en").decode()).vevent.sequence.value)
        )
    assert numbers == sorted(set(numbers))


def test_the_calendar_entry_names_the_house_in_lines_that_outlook_reads(conference: Conference) -> None:
    name = "苏州国际博览中心与金鸡湖国际会议中心（示例）甲馆三层报告厅及平行会场"
    Venue.objects.create(conference=conference, name_zh=name, address_zh="苏州大道东 688 号")
    a_category(conference)
    sign_up(conference, a_sign_up(language="zh-hans"), by=None, now=NOW)
    written = part(sent(), "text/calendar").get_content()
    assert vobject.readOne(written).vevent.location.value == f"{name}，苏州大道东 688 号"
    lines = written.encode().replace(b"\r\n", b"\n").split(b"\n")
    assert max(len(line) for line in lines) <= 75


def test_a_later_release_replaces_the_calendar_entry_of_an_earlier_one(conference: Conference) -> None:
    a_category(conference)
    delegate = sign_up(conference, a_sign_up(), by=None, now=NOW)
    first = vobject.readOne(conference_calendar(delegate, language="en").decode()).vevent
    publish(conference, by=None, now=NOW)
    delegate.conference.refresh_from_db()
    second = vobject.readOne(conference_calendar(delegate, language="en").decode()).vevent
    assert second.uid.value == first.uid.value
    assert int(second.sequence.value) > int(first.sequence.value) + 1


def test_a_fee_is_mentioned_only_while_there_is_one_to_settle(conference: Conference) -> None:
    a_category(conference, price="1800")
    a_category(conference, "guest", price="0")
    priced = sign_up(conference, a_sign_up(language="en"), by=None, now=NOW)
    sign_up(conference, a_sign_up("王伟", category="guest", language="en"), by=None, now=NOW)
    assert "Fee ¥1,800 · settled with the organisers" in words(sent(0))
    assert "settled with the organisers" in words(sent(0), "html")
    assert "Fee" not in words(sent(1)) + words(sent(1), "html")
    cancel(priced, by=None, now=NOW)
    assert "¥1,800" not in words(sent(2)) + words(sent(2), "html")


def test_the_link_opens_the_registration_in_its_language(conference: Conference) -> None:
    a_category(conference)
    delegate = sign_up(conference, a_sign_up(language="en"), by=None, now=NOW)
    link = f"http://localhost:8000/en/bio27/me/?key={delegate.registration.access_key}"
    assert link in words(sent())
    assert f'href="{link}"' in words(sent(), "html")


def test_each_state_has_its_letter_without_a_code(conference: Conference) -> None:
    a_limited_category(conference, 0)
    a_category(conference, "press", needs_approval=True)
    sign_up(conference, a_sign_up(language="en"), by=None, now=NOW)
    applicant = sign_up(conference, a_sign_up("王伟", category="press", language="en"), by=None, now=NOW)
    run_queue()
    decline(applicant, by=None, now=NOW)
    run_queue()
    title = "National Biotechnology Innovation Conference"
    assert [message.subject for message in mail.outbox] == [
        f"On the waiting list: {title}",
        f"Application received: {title}",
        f"About your application: {title}",
    ]
    for number in range(3):
        assert {each.get_content_type() for each in sent(number).walk()} == {
            "multipart/alternative",
            "text/plain",
            "text/html",
        }


def test_a_cancellation_takes_the_entry_out_of_the_calendar(conference: Conference) -> None:
    a_category(conference)
    delegate = sign_up(conference, a_sign_up(language="en"), by=None, now=NOW)
    booked = vobject.readOne(part(sent(0), "text/calendar").get_content()).vevent
    cancel(delegate, by=None, now=NOW + timedelta(hours=1))
    run_queue()
    entry = part(sent(1), "text/calendar")
    cancelled = vobject.readOne(entry.get_content()).vevent
    assert entry.get_param("method") == "CANCEL"
    assert (cancelled.uid.value, cancelled.status.value) == (booked.uid.value, "CANCELLED")
    assert int(cancelled.sequence.value) > int(booked.sequence.value)


def test_a_letter_about_an_earlier_state_is_dropped(conference: Conference) -> None:
    a_category(conference, needs_approval=True)
    delegate = sign_up(conference, a_sign_up(language="en"), by=None, now=NOW)
    confirm(delegate, by=None, now=NOW)
    run_queue()
    assert [message.subject.partition(":")[0] for message in mail.outbox] == ["Registered"]
    assert list(Letter.objects.order_by("pk").values_list("state", flat=True)) == [
        LetterState.DROPPED,
        LetterState.SENT,
    ]


def test_a_confirmation_carries_a_badge_even_where_no_font_has_the_name(conference: Conference) -> None:
    a_category(conference)
    delegate = sign_up(conference, a_sign_up(language="en"), by=None, now=NOW)
    Delegate.objects.filter(pk=delegate.pk).update(name="王\U0002a6d6", name_latin="WANG Zhe")
    [pdf] = [each for each in sent().walk() if each.get_content_type() == "application/pdf"]
    assert "WANG Zhe" in paper.text(pdf.get_content())


def test_markup_in_a_name_stays_text(conference: Conference) -> None:
    a_category(conference)
    delegate = sign_up(conference, a_sign_up(language="en"), by=None, now=NOW)
    Delegate.objects.filter(pk=delegate.pk).update(name_latin="<b>Lin & Co")
    assert "Dear <b>Lin & Co," in words(sent())
    assert "Dear <bdi>&lt;b&gt;Lin &amp; Co</bdi>," in words(sent(), "html")


def test_a_replaced_code_comes_with_its_picture_and_badge_and_without_a_calendar_entry(conference: Conference) -> None:
    a_category(conference)
    delegate = sign_up(conference, a_sign_up(language="en", sends_letter=False), by=None, now=NOW)
    fresh = reissue_credential(delegate.credentials.get(), by=None, now=NOW)
    letter = sent()
    assert letter["Subject"] == "Your new code: National Biotechnology Innovation Conference"
    assert "Every door refuses the old one from now on" in words(letter)
    assert "Every door refuses the old one from now on" in words(letter, "html")
    assert re.sub(r"\s", "", words(letter)).count(fresh.code) == 1
    assert zxingcpp.read_barcodes(Image.open(BytesIO(part(letter, "image/png").get_content())))[0].text == fresh.code

    assert part(letter, "application/pdf").get_filename() == "badge-D-0001.pdf"
    assert "text/calendar" not in {each.get_content_type() for each in letter.walk()}


def test_a_code_that_was_replaced_again_is_not_sent(conference: Conference) -> None:
    a_category(conference)
    delegate = sign_up(conference, a_sign_up(sends_letter=False), by=None, now=NOW)
    second = reissue_credential(delegate.credentials.get(), by=None, now=NOW)
    reissue_credential(second, by=None, now=NOW)
    run_queue()
    states = Letter.objects.order_by("pk").values_list("state", flat=True)
    assert list(states) == [LetterState.DROPPED, LetterState.SENT]


def test_a_new_code_of_somebody_who_has_cancelled_since_is_not_sent(conference: Conference) -> None:
    a_category(conference)
    delegate = sign_up(conference, a_sign_up(sends_letter=False), by=None, now=NOW)
    reissue_credential(delegate.credentials.get(), by=None, now=NOW)
    cancel(delegate, by=None, now=NOW)
    run_queue()
    states = dict(Letter.objects.values_list("kind", "state"))
    assert states == {"delegate_reissued": LetterState.DROPPED, "delegate_cancelled": LetterState.SENT}
