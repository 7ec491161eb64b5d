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
def test_each_step_has_its_starting_states_and_its_result(
    step: ForumStep, starts: set[ForumState], end: ForumState
) -> None:
    assert STEPS[step] == (frozenset(starts), end)


def test_every_step_is_listed() -> None:
    assert set(STEPS) == set(ForumStep)
