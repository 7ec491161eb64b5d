"""The typed sockets that higher apps plug into. Plugged once, in an app's `ready`."""

from collections.abc import Callable
from dataclasses import dataclass, field

from events.models import Conference
from events.rules.programme import PersonRole, SpeakerItem


@dataclass(frozen=True, kw_only=True)
class StagePeople:
    """Who is on stage in one conference, for the release.

    `speakers` is in order of precedence; `by_forum`, `by_session` and `by_talk` map primary keys to people in order.
    """

    speakers: tuple[SpeakerItem, ...] = ()
    by_forum: dict[int, tuple[PersonRole, ...]] = field(default_factory=dict)
    by_session: dict[int, tuple[PersonRole, ...]] = field(default_factory=dict)
    by_talk: dict[int, tuple[PersonRole, ...]] = field(default_factory=dict)


release_sections: list[Callable[[Conference], StagePeople]] = []
"""What publishing asks for the people on stage; the app `speakers` answers."""
