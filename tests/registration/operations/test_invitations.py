from datetime import timedelta

import pytest

from events.models import AuditEntry, Session
from events.rules.office.roles import Role
from registration.models import Delegate, Invitation
from registration.operations.invitations import invite, withdraw_invitation
from tests.builders.doors import a_category, a_closed_meeting, a_delegate
from tests.builders.people import NOW, Cast

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(hours=1)


@pytest.fixture
def session(cast: Cast) -> Session:
    return a_closed_meeting(cast.conference)


@pytest.fixture
def delegate(cast: Cast) -> Delegate:
    return a_delegate(cast.conference, a_category(cast.conference))


def deeds() -> list[str]:
    return list(AuditEntry.objects.filter(subject="invitation").order_by("pk").values_list("deed", flat=True))


def test_an_invitation_records_who_invited_and_when(cast: Cast, session: Session, delegate: Delegate) -> None:
    registrar = cast.members[Role.REGISTRAR]
    assert invite(session, [delegate], by=registrar, now=NOW) == 1
    row = Invitation.objects.get()
    assert (row.session, row.delegate, row.invited_by) == (session, delegate, registrar)
    assert (row.invited_at, row.withdrawn_at) == (NOW, None)
    entry = AuditEntry.objects.get(subject="invitation")
    assert (entry.deed, entry.by, entry.at) == ("invite", registrar, NOW)
    assert entry.details == {"session": session.code, "delegate": delegate.number}


def test_only_those_who_were_not_on_the_list_are_counted(cast: Cast, session: Session, delegate: Delegate) -> None:
    others = [a_delegate(cast.conference, delegate.category, name) for name in ("王伟", "李娜")]
    invite(session, [delegate], by=None, now=NOW)
    assert invite(session, [delegate, *others], by=None, now=LATER) == 2
    assert Invitation.objects.get(delegate=delegate).invited_at == NOW
    assert deeds() == ["invite"] * 3


def test_somebody_taken_off_the_list_can_be_invited_again(cast: Cast, session: Session, delegate: Delegate) -> None:
    invite(session, [delegate], by=None, now=NOW)
    withdraw_invitation(Invitation.objects.get(), by=None, now=NOW)
    registrar = cast.members[Role.REGISTRAR]
    assert invite(session, [delegate], by=registrar, now=LATER) == 1
    row = Invitation.objects.get()
    assert (row.invited_by, row.invited_at, row.withdrawn_at) == (registrar, LATER, None)
    assert deeds() == ["invite", "withdraw", "invite"]


def test_withdrawing_twice_keeps_the_first_time(session: Session, delegate: Delegate) -> None:
    invite(session, [delegate], by=None, now=NOW)
    row = Invitation.objects.get()
    for now in (NOW, LATER):
        withdraw_invitation(row, by=None, now=now)
    assert Invitation.objects.get().withdrawn_at == NOW
    assert deeds() == ["invite", "withdraw"]
