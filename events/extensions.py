"""The typed sockets that higher apps plug into. Plugged once, in an app's `ready`."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Protocol

from django.core.mail import EmailMultiAlternatives

from events.models import Conference, Job, Letter
from events.rules.bookings import Booking
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


booking_sources: list[Callable[[Conference], Iterable[Booking]]] = []
"""What is taken for how long: rooms, told by `events`, and people, told by `speakers`."""

letter_composers: dict[str, Callable[[Letter], EmailMultiAlternatives]] = {}
"""For each kind of letter, what turns its row into a message when it is sent."""

job_runners: dict[str, Callable[[Job, "Progress"], None]] = {}
"""For each kind of job, what does the work. It may be run twice, and must then end in the same state."""


class Progress(Protocol):
    """What a running job tells: how far it is, and what came of it."""

    def step(self, done: int, total: int) -> None:
        """Notes `done` of `total`; raises JobCancelled if somebody asked for that."""

    def deliver(self, name: str, content: bytes) -> None:
        """Keeps a file for whoever asked for the job."""


class JobCancelled(Exception):  # noqa: N818 - a turn of events, not an error
    """Somebody asked for the job to stop; what it did so far stays."""


class JobFailed(Exception):  # noqa: N818 - the word that the page says
    """The job cannot be done; `reason` is worded by the page."""

    def __init__(self, reason: str, **details: str | int) -> None:
        super().__init__(reason)
        self.reason = reason
        self.details = details
