from datetime import timedelta

from events.rules.moving import Hall, Stay, choices
from events.rules.spans import Span
from tests.builders.people import NOW
from toolkit.text import Text

HOUR = timedelta(hours=1)


def stay(session: str, room: int | None, start: int, end: int) -> Stay:
    return Stay(
        session=session, name=Text(session, session), room=room, span=Span(NOW + start * HOUR, NOW + end * HOUR)
    )


def test_free_rooms_come_first_and_larger_ones_before_smaller() -> None:
    halls = [Hall(key=1, seats=100), Hall(key=2, seats=None), Hall(key=3, seats=300), Hall(key=4, seats=500)]
    others = [stay("a", 4, 0, 2), stay("b", 3, 2, 3), stay("c", None, 0, 9)]
    found = choices(halls, [stay("mine", 1, 1, 2)], [*others, stay("mine", 1, 1, 2)])
    assert [(choice.room, choice.is_free) for choice in found] == [(3, True), (1, True), (2, True), (4, False)]
    assert [each.session for each in found[-1].taken_by] == ["a"]


def test_each_session_that_is_moved_is_looked_at_by_its_own_times() -> None:
    moved = [stay("mine", 1, 0, 1), stay("mine too", 1, 5, 6)]
    others = [stay("between", 2, 1, 5), stay("later", 2, 5, 7)]
    [choice] = choices([Hall(key=2, seats=10)], moved, others)
    assert [each.session for each in choice.taken_by] == ["later"]
