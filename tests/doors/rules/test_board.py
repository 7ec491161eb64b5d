from dataclasses import replace
from datetime import timedelta

import pytest

from doors.rules.board import ForumFacts, ForumStatus, Square, TalkFacts, square_of, status_of_forum
from tests.builders.people import NOW

TALK = TalkFacts(
    starts_at=NOW + timedelta(hours=1),
    ends_at=NOW + timedelta(hours=2),
    is_cancelled=False,
    is_named=True,
    has_arrived=False,
    doors_work=True,
)
FORUM = ForumFacts(
    state="approved", has_chair=True, meets_today=True, has_room=True, squares=(Square.READY,), inside=47, seats=160
)


@pytest.mark.parametrize(
    ("talk", "square"),
    [
        (TALK, Square.ABSENT),
        (replace(TALK, has_arrived=True), Square.READY),
        (replace(TALK, starts_at=NOW + timedelta(minutes=30)), Square.ACT),
        (replace(TALK, starts_at=NOW + timedelta(minutes=30), doors_work=False), Square.READY),
        (replace(TALK, is_named=False), Square.SHORT),
        (replace(TALK, is_cancelled=True), Square.GIVEN),
        (replace(TALK, ends_at=NOW), Square.GIVEN),
    ],
)
def test_a_talk_has_the_square_of_its_state(talk: TalkFacts, square: Square) -> None:
    assert square_of(talk, now=NOW) is square


@pytest.mark.parametrize(
    ("forum", "status"),
    [
        (FORUM, ForumStatus.FINE),
        (replace(FORUM, inside=161), ForumStatus.OVERFULL),
        (replace(FORUM, inside=161, squares=(Square.READY, Square.ACT)), ForumStatus.SPEAKER_MISSING),
        (replace(FORUM, has_chair=False), ForumStatus.NO_CHAIR),
        (replace(FORUM, has_room=False), ForumStatus.NO_ROOM),
        (replace(FORUM, has_room=False, meets_today=False), ForumStatus.NOT_TODAY),
        (replace(FORUM, state="submitted", meets_today=False), ForumStatus.SUBMITTED),
        (replace(FORUM, state="drafting"), ForumStatus.DRAFTING),
    ],
)
def test_a_forum_has_the_most_serious_status_that_applies(forum: ForumFacts, status: ForumStatus) -> None:
    assert status_of_forum(forum) is status
