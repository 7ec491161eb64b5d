"""The state of a credential as a door sees it. `tests/vectors/credential_states.json` is the table."""

from dataclasses import dataclass

from doors.rules.admission import CredentialState
from registration.rules.delegates import DelegateState


@dataclass(frozen=True, slots=True, kw_only=True)
class CredentialFacts:
    """What decides the state of a credential: whether it was revoked by a reissue, and its delegate."""

    is_revoked: bool
    delegate_state: DelegateState
    is_paid: bool


def credential_state(credential: CredentialFacts) -> CredentialState:
    """Return the state that the door names: the first that applies, of revoked, cancelled, not confirmed, unpaid."""
    if credential.is_revoked:
        return CredentialState.REVOKED
    if credential.delegate_state is DelegateState.CANCELLED:
        return CredentialState.CANCELLED
    if credential.delegate_state is not DelegateState.CONFIRMED:
        return CredentialState.NOT_CONFIRMED
    return CredentialState.VALID if credential.is_paid else CredentialState.UNPAID
