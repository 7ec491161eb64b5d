from datetime import timedelta

import pytest

from events.models import AuditEntry
from speakers.models import Absence, Speaker
from speakers.operations.absences import AbsenceRefused, add_absence, remove_absence
from speakers.operations.people import remove_speaker
from speakers.rules.absences import AbsenceEdit, AbsenceFault
from tests.builders.people import NOW, Cast, a_person

pytestmark = pytest.mark.django_db
MORNING = AbsenceEdit(starts_at=NOW, ends_at=NOW + timedelta(hours=3))


@pytest.fixture
def speaker(cast: Cast) -> Speaker:
    return Speaker.objects.create(conference=cast.conference, person=a_person(cast.organisation))


def test_an_absence_is_stored_once_and_told_in_the_history(speaker: Speaker) -> None:
    first, second = (add_absence(speaker, MORNING, by=None, now=NOW) for _ in range(2))
    assert first == second == Absence.objects.get()
    assert [entry.deed for entry in AuditEntry.objects.all()] == ["absence.add"]


def test_an_absence_that_no_day_of_the_conference_has_is_refused(speaker: Speaker) -> None:
    last_year = AbsenceEdit(starts_at=NOW - timedelta(days=300), ends_at=NOW - timedelta(days=299))
    with pytest.raises(AbsenceRefused) as refusal:
        add_absence(speaker, last_year, by=None, now=NOW)
    assert refusal.value.fault is AbsenceFault.OUTSIDE_CONFERENCE


def test_an_absence_of_the_speaker_is_removed_and_no_other(speaker: Speaker, cast: Cast) -> None:
    other = Speaker.objects.create(conference=cast.conference, person=a_person(cast.organisation))
    own, theirs = (add_absence(each, MORNING, by=None, now=NOW) for each in (speaker, other))
    for key in (theirs.pk, own.pk, own.pk):
        remove_absence(speaker, key, by=None, now=NOW)
    assert list(Absence.objects.all()) == [theirs]
    assert AuditEntry.objects.filter(deed="absence.remove").count() == 1


def test_a_speaker_is_removed_with_the_absences(speaker: Speaker) -> None:
    add_absence(speaker, MORNING, by=None, now=NOW)
    remove_speaker(speaker, by=None, now=NOW)
    assert not Absence.objects.exists()
