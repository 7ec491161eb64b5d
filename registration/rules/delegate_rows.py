"""Rows of an imported list of delegates: their content, their outcome, and the reasons for it."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import ClassVar

from registration.rules.particulars import Particulars
from toolkit.sheets.findings import JudgedRow
from toolkit.sheets.outcomes import RowOutcome


@dataclass(frozen=True, slots=True, kw_only=True)
class DelegateListWishes:
    """Options of an import.

    `is_trial` stores nothing, `accepts_valid` stores valid rows even if others are rejected, and `makes_categories`
    creates unknown categories.
    """

    is_trial: bool = False
    accepts_valid: bool = False
    makes_categories: bool = False


class Source(StrEnum):
    """The program that a file was exported from, recognised by its header."""

    LIST = "list"
    EVENTBRITE = "eventbrite"
    PRETIX = "pretix"

    @property
    def has_orders(self) -> bool:
        """Whether a ticket shop made the file; its rows have a key and an order status."""
        return self is not Source.LIST


class OrderStatus(StrEnum):
    """The status of an order in a ticket shop."""

    CONFIRMED = "confirmed"
    NOT_PAID = "not_paid"
    APPLIED = "applied"


class ListReason(StrEnum):
    """A remark about a row, or the reason why it is not stored. `CONSEQUENCES` gives the outcome of each."""

    EMPTY_ROW = "empty_row"
    REPEATED_HEADER = "repeated_header"
    TOTAL = "total"
    FOOTNOTE = "footnote"
    NOT_COMING = "not_coming"
    SAME_AS_LINE = "same_as_line"
    ALREADY_REGISTERED = "already_registered"
    UNKNOWN_STATUS = "unknown_status"
    OTHER_EVENT = "other_event"
    ORDER_DATE = "order_date"
    NO_KEY = "no_key"
    NO_NAME = "no_name"
    NAME_TOO_LONG = "name_too_long"
    NAME_MARKUP = "name_markup"
    NAME_FORMULA = "name_formula"
    NAME_LINK = "name_link"
    NAME_ADVERTISING = "name_advertising"
    NAME_UNPRINTABLE = "name_unprintable"
    NAME_NO_LETTER = "name_no_letter"
    NAME_PLACEHOLDER = "name_placeholder"
    TWO_PEOPLE = "two_people"
    NO_CONTACT = "no_contact"
    PHONE_SCIENTIFIC = "phone_scientific"
    PHONE_TOO_SHORT = "phone_too_short"
    PHONE_TOO_LONG = "phone_too_long"
    PHONE_NOT_A_NUMBER = "phone_not_a_number"
    PHONE_NOT_IN_USE = "phone_not_in_use"
    EMAIL_NO_AT = "email_no_at"
    EMAIL_TOO_LONG = "email_too_long"
    EMAIL_MALFORMED = "email_malformed"
    EMAIL_HOMOGRAPH = "email_homograph"
    TEXT_TOO_LONG = "text_too_long"
    TEXT_ADVERTISING = "text_advertising"
    COMPANION = "companion"
    PHONE_MASKED = "phone_masked"
    PHONE_LANDLINE = "phone_landline"
    PHONE_SECOND = "phone_second"
    EMAIL_CORRECTED = "email_corrected"
    EMAIL_MASKED = "email_masked"
    EMAIL_SECOND = "email_second"
    FORMULA_WITHOUT_VALUE = "formula_without_value"
    NO_EMAIL = "no_email"
    NO_LATIN_NAME = "no_latin_name"
    SHARED_PHONE = "shared_phone"
    SHARED_EMAIL = "shared_email"
    SAME_PERSON_TWICE = "same_person_twice"
    UNKNOWN_CATEGORY = "unknown_category"
    ARRIVAL_TEXT = "arrival_text"
    NOTE_CUT = "note_cut"
    STRUCK = "struck"
    SEVERAL_SEATS = "several_seats"
    NOT_PAID = "not_paid"
    HIDDEN_ROW = "hidden_row"
    CHECK_IN_LEFT_OUT = "check_in_left_out"
    WAITS_FOR_APPROVAL = "waits_for_approval"


CONSEQUENCES: Mapping[StrEnum, RowOutcome] = {
    ListReason.EMPTY_ROW: RowOutcome.SKIP,
    ListReason.REPEATED_HEADER: RowOutcome.SKIP,
    ListReason.TOTAL: RowOutcome.SKIP,
    ListReason.FOOTNOTE: RowOutcome.SKIP,
    ListReason.NOT_COMING: RowOutcome.SKIP,
    ListReason.SAME_AS_LINE: RowOutcome.DUPLICATE,
    ListReason.ALREADY_REGISTERED: RowOutcome.DUPLICATE,
    ListReason.HIDDEN_ROW: RowOutcome.ACCEPT,
    ListReason.CHECK_IN_LEFT_OUT: RowOutcome.ACCEPT,
    ListReason.WAITS_FOR_APPROVAL: RowOutcome.ACCEPT,
    ListReason.COMPANION: RowOutcome.WARN,
    ListReason.PHONE_MASKED: RowOutcome.WARN,
    ListReason.PHONE_LANDLINE: RowOutcome.WARN,
    ListReason.PHONE_SECOND: RowOutcome.WARN,
    ListReason.EMAIL_CORRECTED: RowOutcome.WARN,
    ListReason.EMAIL_MASKED: RowOutcome.WARN,
    ListReason.EMAIL_SECOND: RowOutcome.WARN,
    ListReason.FORMULA_WITHOUT_VALUE: RowOutcome.WARN,
    ListReason.NO_EMAIL: RowOutcome.WARN,
    ListReason.NO_LATIN_NAME: RowOutcome.WARN,
    ListReason.SHARED_PHONE: RowOutcome.WARN,
    ListReason.SHARED_EMAIL: RowOutcome.WARN,
    ListReason.SAME_PERSON_TWICE: RowOutcome.WARN,
    ListReason.UNKNOWN_CATEGORY: RowOutcome.WARN,
    ListReason.ARRIVAL_TEXT: RowOutcome.WARN,
    ListReason.NOTE_CUT: RowOutcome.WARN,
    ListReason.STRUCK: RowOutcome.WARN,
    ListReason.SEVERAL_SEATS: RowOutcome.WARN,
    ListReason.NOT_PAID: RowOutcome.WARN,
}
"""The outcome of each reason. A reason that is missing here refuses its row; ACCEPT makes it a note."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A person as a row describes them, every text cleaned. `arrival` is ISO 8601 or as written.

    `category` is a code, or empty for the default one; `new_category` is the name of a category to create.
    """

    particulars: Particulars
    category: str = ""
    new_category: str = ""
    arrival: str = ""
    companion: str = ""
    zip_code: str = ""
    price: Decimal | None = None
    standing: OrderStatus = OrderStatus.CONFIRMED
    source_key: str = ""

    @property
    def name(self) -> str:
        """The name as printed."""
        return self.particulars.name

    @property
    def email(self) -> str:
        """The e-mail address, or an empty text."""
        return self.particulars.email

    @property
    def phone(self) -> str:
        """The phone number in E.164, or an empty text."""
        return self.particulars.phone


@dataclass(frozen=True, slots=True, kw_only=True)
class DelegateRow(JudgedRow[ListReason]):
    """A row with its findings. `candidate` is None if the row is refused or skipped; `name` is as typed."""

    CONSEQUENCES: ClassVar[Mapping[StrEnum, RowOutcome]] = CONSEQUENCES

    name: str
    candidate: Candidate | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """An existing delegate, as far as duplicates are recognised by it."""

    name: str
    email: str
    phone: str
    source_key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportFacts:
    """The categories and delegates that a conference has before the import.

    `categories` maps names in both languages, folded by `category_key`, to codes.
    """

    slug: str
    categories: Mapping[str, str]
    known: tuple[Known, ...] = ()
    creates_categories: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class DelegateList:
    """All rows of a file; `unknown_categories` are in order of appearance."""

    source: Source
    rows: tuple[DelegateRow, ...]
    unknown_categories: tuple[str, ...] = ()

    def counts(self) -> dict[RowOutcome, int]:
        """Return the number of rows by outcome."""
        return {outcome: sum(row.outcome is outcome for row in self.rows) for outcome in RowOutcome}


def category_key(name: str) -> str:
    """Return the name of a category without white space and in one case, for comparison."""
    return "".join(name.split()).casefold()
