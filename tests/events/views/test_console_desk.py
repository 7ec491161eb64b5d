"""The desk of a forum: what its hosts and the centre do there."""

from datetime import timedelta

import pytest
from django.conf import LazySettings
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from events.models import ChangeRequest, Conference, Forum, Remark, Talk
from events.operations.forums import take_forum_step
from events.operations.remarks import RemarkDraft, add_remark
from events.operations.requests import Wish, ask_change
from events.operations.running_order import set_length
from events.rules.forums import ForumState, ForumStep, RequestState
from events.rules.office.roles import Role
from events.rules.requests import RoomValue, TitleValue
from speakers.models import SpeakerState
from tests.builders.people import NOW, Cast, a_member, signed_in
from tests.builders.programme import a_room, a_session, a_talk, session_of
from tests.builders.programmes import a_speaker, make_ready, on_stage
from toolkit.clock import Clock

MARKUP = "<img src=x onerror=alert(1)>"


@pytest.fixture
def secretary(cast: Cast) -> Client:
    return signed_in(cast.members[Role.FORUM_SECRETARY])


@pytest.fixture
def organiser(cast: Cast) -> Client:
    return signed_in(cast.members[Role.ORGANISER])


def url(name: str, cast: Cast, **more: str | int) -> str:
    return reverse(name, kwargs={"conference": cast.conference.slug, "number": 1} | more)


def desk(client: Client, cast: Cast) -> str:
    return " ".join(client.get(url("console_forum", cast)).content.decode().split())


def starts(*talks: Talk) -> list[str]:
    """Return when the talks start, in Shanghai."""
    zone = talks[0].conference.zone
    return [f"{Talk.objects.get(pk=talk.pk).starts_at.astimezone(zone):%H:%M}" for talk in talks]


def test_the_checklist_says_what_is_required_and_the_button_waits_for_it(secretary: Client, cast: Cast) -> None:
    session = a_session(cast.conference, cast.forum)
    a_talk(session, title_en="")
    shown = desk(secretary, cast)
    assert "No speaker: item 1" in shown
    assert "Nobody chairs the forum" in shown
    assert "Title in one language only: item 1" in shown
    assert "Settle the 2 required items first." in shown
    assert shown.count('value="submit" disabled') == 2
    secretary.post(url("console_forum_step", cast), {"step": "submit"})
    assert Forum.objects.get(number=1).state == ForumState.DRAFTING
    session.delete()
    make_ready(cast.forum)
    assert 'value="submit" disabled' not in desk(secretary, cast)
    secretary.post(url("console_forum_step", cast), {"step": "submit"})
    assert Forum.objects.get(number=1).state == ForumState.SUBMITTED


def test_the_ladder_names_who_took_each_step(secretary: Client, organiser: Client, cast: Cast) -> None:
    make_ready(cast.forum)
    secretary.post(url("console_forum_step", cast), {"step": "submit"})
    organiser.post(url("console_forum_step", cast), {"step": "return"})
    shown = desk(secretary, cast)
    ladder = shown[shown.index('class="ladder"') : shown.index("</ol>")]
    assert "forum_secretary@example.com" in ladder
    assert "organiser@example.com" in ladder
    assert ladder.index("Returned for changes") > ladder.index('aria-current="step"')


def test_lengths_and_order_are_changed_and_starts_follow(secretary: Client, cast: Cast) -> None:
    session = a_session(cast.conference, cast.forum)
    first, second, third = (a_talk(session, minute) for minute in (0, 20, 40))
    secretary.post(url("console_talk_length", cast, code=first.code), {"minutes": "35"})
    assert starts(first, second, third) == ["14:00", "14:35", "14:55"]
    secretary.post(url("console_talk_move", cast, code=third.code), {"place": "up"})
    assert starts(first, third, second) == ["14:00", "14:35", "14:55"]
    answer = secretary.post(url("console_talk_move", cast, code=second.code), {"place": f"{session.code}:0"})
    assert answer.headers["Location"].endswith(f"#talk-{second.code}")
    assert starts(second, first, third) == ["14:00", "14:20", "14:55"]


