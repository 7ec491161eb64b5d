"""Every save in the console answers with the clashes it makes, linked at both ends."""

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from events.models import Session, Talk
from events.rules.office.roles import Role
from speakers.models import Appearance, Speaker, SpeakerState
from tests.builders.people import Cast, a_person, signed_in
from tests.builders.programme import a_room, a_session, a_talk, session_of
from tests.queue import run_queue


@pytest.fixture
def owner(cast: Cast) -> Client:
    return signed_in(cast.members[Role.OWNER])


def page_of(item: Session | Talk) -> str:
    name = "console_talk" if isinstance(item, Talk) else "console_session"
    return reverse(name, args=[item.conference.slug, item.code])


def sent_back(owner: Client, address: str, **changes: str) -> dict[str, str]:
    """Return what the form at the address sends if only `changes` are typed."""
    form = owner.get(address).context["form"]
    values = {name: form[name].value() for name in form.fields}
    return {name: str(value) for name, value in values.items() if value not in (None, "", False, [])} | changes


def saved(owner: Client, address: str, **changes: str) -> str:
    """Save a form with changes and return the page that follows."""
    answer = owner.post(address, sent_back(owner, address, **changes), follow=True)
    assert answer.redirect_chain, answer.context["form"].errors
    return answer.content.decode()


def a_speaker(cast: Cast, *talks: Talk, **fields: object) -> Speaker:
    speaker = Speaker.objects.create(conference=cast.conference, person=a_person(cast.organisation), **fields)
    for talk in talks:
        Appearance.objects.create(speaker=speaker, talk=talk, role="speaker")
    return speaker


def two_talks(cast: Cast) -> tuple[Talk, Talk]:
    """Create two talks at the same time, in two sessions."""
    return a_talk(a_session(cast.conference, cast.forum)), a_talk(a_session(cast.conference), title_en="Other")


def test_putting_a_session_into_a_taken_room_names_both_sessions(owner: Client, cast: Cast) -> None:
    room = a_room(cast.conference, "B302")
    there = a_session(cast.conference, room=room, title_en="There before")
    moved = a_session(cast.conference, title_en="Moved here")
    page = saved(owner, page_of(moved), room=str(room.pk))
    told = page[page.index('id="messages"') : page.index("The session itself")]
    assert "This now clashes:" in told
    assert "B302" in told
    assert told.count(f'href="{page_of(there)}"') == 2  # in the message, and in the list of the page
    assert f'href="{page_of(moved)}"' in told


def test_both_ends_list_the_clash_with_a_link_to_the_other(owner: Client, cast: Cast) -> None:
    first, second = two_talks(cast)
    a_speaker(cast, first, second)
    for one, other in ((first, second), (second, first)):
        listed = owner.get(page_of(one)).content.decode()
        assert f'href="{page_of(other)}"' in listed
        assert f'href="{page_of(one)}"' not in listed
        assert f'href="{page_of(other)}"' in owner.get(page_of(session_of(one))).content.decode()


def test_moving_a_talk_tells_who_is_then_in_two_places(owner: Client, cast: Cast) -> None:
    first, second = two_talks(cast)
    later = timedelta(minutes=40)
    Talk.objects.filter(pk=second.pk).update(starts_at=second.starts_at + later, ends_at=second.ends_at + later)
    a_speaker(cast, first, second)
    page = saved(owner, page_of(second), starts="14:10", ends="14:30")
    assert "This now clashes:" in page
    assert "LIN Zhiyuan" in page
    assert f'href="{page_of(first)}"' in page


def test_a_save_that_makes_no_clash_tells_none(owner: Client, cast: Cast) -> None:
    first, second = two_talks(cast)
    a_speaker(cast, first, second)
    page = saved(owner, page_of(second), title_en="A better title")
    assert "This now clashes:" not in page
    assert f'href="{page_of(first)}"' in page  # the clash that was there is listed on


def test_a_speaker_who_is_back_on_stage_clashes_again(owner: Client, cast: Cast) -> None:
    speaker = a_speaker(cast, *two_talks(cast), state=SpeakerState.DECLINED)
    address = reverse("console_person", args=[cast.conference.slug, speaker.code])
    page = owner.get(address)
    data = {"name": "林知远", "name_latin": "LIN Zhiyuan", "stage-state": "confirmed"}
    for prefix, form in (("", page.context["form"]), ("stage-", page.context["stage"])):
        data[f"{prefix}seen"] = form.initial["seen"]
    assert "This now clashes:" in owner.post(address, data, follow=True).content.decode()


