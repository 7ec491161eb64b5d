"""Distribution of a forum's parts over half days."""

from events.rules.programme import TalkKind
from portal.demo.timetable import HALVES, Item, forum_blocks


def kinds(items: tuple[Item, ...]) -> list[str]:
    return [item.kind.value for item in items]


def test_a_forum_of_two_parts_has_address_break_and_panel_in_one_afternoon() -> None:
    (block,) = forum_blocks(5, ["1pm"], [[None, None, None], [None, None, None]])
    assert kinds(block.items) == ["address", "talk", "talk", "talk", "break", "talk", "talk", "talk", "panel"]
    assert (block.day, block.starts, block.ends) == (1, 14 * 60, 17 * 60 + 40)


def test_the_panel_has_a_section_to_itself_where_the_parts_are_odd() -> None:
    first, second = forum_blocks(4, ["1pm", "2pm"], [[None], [None], [None]])
    assert (first.parts, second.parts) == ((0, 1), (2,))
    assert kinds(second.items) == ["talk", "break", "panel"]
    assert second.items[-1].ends - second.items[-1].starts == 60


def test_the_talks_of_a_section_fill_it_in_steps_of_five_minutes() -> None:
    (block,) = forum_blocks(7, ["1pm"], [[None, None, None], [None, None, None]])
    before_tea = [item for item in block.items if item.ends <= HALVES["1pm"].tea_starts]
    assert before_tea[-1].ends == HALVES["1pm"].tea_starts
    assert {(item.ends - item.starts) % 5 for item in before_tea} == {0}


def test_a_talk_that_names_its_minutes_gets_them() -> None:
    (block,) = forum_blocks(13, ["1pm"], [[None], [35, 6, 6, 6]])
    talks = [item for item in block.items if item.kind is TalkKind.TALK]
    assert [item.ends - item.starts for item in talks[1:]] == [35, 6, 6, 6]


def test_items_follow_one_another_without_overlap() -> None:
    for number in range(1, 27):
        for block in forum_blocks(number, ["1pm", "2am"], [[None] * 3, [None] * 3, [None] * 2, [None] * 2]):
            pairs = zip(block.items, block.items[1:], strict=False)
            assert all(first.ends <= second.starts for first, second in pairs)
            assert all(item.starts < item.ends for item in block.items)
