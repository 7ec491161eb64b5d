"""Export of the personal data held about a person: one JSON document, collected from all apps."""

import json
from collections.abc import Iterable, Mapping
from datetime import date, datetime

from django.db.models import Model
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from events.extensions import Fact, PersonalRecords, personal_data
from events.models import Conference, Person

PERSON: Mapping[str, Promise] = {
    "name": pgettext_lazy("person", "Name"),
    "name_latin": gettext_lazy("Name in Latin letters"),
    "honour": gettext_lazy("Title"),
    "post_zh": gettext_lazy("Post in Chinese"),
    "post_en": gettext_lazy("Post in English"),
    "affiliation_zh": gettext_lazy("Institution in Chinese"),
    "affiliation_en": gettext_lazy("Institution in English"),
    "email": gettext_lazy("E-mail address"),
    "phone": gettext_lazy("Phone"),
    "created_at": gettext_lazy("Entered on"),
}


def personal_document(person: Person, conference: Conference, *, now: datetime) -> str:
    """Return all data held about a person in a conference, as JSON with labels in the active language.

    Times are in the conference's zone, in ISO 8601 with its offset. Tables without rows about the person are left out.
    """
    found = [source(person, conference) for source in personal_data]
    document = {
        "conference": conference.title.here,
        "person": person.name,
        "made_at": now,
        "records": [{"title": records.title, "rows": records.rows} for records in found if records.rows],
    }

    def written(value: date) -> str:
        if isinstance(value, datetime):
            return value.astimezone(conference.zone).isoformat(timespec="seconds")
        return value.isoformat()

    return json.dumps(document, ensure_ascii=False, indent=2, default=written)


def person_records(person: Person, conference: Conference) -> PersonalRecords:
    """Return the row of the person, which all conferences of the organisation share."""
    return PersonalRecords(title=_("Person"), rows=rows_of([person], PERSON))


def rows_of(rows: Iterable[Model], labels: Mapping[str, str | Promise]) -> list[dict[str, Fact]]:
    """Return a dictionary for each row: the values of the columns in `labels`, by label."""
    return [{str(label): fact(getattr(row, column)) for column, label in labels.items()} for row in rows]


def fact(value: object) -> Fact:
    """Return a value of the document: None, booleans, integers, dates and times as they are, the rest as text."""
    return value if value is None or isinstance(value, (bool, int, date)) else str(value)
