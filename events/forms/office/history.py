"""The history and the reasons against removing something, in words: those that each app gave for what it keeps."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from events.extensions import Words, vocabularies
from events.models import AuditEntry
from toolkit.lists import listed

INSTANT = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d+)?)?(\+\d\d:\d\d|Z)$")
LISTED = frozenset({"equipment", "needs"})
"""Columns whose value is a list, kept as one text."""
ANSWERS: Words = {"True": _("yes"), "False": _("no")}


def model_word(name: str) -> str:
    """Return the word for a model, given its name: `forumgroup` is a group."""
    return next((str(each.models[name]) for each in vocabularies if name in each.models), name)


def deed_word(deed: str) -> str:
    """Return the words for the deed of an audit entry."""
    return next((str(each.deeds[deed]) for each in vocabularies if deed in each.deeds), deed)


def named_entries(entries: Iterable[AuditEntry]) -> list[tuple[AuditEntry, str]]:
    """Return each entry with the present name of its row, empty if that is gone. One query per kind of row."""
    rows = list(entries)
    keys: defaultdict[str, set[str]] = defaultdict(set)
    for entry in rows:
        keys[entry.subject].add(entry.subject_key)
    namers = {model: namer for each in vocabularies for model, namer in each.names.items()}
    names = {model: namers[model](found) for model, found in keys.items() if model in namers}
    return [(entry, names.get(entry.subject, {}).get(entry.subject_key, "")) for entry in rows]


def details_in_words(details: Mapping[str, object], zone: ZoneInfo) -> list[str]:
    """Return one line per detail of an audit entry: the column, with its value before and after.

    Times are told in the zone.
    """
    return [
        gettext("%(column)s: %(words)s") % {"column": _column(name), "words": _value(name, value, zone)}
        for name, value in details.items()
        if value or value is False
    ]


def _column(name: str) -> str:
    return next((str(each.columns[name]) for each in vocabularies if name in each.columns), name)


def _value(name: str, value: object, zone: ZoneInfo) -> str:
    if isinstance(value, list) and len(value) == 2:
        return " → ".join(_value(name, part, zone) if part else "–" for part in value)
    if name == "fields":
        return " · ".join(_column(part) for part in str(value).split(","))
    told = str(value)
    if INSTANT.match(told):
        return f"{datetime.fromisoformat(told).astimezone(zone):%Y-%m-%d %H:%M}"
    known = [each.values[name] for each in vocabularies if name in each.values] or [ANSWERS]
    if name in LISTED:
        return listed(next((str(words[each]) for words in known if each in words), each) for each in told.split(", "))
    return next((str(words[told]) for words in known if told in words), told)
