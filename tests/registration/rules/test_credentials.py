"""Test making codes, and their checksums and prefixes against the vectors that JavaScript uses too."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registration.rules.credentials import (
    ALPHABET,
    CHECK_LENGTH,
    CODE_LENGTH,
    MARK_LENGTH,
    check_characters,
    conference_mark,
    grouped,
    new_code,
    new_salt,
    prefix_of,
)

VECTORS = json.loads((Path(__file__).resolve().parents[2] / "vectors" / "credentials.json").read_text())
MARK = conference_mark(b"example")
CODE = VECTORS["typed"][0]["code"]
characters = st.sampled_from(ALPHABET)


def is_intact(code: str) -> bool:
    return check_characters(code[:-CHECK_LENGTH]) == code[-CHECK_LENGTH:]


@pytest.mark.parametrize("code", sorted({case["code"] for case in VECTORS["typed"] if case["code"]}))
def test_the_check_characters_are_as_in_the_vectors(code: str) -> None:
    assert is_intact(code)


@pytest.mark.parametrize("case", VECTORS["prefixes"])
def test_a_prefix_is_as_in_the_vectors(case: dict[str, str]) -> None:
    assert prefix_of(case["code"], salt=bytes.fromhex(case["salt"])).hex() == case["prefix"]


def test_a_new_code_fits_the_smallest_qr_that_scans_well() -> None:
    code = new_code(MARK)

    assert len(code) == CODE_LENGTH == 32  # a version 2 symbol at level M holds 38
    assert set(code) <= set(ALPHABET)
    assert code[:MARK_LENGTH] == MARK
    assert is_intact(code)


def test_new_codes_differ_in_130_bits() -> None:
    drawn: list[int] = []

    def randbelow(limit: int) -> int:
        drawn.append(limit)
        return 0

    new_code(MARK, randbelow=randbelow)

    assert drawn == [32] * 26
    assert len({new_code(MARK) for _ in range(1000)}) == 1000


def test_a_malformed_mark_is_refused() -> None:
    with pytest.raises(ValueError, match="not a mark"):
        new_code("ab1")


def test_a_conference_keeps_its_mark_for_ever() -> None:
    assert MARK == "EUIT"


def test_two_conferences_have_two_marks() -> None:
    assert conference_mark(b"bio27") != conference_mark(b"bio28")


def test_salts_differ() -> None:
    assert new_salt() != new_salt()


def test_a_code_is_shown_in_groups_of_four() -> None:
    assert grouped(CODE) == "EUIT JBSW Y3DP EHPK 3PXP JBSW Y3DP EIE5"


@given(place=st.integers(0, 31), character=characters)
def test_every_single_wrong_character_is_detected(place: int, character: str) -> None:
    wrong = CODE[:place] + character + CODE[place + 1 :]

    assert is_intact(wrong) == (wrong == CODE)
