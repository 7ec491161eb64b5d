"""The outcomes of importing a row."""

from enum import StrEnum


class RowOutcome(StrEnum):
    """What happens to a row. DUPLICATE means that the record exists already, SKIP that the row is no record."""

    ACCEPT = "accept"
    WARN = "warn"
    REJECT = "reject"
    DUPLICATE = "duplicate"
    SKIP = "skip"

    @property
    def is_stored(self) -> bool:
        """Whether the row is stored as a record."""
        return self in {RowOutcome.ACCEPT, RowOutcome.WARN}
