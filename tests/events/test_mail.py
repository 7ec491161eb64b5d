"""Letters to people on stage, as the worker sends them after a release."""

from datetime import timedelta

import pytest
from django.core import mail
from icalendar import Calendar

from events.jobs.sending import send
from events.models import Letter, LetterState, Release
from events.operations.publishing import publish
from events.queries.releases import calendar_uids
from events.rules.publication import PublishWishes
from speakers.models import Appearance
from tests.builders.people import NOW, Cast
from tests.builders.programmes import SmallProgramme, a_programme, a_talk, on_stage
from toolkit.text import Text

pytestmark = pytest.mark.django_db
MARKUP = "<b>Bold</b>"


@pytest.fixture
def small(cast: Cast) -> SmallProgramme:
    """Publish a small programme; move its first talk, take the speaker off the second, and give them a third."""
    cast.conference.contact_email = "office@academy.example"
    cast.conference.save()
    small = a_programme(cast.conference, cast.forum)
    small.speaker.person.email = "lin@academy.example"
    small.speaker.person.save()
    publish(small.conference, by=None, now=NOW)
    first, second = small.talks
    first.starts_at, first.title_en = first.starts_at + timedelta(minutes=10), f"Chromosomes {MARKUP}"
    first.save()
    Appearance.objects.filter(talk=second).delete()
    on_stage(small.speaker, a_talk(small.plenary, title_zh="致辞", title_en="Opening words"))
    note = Text("次序有变。", f"The order has changed. {MARKUP}")
    publish(small.conference, by=None, now=NOW, wishes=PublishWishes(note=note))
    return small


def sent_parts() -> dict[str, list[str]]:
    """Send the only letter, and return the parts of the message by content type and the calendar's method."""
    send(Letter.objects.get().pk)
    (message,) = mail.outbox
    assert message.to == ["lin@academy.example"]
    found: dict[str, list[str]] = {}
    for part in message.message().walk():
        payload = part.get_payload(decode=True)
        if isinstance(payload, bytes):
            kind = f"{part.get_content_type()} {part.get_param('method') or ''}".strip()
            found.setdefault(kind, []).append(payload.decode())
    return found


def entries(ics: str) -> list[tuple[str, ...]]:
    """Return UID, SEQUENCE, STATUS and SUMMARY of each entry."""
    found = Calendar.from_ical(ics).walk("VEVENT")
    return [tuple(str(event[name]) for name in ("UID", "SEQUENCE", "STATUS", "SUMMARY")) for event in found]


def test_one_letter_in_both_languages_tells_all_that_has_changed(small: SmallProgramme) -> None:
    told = sent_parts()
    (words,), (page,) = told["text/plain"], told["text/html"]
    chinese, english = words.split("— — —")
    assert "致辞" in chinese
    assert english.index("New: Opening words") < english.index(f"Moved: Chromosomes {MARKUP}")
    assert english.index("10:12–10:42, Taihu Hall") < english.index("10:22–10:42, Taihu Hall")
    assert "No longer yours, or cancelled: Gene circuits" in english
    assert f"The order has changed. {MARKUP}" in english
    assert MARKUP not in page
    assert page.count("Chromosomes &lt;b&gt;Bold&lt;/b&gt;") == 1
    assert "/changes/" in words


def test_its_calendar_updates_the_entries_by_uid_and_takes_off_those_that_are_gone(small: SmallProgramme) -> None:
    told = sent_parts()
    uids = calendar_uids(Release.objects.get(number=1))
    first, second = small.talks
    opening, moved = entries(told["text/calendar PUBLISH"][0])
    assert moved == (uids["talk", first.code], "2", "CONFIRMED", "人工合成染色体")
    assert opening[1:] == ("2", "CONFIRMED", "致辞")
    assert entries(told["text/calendar CANCEL"][0]) == [(uids["talk", second.code], "2", "CANCELLED", "基因线路设计")]
    assert "METHOD:CANCEL" in told["text/calendar CANCEL"][0]


def test_in_a_known_language_it_is_in_that_one_only(small: SmallProgramme) -> None:
    letter = Letter.objects.get()
    letter.language = "en"
    del letter.context["is_bilingual"]
    letter.save()
    told = sent_parts()
    assert "— — —" not in told["text/plain"][0]
    assert "致辞" not in told["text/plain"][0]
    assert told["text/plain"][0].startswith("Dear LIN Zhiyuan,")


def test_a_letter_about_a_release_that_is_gone_is_dropped(small: SmallProgramme) -> None:
    Letter.objects.update(subject_key="0")
    send(Letter.objects.get().pk)
    assert (mail.outbox, Letter.objects.get().state) == ([], LetterState.DROPPED)
