"""Codes of badges in what staff write."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from doors.rules.words import MASK, without_codes
from registration.rules.credentials import ALPHABET, new_code

CASES = json.loads((Path(__file__).resolve().parents[2] / "vectors" / "codes_in_words.json").read_text())["cases"]


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_codes_are_masked_and_words_are_kept(case: dict[str, str]) -> None:
    assert without_codes(case["words"]) == case["kept"]


@given(
    st.text("周王- .", max_size=9),
    st.lists(st.integers(0, 31), min_size=26, max_size=26),
    st.text("周王- .", max_size=9),
)
def test_every_code_is_masked(before: str, random: list[int], after: str) -> None:
    numbers = iter(random)
    code = new_code(ALPHABET[:4], randbelow=lambda _: next(numbers))

    assert code not in without_codes(before + code + after)
    assert MASK in without_codes(before + code + after)
