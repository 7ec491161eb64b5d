"""The holders of badges, found by conference, day and prefix."""

from collections.abc import Collection, Iterable
from datetime import date, datetime
from typing import NamedTuple

from doors.models import CredentialPrefix
from doors.queries.rows import row_reader
from doors.rules.scans import Holder
from doors.rules.validity import CredentialFacts, credential_state
from registration.models import Invitation
from registration.models.delegate import badge_number
from registration.rules.delegates import DelegateState
from toolkit.text import Text


class HolderRow(NamedTuple):
    """A credential presented under a prefix of one day, with the delegate who holds it."""

    conference: int
    day: date
    prefix: str
    credential: int
    revoked_at: datetime | None
    delegate: int
    state: str
    is_paid: bool
    name: str
    name_latin: str
    institution_zh: str
    institution_en: str
    number: int
    category: str
    category_letter: str
    category_name_zh: str
    category_name_en: str


COLUMNS = {
    "conference": "door_day__conference",
    "day": "door_day__day",
    "prefix": "prefix",
    "credential": "credential",
    "revoked_at": "credential__revoked_at",
    "delegate": "credential__delegate",
    "state": "credential__delegate__state",
    "is_paid": "credential__delegate__is_paid",
    "name": "credential__delegate__name",
    "name_latin": "credential__delegate__name_latin",
    "institution_zh": "credential__delegate__institution_zh",
    "institution_en": "credential__delegate__institution_en",
    "number": "credential__delegate__number",
    "category": "credential__delegate__category__code",
    "category_letter": "credential__delegate__category__letter",
    "category_name_zh": "credential__delegate__category__name_zh",
    "category_name_en": "credential__delegate__category__name_en",
}
"""Field of HolderRow -> column."""

holder_row = row_reader(HolderRow)
"""Make a HolderRow from a JSON object of the door's function."""


Badge = tuple[int, date, str]
"""What is read from a badge: the conference's key, the day and the prefix of the credential's code on it."""


def holders(conferences: Collection[int], prefixes: Collection[tuple[date, str]]) -> dict[Badge, Holder]:
    """Return the holders of the badges with these (day, prefix). Locks nobody: see `queries.presented`."""
    if not prefixes:
        return {}
    rows = CredentialPrefix.objects.filter(
        door_day__conference__in=conferences,
        door_day__day__in={day for day, _ in prefixes},
        prefix__in={prefix for _, prefix in prefixes},
    )
    return holders_in(HolderRow(**dict(zip(COLUMNS, row, strict=True))) for row in rows.values_list(*COLUMNS.values()))


def holders_in(rows: Iterable[HolderRow]) -> dict[Badge, Holder]:
    """Return the holders in these rows, by badge."""
    return {(row.conference, row.day, row.prefix): _holder(row) for row in rows}


def _holder(row: HolderRow) -> Holder:
    return Holder(
        credential=row.credential,
        delegate=row.delegate,
        state=credential_state(
            CredentialFacts(
                is_revoked=row.revoked_at is not None,
                delegate_state=DelegateState(row.state),
                is_paid=row.is_paid,
            )
        ),
        name=row.name,
        name_latin=row.name_latin,
        institution=Text(zh=row.institution_zh, en=row.institution_en),
        category=row.category,
        category_name=Text(zh=row.category_name_zh, en=row.category_name_en),
        number=badge_number(row.category_letter, row.number),
    )


def on_lists(sessions: Collection[int], delegates: Collection[int]) -> set[tuple[int, int]]:
    """Return (session, delegate) for those of the delegates who are on these sessions' lists."""
    if not sessions or not delegates:
        return set()
    rows = Invitation.objects.filter(session__in=sessions, delegate__in=delegates, withdrawn_at__isnull=True)
    return set(rows.values_list("session_id", "delegate_id"))
