import pytest

from events.rules.addresses import RESERVED, may_be_slug


@pytest.mark.parametrize("word", sorted(RESERVED))
def test_a_word_that_the_portal_uses_is_not_a_slug(word: str) -> None:
    assert not may_be_slug(word)


@pytest.mark.parametrize("slug", ["bio27", "national-biotech-2027", "doors", "english"])
def test_any_other_lower_case_word_is_a_slug(slug: str) -> None:
    assert may_be_slug(slug)


def test_a_slug_has_no_capitals() -> None:
    assert not may_be_slug("Bio27")
