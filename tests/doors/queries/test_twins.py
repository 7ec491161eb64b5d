"""Queries decide about scans and credentials as the rules do: both run the tables of vectors.

On PostgreSQL the door's SQL function runs them too.
"""

from collections.abc import Callable, Collection
from datetime import date, timedelta
from uuid import UUID

import pytest
from django.db import connection

from doors.access import hashed
from doors.models import Scan
from doors.operations.doordays import complete_prefixes, open_door_day
from doors.queries.presented import Presented, Wanted, _by_function, _by_statements
from doors.queries.scans import movements_of
from doors.rules.admission import CredentialState
from doors.rules.validity import CredentialFacts
from registration.operations.credentials import issue_credential
from tests.builders.doors import Doors, a_delegate, a_scan, prefix_on
from tests.builders.people import NOW
from tests.builders.vectors import Passage, credential_states, passages

Reader = Callable[[Wanted], Presented]
READERS: dict[str, Reader] = {"statements": _by_statements}
if connection.vendor == "postgresql":
    READERS["function"] = _by_function
SINCE = NOW - timedelta(hours=26)


def read(reader: Reader, *, prefixes: Collection[tuple[date, str]] = (), uuids: Collection[UUID] = ()) -> Presented:
    return reader(Wanted(keys={hashed("north")}, prefixes=prefixes, uuids=uuids, since=SINCE))


@pytest.fixture
def attempts(doors: Doors) -> dict[UUID, Passage]:
    """Store the scans of every passage vector, each for its own delegate; return the vectors by attempt UUID."""
    return {store(doors, passage).uuid: passage for passage in passages()}


def store(doors: Doors, passage: Passage) -> Scan:
    given = passage.attempt
    delegate = a_delegate(doors.conference, doors.category) if given.is_known else None
    attempt = a_scan(
        doors.entrance,
        delegate,
        verdict=given.verdict,
        local_verdict=given.local_verdict,
        is_online=given.is_online,
        is_practice=given.is_practice,
        is_quarantined=given.is_quarantined,
    )
    for minute, each in enumerate(given.followers, start=1):
        a_scan(
            doors.entrance,
            delegate,
            minute=minute,
            about=attempt,
            record=each.kind.value,
            verdict=each.verdict,
            is_quarantined=each.is_quarantined,
        )
    return attempt


def names(attempts: dict[UUID, Passage], uuids: Collection[UUID]) -> set[str]:
    return {attempts[uuid].name for uuid in uuids}


def test_the_queryset_admits_whom_the_rule_admits(attempts: dict[UUID, Passage]) -> None:
    admitted = Scan.objects.admitted().values_list("uuid", flat=True)

    assert names(attempts, admitted) == {passage.name for passage in attempts.values() if passage.admitted}


@pytest.mark.parametrize("reader", READERS.values(), ids=READERS)
def test_rows_read_at_a_door_admit_whom_the_rule_admits(reader: Reader, attempts: dict[UUID, Passage]) -> None:
    found = read(reader, uuids=set(Scan.objects.values_list("uuid", flat=True)))

    movements = [movement.uuid for person in movements_of(found.scans).values() for movement in person]
    assert names(attempts, movements) == {passage.name for passage in attempts.values() if passage.admitted}
    assert len(movements) == len(set(movements))


@pytest.fixture
def badges(doors: Doors) -> dict[tuple[date, str], tuple[CredentialFacts, CredentialState]]:
    """Store a credential for every vector; return facts and expected state by the day and prefix that devices send."""
    return {(NOW.date(), badge(doors, facts)): (facts, state) for facts, state in credential_states()}


def badge(doors: Doors, facts: CredentialFacts) -> str:
    delegate = a_delegate(
        doors.conference,
        doors.category,
        state=facts.delegate_state,
        is_paid=facts.is_paid,
    )
    credential = issue_credential(delegate, now=NOW)
    credential.revoked_at = NOW if facts.is_revoked else None
    credential.save(update_fields=["revoked_at"])
    return prefix_on(credential, NOW.date())


@pytest.mark.parametrize("reader", READERS.values(), ids=READERS)
def test_credentials_read_at_a_door_have_the_state_of_the_rule(
    reader: Reader, doors: Doors, badges: dict[tuple[date, str], tuple[CredentialFacts, CredentialState]]
) -> None:
    complete_prefixes(open_door_day(doors.conference, NOW.date()))

    holders = read(reader, prefixes=badges).holders

    assert {(day, prefix): holder.state for (_, day, prefix), holder in holders.items()} == {
        key: state for key, (_, state) in badges.items()
    }
