"""A forum's editing states and the steps between them, and what its hosts may change while."""

from enum import StrEnum


class ForumState(StrEnum):
    """The editing state of a forum's programme. Its hosts draft and submit it; the organisers approve or return it."""

    DRAFTING = "drafting"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    APPROVED = "approved"


class ForumStep(StrEnum):
    """A step from one editing state to another."""

    SUBMIT = "submit"
    APPROVE = "approve"
    RETURN = "return"


STEPS: dict[ForumStep, tuple[frozenset[ForumState], ForumState]] = {
    ForumStep.SUBMIT: (frozenset({ForumState.DRAFTING, ForumState.RETURNED}), ForumState.SUBMITTED),
    ForumStep.APPROVE: (frozenset(ForumState), ForumState.APPROVED),
    ForumStep.RETURN: (frozenset({ForumState.SUBMITTED, ForumState.APPROVED}), ForumState.RETURNED),
}
"""For each step, the states it may start from and the state it leads to. Approving again takes over what the hosts have
changed since.
"""


class Unapproved(StrEnum):
    """How a conference publishes a forum that was never approved."""

    AS_IT_IS = "as_it_is"
    TO_BE_ANNOUNCED = "to_be_announced"
    LEFT_OUT = "left_out"


class LockedFact(StrEnum):
    """What only the centre changes if the conference has locked it; hosts ask for it by a request."""

    ROOM = "room"
    TIME = "time"
    TITLE = "title"


class RequestState(StrEnum):
    """What became of a request for a change."""

    OPEN = "open"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    MOOT = "moot"
    """What it was about has been removed."""
