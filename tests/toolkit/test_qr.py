import re
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from tests.builders.badges import CODE
from tests.paper import read_by_zxing
from toolkit.qr import Qr, png, png_of, qr, series, svg


def test_a_code_is_version_two_so_that_its_cells_are_large() -> None:
    assert qr(CODE).side == 25


def test_all_codes_of_up_to_38_characters_are_equally_large() -> None:
    assert {qr("A" * length).side for length in (1, 20, 38)} == {25}


@pytest.mark.parametrize("mask", [None, *range(8)])
def test_a_code_is_readable_with_every_mask(mask: int | None) -> None:
    picture = Image.open(BytesIO(png_of(qr(CODE, mask=mask), module=4, quiet=4)))
    assert read_by_zxing(picture.convert("L")) == [CODE]


def test_the_picture_for_a_letter_is_readable() -> None:
    assert read_by_zxing(Image.open(BytesIO(png(CODE))).convert("L")) == [CODE]


def test_codes_of_addresses_are_readable() -> None:
    address = "https://example.org/door/pair/#K7QWM2XR"
    assert read_by_zxing(Image.open(BytesIO(png(address))).convert("L")) == [address]


def test_the_path_draws_exactly_the_dark_modules() -> None:
    code = qr(CODE)
    drawn = {
        (int(y), x)
        for start, y, length in re.findall(r"M(\d+) (\d+)h(\d+)v1h-\3z", code.path)
        for x in range(int(start), int(start) + int(length))
    }
    assert drawn == {(y, x) for y, row in enumerate(code.rows) for x, dark in enumerate(row) if dark}


def test_bits_fill_rows_to_whole_bytes() -> None:
    assert Qr(((True, False, True), (False, False, False), (True, True, True))).bits == bytes(
        [0b10100000, 0, 0b11100000]
    )


def test_the_svg_on_a_page_has_a_label_and_no_styles() -> None:
    markup = svg(CODE, label='入场码 "K7"')
    assert 'role="img" aria-label="入场码 &quot;K7&quot;" viewBox="-4 -4 33 33"' in markup
    assert "style" not in markup


@given(st.text("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:", min_size=1, max_size=40), st.integers(0, 7))
def test_a_series_makes_the_same_codes(text: str, mask: int) -> None:
    codes = series(len(text), mask=mask)
    assert (codes.bits(text), codes.side) == (qr(text, mask=mask).bits, qr(text, mask=mask).side)


@pytest.mark.parametrize("text", ["A", "AAA", "aa"])
def test_a_series_refuses_other_texts(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        series(2, mask=0).bits(text)


@pytest.mark.parametrize("text", ["", "é", "林", "A" * 501])
def test_other_texts_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"ASCII|too long"):
        qr(text)
