"""The history and the reasons against removing something, in words: those that each app gave for what it keeps."""

from collections.abc import Mapping

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from events.extensions import Words, vocabularies

ANSWERS: Words = {"True": _("yes"), "False": _("no")}


def model_word(name: str) -> str:
    """Return the word for a model, given its name: `forumgroup` is a group."""
    return next((str(each.models[name]) for each in vocabularies if name in each.models), name)


def deed_word(deed: str) -> str:
    """Return the words for the deed of an audit entry."""
    return next((str(each.deeds[deed]) for each in vocabularies if deed in each.deeds), deed)


def details_in_words(details: Mapping[str, object]) -> list[str]:
    """Return one line per detail of an audit entry: the column, with its value before and after."""
    return [
        gettext("%(column)s: %(words)s") % {"column": _column(name), "words": _value(name, value)}
        for name, value in details.items()
        if value or value is False
    ]


def _column(name: str) -> str:
    return next((str(each.columns[name]) for each in vocabularies if name in each.columns), name)


def _value(name: str, value: object) -> str:
    if isinstance(value, list) and len(value) == 2:
        return " → ".join(_value(name, part) if part else "–" for part in value)
    if name == "fields":
        return " · ".join(_column(part) for part in str(value).split(","))
    told = str(value)
    known = [each.values[name] for each in vocabularies if name in each.values] or [ANSWERS]
    return next((str(words[told]) for words in known if told in words), told)