@pytest.mark.parametrize("minutes", ["", "0", "-5", "1441", "soon", "1e3"])
def test_a_length_that_is_none_changes_nothing(secretary: Client, cast: Cast, minutes: str) -> None:
    talk = a_talk(a_session(cast.conference, cast.forum))
    answer = secretary.post(url("console_talk_length", cast, code=talk.code), {"minutes": minutes}, follow=True)
    assert "A talk lasts from one minute to a day." in answer.content.decode()
    assert Talk.objects.get().ends_at == talk.ends_at


@pytest.mark.parametrize("place", ["", "up", "nowhere:0", "x" * 300, "{code}:7", "{code}:-1"])
def test_a_place_that_does_not_exist_is_refused_in_words(secretary: Client, cast: Cast, place: str) -> None:
    session = a_session(cast.conference, cast.forum)
    talk = a_talk(session)
    sent = {"place": place.format(code=session.code)}
    answer = secretary.post(url("console_talk_move", cast, code=talk.code), sent, follow=True)
    assert "The talk cannot be put there." in answer.content.decode()


def test_hosts_do_not_move_breaks_and_the_centre_does(secretary: Client, organiser: Client, cast: Cast) -> None:
    session = a_session(cast.conference, cast.forum)
    a_talk(session)
    tea = a_talk(session, 20, kind="break")
    address = url("console_talk_length", cast, code=tea.code)
    assert address not in desk(secretary, cast)
    assert secretary.post(address, {"minutes": "5"}).status_code == 403
    assert organiser.post(address, {"minutes": "5"}).status_code == 302


def test_a_talk_moves_to_another_session_of_the_forum_with_its_consequence_told(secretary: Client, cast: Cast) -> None:
    first, second = (
        a_session(cast.conference, cast.forum, starts_at=NOW, ends_at=NOW + timedelta(minutes=length))
        for length in (60, 30)
    )
    a_talk(second)
    talk = a_talk(first)
    page = secretary.get(url("console_talk_move", cast, code=talk.code)).content.decode()
    assert "the session then ends too late" in page
    secretary.post(url("console_talk_move", cast, code=talk.code), {"place": f"{second.code}:1"})
    assert session_of(Talk.objects.select_related("session").get(pk=talk.pk)) == second
    assert "10 minutes too late" in desk(secretary, cast)


def test_an_overrun_offers_a_shorter_last_talk_and_a_request(secretary: Client, cast: Cast) -> None:
    session = a_session(cast.conference, cast.forum)
    last = a_talk(session, 100)
    Talk.objects.filter(pk=last.pk).update(ends_at=session.ends_at + timedelta(minutes=10))
    shown = desk(secretary, cast)
    assert "Make item 1 20 min long" in shown
    assert f"{url('console_forum_ask', cast, fact='time')}?session={session.code}" in shown


def test_a_locked_fact_is_asked_for_and_its_state_is_shown(secretary: Client, cast: Cast) -> None:
    old, new = a_room(cast.conference, "B302"), a_room(cast.conference, "C103", capacity=300)
    session = a_session(cast.conference, cast.forum, room=old)
    page = secretary.get(reverse("console_session", args=[cast.conference.slug, session.code])).content.decode()
    assert f"{url('console_forum_ask', cast, fact='room')}?session={session.code}" in page
    sent = {"about": session.code, "room": new.pk, "reason": MARKUP}
    assert secretary.post(url("console_forum_ask", cast, fact="room"), sent).status_code == 302
    shown = desk(secretary, cast)
    assert "Asked for C103 · 300 seats" in shown
    assert MARKUP not in shown
    [request] = ChangeRequest.objects.all()
    secretary.post(url("console_forum_withdraw", cast, key=request.pk))
    again = secretary.post(url("console_forum_withdraw", cast, key=request.pk), follow=True)
    assert "The request has been answered meanwhile." in again.content.decode()
    assert ChangeRequest.objects.get().state == RequestState.WITHDRAWN


