"""A forum's editing states and the steps between them."""

from enum import StrEnum


class ForumState(StrEnum):
    """The secretaries draft and submit; the centre approves."""

    DRAFTING = "drafting"
    SUBMITTED = "submitted"
    APPROVED = "approved"


class ForumStep(StrEnum):
    """What can be done with a forum's editing state."""

    SUBMIT = "submit"
    APPROVE = "approve"
    RETURN = "return"


STEPS: dict[ForumStep, tuple[frozenset[ForumState], ForumState]] = {
    ForumStep.SUBMIT: (frozenset({ForumState.DRAFTING}), ForumState.SUBMITTED),
    ForumStep.APPROVE: (frozenset({ForumState.DRAFTING, ForumState.SUBMITTED}), ForumState.APPROVED),
    ForumStep.RETURN: (frozenset({ForumState.SUBMITTED, ForumState.APPROVED}), ForumState.DRAFTING),
}
"""For each step, the states it may start from and the state it leads to."""
