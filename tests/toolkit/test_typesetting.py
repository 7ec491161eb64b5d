"""Line breaking and the largest font size that fits."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.fonts import Face, width
from toolkit.typesetting import Block, clusters, fit, runs_right_to_left, tidy, wrap

BOX = (336.0, 94.0)


def test_short_names_take_the_largest_size() -> None:
    assert fit("林知远", Face.SERIF, box=BOX, largest=88, smallest=24) == Block(("林知远",), 88)


def test_long_names_break_at_their_dot() -> None:
    assert fit("阿不都热合曼·买买提明", Face.SERIF, box=BOX, largest=48, smallest=24).lines == (
        "阿不都热合曼·",
        "买买提明",
    )


def test_long_names_break_evenly_between_words() -> None:
    block = fit("María José Carreño Quiñones", Face.SERIF_LATIN, box=BOX, largest=60, smallest=24)
    assert block.lines == ("María José", "Carreño Quiñones")


def test_a_word_that_is_too_long_is_cut_rather_than_illegible() -> None:
    block = fit("W" * 60, Face.SERIF_LATIN, box=BOX, largest=60, smallest=24)
    assert "".join(block.lines) == "W" * 60
    assert block.size > 15


@given(st.text(min_size=1, max_size=60).map(tidy).filter(bool))
def test_any_name_stays_inside_its_box_without_losing_text(name: str) -> None:
    block = fit(name, Face.SERIF, box=BOX, largest=88, smallest=24)
    assert "".join(block.lines).replace(" ", "") == name.replace(" ", "")
    assert block.height <= BOX[1]
    assert all(width(line, Face.SERIF) * block.size <= BOX[0] for line in block.lines)


def test_text_is_wrapped_evenly_but_not_before_punctuation() -> None:
    assert wrap("一二三四五六七八", Face.SANS, size=10, within=75) == ("一二三四", "五六七八")
    assert wrap("(一二三四五六)，七八", Face.SANS, size=10, within=75)[1] == "六)，七八"


def test_text_is_wrapped_after_its_clauses_where_that_costs_no_line() -> None:
    rights = "全部公开会场、午餐、资料、产业对接专场"
    assert wrap(rights, Face.SANS, size=13, within=200) == ("全部公开会场、午餐、", "资料、产业对接专场")


def test_combining_marks_stay_with_their_letter() -> None:
    assert clusters("e\u0301กำ") == ["e\u0301", "ก", "ำ"]
    assert clusters("กิ่ง") == ["กิ่", "ง"]


@pytest.mark.parametrize(
    ("text", "expected"), [("林", False), ("عبد", True), ("12 عبد", True), ("Abd عبد", False), ("", False)]
)
def test_direction_is_that_of_the_first_letter(text: str, expected: object) -> None:
    assert runs_right_to_left(text) is expected


def test_tidy_joins_white_space_and_composes() -> None:
    assert tidy("  Jose\u0301 \n\t Luis ") == "José Luis"
