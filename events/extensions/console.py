"""Sockets of the console: its navigation, its set-up list, links beside forums, sessions and talks, and live parts."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.utils.functional import Promise

from events.models import Conference, Forum, Session, Talk
from events.rules.bookings import Clash
from events.rules.office.roles import Right


class ConsoleGroup(StrEnum):
    """The groups of the console's navigation, in order."""

    WORK = "work"
    SET_UP = "set_up"


@dataclass(frozen=True, kw_only=True)
class ConsoleLink:
    """A page in the console's navigation. Its URL takes the conference's slug as `conference`.

    With `is_for_hosts`, members who have the right in some forums only see the link, too. `count` returns a number
    beside it without a query, None if it is not known.
    """

    name: str
    label: Promise
    right: Right
    group: ConsoleGroup = ConsoleGroup.WORK
    position: int
    is_for_hosts: bool = False
    count: Callable[[Conference], int | None] | None = None


console_links: list[ConsoleLink] = []
"""The console's navigation. Members see the pages whose right they have."""


@dataclass(frozen=True, kw_only=True)
class SetUpStep:
    """A step in the set-up list.

    `state` says how far it is, `hint` what the page is for; `is_done` tells whether that is enough to open the
    conference. Steps are shown in order of `position`.
    """

    name: str
    label: Promise
    hint: Promise
    state: str
    is_done: bool
    position: int
    right: Right = Right.SET_UP


setup_steps: list[Callable[[Conference], list[SetUpStep]]] = []
"""Functions that return further steps for a conference, with one or two queries each."""


@dataclass(frozen=True, kw_only=True)
class RowLink:
    """A link beside a forum, a session or a talk to something else that can be edited there; `count` says how much
    there is.
    """

    url: str
    label: Promise
    count: int | None = None
    right: Right


session_links: list[Callable[[Session], list[RowLink]]] = []
"""Functions that return further links for a session, such as its people and its invitations."""

talk_links: list[Callable[[Talk], list[RowLink]]] = []
"""Functions that return further links for a talk, such as its speakers."""

forum_links: list[Callable[[Forum], list[RowLink]]] = []
"""Functions that return further links for a forum, such as its chairs."""


clash_links: list[Callable[[Conference, Clash], list[RowLink]]] = []
"""Functions that return further links for a clash, such as the pages of its people."""


@dataclass(frozen=True, kw_only=True)
class LiveFragment:
    """A part of a console page that is fetched from `url` when the page opens, and again every `seconds` while it is
    in view.

    `label` names it to screen readers. The page leaves it out for members without `right`; the URL has to ask for it
    again.
    """

    url: str
    label: Promise
    seconds: int
    right: Right


live_fragments: list[Callable[[Session, datetime], list[LiveFragment]]] = []
"""Functions that return the live parts of a session's page in the console at an instant, such as who is inside."""
