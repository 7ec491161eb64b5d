"""Read what only exports of ticket shops have: keys, statuses, dates of orders, seats and events."""

from collections import Counter
from datetime import datetime

from registration.importers.people import PersonReader
from registration.rules.delegate_rows import ListReason, OrderStatus, Source
from toolkit.sheets.cells import Row
from toolkit.sheets.headers import Header

_EVENTBRITE = {
    "attending": OrderStatus.CONFIRMED,
    "checked in": OrderStatus.CONFIRMED,
    "not attending": None,
    "refunded": None,
    "deleted": None,
    "cancelled": None,
    "canceled": None,
    "transferred": None,
}
_PRETIX = {
    "paid": OrderStatus.CONFIRMED,
    "pending": OrderStatus.NOT_PAID,
    "pending (confirmed)": OrderStatus.NOT_PAID,
    "pending (overdue)": OrderStatus.NOT_PAID,
    "overdue": OrderStatus.NOT_PAID,
    "approval pending": OrderStatus.APPLIED,
    "canceled": None,
    "cancelled": None,
    "canceled (paid fee)": None,
    "expired": None,
    "refunded": None,
}
_STATUSES = {Source.EVENTBRITE: _EVENTBRITE, Source.PRETIX: _PRETIX}
_DATES = (
    *("%m/%d/%y", "%m/%d/%Y", "%d/%m/%y", "%d/%m/%Y", "%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%d.%m.%Y", "%d.%m.%y"),
    *("%b %d, %Y", "%B %d, %Y", "%d %b %Y", "%d %B %Y", "%Y年%m月%d日"),
)
_TIMES = ("", " %H:%M", " %H:%M:%S", " %I:%M %p", "T%H:%M:%S", "T%H:%M:%S%z", " %H:%M:%S%z")


def main_slug(rows: list[Row], header: Header, *, own: str) -> str:
    """Return the slug of the event to import: the conference's own, or else the most frequent one in the file."""
    slugs = Counter(header.text(row, "event_slug") for row in rows)
    slugs.pop("", None)
    named = next((slug for slug in slugs if _bare(slug) == _bare(own)), None)
    return named or (slugs.most_common(1)[0][0] if slugs else "")


def _bare(slug: str) -> str:
    return "".join(character for character in slug.casefold() if character.isalnum())


def source_key_of(reader: PersonReader, source: Source) -> str:
    """Return the shop's key of a ticket; empty if the row has none."""
    order = reader.text("order")
    if source is Source.EVENTBRITE:
        attendee = reader.text("attendee_key")
        return f"eventbrite:{attendee}"[:200] if attendee else ""
    position = reader.text("position_id")
    slug = reader.text("event_slug")
    return f"pretix:{slug}:{order}-{position}"[:200] if order and position else ""


def status_of_order(reader: PersonReader, source: Source) -> OrderStatus | None:
    """Return the status of an order; None, with a finding, if it was cancelled or the status is unknown.

    An unknown status must never count as paid.
    """
    status = " ".join(reader.text("status").casefold().split())
    if not status and "status" not in reader.header.columns:
        return OrderStatus.CONFIRMED
    if status not in _STATUSES[source]:
        reader.find(ListReason.UNKNOWN_STATUS, "status", reader.text("status"))
        return None
    standing = _STATUSES[source][status]
    if standing is None:
        reader.find(ListReason.NOT_COMING, "status", reader.text("status"))
    elif standing is OrderStatus.NOT_PAID:
        reader.find(ListReason.NOT_PAID, "status")
    elif standing is OrderStatus.APPLIED:
        reader.find(ListReason.WAITS_FOR_APPROVAL, "status")
    elif status == "checked in":
        reader.find(ListReason.CHECK_IN_LEFT_OUT, "status")
    return standing


def check_order(reader: PersonReader, *, slug: str) -> None:
    """Check the event, the date and the number of seats of an order."""
    if slug and reader.text("event_slug") != slug:
        reader.find(ListReason.OTHER_EVENT, "event_slug", reader.text("event_slug"))
    date = " ".join(reader.text("order_date").split())
    if date and not _is_date(date):
        reader.find(ListReason.ORDER_DATE, "order_date", date)
    quantity = reader.text("quantity")
    if quantity.isdecimal() and int(quantity) > 1:
        reader.find(ListReason.SEVERAL_SEATS, "quantity", quantity)


def _is_date(text: str) -> bool:
    return any(_parses(text, f"{date}{time}") for time in _TIMES for date in _DATES)


def _parses(text: str, pattern: str) -> bool:
    try:
        datetime.strptime(text, pattern)  # noqa: DTZ007 - only whether it is one
    except ValueError:
        return False
    return True
