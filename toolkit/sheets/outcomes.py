"""What becomes of a row that is imported."""

from enum import StrEnum


class RowOutcome(StrEnum):
    """Taken, taken with a remark, refused, there already, or no record at all."""

    ACCEPT = "accept"
    WARN = "warn"
    REJECT = "reject"
    DUPLICATE = "duplicate"
    SKIP = "skip"

    @property
    def is_stored(self) -> bool:
        """Whether the row makes a record."""
        return self in {RowOutcome.ACCEPT, RowOutcome.WARN}
