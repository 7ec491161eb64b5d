"""Inviting the secretaries of many forums from one pasted list."""

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from events.models import Forum, Letter, Membership
from events.rules.office.roles import Role
from tests.builders.people import Cast, a_user, signed_in
from tests.queue import run_queue

pytestmark = pytest.mark.django_db
LINES = """01, 沈知秋, shen@example.com
2\t沈知秋\tshen@example.com
1, forum_secretary@example.com
9, 何怀瑾, he@example.com
2, <b>柏蔚</b>, bai@example.com
2, 柳岸"""


@pytest.fixture
def owner(cast: Cast) -> Client:
    Forum.objects.create(conference=cast.conference, number=2, title_en="Second")
    Forum.objects.create(conference=cast.conference, number=3, title_en="Third")
    return signed_in(cast.members[Role.OWNER])


def address(cast: Cast) -> str:
    return reverse("console_secretaries", args=[cast.conference.slug])


def test_the_preview_says_who_gets_which_forum_and_what_is_wrong(owner: Client, cast: Cast) -> None:
    page = owner.post(address(cast), {"lines": LINES}, follow=True)
    rows = [(row.judged.said.line, row.forum and row.forum.number, row.remarks) for row in page.context["rows"]]
    assert rows == [
        (4, None, ["there is no forum with this number"]),
        (6, 2, ["no e-mail address"]),
        (1, 1, ["the forum has a secretary already; this will be one more"]),
        (3, 1, ["is the secretary of this forum already"]),
        (2, 2, []),
        (5, 2, []),
    ]
    html = page.content.decode()
    assert "Send 3 letters" in html
    assert "&lt;b&gt;柏蔚&lt;/b&gt;" in html
    assert [forum.number for forum in page.context["left_over"]] == [3]
    assert not Letter.objects.exists()


def test_one_press_sends_all_letters(owner: Client, cast: Cast) -> None:
    shown = owner.post(address(cast), {"lines": LINES}, follow=True).context["mark"]
    answer = owner.post(address(cast), {"lines": LINES, "shown": shown, "send": "yes"}, follow=True)
    assert "3 letters are on their way." in answer.content.decode()
    members = Membership.objects.filter(role=Role.FORUM_SECRETARY, user__name="沈知秋")
    assert sorted(members.values_list("forum__number", flat=True)) == [1, 2]
    run_queue()
    assert sorted(letter.to[0] for letter in mail.outbox) == ["bai@example.com", "shen@example.com", "shen@example.com"]
    again = owner.post(address(cast), {"lines": LINES, "shown": shown, "send": "yes"}, follow=True)
    assert "Something has changed since you looked at the list." in again.content.decode()
    assert Letter.objects.count() == 3


def test_nothing_is_sent_that_was_not_shown(owner: Client, cast: Cast) -> None:
    answer = owner.post(address(cast), {"lines": LINES, "send": "yes"}, follow=True)
    assert "nothing has been sent" in answer.content.decode()
    assert not Letter.objects.exists()


def test_an_empty_or_endless_list_is_refused(owner: Client, cast: Cast) -> None:
    for lines, words in ((" , \n", "nothing to read"), ("1, a, a@example.com\n" * 301, "At most 300 lines")):
        assert words in owner.post(address(cast), {"lines": lines}, follow=True).content.decode()


def test_what_an_account_of_another_organisation_is_called_is_not_told(owner: Client, cast: Cast) -> None:
    cast.neighbour.name = "Somebody Known Elsewhere"
    cast.neighbour.save()
    page = owner.post(address(cast), {"lines": "3, 邻人, neighbour@example.com"}, follow=True).content.decode()
    assert "Elsewhere" not in page


def test_the_list_begins_with_the_forum_that_lacks_somebody(owner: Client, cast: Cast) -> None:
    assert ">03, </textarea>" in owner.get(address(cast) + "?forum=3").content.decode().replace("\n03", "03")
    assert owner.get(address(cast) + "?forum=x").status_code == 200


def test_a_list_of_three_takes_as_many_statements_as_one(owner: Client, cast: Cast) -> None:
    a_user("c@example.com")
    lines = ["3, 甲, a@example.com", "3, 乙, b@example.com", "2, 丙, c@example.com"]
    taken = []
    for pasted in (lines[:1], lines[:1], lines):
        with CaptureQueriesContext(connection) as asked:
            owner.post(address(cast), {"lines": "\n".join(pasted)}, follow=True)
        taken.append(len(asked))
    assert taken[1] == taken[2]
