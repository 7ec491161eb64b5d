"""Who was there before: in the same file, or in the conference."""

from dataclasses import dataclass, field

from events.rules.names import has_variants, name_key, same_name
from registration.rules.delegate_rows import Candidate, Known

REGISTERED = 0
"""Instead of a line: somebody who was registered before the file came."""


@dataclass(slots=True)
class Circle:
    """The people who are reached by one number or address: names and lines."""

    by_key: dict[str, int] = field(default_factory=dict)
    names: list[tuple[str, int]] = field(default_factory=list)
    has_variants: bool = False

    def add(self, name: str, line: int) -> None:
        """Takes somebody in; the first line of a name counts."""
        self.by_key.setdefault(name_key(name), line)
        self.names.append((name, line))
        self.has_variants = self.has_variants or has_variants(name)

    def line_of(self, name: str) -> int | None:
        """The line of the same person; traditional characters make no other."""
        found = self.by_key.get(name_key(name))
        if found is not None or not (self.has_variants or has_variants(name)):
            return found
        return next((line for other, line in self.names if same_name(name, other)), None)


@dataclass(slots=True)
class Seen:
    """All whom a new row may repeat, by key, number and address."""

    keys: dict[str, int] = field(default_factory=dict)
    phones: dict[str, Circle] = field(default_factory=dict)
    emails: dict[str, Circle] = field(default_factory=dict)

    def add(self, one: Candidate | Known, line: int) -> None:
        """Takes somebody in."""
        if one.source_key:
            self.keys.setdefault(one.source_key, line)
        if one.phone:
            self.phones.setdefault(one.phone, Circle()).add(one.name, line)
        if one.email:
            self.emails.setdefault(one.email.casefold(), Circle()).add(one.name, line)

    def line_of(self, one: Candidate) -> int | None:
        """The line of the same person: the same name with the same number or the same address."""
        for circle in (self.phones.get(one.phone), self.emails.get(one.email)):
            found = circle.line_of(one.name) if circle is not None else None
            if found is not None:
                return found
        return None

    def sharers_of_phone(self, one: Candidate) -> int | None:
        """The line of somebody else with the same number."""
        circle = self.phones.get(one.phone)
        return circle.names[0][1] if circle is not None else None

    def sharers_of_email(self, one: Candidate) -> int | None:
        """The line of somebody else with the same address."""
        circle = self.emails.get(one.email)
        return circle.names[0][1] if circle is not None else None
