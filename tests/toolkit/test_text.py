from collections.abc import Iterator

import pytest
from django.utils import translation

from toolkit.text import Text, reads_english

BOTH, CHINESE_ONLY, ENGLISH_ONLY, NEITHER = Text("分会", "Forum"), Text(zh="分会"), Text(en="Forum"), Text()


@pytest.fixture
def english() -> Iterator[None]:
    with translation.override("en"):
        yield


@pytest.fixture
def chinese() -> Iterator[None]:
    with translation.override("zh-hans"):
        yield


def test_without_an_active_language_the_reader_gets_chinese() -> None:
    with translation.override(None):
        assert not reads_english()
        assert BOTH.here == "分会"


@pytest.mark.usefixtures("english")
def test_an_english_reader_gets_english_if_there_is_any() -> None:
    assert reads_english()
    assert [text.here for text in (BOTH, CHINESE_ONLY, ENGLISH_ONLY, NEITHER)] == ["Forum", "分会", "Forum", ""]
    assert [text.lang for text in (BOTH, CHINESE_ONLY, ENGLISH_ONLY)] == ["en", "zh-Hans", "en"]
    assert [text.is_foreign for text in (BOTH, CHINESE_ONLY, ENGLISH_ONLY, NEITHER)] == [False, True, False, False]
    assert (BOTH.other, BOTH.other_lang) == ("分会", "zh-Hans")
    assert str(BOTH) == "Forum"


@pytest.mark.usefixtures("chinese")
def test_a_chinese_reader_gets_chinese_if_there_is_any() -> None:
    assert [text.here for text in (BOTH, CHINESE_ONLY, ENGLISH_ONLY, NEITHER)] == ["分会", "分会", "Forum", ""]
    assert [text.lang for text in (BOTH, CHINESE_ONLY, ENGLISH_ONLY)] == ["zh-Hans", "zh-Hans", "en"]
    assert [text.is_foreign for text in (BOTH, CHINESE_ONLY, ENGLISH_ONLY, NEITHER)] == [False, False, True, False]
    assert (BOTH.other, BOTH.other_lang) == ("Forum", "en")


def test_a_text_has_no_alternative_if_one_is_missing_or_both_are_equal() -> None:
    assert [text.other for text in (CHINESE_ONLY, ENGLISH_ONLY, NEITHER, Text("B302", "B302"))] == ["", "", "", ""]


def test_a_text_is_complete_in_two_languages_and_truthy_in_one() -> None:
    assert [text.is_complete for text in (BOTH, CHINESE_ONLY, ENGLISH_ONLY, NEITHER)] == [True, False, False, False]
    assert [bool(text) for text in (BOTH, CHINESE_ONLY, ENGLISH_ONLY, NEITHER)] == [True, True, True, False]


@pytest.mark.parametrize(
    ("language", "words"), [("en", "Forum"), ("en-gb", "Forum"), ("zh-hans", "分会"), ("fr", "分会")]
)
def test_a_language_can_be_named(language: str, words: str) -> None:
    assert BOTH.within(language) == words