@pytest.mark.parametrize(
    ("fact", "sent"),
    [
        ("room", {"room": "0"}),
        ("day", {"day": "2027-05-01"}),
        ("day", {"day": "2027-04-16"}),
        ("time", {"about": "{code}", "starts": "16:00", "ends": "15:00"}),
        ("time", {"about": "", "starts": "14:00", "ends": "15:00"}),
        ("title", {"title_zh": "", "title_en": ""}),
        ("title", {"title_zh": "细胞", "title_en": "", "about": "nonsense"}),
    ],
)
def test_a_request_that_cannot_be_granted_is_refused_in_words(
    secretary: Client, cast: Cast, fact: str, sent: dict[str, str]
) -> None:
    session = a_session(cast.conference, cast.forum)
    filled = {name: value.format(code=session.code) for name, value in sent.items()} | {"reason": "We need it."}
    assert secretary.post(url("console_forum_ask", cast, fact=fact), filled).status_code == 422
    assert not ChangeRequest.objects.exists()


def test_a_request_about_what_has_been_removed_is_told_as_such(secretary: Client, cast: Cast) -> None:
    room = a_room(cast.conference, "C103")
    a_session(cast.conference, cast.forum)
    wish = Wish(wanted=RoomValue(rooms=(room.pk,)), reason="Larger.")
    ask_change(cast.forum, wish, by=None, now=NOW)
    room.delete()
    assert "What it is about has been removed meanwhile." in desk(secretary, cast)


def test_a_remark_is_answered_settled_and_closed(secretary: Client, organiser: Client, cast: Cast) -> None:
    talk = a_talk(a_session(cast.conference, cast.forum))
    address = f"{url('console_remark_new', cast)}?talk={talk.code}"
    assert organiser.post(address, {"text": MARKUP}).status_code == 302
    [remark] = Remark.objects.all()
    shown = desk(secretary, cast)
    assert "1 remark without an answer" in shown
    assert "&lt;img src=x onerror=alert(1)&gt;" in shown
    secretary.post(url("console_remark", cast, key=remark.pk), {"answer": "The title is new."})
    secretary.post(url("console_remark_settle", cast, key=remark.pk))
    shown = desk(organiser, cast)
    assert "The title is new." in shown
    assert "remark without an answer" not in shown
    organiser.post(url("console_remark_close", cast, key=remark.pk))
    assert "The title is new." not in desk(secretary, cast)
    late = secretary.post(url("console_remark", cast, key=remark.pk), {"answer": "Too late."}, follow=True)
    assert "The remark is closed." in late.content.decode()


def test_the_deadline_is_told_locks_and_is_lifted_for_one_forum(
    secretary: Client, organiser: Client, cast: Cast, settings: LazySettings
) -> None:
    settings.CLOCK = Clock(starts_at=NOW, stands=True, started=NOW)
    talk = a_talk(a_session(cast.conference, cast.forum))
    Conference.objects.filter(pk=cast.conference.pk).update(submit_by=NOW + timedelta(days=4, hours=2))
    shown = desk(secretary, cast)
    assert "4 days left" in shown
    assert "Beijing Time (UTC+8)" in shown
    Conference.objects.filter(pk=cast.conference.pk).update(submit_by=NOW - timedelta(days=1))
    shown = desk(secretary, cast)
    assert "The deadline has passed." in shown
    assert shown.count("Request a change") == 4
    length = url("console_talk_length", cast, code=talk.code)
    assert secretary.post(length, {"minutes": "5"}).status_code == 403
    organiser.post(url("console_forum_reopen", cast), {"until_day": "2027-04-16", "until_time": "18:00"})
    assert secretary.post(length, {"minutes": "5"}).status_code == 302
    organiser.post(url("console_forum_reopen", cast), {"end": "1"})
    assert secretary.post(length, {"minutes": "6"}).status_code == 403
    past = organiser.post(url("console_forum_reopen", cast), {"until_day": "2027-04-15"}, follow=True)
    assert "That time has passed." in past.content.decode()


def test_what_hosts_change_after_approval_waits_and_is_shown_old_and_new(
    secretary: Client, organiser: Client, cast: Cast
) -> None:
    session = make_ready(cast.forum)
    take_forum_step(cast.forum, ForumStep.APPROVE, by=None, now=NOW)
    assert "Waits for approval" not in desk(secretary, cast)
    [talk] = session.talks.all()
    set_length(talk, timedelta(minutes=45), by=cast.members[Role.FORUM_SECRETARY], now=NOW)
    shown = desk(secretary, cast)
    assert "What you change now waits until the organisers approve it again" in shown
    assert "09:42" in shown
    assert "09:57" in shown
    organiser.post(url("console_forum_step", cast), {"step": "approve"})
    assert "Waits for approval" not in desk(organiser, cast)