def test_pasted_sessions_and_talks_tell_their_clashes(owner: Client, cast: Cast) -> None:
    room = a_room(cast.conference, "B302")
    a_session(cast.conference, room=room, title_en="There before")
    address = reverse("console_sessions_paste", args=[cast.conference.slug])
    lines = "Plenary | 2027-04-16 | 14:30 | 15:30 | B302 | 报告 / Pasted"
    answer = owner.post(address, {"lines": lines}, follow=True)
    assert answer.redirect_chain, answer.context["form"].errors
    assert "This now clashes:" in answer.content.decode()


def test_an_imported_programme_tells_its_clashes(owner: Client, cast: Cast) -> None:
    there = a_session(cast.conference, room=a_room(cast.conference, "B302"), title_en="There before")
    address = reverse("console_sheet_new", args=[cast.conference.slug, "programme"])
    cells = "日期\t时间\t会议室\t题目\n2027-04-16\t14:30-15:30\tB302\t大会报告"
    report = owner.post(address, {"cells": cells})
    assert report.status_code == 302, report.context["form"].errors
    stored = owner.post(report["Location"], follow=True).content.decode()
    assert "Clashes made by this import" in stored
    assert f'href="{page_of(there)}"' in stored
    there.delete()
    assert "Clashes made by this import" not in owner.get(report["Location"]).content.decode()


def test_the_report_of_a_job_names_the_clashes_that_the_import_has_made(owner: Client, cast: Cast) -> None:
    room = a_room(cast.conference, "B302")
    old = [a_session(cast.conference, room=room, title_en=f"Old {number}") for number in (1, 2)]
    address = reverse("console_sheet_new", args=[cast.conference.slug, "programme"])
    day = datetime(2027, 4, 16, 8, tzinfo=UTC)
    rows = [
        f"2027-04-17\t{day + timedelta(minutes=2 * at):%H:%M}-{day + timedelta(minutes=2 * at + 2):%H:%M}"
        for at in range(240)
    ]
    lines = [f"{row}\tB302\tTalk {at}" for at, row in enumerate(rows)]
    cells = "\n".join(["日期\t时间\t会议室\t题目", "2027-04-16\t14:30-15:30\tB302\t开场报告", *lines])
    report = owner.post(address, {"cells": cells})["Location"]
    job = owner.post(report)["Location"]
    assert "/console/jobs/" in job
    run_queue()
    page = owner.get(report).content.decode()
    told = page[page.index("Clashes made by this import") : page.index("Row by row")]
    made = Session.objects.get(title_zh="开场报告")
    assert [told.count(f'href="{page_of(one)}"') for one in (*old, made)] == [1, 1, 1]


def test_the_list_of_sessions_has_the_days_clashes_for_those_who_can_mend_them(owner: Client, cast: Cast) -> None:
    first, second = two_talks(cast)
    a_speaker(cast, first, second)
    address = reverse("console_programme", args=[cast.conference.slug])
    today = owner.get(address + "?day=2027-04-16").content.decode()
    assert f'href="{page_of(first)}"' in today
    assert f'href="{page_of(second)}"' in today
    assert page_of(first) not in owner.get(address + "?day=2027-04-17").content.decode()
    viewer = Client()
    viewer.force_login(cast.members[Role.VIEWER])
    assert page_of(first) not in viewer.get(address + "?day=2027-04-16").content.decode()


def test_who_may_not_know_of_a_closed_meeting_is_not_told_who_is_in_it(cast: Cast) -> None:
    open_talk = a_talk(a_session(cast.conference, cast.forum))
    closed = a_session(cast.conference, kind="closed_door", access="invitation", title_en="Strategy round")
    a_speaker(cast, open_talk, a_talk(closed))
    secretary = Client()
    secretary.force_login(cast.members[Role.FORUM_SECRETARY])
    page = secretary.get(page_of(open_talk)).content.decode()
    assert closed.code not in page
    assert "Strategy round" not in page
    viewer = Client()
    viewer.force_login(cast.members[Role.VIEWER])
    assert closed.code not in viewer.get(page_of(open_talk)).content.decode()
