"""Reminders about one forum that are asked for at the same moment make one letter. A control that only looks whether
somebody was reminded writes several.
"""

from datetime import timedelta
from threading import Barrier

import pytest

from events.models import Forum, Letter
from events.operations import reminders
from events.operations.reminders import plan_reminders, remind_forums
from tests.builders.people import NOW, the_cast
from tests.races import at_once

TIMES = 4
pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]


def test_one_letter_is_written() -> None:
    cast = the_cast()

    def remind(number: int) -> int:
        now = NOW + timedelta(seconds=number)
        return len(remind_forums(cast.conference, [cast.forum.pk], by=None, now=now).people)

    assert sorted(at_once(remind, times=TIMES)) == [0, 0, 0, 1]
    assert Letter.objects.count() == 1


def test_control_who_looks_and_then_writes_writes_several() -> None:
    cast = the_cast()
    all_have_looked = Barrier(TIMES)

    def remind_carelessly(number: int) -> None:
        now = NOW + timedelta(seconds=number)
        planned = plan_reminders(list(Forum.objects.filter(pk=cast.forum.pk)), now=now)
        all_have_looked.wait(timeout=30)
        for user, forums in planned.people.items():
            reminders._write(user, forums, cast.conference, by=None, now=now)

    at_once(remind_carelessly, times=TIMES)
    assert Letter.objects.count() == TIMES
