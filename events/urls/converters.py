"""What stands in addresses besides words and numbers."""

from datetime import date

from events.rules.addresses import RESERVED


class DayConverter:
    """A day as 2027-04-16."""

    regex = r"\d{4}-\d{2}-\d{2}"

    def to_python(self, value: str) -> date:
        """The day; ValueError (so: no such address) where there is none."""
        return date.fromisoformat(value)

    def to_url(self, value: date | str) -> str:
        """As it is written in an address."""
        return str(value)


class ConferenceConverter:
    """A conference's slug: none of the words that addresses begin with, or a missing page would lead there."""

    regex = rf"(?!(?:{'|'.join(sorted(RESERVED))})/)[-a-zA-Z0-9_]+"

    def to_python(self, value: str) -> str:
        """The slug."""
        return value

    def to_url(self, value: str) -> str:
        """The slug."""
        return value
