"""Whoever stands before a door, as their badge tells."""

from collections.abc import Collection
from datetime import date

from registration.models import Credential, CredentialPrefix, DelegateState, Invitation
from registration.rules.admission import CredentialState
from registration.rules.scans import Holder

_HOLDER = (
    "prefix",
    "door_day__day",
    "credential__revoked_at",
    "credential__delegate__state",
    "credential__delegate__is_paid",
    "credential__delegate__replaced_by",
    "credential__delegate__name",
    "credential__delegate__name_latin",
    "credential__delegate__institution_zh",
    "credential__delegate__institution_en",
    "credential__delegate__number",
    "credential__delegate__category__code",
    "credential__delegate__category__letter",
    "credential__delegate__category__name_zh",
    "credential__delegate__category__name_en",
)


def holders(conference: int, prefixes: Collection[tuple[date, str]]) -> dict[tuple[date, str], Holder]:
    """Who has the badges with these (day, prefix), each held until the transaction ends.

    So two doors that see one badge at once decide one after the other; in one order, so that they never wait for
    each other.
    """
    if not prefixes:
        return {}
    rows = (
        CredentialPrefix.objects.select_for_update(of=("credential__delegate",), no_key=True)
        .filter(
            door_day__conference=conference,
            door_day__day__in={day for day, _ in prefixes},
            prefix__in={prefix for _, prefix in prefixes},
        )
        .order_by("credential__delegate_id", "pk")
        .select_related("door_day", "credential__delegate__category")
        .only(*_HOLDER)
    )
    return {(row.door_day.day, row.prefix): _holder(row.credential) for row in rows}


def _holder(credential: Credential) -> Holder:
    delegate = credential.delegate
    return Holder(
        credential=credential.pk,
        delegate=delegate.pk,
        state=credential_state(credential),
        name=delegate.name,
        name_latin=delegate.name_latin,
        institution=delegate.institution,
        category=delegate.category.code,
        category_name=delegate.category.name,
        number=delegate.badge_number,
    )


def credential_state(credential: Credential) -> CredentialState:
    """What a door makes of a credential: a reissued one and a person who was replaced, before all else."""
    delegate = credential.delegate
    if credential.revoked_at is not None or delegate.replaced_by_id is not None:
        return CredentialState.REVOKED
    if delegate.state == DelegateState.CANCELLED:
        return CredentialState.CANCELLED
    if delegate.state != DelegateState.CONFIRMED:
        return CredentialState.NOT_CONFIRMED
    return CredentialState.VALID if delegate.is_paid else CredentialState.UNPAID


def on_lists(sessions: Collection[int], delegates: Collection[int]) -> set[tuple[int, int]]:
    """(session, delegate) of those who are on these sessions' lists."""
    if not sessions or not delegates:
        return set()
    rows = Invitation.objects.filter(session__in=sessions, delegate__in=delegates, withdrawn_at__isnull=True)
    return set(rows.values_list("session_id", "delegate_id"))
