"""The salt and the table of badge prefixes of each conference and day."""

from datetime import timedelta

from doors.models import CredentialPrefix, DoorDay
from doors.operations.doordays import complete_prefixes, open_door_day
from registration.operations.credentials import issue_credential
from registration.rules.credentials import prefix_of
from tests.builders.doors import Doors, a_delegate, the_doors
from tests.builders.people import NOW, a_conference, an_organisation

TODAY = NOW.date()


def test_a_day_has_one_salt_of_its_own(doors: Doors) -> None:
    today, again = open_door_day(doors.conference, TODAY), open_door_day(doors.conference, TODAY)
    tomorrow = open_door_day(doors.conference, TODAY + timedelta(days=1))

    assert (today.pk, bytes(today.salt)) == (again.pk, bytes(again.salt))
    assert bytes(today.salt) != bytes(tomorrow.salt)
    assert DoorDay.objects.count() == 2


def test_every_code_of_the_conference_gets_the_prefix_that_devices_send(doors: Doors) -> None:
    the_doors(a_conference(an_organisation("other"), "other27"), prefix="other-")
    second = issue_credential(a_delegate(doors.conference, doors.category), now=NOW)
    day = open_door_day(doors.conference, TODAY)

    assert complete_prefixes(day) == 2

    salt = bytes(day.salt)
    assert dict(CredentialPrefix.objects.values_list("credential", "prefix")) == {
        credential.pk: prefix_of(credential.code, salt=salt).hex() for credential in (doors.credential, second)
    }


def test_completing_again_adds_only_new_prefixes(doors: Doors) -> None:
    day = open_door_day(doors.conference, TODAY)
    complete_prefixes(day)
    before = set(CredentialPrefix.objects.values_list("pk", "prefix"))
    assert complete_prefixes(day) == 0

    issue_credential(a_delegate(doors.conference, doors.category), now=NOW)

    assert complete_prefixes(day) == 1
    assert before < set(CredentialPrefix.objects.values_list("pk", "prefix"))


def test_each_day_has_a_table_of_its_own(doors: Doors) -> None:
    days = [open_door_day(doors.conference, TODAY + timedelta(days=n)) for n in (0, 1)]

    assert [complete_prefixes(day) for day in days] == [1, 1]
    prefixes = CredentialPrefix.objects.values_list("prefix", flat=True)
    assert len(set(prefixes)) == 2
