"""A delegate's own data on a page, line by line."""

from collections.abc import Iterator
from dataclasses import dataclass

from django import template
from django.utils.functional import Promise

from registration.forms.words import BILINGUAL
from registration.models import column_of
from registration.rules.particulars import PARTICULARS, Kind, Particular, Particulars, stem_of

register = template.Library()


@dataclass(frozen=True)
class EntryText:
    """One text, and what it is."""

    text: str
    particular: Particular


@dataclass(frozen=True)
class Entry:
    """One line: its label and the texts beside it, such as an institution in both languages."""

    label: str | Promise
    texts: tuple[EntryText, ...]

    @property
    def has_lines(self) -> bool:
        """Whether line breaks were typed that mean something."""
        return any(text.particular.kind is Kind.TEXT for text in self.texts)


@register.filter
def entries(particulars: Particulars) -> Iterator[Entry]:
    """Everything that was filled in, and, with no text, what is missing although it is required."""
    lines: dict[str, list[str]] = {}
    for name, particular in PARTICULARS.items():
        line = "name" if particular.kind is Kind.LATIN_NAME else stem_of(name)
        lines.setdefault(line, []).append(name)
    for line, names in lines.items():
        told = ((getattr(particulars, name), PARTICULARS[name]) for name in names)
        texts = tuple(EntryText(text, particular) for text, particular in told if text)
        if texts or PARTICULARS[names[0]].is_required:
            yield Entry(label=BILINGUAL.get(line) or column_of(line).verbose_name, texts=texts)
