from decimal import Decimal

import pytest
from django.core.paginator import Paginator
from django.utils.translation import override

from toolkit.templatetags import figures


def test_figures_are_grouped_by_thousands() -> None:
    assert figures.figure(2200) == "2,200"
    assert figures.figure(None) == "–"


@pytest.mark.parametrize(("number", "words"), [(7, "07"), ("26", "26"), ("C1", "C1"), (None, ""), (128, "128")])
def test_forum_numbers_have_at_least_two_digits(number: int | str | None, words: str) -> None:
    assert figures.numeral(number) == words


def test_prices_show_cents_only_if_there_are_any() -> None:
    assert figures.yuan(Decimal("1800.00")) == "¥1,800"
    assert figures.yuan(Decimal("1800.50")) == "¥1,800.50"
    with override("en"):
        assert figures.yuan(Decimal("0.00")) == "Free"


def test_a_share_is_100_only_if_it_is_complete() -> None:
    assert (figures.share(199, 200), figures.share(200, 200), figures.share(3, 0)) == (99, 100, 0)


def test_pages_around_the_current_one_are_listed() -> None:
    assert figures.page_numbers(Paginator(range(2148), 50), 7) == [1, None, 6, 7, 8, None, 43]
