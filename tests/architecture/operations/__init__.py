"""The roles that may call each operation: the rows that `tests/architecture/test_operations_by_role.py` runs.

Every public function in an `operations` package that takes `by` needs a row in the module of its app (`events`,
`speakers`, `registration`, `doors`); without one the test fails. To add one::

    Row(operation=remove_room, allowed=CENTRE, call=lambda cast, by: remove_room(a_room(...), by=by, now=NOW)),

- `call` builds the rows that the operation needs from the cast (tests/builders/people.py) and calls it on behalf of
  `by`. It runs once for every account and once for the portal itself (`by=None`); each call is rolled back.
- `allowed` names the roles that may call it. All others must get `events.access.Denied`; any other exception fails the
  test.
- `case` tells two rows of one operation apart.
- A helper that runs inside an operation that has already asked, such as `record`, goes into `HELPERS` with the reason
  why it does not ask itself.

The answers are written out by hand and not derived from `events.rules.office.roles`, so that a mistake there fails
here.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass

from events.models import User
from tests.architecture.permissions import EVERYBODY, Outsider, Who
from tests.builders.people import Cast

Operation = Callable[..., object]
SIGNED_IN: tuple[Who, ...] = tuple(who for who in EVERYBODY if who is not Outsider.ANONYMOUS)
"""Everybody who has an account, and so can be the `by` of an operation."""


def name_of(operation: Operation) -> str:
    """Return the function's dotted name, which identifies its rows."""
    return f"{operation.__module__}.{operation.__name__}"


@dataclass(frozen=True, kw_only=True)
class Row:
    """One operation in one situation, with the roles that may call it.

    `for_portal` is False for an operation that does not accept `by=None`.
    """

    operation: Operation
    call: Callable[[Cast, User | None], object]
    allowed: Collection[Who]
    case: str = ""
    for_portal: bool = True

    @property
    def name(self) -> str:
        """The operation's dotted name and the case, which identify the row."""
        return f"{name_of(self.operation)} {self.case}".strip()