def test_a_second_editor_sees_who_edits_what(secretary: Client, cast: Cast) -> None:
    talk = a_talk(a_session(cast.conference, cast.forum))
    other = signed_in(a_member(Role.PROGRAMME_EDITOR, organisation=cast.organisation, email="hua@example.com"))
    address = url("console_forum_editing", cast)
    assert "is editing this" not in other.post(address, {"item": f"talk-{talk.code}"}).content.decode()
    seen = " ".join(secretary.get(address).content.decode().split())
    assert f'id="editing-talk-{talk.code}" hx-swap-oob="true"> hua@example.com is editing this' in seen
    assert seen.count("is editing this") == 1
    assert "is editing this" not in other.get(address).content.decode()


def test_a_secretary_gets_nowhere_with_the_keys_of_another_forum(secretary: Client, cast: Cast) -> None:
    other = Forum.objects.create(conference=cast.conference, number=2, title_en="Other")
    session = a_session(cast.conference, other, room=a_room(cast.conference))
    talk = a_talk(session)
    wish = Wish(wanted=TitleValue(title_zh="细胞", title_en=""), reason="Shorter.")
    request = ask_change(other, wish, by=None, now=NOW)
    remark = add_remark(other, RemarkDraft(text="Why?"), by=None, now=NOW)
    doors: list[tuple[str, dict[str, str | int], dict[str, str]]] = [
        ("console_talk_length", {"code": talk.code}, {"minutes": "5"}),
        ("console_talk_move", {"code": talk.code}, {"place": "down"}),
        ("console_forum_withdraw", {"key": request.pk}, {}),
        ("console_remark", {"key": remark.pk}, {"answer": "Mine."}),
        ("console_remark_settle", {"key": remark.pk}, {}),
        ("console_forum_ask", {"fact": "title"}, {"title_en": "Mine", "reason": "Mine.", "about": session.code}),
        ("console_forum_editing", {}, {"item": f"talk-{talk.code}"}),
    ]
    for name, keys, sent in doors:
        for number in (1, 2):
            address = url(name, cast, **(keys | {"number": number}))
            status = secretary.post(address, sent).status_code
            is_own = number == 1 and name == "console_forum_editing"
            assert is_own or status in {403, 404, 422}, (name, number, status)
    remark.refresh_from_db()
    request.refresh_from_db()
    assert (remark.answer, remark.is_settled, request.state) == ("", False, RequestState.OPEN)
    assert ChangeRequest.objects.count() == 1
    assert Talk.objects.get().ends_at == talk.ends_at


def test_three_sessions_with_requests_and_remarks_take_as_many_queries_as_one(
    secretary: Client, cast: Cast, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    def fill() -> None:
        session = a_session(cast.conference, cast.forum, room=a_room(cast.conference))
        talk = a_talk(session)
        on_stage(a_speaker(cast.conference, state=SpeakerState.INVITED), talk)
        add_remark(cast.forum, RemarkDraft(text="Why?", talk=talk), by=None, now=NOW)
        wish = Wish(wanted=TitleValue(title_zh="上半场", title_en=""), session=session, reason="Shorter.")
        ask_change(cast.forum, wish, by=cast.members[Role.FORUM_SECRETARY], now=NOW)

    fill()
    desk(secretary, cast)
    with django_assert_num_queries(QUERIES):
        desk(secretary, cast)
    fill()
    fill()
    with django_assert_num_queries(QUERIES):
        desk(secretary, cast)


QUERIES = 15


def test_a_host_is_led_back_from_a_talk_to_the_desk(secretary: Client, cast: Cast) -> None:
    talk = a_talk(a_session(cast.conference, cast.forum))
    address = reverse("console_talk", kwargs={"conference": cast.conference.slug, "code": talk.code})
    page = secretary.get(address)
    assert f'hx-vals=\'{{"item": "talk-{talk.code}"}}\'' in page.content.decode()
    form = page.context["form"]
    filled = {"kind": "talk", "title_en": "Cells", "starts": "14:00", "ends": "14:20", "seen": form["seen"].value()}
    assert secretary.post(address, filled).headers["Location"] == f"{url('console_forum', cast)}#talk-{talk.code}"
