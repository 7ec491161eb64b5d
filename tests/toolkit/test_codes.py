import pytest

from toolkit.codes import TYPED, random_code, secret_token, short_code


def test_the_alphabet_has_32_characters_without_look_alikes() -> None:
    assert len(TYPED) == len(set(TYPED)) == 32
    assert not set(TYPED) & set("01IO")


@pytest.mark.parametrize("length", [0, 1, 8, 26])
def test_a_code_has_the_right_length_and_alphabet(length: int) -> None:
    code = random_code(length)
    assert len(code) == length
    assert set(code) <= set(TYPED)


def test_every_character_occurs_and_codes_differ() -> None:
    assert set(random_code(4000)) == set(TYPED)
    assert len({short_code() for _ in range(200)}) == 200


def test_addresses_have_40_bits_and_secrets_130() -> None:
    assert (len(short_code()), len(secret_token())) == (8, 26)
