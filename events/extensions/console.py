"""Sockets of the console: its navigation, its set-up list, and links beside a forum, a session or a talk."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise

from events.models import Conference, Forum, Session, Talk
from events.rules.office.roles import Right


class ConsoleGroup(StrEnum):
    """The parts of the console's navigation, in order."""

    WORK = "work"
    SET_UP = "set_up"


@dataclass(frozen=True, kw_only=True)
class ConsoleLink:
    """A page of the console: its URL name takes the conference's slug as `conference`."""

    name: str
    label: Promise
    right: Right
    group: ConsoleGroup = ConsoleGroup.WORK
    position: int


console_links: list[ConsoleLink] = []
"""The console's navigation; each is shown to those who have its right."""


@dataclass(frozen=True, kw_only=True)
class SetUpStep:
    """A line of the set-up list: its page, how far it is in words, and whether that is enough to open.

    Lines stand in order of `position`, as they build on each other; `hint` says what the page takes.
    """

    name: str
    label: Promise
    hint: Promise
    state: str
    is_done: bool
    position: int
    right: Right = Right.SET_UP


setup_steps: list[Callable[[Conference], list[SetUpStep]]] = []
"""What else there is to set up; higher apps answer with one or two queries each."""


@dataclass(frozen=True, kw_only=True)
class RowLink:
    """What a higher app offers about one forum, session or talk: where, in which words, how many are there."""

    url: str
    label: Promise
    count: int | None = None
    right: Right


session_links: list[Callable[[Session], list[RowLink]]] = []
"""What else there is to edit about a session: its people, its invitation list."""

talk_links: list[Callable[[Talk], list[RowLink]]] = []
"""What else there is to edit about a talk: who gives it."""

forum_links: list[Callable[[Forum], list[RowLink]]] = []
"""What else there is to edit about a forum: its chairs."""
