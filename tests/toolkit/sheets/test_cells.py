from toolkit.sheets.cells import NOTHING, Cell, Row, SheetRefusal, SheetRefused

TYPED = Cell(text="王伟", value="王伟")
INHERITED = Cell(text="江畔大学", value="江畔大学", is_inherited=True)
FORMULA = Cell(is_formula=True)
BLANK = Cell(text="  ")


def test_a_cell_beyond_the_row_is_empty() -> None:
    row = Row(1, (TYPED,))
    assert (row[0], row[1], row[7]) == (TYPED, NOTHING, NOTHING)


def test_only_typed_cells_and_formulas_are_a_rows_own_content() -> None:
    assert list(Row(1, (INHERITED, BLANK, TYPED, FORMULA)).own) == [TYPED, FORMULA]


def test_a_row_of_blanks_and_inherited_cells_is_empty() -> None:
    assert Row(1, ()).is_empty
    assert Row(1, (INHERITED, BLANK, NOTHING)).is_empty
    assert not Row(1, (FORMULA,)).is_empty


def test_one_struck_cell_marks_the_whole_row_as_struck() -> None:
    assert not Row(1, (TYPED,)).is_struck
    assert Row(1, (TYPED, Cell(text="x", is_struck=True))).is_struck


def test_a_refusal_carries_its_reason_and_figures() -> None:
    refused = SheetRefused(SheetRefusal.TOO_BIG, limit=5, found=7)
    assert (refused.reason, refused.details) == (SheetRefusal.TOO_BIG, {"limit": 5, "found": 7})
