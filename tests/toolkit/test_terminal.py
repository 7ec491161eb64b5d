import pytest

from toolkit.terminal import listed, terminal_language


@pytest.mark.parametrize(
    ("locale", "language"),
    [("zh_CN.UTF-8", "zh-hans"), ("zh_TW", "zh-hans"), ("en_GB.UTF-8", "en"), ("C.UTF-8", "en"), ("", "en")],
)
def test_the_language_is_that_of_the_terminal(monkeypatch: pytest.MonkeyPatch, locale: str, language: str) -> None:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", locale)
    assert terminal_language() == language


def test_a_long_list_says_how_many_items_are_left_out() -> None:
    assert listed("abc", most=3, more="and %d more") == ["a", "b", "c"]
    assert listed("abcde", most=3, more="and %d more") == ["a", "b", "c", "and 2 more"]
