"""Numbers as the pages write them."""

from decimal import Decimal

from django import template
from django.core.paginator import Paginator
from django.utils.translation import gettext

register = template.Library()


@register.filter
def figure(value: float | Decimal | None) -> str:
    """2,200; a dash where there is no number."""
    return "–" if value is None else f"{value:,}"


@register.filter
def numeral(value: int | str | None) -> str:
    """A forum's number, with two figures at least: 07; codes such as C1 stay as they are."""
    words = "" if value is None else str(value)
    return words.zfill(2) if words.isdigit() else words


@register.filter
def yuan(value: Decimal | int | None) -> str:
    """¥1,800, ¥1,800.50, or that it is free."""
    if not value:
        return gettext("Free")
    amount = Decimal(value)
    return f"¥{amount:,.0f}" if amount == amount.to_integral_value() else f"¥{amount:,.2f}"


@register.filter
def share(part: int, whole: int) -> int:
    """How many per cent of the whole the part is, rounded down so that 100 means all; 0 of nothing is 0."""
    return part * 100 // whole if whole else 0


@register.filter
def page_numbers(paginator: "Paginator[object]", present: int) -> list[int | None]:
    """The first, the last and those around the present page; None where some are left out."""
    pages = [number or None for number in paginator.get_elided_page_range(present, on_each_side=1, on_ends=1)]
    return [page if isinstance(page, int) else None for page in pages]
