from datetime import timedelta

import pytest

from events.rules.spans import Span
from speakers.rules.absences import MOST_ABSENCES, AbsenceEdit, AbsenceFault, absence_fault
from tests.builders.bookings import at

DAYS = Span(at(0), at(60))


@pytest.mark.parametrize(
    ("start", "end", "known", "fault"),
    [
        (0, 10, 0, None),
        (-100, 1, 0, None),
        (59, 600, MOST_ABSENCES - 1, None),
        (10, 10, 0, AbsenceFault.ENDS_BEFORE_IT_STARTS),
        (20, 10, 0, AbsenceFault.ENDS_BEFORE_IT_STARTS),
        (-10, 0, 0, AbsenceFault.OUTSIDE_CONFERENCE),
        (60, 70, 0, AbsenceFault.OUTSIDE_CONFERENCE),
        (0, 10, MOST_ABSENCES, AbsenceFault.TOO_MANY),
    ],
)
def test_an_absence_concerns_a_day_of_the_conference(
    start: int, end: int, known: int, fault: AbsenceFault | None
) -> None:
    edit = AbsenceEdit(starts_at=at(start), ends_at=at(end))
    assert absence_fault(edit, days=DAYS, known=known) is fault
    assert edit.ends_at - edit.starts_at == timedelta(minutes=end - start)
