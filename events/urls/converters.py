"""Path converters."""

from datetime import date

from events.rules.addresses import RESERVED


class DayConverter:
    """A date, such as 2027-04-16."""

    regex = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"

    def to_python(self, value: str) -> date:
        """Return the date. Raise ValueError, so that the URL does not match, if there is no such date."""
        return date.fromisoformat(value)

    def to_url(self, value: date | str) -> str:
        return str(value)


class ConferenceConverter:
    """A conference's slug. Reserved words do not match, or a missing page would be taken for a conference."""

    regex = rf"(?!(?:{'|'.join(sorted(RESERVED))})/)[-a-zA-Z0-9_]+"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value
