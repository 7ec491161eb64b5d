"""Recognise people who appear twice in a file or are registered already."""

from dataclasses import dataclass, field

from events.rules.names import has_variants, name_key, same_name
from registration.rules.delegate_rows import Candidate, Known

REGISTERED = 0
"""Used instead of a line number for people who were registered before the import."""


@dataclass(slots=True)
class Circle:
    """The people who share a phone number or an address, with their lines."""

    by_key: dict[str, int] = field(default_factory=dict)
    names: list[tuple[str, int]] = field(default_factory=list)
    has_variants: bool = False

    def add(self, name: str, line: int) -> None:
        """Add a person; the first line of a name counts."""
        self.by_key.setdefault(name_key(name), line)
        self.names.append((name, line))
        self.has_variants = self.has_variants or has_variants(name)

    def line_of(self, name: str) -> int | None:
        """Return the line of the person with this name, in simplified or traditional characters."""
        found = self.by_key.get(name_key(name))
        if found is not None or not (self.has_variants or has_variants(name)):
            return found
        return next((line for other, line in self.names if same_name(name, other)), None)


@dataclass(slots=True)
class Seen:
    """Everybody read so far, by source key, phone number and address."""

    keys: dict[str, int] = field(default_factory=dict)
    phones: dict[str, Circle] = field(default_factory=dict)
    emails: dict[str, Circle] = field(default_factory=dict)

    def add(self, one: Candidate | Known, line: int) -> None:
        """Add a person."""
        if one.source_key:
            self.keys.setdefault(one.source_key, line)
        if one.phone:
            self.phones.setdefault(one.phone, Circle()).add(one.name, line)
        if one.email:
            self.emails.setdefault(one.email.casefold(), Circle()).add(one.name, line)

    def line_of(self, one: Candidate) -> int | None:
        """Return the line of somebody with the same name and the same number or address."""
        for circle in (self.phones.get(one.phone), self.emails.get(one.email)):
            found = circle.line_of(one.name) if circle is not None else None
            if found is not None:
                return found
        return None

    def sharers_of_phone(self, one: Candidate) -> int | None:
        """Return the line of the first person with the same number."""
        circle = self.phones.get(one.phone)
        return circle.names[0][1] if circle is not None else None

    def sharers_of_email(self, one: Candidate) -> int | None:
        """Return the line of the first person with the same address."""
        circle = self.emails.get(one.email)
        return circle.names[0][1] if circle is not None else None
