"""Filters for numbers."""

from decimal import Decimal

from django import template
from django.core.paginator import Paginator
from django.utils.translation import gettext

register = template.Library()


@register.filter
def figure(value: float | Decimal | None) -> str:
    """Return 2,200, or a dash for None."""
    return "–" if value is None else f"{value:,}"


@register.filter
def numeral(value: int | str | None) -> str:
    """Pad a forum's number to two digits: 07. A code such as C1 stays as it is."""
    words = "" if value is None else str(value)
    return words.zfill(2) if words.isdigit() else words


@register.filter
def yuan(value: Decimal | int | None) -> str:
    """Return ¥1,800, ¥1,800.50, or "Free" in the current language."""
    if not value:
        return gettext("Free")
    amount = Decimal(value)
    return f"¥{amount:,.0f}" if amount == amount.to_integral_value() else f"¥{amount:,.2f}"


@register.filter
def share(part: int, whole: int) -> int:
    """Return the percentage of the whole, rounded down so that 100 means all; 0 if the whole is 0."""
    return part * 100 // whole if whole else 0


@register.filter
def page_numbers(paginator: "Paginator[object]", present: int) -> list[int | None]:
    """Return the first and last page number and those around the current one; None stands for pages left out."""
    pages = [number or None for number in paginator.get_elided_page_range(present, on_each_side=1, on_ends=1)]
    return [page if isinstance(page, int) else None for page in pages]
