from events.models import AuditEntry
from registration.operations.invitations import invite, withdraw_invitation
from tests.builders.doors import a_category, a_closed_meeting, a_delegate
from tests.builders.people import NOW, Cast


def test_somebody_invited_twice_is_on_the_list_once_and_can_come_back(cast: Cast) -> None:
    session = a_closed_meeting(cast.conference)
    delegate = a_delegate(cast.conference, a_category(cast.conference))
    assert invite(session, [delegate], by=None, now=NOW) == 1
    assert invite(session, [delegate], by=None, now=NOW) == 0
    [row] = session.invitations.all()
    withdraw_invitation(row, by=None, now=NOW)
    withdraw_invitation(row, by=None, now=NOW)
    assert invite(session, [delegate], by=None, now=NOW) == 1
    deeds = AuditEntry.objects.filter(subject="invitation").order_by("pk").values_list("deed", flat=True)
    assert list(deeds) == ["invite", "withdraw", "invite"]
