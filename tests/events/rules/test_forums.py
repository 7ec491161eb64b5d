from datetime import datetime, timedelta

import pytest

from events.rules.forums import STEPS, ForumState, ForumStep, Locks, is_shut
from tests.builders.people import NOW

DRAFTING, SUBMITTED, RETURNED, APPROVED = ForumState
LATER, EARLIER = NOW + timedelta(minutes=1), NOW - timedelta(minutes=1)


@pytest.mark.parametrize(
    ("step", "starts", "end"),
    [
        (ForumStep.SUBMIT, {DRAFTING, RETURNED}, SUBMITTED),
        (ForumStep.APPROVE, {DRAFTING, SUBMITTED, RETURNED, APPROVED}, APPROVED),
        (ForumStep.RETURN, {SUBMITTED, APPROVED}, RETURNED),
    ],
)
def test_each_step_has_its_starting_states_and_its_result(
    step: ForumStep, starts: set[ForumState], end: ForumState
) -> None:
    assert STEPS[step] == (frozenset(starts), end)


def test_every_step_is_listed() -> None:
    assert set(STEPS) == set(ForumStep)


def test_the_conference_chooses_what_is_locked() -> None:
    nothing = Locks(rooms=False, times=False, titles=False)
    always = nothing.session_columns
    assert {"kind", "forum_id", "access", "is_cancelled"} <= always
    assert Locks(rooms=True, times=False).session_columns - always == {"room_id"}
    assert Locks(rooms=False, times=True).session_columns - always == {"starts_at", "ends_at"}
    titles = Locks(rooms=False, times=False, titles=True)
    assert titles.session_columns - always == titles.forum_columns - nothing.forum_columns == {"title_zh", "title_en"}


@pytest.mark.parametrize(("submit_by", "reopened_until"), [(None, None), (NOW, None), (EARLIER, NOW), (LATER, EARLIER)])
def test_hosts_are_in_time_until_the_deadline_and_what_extends_it(
    submit_by: datetime | None, reopened_until: datetime | None
) -> None:
    assert not is_shut(submit_by=submit_by, reopened_until=reopened_until, now=NOW)


@pytest.mark.parametrize("reopened_until", [None, EARLIER])
def test_hosts_are_too_late_afterwards(reopened_until: datetime | None) -> None:
    assert is_shut(submit_by=EARLIER, reopened_until=reopened_until, now=NOW)
