"""List the particulars of a delegate on a page."""

from collections.abc import Iterator
from dataclasses import dataclass

from django import template
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.translation import get_language

from registration.forms.words import BILINGUAL
from registration.models import column_of
from registration.rules.particulars import PARTICULARS, Kind, Particular, Particulars, stem_of
from toolkit.fonts import missing, named
from toolkit.text import CHINESE

register = template.Library()


@dataclass(frozen=True)
class EntryText:
    """A text with the properties of its field."""

    text: str
    particular: Particular


@dataclass(frozen=True)
class Entry:
    """A line with a label and one or two texts, such as an institution in both languages."""

    label: str | Promise
    texts: tuple[EntryText, ...]

    @property
    def has_lines(self) -> bool:
        """Whether line breaks in the text have to be kept."""
        return any(text.particular.kind is Kind.TEXT for text in self.texts)


@register.filter
def undrawn(particulars: Particulars) -> str:
    """Return the characters for the badge that no font has, with their code points; empty for nearly everybody."""
    printed = (particulars.name, particulars.name_latin, particulars.institution_zh, particulars.institution_en)
    return named(missing("".join(printed)))


@register.filter
def broken_at_sign(email: str) -> str:
    """Return an address that prefers to break before its @."""
    name, sign, host = email.rpartition("@")
    return format_html("{}<wbr>{}{}", name, sign, host)


def _is_in_other_language(name: str) -> bool:
    """Return whether a field's text is in the language that the page is not in; such a text comes second."""
    return PARTICULARS[name].language not in {"", (get_language() or CHINESE)[:2]}


@register.filter
def entries(particulars: Particulars) -> Iterator[Entry]:
    """Yield a line for everything that was filled in, and one without texts for what is required but missing."""
    lines: dict[str, list[str]] = {}
    for name, particular in PARTICULARS.items():
        line = "name" if particular.kind is Kind.LATIN_NAME else stem_of(name)
        lines.setdefault(line, []).append(name)
    for line, names in lines.items():
        told: dict[str, Particular] = {}  # a name in Latin letters is often given twice, and told once
        for name in sorted(names, key=_is_in_other_language):
            told.setdefault(getattr(particulars, name), PARTICULARS[name])
        texts = tuple(EntryText(text, particular) for text, particular in told.items() if text)
        if texts or PARTICULARS[names[0]].is_required:
            yield Entry(label=BILINGUAL.get(line) or column_of(line).verbose_name, texts=texts)
