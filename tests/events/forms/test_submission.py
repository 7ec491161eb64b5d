from datetime import UTC, datetime

import pytest
from django.http import QueryDict

from events.forms.submission import ReopenForm, SubmissionForm
from events.models import Conference
from events.rules.edits import SubmissionEdit
from tests.builders.people import NOW, Cast

SIX = datetime(2027, 4, 2, 10, tzinfo=UTC)
"""Six in the evening in Shanghai."""


def filled(conference: Conference, **fields: str) -> SubmissionForm:
    data = QueryDict(mutable=True)
    data.update({"unapproved": "left_out", "seen": str(SubmissionForm(instance=conference)["seen"].value()), **fields})
    return SubmissionForm(data, instance=conference)


def test_the_deadline_is_read_and_shown_in_the_conferences_zone(cast: Cast) -> None:
    form = filled(cast.conference, submit_on="2027-04-02", submit_at="18:00", locks_rooms="on")
    assert form.is_valid(), form.errors
    edit = form.edit()
    assert edit == SubmissionEdit(submit_by=SIX, locks_times=False, unapproved=edit.unapproved)
    cast.conference.submit_by = SIX
    assert str(SubmissionForm(instance=cast.conference)["submit_at"]).count('value="18:00"') == 1


def test_without_a_time_the_deadline_is_six_in_the_evening_and_without_a_day_there_is_none(cast: Cast) -> None:
    form = filled(cast.conference, submit_on="2027-04-02")
    assert form.is_valid()
    assert form.edit().submit_by == SIX
    none = filled(cast.conference)
    assert none.is_valid()
    assert none.edit().submit_by is None


@pytest.mark.parametrize("fields", [{"submit_at": "18:00"}, {"submit_on": "0001-01-01"}, {"submit_on": "soon"}])
def test_a_deadline_that_cannot_be_read_is_refused_at_its_field(cast: Cast, fields: dict[str, str]) -> None:
    form = filled(cast.conference, **fields)
    assert list(form.errors) == ["submit_on"]


def test_a_forum_is_not_reopened_until_a_time_that_has_passed(cast: Cast) -> None:
    gone = ReopenForm(cast.conference, QueryDict("until_day=2027-04-16&until_time=09:12"), now=NOW)
    assert list(gone.errors) == ["until_day"]
    later = ReopenForm(cast.conference, QueryDict("until_day=2027-04-16&until_time=09:13"), now=NOW)
    assert later.is_valid()
    assert later.cleaned_data["until"] == NOW.replace(minute=13)
