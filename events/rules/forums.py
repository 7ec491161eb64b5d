"""A forum's editing states and the steps between them."""

from enum import StrEnum


class ForumState(StrEnum):
    """The editing state of a forum's programme. Its secretary drafts and submits it; the organisers approve it."""

    DRAFTING = "drafting"
    SUBMITTED = "submitted"
    APPROVED = "approved"


class ForumStep(StrEnum):
    """A step from one editing state to another."""

    SUBMIT = "submit"
    APPROVE = "approve"
    RETURN = "return"


STEPS: dict[ForumStep, tuple[frozenset[ForumState], ForumState]] = {
    ForumStep.SUBMIT: (frozenset({ForumState.DRAFTING}), ForumState.SUBMITTED),
    ForumStep.APPROVE: (frozenset({ForumState.DRAFTING, ForumState.SUBMITTED}), ForumState.APPROVED),
    ForumStep.RETURN: (frozenset({ForumState.SUBMITTED, ForumState.APPROVED}), ForumState.DRAFTING),
}
"""For each step, the states it may start from and the state it leads to."""
