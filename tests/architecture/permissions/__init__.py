"""The expected status of every URL for every role: the rows that `tests/architecture/test_permission_matrix.py` runs.

A new URL without a row fails the test. To add one, write a `Row` into the module of its area: `accounts`, `console`,
`desk`, `door`, `portal`, `public` or `stage`::

    Row(name="console_rooms", kwargs=of_conference, get=team(CENTRE), post=team(CENTRE, ok=422)),

- `name` is the URL's name, with its namespace (`api:scans`).
- `kwargs` builds the rows that the URL needs from the cast (tests/builders/people.py) and returns the URL's arguments.
- `get` and `post` give the expected status for every account: `everybody(200)` for public pages, `everybody(405)` where
  the method does not exist (the default of `post`), `team(CENTRE)` for console pages: those named get 200, other team
  members 403, outsiders 404, anonymous visitors are sent to sign in (302). `ok=` replaces the 200; `but=` replaces
  single answers.
- `data` is the body of the POST, a form unless `content_type` says otherwise. Every request is rolled back.

The answers are written out by hand, role by role, and not derived from `events.rules.office.roles`, so that a mistake
there fails here.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import StrEnum

from django.db import transaction

from events.models import User
from events.rules.office.roles import Role
from tests.builders.people import Cast


class Outsider(StrEnum):
    """Visitors and accounts without a role in the conference."""

    ANONYMOUS = "anonymous"
    SOMEBODY = "somebody"
    NEIGHBOUR = "neighbour"


Who = Outsider | Role
Answers = Mapping[Who, int]
EVERYBODY: tuple[Who, ...] = (*Outsider, *Role)
TEAM = tuple(Role)
CENTRE = (Role.OWNER, Role.ORGANISER)
PROGRAMME = (*CENTRE, Role.PROGRAMME_EDITOR)
EDITORS = (*PROGRAMME, Role.FORUM_SECRETARY)
READERS = (*EDITORS, Role.REGISTRAR, Role.DOOR_LEAD, Role.VIEWER)
DESK = (*CENTRE, Role.REGISTRAR)
DESK_AND_DOOR_LEAD = (*DESK, Role.DOOR_LEAD)
DOOR_LEADS = (*CENTRE, Role.DOOR_LEAD)
DOOR = (*DESK_AND_DOOR_LEAD, Role.DOOR_STAFF)


def everybody(status: int, *, but: Answers | None = None) -> Answers:
    """Return the same status for everybody, except for those in `but`."""
    return dict.fromkeys(EVERYBODY, status) | dict(but or {})


def team(allowed: Iterable[Role], *, ok: int = 200, but: Answers | None = None) -> Answers:
    """Return `ok` for the allowed roles, 403 for the other roles, 404 for outsiders, and 302 for anonymous visitors."""
    outsiders: dict[Who, int] = {Outsider.ANONYMOUS: 302, Outsider.SOMEBODY: 404, Outsider.NEIGHBOUR: 404}
    may = frozenset(allowed)
    return outsiders | {role: ok if role in may else 403 for role in Role} | dict(but or {})


def nothing(cast: Cast) -> Mapping[str, str | int]:
    """Return no arguments or data."""
    return {}


def of_conference(cast: Cast) -> Mapping[str, str | int]:
    """Return the conference's slug as the only argument."""
    return {"conference": cast.conference.slug}


@dataclass(frozen=True, kw_only=True)
class Row:
    """One URL with the expected status for everybody."""

    name: str
    get: Answers
    post: Answers | None = field(default_factory=lambda: everybody(405))
    kwargs: Callable[[Cast], Mapping[str, str | int]] = nothing
    data: Callable[[Cast], Mapping[str, str | int]] = nothing
    content_type: str = ""


def account_of(who: Who, cast: Cast) -> User | None:
    """Return the account of the cast for a role or outsider; None for an anonymous visitor."""
    if isinstance(who, Role):
        return cast.members[who]
    return {Outsider.ANONYMOUS: None, Outsider.SOMEBODY: cast.somebody, Outsider.NEIGHBOUR: cast.neighbour}[who]


@contextmanager
def undone() -> Iterator[None]:
    """Roll back all changes made inside, so that every account's request meets the same database."""
    before = transaction.savepoint()
    try:
        yield
    finally:
        transaction.savepoint_rollback(before)
