"""Test issuing codes, and the table by which doors recognise them."""

import pytest

from doors.models import CredentialPrefix
from doors.operations.doordays import complete_prefixes, open_door_day
from registration.models import Credential
from registration.operations.credentials import issue_credential, mark_of_conference
from registration.rules.credentials import CODE_LENGTH, MARK_LENGTH, prefix_of
from tests.builders.doors import Doors, a_delegate, the_doors
from tests.builders.people import NOW, a_conference


@pytest.fixture
def doors(db: None) -> Doors:
    return the_doors()


def test_a_credential_carries_a_code_of_the_conference(doors: Doors) -> None:
    code = doors.credential.code

    assert len(code) == CODE_LENGTH
    assert code[:MARK_LENGTH] == mark_of_conference(doors.conference)


def test_a_second_issue_is_the_same_credential(doors: Doors) -> None:
    assert issue_credential(doors.delegate, now=NOW) == doors.credential


def test_a_day_keeps_its_salt(doors: Doors) -> None:
    first = open_door_day(doors.conference, NOW.date())

    assert open_door_day(doors.conference, NOW.date()) == first
    assert len(bytes(first.salt)) == 16


def test_every_code_has_a_prefix_on_every_day_that_is_opened(doors: Doors) -> None:
    day = open_door_day(doors.conference, NOW.date())

    assert complete_prefixes(day) == 1
    assert list(CredentialPrefix.objects.values_list("credential", "prefix")) == [
        (doors.credential.pk, prefix_of(doors.credential.code, salt=bytes(day.salt)).hex())
    ]


def test_a_code_issued_later_is_added_once(doors: Doors) -> None:
    day = open_door_day(doors.conference, NOW.date())
    complete_prefixes(day)
    issue_credential(a_delegate(doors.conference, doors.category, "沈以宁"), now=NOW)

    assert [complete_prefixes(day), complete_prefixes(day)] == [1, 0]
    assert CredentialPrefix.objects.count() == Credential.objects.count() == 2


def test_another_conferences_codes_are_not_in_the_table(doors: Doors) -> None:
    neighbour = a_conference(doors.conference.organisation, "next27")

    assert complete_prefixes(open_door_day(neighbour, NOW.date())) == 0
