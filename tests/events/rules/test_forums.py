import pytest

from events.rules.forums import STEPS, ForumState, ForumStep

DRAFTING, SUBMITTED, APPROVED = ForumState.DRAFTING, ForumState.SUBMITTED, ForumState.APPROVED


@pytest.mark.parametrize(
    ("step", "starts", "end"),
    [
        (ForumStep.SUBMIT, {DRAFTING}, SUBMITTED),
        (ForumStep.APPROVE, {DRAFTING, SUBMITTED}, APPROVED),
        (ForumStep.RETURN, {SUBMITTED, APPROVED}, DRAFTING),
    ],
)
def test_a_step_starts_from_these_states_and_leads_to_that_one(
    step: ForumStep, starts: set[ForumState], end: ForumState
) -> None:
    assert STEPS[step] == (frozenset(starts), end)


def test_every_step_is_listed() -> None:
    assert set(STEPS) == set(ForumStep)
