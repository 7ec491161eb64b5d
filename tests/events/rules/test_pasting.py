from datetime import time

import pytest

from events.rules.pasting import Line, LineFault, LineRefused, counted, hour, lines_of, named
from toolkit.text import Text


@pytest.mark.parametrize(
    ("line", "parts"),
    [
        ("A201\t2F\t120", ("A201", "2F", "120")),
        ("A201 | 2F, east | 120", ("A201", "2F, east", "120")),
        ("A201, 2F，120;x；y", ("A201", "2F", "120", "x", "y")),
        ("A|B\tC", ("A|B", "C")),
        ("A201", ("A201",)),
        ("A201,,120", ("A201", "", "120")),
    ],
)
def test_a_line_is_split_at_tabs_else_at_bars_else_at_commas(line: str, parts: tuple[str, ...]) -> None:
    assert lines_of(line) == [Line(1, parts)]


def test_empty_lines_are_left_out_and_counted() -> None:
    assert lines_of("A\n\n  \nB") == [Line(1, ("A",)), Line(4, ("B",))]


def test_a_missing_part_is_empty() -> None:
    line = Line(1, ("A", "B"))

    assert (line.part(0), line.part(1), line.part(2)) == ("A", "B", "")


def test_a_line_with_more_parts_than_wanted_is_refused() -> None:
    Line(1, ("A", "B")).refuse_more_than(2)

    with pytest.raises(LineRefused) as refused:
        Line(1, ("A", "B", "C")).refuse_more_than(2)
    assert refused.value.fault is LineFault.TOO_MANY_PARTS


@pytest.mark.parametrize(
    ("part", "text"),
    [
        ("主会场 / Main Hall", Text(zh="主会场", en="Main Hall")),
        ("主会场", Text(zh="主会场", en="")),
        ("A201", Text(zh="A201", en="A201")),
        ("A/B", Text(zh="A/B", en="A/B")),
        ("五个字整啊", Text(zh="五个字整啊", en="")),
    ],
)
def test_a_name_is_in_one_language_or_in_two(part: str, text: Text) -> None:
    assert named(part, longest=9) == text


@pytest.mark.parametrize("part", ["", " / Main", "主会场 / \u200b", "\u200b"])
def test_an_invisible_name_is_refused(part: str) -> None:
    with pytest.raises(LineRefused) as refused:
        named(part, longest=9)
    assert refused.value.fault is LineFault.NO_NAME


@pytest.mark.parametrize(("part", "about"), [("n" * 10, "n" * 10), ("厅 / " + "n" * 50, "厅 / " + "n" * 36)])
def test_a_name_one_character_too_long_in_either_language_is_refused(part: str, about: str) -> None:
    with pytest.raises(LineRefused) as refused:
        named(part, longest=9)
    assert (refused.value.fault, refused.value.part) == (LineFault.TOO_LONG, about)


@pytest.mark.parametrize(
    ("part", "read"),
    [("9:00", time(9)), ("09:05", time(9, 5)), ("0:00", time(0)), ("19:59", time(19, 59)), ("23：59", time(23, 59))],
)
def test_an_hour_is_read(part: str, read: time) -> None:
    assert hour(part) == read


@pytest.mark.parametrize("part", ["", "24:00", "9", "9:60", "9:5", "009:00", "9:00 ", "nine", "٩:٠٠", "９:00"])
def test_anything_but_an_hour_is_refused(part: str) -> None:
    with pytest.raises(LineRefused) as refused:
        hour(part)
    assert (refused.value.fault, refused.value.part) == (LineFault.NOT_AN_HOUR, part)


@pytest.mark.parametrize(("part", "number"), [("", None), ("0", 0), ("007", 7), ("1000000", 1_000_000)])
def test_a_number_is_read(part: str, number: int | None) -> None:
    assert counted(part) == number


@pytest.mark.parametrize("part", ["-1", "1.5", "many", "１２", "1000001", "0000000001"])
def test_anything_but_a_number_is_refused(part: str) -> None:
    with pytest.raises(LineRefused) as refused:
        counted(part)
    assert (refused.value.fault, refused.value.part) == (LineFault.NOT_A_NUMBER, part)


def test_a_number_may_be_limited_further() -> None:
    assert counted("10", most=10) == 10
    with pytest.raises(LineRefused):
        counted("11", most=10)


def test_a_refusal_quotes_at_most_forty_characters() -> None:
    with pytest.raises(LineRefused) as refused:
        counted("x" * 41)
    assert refused.value.part == "x" * 40
