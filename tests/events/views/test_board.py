"""The board of forums: what it shows, lists, sorts and sends."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils.html import strip_tags
from pytest_django import DjangoAssertNumQueries

from events.exporters.board import BOARD_EXPORT
from events.models import AcceptedClash, ChangeRequest, Forum, Job, Letter, Membership
from events.operations.forums import change_forum
from events.queries.bookings import programme_clashes
from events.rules.board import Counted
from events.rules.edits import ForumEdit
from events.rules.forums import ForumState, LockedFact
from events.rules.office.roles import Role
from events.rules.requests import TitleValue, stored
from speakers.models import Appearance, SpeakerState
from tests.builders.exports import read_export
from tests.builders.people import NOW, Cast, a_member, signed_in
from tests.builders.programme import a_session, a_talk
from tests.builders.programmes import a_room, a_speaker
from tests.queue import run_queue

pytestmark = pytest.mark.django_db
MOST_STATEMENTS = 15


@pytest.fixture
def editor(cast: Cast) -> Client:
    return signed_in(cast.members[Role.PROGRAMME_EDITOR])


def address(cast: Cast, name: str = "console_forums", *arguments: str) -> str:
    return reverse(name, args=[cast.conference.slug, *arguments])


def words(client: Client, url: str, headers: dict[str, str] | None = None) -> str:
    """Return the text of a page without its tags, with single spaces."""
    page = client.get(url, headers=headers)
    assert page.status_code == 200
    return text_of(page.content)


def text_of(html: bytes) -> str:
    return " ".join(strip_tags(html.decode().replace("<", " <")).split())


def a_full_forum(cast: Cast, number: int, **fields: object) -> Forum:
    """Create a forum that lacks something in every column."""
    titles = {"title_zh": f"分会{number}", "title_en": f"Forum {number}"}
    forum = Forum.objects.create(conference=cast.conference, number=number, **(titles | fields))
    room = a_room(cast.conference, f"A{number}")
    first, second = (a_session(cast.conference, forum, room=room) for _ in range(2))
    speaker = a_speaker(cast.conference, f"王{number}", f"WANG {number}", state=SpeakerState.INVITED)
    for talk in (a_talk(first), a_talk(second, title_en="")):
        Appearance.objects.create(speaker=speaker, talk=talk, role="speaker")
    a_talk(first, 30, title_en="Somebody’s talk")
    a_request(forum)
    a_member(
        Role.FORUM_SECRETARY,
        organisation=cast.organisation,
        conference=cast.conference,
        forum=forum,
        email=f"secretary{number}@example.com",
    )
    return forum


def a_request(forum: Forum) -> ChangeRequest:
    """Ask for another English title of a forum."""
    seen, wanted = (stored(TitleValue(title_zh=forum.title_zh, title_en=en)) for en in (forum.title_en, "Forum of <b>"))
    return ChangeRequest.objects.create(
        conference=forum.conference,
        forum=forum,
        fact=LockedFact.TITLE,
        seen=seen,
        wanted=wanted,
        reason="Better",
        asked_at=NOW,
    )


def test_a_line_counts_what_is_missing_and_the_sum_counts_a_clash_once(editor: Client, cast: Cast) -> None:
    forum = a_full_forum(cast, 2, state=ForumState.SUBMITTED)
    forum.changed_at, forum.changed_by = NOW - timedelta(hours=1), cast.members[Role.OWNER]
    forum.save()
    shown = words(editor, address(cast))
    # Two missing people (a talk and the chair), and so on; the room and the person are taken twice.
    assert "02 Forum 2 Submitted 50% 2 1 1 1 2 1 16 Apr 08:12 owner@example.com secretary2@example.com" in shown
    assert "2 forums, 3 talks 3 1 1 1 2 1" in shown


def test_every_number_opens_the_list_that_it_counts(editor: Client, cast: Cast) -> None:
    a_full_forum(cast, 2)
    page = address(cast, "console_forums_list", "people")
    assert "01 Synbio Nobody chairs the forum. 02 Forum 2" in words(editor, page)
    of_one = words(editor, f"{page}?forum=2", {"HX-Request": "true"})
    assert "Nobody chairs the forum. “Somebody’s talk”: nobody is named." in of_one
    assert "Synbio" not in of_one
    assert "Taihu Hall" in words(editor, address(cast, "console_forums_list", "clashes") + "?forum=2")
    for unknown in ("?forum=77", "?forum=x", "?forum="):
        assert editor.get(page + unknown).status_code == 404
    assert editor.get(address(cast, "console_forums_list", "nonsense")).status_code == 404


def numbers(client: Client, url: str) -> list[int]:
    return [row.line.number for row in client.get(url).context["rows"]]


def test_filters_and_orders_are_in_the_address(editor: Client, cast: Cast) -> None:
    a_full_forum(cast, 2, state=ForumState.SUBMITTED, changed_at=NOW)
    Forum.objects.create(conference=cast.conference, number=3, state=ForumState.SUBMITTED, title_en="Third")
    page = address(cast)
    assert numbers(editor, page) == [1, 2, 3]
    assert numbers(editor, f"{page}?state=submitted&sort=trouble") == [2, 3]
    assert numbers(editor, f"{page}?sort=changed") == [2, 1, 3]
    assert numbers(editor, f"{page}?state=trouble&sort=nonsense") == [1, 2, 3]
    assert numbers(editor, f"{page}?state=approved") == []
    assert "No forum is in this state." in words(editor, f"{page}?state=approved")
    assert "All 3 Draft 1 Submitted 2 Returned 0 Approved 0 Clash or nobody named 3" in words(editor, page)


def test_the_board_of_three_forums_takes_as_many_statements_as_that_of_one(
    editor: Client, cast: Cast, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    cast.forum.delete()
    a_full_forum(cast, 2)
    editor.get(address(cast))
    with django_assert_num_queries(MOST_STATEMENTS):
        editor.get(address(cast))
    for number in (3, 4):
        a_full_forum(cast, number)
    with django_assert_num_queries(MOST_STATEMENTS):
        editor.get(address(cast))


def test_an_accepted_clash_is_no_trouble(editor: Client, cast: Cast) -> None:
    a_full_forum(cast, 2)
    for clash in programme_clashes(cast.conference):
        AcceptedClash.objects.create(conference=cast.conference, mark=clash.mark, reason="Known", at=NOW)
    counts = [row.line.counts.get(Counted.CLASHES, 0) for row in editor.get(address(cast)).context["rows"]]
    assert counts == [0, 0]
    assert "Nothing here any more." in words(editor, address(cast, "console_forums_list", "clashes"))


def test_only_a_forum_that_nobody_looks_after_is_red(editor: Client, cast: Cast) -> None:
    for number, state in ((2, ForumState.DRAFTING), (3, ForumState.APPROVED)):
        Forum.objects.create(conference=cast.conference, number=number, state=state, title_en="Alone")
    assert [row.is_adrift for row in editor.get(address(cast)).context["rows"]] == [False, True, False]
    shown = words(editor, address(cast))
    assert "never signed in" in shown
    Membership.objects.all().filter(role=Role.FORUM_SECRETARY).delete()
    assert not any(row.is_adrift for row in editor.get(address(cast)).context["rows"])


@pytest.mark.usefixtures("at_nine")
def test_the_deadline_is_told_in_the_conferences_zone(editor: Client, cast: Cast) -> None:
    told = []
    for closes in (NOW + timedelta(days=3), NOW + timedelta(hours=20), NOW - timedelta(minutes=1)):
        cast.conference.submit_by = closes
        cast.conference.save()
        told.append(words(editor, address(cast)))
    assert "Closes 19 April, 09:12 , 3 days left" in told[0]
    assert "Closes 17 April, 05:12 , 1 day left" in told[1]
    assert "Closed since 16 April, 09:11" in told[2]


def test_who_looks_after_two_forums_sees_both_and_chooses_one_after_signing_in(cast: Cast) -> None:
    second = a_full_forum(cast, 2)
    a_full_forum(cast, 3)
    user = cast.members[Role.FORUM_SECRETARY]
    client = signed_in(user)
    assert client.get(reverse("after_login"), follow=True).redirect_chain[-1][0] == "/console/bio27/forums/1/"
    own = Membership.objects.get(user=user)
    own.pk, own.forum = None, second
    own.save()
    choice = client.get(reverse("after_login"), follow=True)
    assert choice.redirect_chain[-1][0] == "/console/bio27/enter/"
    shown = text_of(choice.content)
    assert "01 Synbio Drafting 02 Forum 2 Drafting" in shown
    assert "Forum 3" not in shown
    assert numbers(client, address(cast)) == [1, 2]


def test_several_forums_are_approved_or_returned_at_once(editor: Client, cast: Cast) -> None:
    Forum.objects.create(conference=cast.conference, number=2, state=ForumState.SUBMITTED)
    theirs = Forum.objects.create(conference=cast.neighbours_conference, number=3, state=ForumState.SUBMITTED)
    ticked = {"forum": ["1", "2", "3", "x", "99999999999"]}
    step = address(cast, "console_forums_ticked")
    answer = editor.post(step, ticked | {"do": "return"}, follow=True).content.decode()
    assert "1 forum returned. Not possible in their present state: 01." in answer
    assert "2 forums approved." in editor.post(step, ticked | {"do": "approve"}, follow=True).content.decode()
    states = dict(Forum.objects.filter(conference=cast.conference).values_list("number", "state"))
    assert states == {1: ForumState.APPROVED, 2: ForumState.APPROVED}
    theirs.refresh_from_db()
    assert theirs.state == ForumState.SUBMITTED
    for data, said in ((ticked | {"do": "publish"}, "Unknown step."), ({"do": "approve"}, "Tick the forums first.")):
        assert said in editor.post(step, data, follow=True).content.decode()


def test_a_reminder_says_who_gets_it_before_it_is_sent(editor: Client, cast: Cast) -> None:
    a_full_forum(cast, 2, state=ForumState.SUBMITTED)
    Forum.objects.create(conference=cast.conference, number=3, title_en="Alone")
    step = address(cast, "console_forums_ticked")
    asked = editor.post(step, {"forum": ["1", "2", "3"], "do": "remind"}, follow=True)
    shown = text_of(asked.content)
    assert "forum_secretary@example.com 01 Synbio" in shown
    assert "02 Forum 2 it waits for you, not for its secretary 03 Alone it has no secretary" in shown
    assert not Letter.objects.exists()
    remind = address(cast, "console_forums_remind")
    sent = editor.post(remind, {"forum": ["1", "2", "3"]}, follow=True).content.decode()
    assert "1 letter is on its way." in sent
    again = editor.post(remind, {"forum": ["1", "2", "3"]}, follow=True).content.decode()
    assert "Nobody was reminded." in again
    assert "a reminder was sent less than 24 hours ago" in words(editor, f"{remind}?forum=1")
    run_queue()
    assert [letter.to for letter in mail.outbox] == [["forum_secretary@example.com"]]


def test_a_change_after_the_approval_is_shown_until_it_is_approved(editor: Client, cast: Cast) -> None:
    step = address(cast, "console_forums_ticked")
    editor.post(step, {"forum": "1", "do": "approve"})
    assert "01 Synbio Approved" in words(editor, address(cast))
    secretary = cast.members[Role.FORUM_SECRETARY]
    change_forum(cast.forum, replace(ForumEdit.of(cast.forum), title_en="Synbio II"), by=secretary, now=NOW)
    assert "01 Synbio II Changed" in words(editor, address(cast))
    assert numbers(editor, address(cast) + "?state=submitted") == [1]
    editor.post(step, {"forum": "1", "do": "approve"})
    assert "01 Synbio II Approved" in words(editor, address(cast))


def test_the_board_is_exported_for_those_who_see_it(cast: Cast) -> None:
    a_full_forum(cast, 2)
    rows = {}
    for role in (Role.VIEWER, Role.FORUM_SECRETARY):
        signed_in(cast.members[role]).post(address(cast, "console_forums_export"))
        run_queue()
        rows[role] = read_export(Job.objects.get(kind=BOARD_EXPORT, asked_by=cast.members[role]))
    header, _first, second = rows[Role.VIEWER]
    assert header[6:12] == ["No speaker", "No translation", "No photo", "No answer", "Clashes", "Requests"]
    assert second[:12] == [2, "分会2", "Forum 2", "Drafting", 50, 3, 2, 1, 1, 1, 2, 1]
    assert [row[0] for row in rows[Role.FORUM_SECRETARY][1:]] == [1]
