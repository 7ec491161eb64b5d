from django.utils import translation

from toolkit.lists import listed, sentences


def test_items_are_joined_in_order() -> None:
    with translation.override("en"):
        assert listed(["A201", "A202"]) == "A201, A202"


def test_a_single_item_is_unchanged() -> None:
    assert listed([7]) == "7"


def test_sentences_are_separated_by_a_space_unless_the_full_stop_is_wide() -> None:
    assert sentences("Added.", "One is left.") == "Added. One is left."
    assert sentences("已添加\u3002", "还剩一位\u3002") == "已添加\u3002还剩一位\u3002"
