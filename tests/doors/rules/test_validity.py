"""The state of a credential at a door. tests/doors/queries/test_twins.py runs the same table on the database."""

from itertools import product

import pytest

from doors.rules.admission import CredentialState
from doors.rules.validity import CredentialFacts, credential_state
from registration.rules.delegates import DelegateState
from tests.builders.vectors import credential_states

STATES = credential_states()


@pytest.mark.parametrize(("credential", "state"), STATES, ids=str)
def test_a_door_names_the_first_state_that_applies(credential: CredentialFacts, state: CredentialState) -> None:
    assert credential_state(credential) is state


def test_the_table_has_every_combination_once() -> None:
    given = [(each.is_revoked, each.delegate_state, each.is_paid) for each, _ in STATES]

    both = (False, True)
    assert sorted(given) == sorted(product(both, DelegateState, both))
