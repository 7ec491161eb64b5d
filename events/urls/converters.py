"""What stands in addresses besides words and numbers."""

from datetime import date


class DayConverter:
    """A day as 2027-04-16."""

    regex = r"\d{4}-\d{2}-\d{2}"

    def to_python(self, value: str) -> date:
        """The day; ValueError (so: no such address) where there is none."""
        return date.fromisoformat(value)

    def to_url(self, value: date | str) -> str:
        """As it is written in an address."""
        return str(value)
