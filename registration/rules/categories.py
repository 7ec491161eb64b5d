"""What an edit of a category or of a quota holds; see `events.rules.edits`."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from events.rules.edits import Edit


@dataclass(frozen=True, slots=True, kw_only=True)
class QuotaEdit(Edit):
    """The name of a quota and its number of places."""

    name_zh: str = ""
    name_en: str = ""
    size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CategoryEdit(Edit):
    """The columns of a category that organisers edit.

    `quota_id` is None if the number of places is unlimited; `letter` is printed before the badge number; sign-up is
    open from `on_sale_from` until just before `on_sale_until`, both aware.
    """

    name_zh: str = ""
    name_en: str = ""
    description_zh: str = ""
    description_en: str = ""
    rights_zh: str = ""
    rights_en: str = ""
    price: Decimal = Decimal(0)
    quota_id: int | None = None
    needs_approval: bool = False
    is_public: bool = True
    on_sale_from: datetime | None = None
    on_sale_until: datetime | None = None
    letter: str = "D"
    band_colour: str = "#0E4B4D"


@dataclass(frozen=True, kw_only=True)
class NewCategory:
    """A category to add. If it has a `size`, a quota with that size and the same name is made for it."""

    edit: CategoryEdit
    size: int | None = None
