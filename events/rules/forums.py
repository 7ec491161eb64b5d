"""A forum's editing states and the steps between them, and what its hosts may change meanwhile."""

from dataclasses import dataclass
from datetime import datetime
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


SESSION_COLUMNS_OF_CENTRE = frozenset({"kind", "forum_id", "label", "access", "capacity", "is_cancelled"})
"""Columns of a session that a forum's hosts can see but never change."""
FORUM_COLUMNS_OF_CENTRE = frozenset({"number", "group_id"})
"""The same for a forum."""
TITLES = frozenset({"title_zh", "title_en"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Locks:
    """What a conference has locked for the hosts of its forums."""

    rooms: bool = True
    times: bool = True
    titles: bool = False

    @property
    def session_columns(self) -> frozenset[str]:
        """The columns of a session that only the centre may change."""
        room = {"room_id"} if self.rooms else set()
        times = {"starts_at", "ends_at"} if self.times else set()
        return SESSION_COLUMNS_OF_CENTRE | room | times | (TITLES if self.titles else set())

    @property
    def forum_columns(self) -> frozenset[str]:
        """The columns of a forum that only the centre may change."""
        return FORUM_COLUMNS_OF_CENTRE | (TITLES if self.titles else set())


def is_shut(*, submit_by: datetime | None, reopened_until: datetime | None, now: datetime) -> bool:
    """Return whether a forum's hosts are too late to edit it. Reopening a forum never makes its deadline earlier."""
    if submit_by is None or now <= submit_by:
        return False
    return reopened_until is None or now > reopened_until


class RequestState(StrEnum):
    """What became of a request for a change."""

    OPEN = "open"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    MOOT = "moot"
    """What it was about has been removed."""
