from datetime import timedelta

import pytest

from events.rules.programme import ForumItem
from events.rules.timetable.shapes import Block, Cell, CellKind, Day, Pause, Row, RowGroup
from tests.builders.released import FIRST_DAY, a_forum_item, a_session_item, a_talk_item, at
from toolkit.text import Text


def a_cell(kind: CellKind, span: int = 1, **fields: object) -> Cell:
    return Cell(kind=kind, span=span, starts_at=at(9), ends_at=at(10), **fields)  # type: ignore[arg-type]  # any field


def a_row(*cells: Cell, title: str = "", forum: ForumItem | None = None) -> Row:
    return Row(label="", title=Text(title, title), room=Text(), cells=cells, forum=forum)


def a_group(*rows: Row) -> RowGroup:
    return RowGroup(letter="", title=Text(), rows=rows)


def a_block(*groups: RowGroup, by_rooms: bool = False) -> Block:
    return Block(starts_at=at(9), ends_at=at(10), step=30, columns=2, ticks=(), groups=groups, by_rooms=by_rooms)


@pytest.mark.parametrize(
    ("session_is_off", "talk_is_off"), [(False, False), (True, False), (False, True), (True, True)]
)
def test_a_cell_is_cancelled_with_its_session_or_its_talk(*, session_is_off: bool, talk_is_off: bool) -> None:
    session = a_session_item("S", 9, 10, is_cancelled=session_is_off)
    talk = a_talk_item("T", 9, 10, is_cancelled=talk_is_off)
    assert a_cell(CellKind.TALK, session=session, talk=talk).is_cancelled is (session_is_off or talk_is_off)
    assert a_cell(CellKind.SESSION, session=session).is_cancelled is session_is_off


def test_a_gap_is_not_cancelled_and_not_tall() -> None:
    gap = a_cell(CellKind.GAP)
    assert (gap.is_cancelled, gap.is_tall) == (False, False)


def test_rows_are_forums_by_default() -> None:
    assert Block(starts_at=at(9), ends_at=at(10), step=30, columns=2, ticks=()).by_rooms is False


def test_a_row_shows_every_kind_of_cell_but_gaps_and_pauses() -> None:
    row = a_row(*map(a_cell, CellKind))
    assert [cell.kind for cell in row.shown] == [CellKind.TALK, CellKind.BUNDLE, CellKind.SESSION, CellKind.CLOSED]


def test_the_bar_of_a_row_joins_neighbouring_cells_and_skips_empty_ones() -> None:
    row = a_row(
        a_cell(CellKind.GAP, 1),
        a_cell(CellKind.TALK, 2),
        a_cell(CellKind.BUNDLE, 3),
        a_cell(CellKind.PAUSE, 4),
        a_cell(CellKind.GAP, 1),
        a_cell(CellKind.CLOSED, 5),
    )
    assert row.bar == "M1 0h5v3h-5zM11 0h5v3h-5z"
    assert a_row(a_cell(CellKind.GAP, 9)).bar == ""


def test_the_bundles_of_a_row_are_the_cells_with_others_folded_in() -> None:
    bundle = a_cell(CellKind.BUNDLE, folded=(a_cell(CellKind.TALK),))
    assert a_row(a_cell(CellKind.TALK), bundle).bundles == [bundle]


def test_a_block_without_groups_is_plenary() -> None:
    assert a_block().is_plenary
    assert not a_block(a_group()).is_plenary


def test_forums_are_counted_once_over_all_groups() -> None:
    one, two = a_forum_item(1), a_forum_item(2)
    block = a_block(a_group(a_row(forum=one), a_row(forum=one), a_row()), a_group(a_row(forum=two)))
    assert block.forum_count == 2
    assert a_block().forum_count == 0


def test_rooms_are_counted_once_in_the_first_group_where_rows_are_rooms() -> None:
    groups = (a_group(a_row(title="a"), a_row(title="a"), a_row(title="b")), a_group(a_row(title="c")))
    assert a_block(*groups, by_rooms=True).room_count == 2
    assert a_block(*groups).room_count == 0
    assert a_block(by_rooms=True).room_count == 0


def test_a_day_lists_its_blocks_without_the_pauses_between_them() -> None:
    first, second = a_block(), a_block(a_group())
    pause = Pause(session=a_session_item("L", 10, 11), room=Text())
    day = Day(on=FIRST_DAY + timedelta(days=1), parts=(first, pause, second), sessions=())
    assert day.blocks == [first, second]


def test_a_day_is_arranged_by_rooms_if_any_of_its_blocks_is() -> None:
    def day(*blocks: Block) -> Day:
        return Day(on=FIRST_DAY, parts=blocks, sessions=())

    assert day(a_block(), a_block(by_rooms=True)).by_rooms
    assert not day(a_block()).by_rooms
    assert not day().by_rooms
