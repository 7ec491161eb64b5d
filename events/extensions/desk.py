"""The socket of the desk of a forum's hosts."""

from collections.abc import Callable
from dataclasses import dataclass, field

from events.models import Forum
from events.rules.desk import CastMember


@dataclass(frozen=True, kw_only=True)
class ForumCast:
    """Everybody on stage in one forum, also those who have refused: its chairs, and the others by session and talk."""

    chairs: tuple[CastMember, ...] = ()
    by_session: dict[int, tuple[CastMember, ...]] = field(default_factory=dict)
    by_talk: dict[int, tuple[CastMember, ...]] = field(default_factory=dict)

    def __or__(self, other: "ForumCast") -> "ForumCast":
        """Return the people of both; no two sources know the same place."""
        return ForumCast(
            chairs=self.chairs + other.chairs,
            by_session=self.by_session | other.by_session,
            by_talk=self.by_talk | other.by_talk,
        )


forum_casts: list[Callable[[Forum], ForumCast]] = []
"""Functions that return who is on stage in a forum, with one or two queries each."""
