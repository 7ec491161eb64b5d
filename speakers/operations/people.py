"""People on stage, one by one: made, changed, taken off, and put in their places."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from django.db import transaction

from events.models import Conference, Forum, Person, Session, Talk, User
from events.operations.office.audit import record_in
from events.operations.office.changes import change_row, remove_row
from events.rules.names import latin_name_for, search_keys, sort_pinyin
from events.rules.programme import AppearanceRole
from events.rules.strokes import stroke_key
from speakers.models import Appearance, Speaker
from speakers.rules.places import StageEntry

Place = Forum | Session | Talk


@transaction.atomic
def add_speaker(
    conference: Conference, name: str, values: Mapping[str, object], *, by: User | None, now: datetime
) -> Speaker:
    """Adds a person, who is taken for a new one, to those on stage. `values` are columns of Person."""
    person = Person.objects.create(organisation_id=conference.organisation_id, created_at=now, **_named(name, values))
    speaker = Speaker.objects.create(conference=conference, person=person)
    record_in(conference, "add", speaker, by=by, now=now, details={"name": name})
    return speaker


def _named(name: str, values: Mapping[str, object]) -> dict[str, object]:
    """The columns of a person, with those that follow from the name."""
    latin = str(values.get("name_latin") or latin_name_for(name)[:200])
    return {
        **values,
        "name": name,
        "name_latin": latin,
        "sort_pinyin": sort_pinyin(name, latin),
        "sort_strokes": stroke_key(name)[:300],
        "search_keys": search_keys(name, latin),
    }


@transaction.atomic
def change_speaker(
    speaker: Speaker,
    *,
    person: Mapping[str, object],
    stage: Mapping[str, object],
    by: User | None,
    now: datetime,
) -> None:
    """Changes the person's columns and the speaker's; what follows from the name follows."""
    conference = speaker.conference
    name = str(person.get("name", speaker.person.name))
    change_row(speaker.person, _named(name, person), conference=conference, by=by, now=now)
    change_row(speaker, stage, conference=conference, by=by, now=now)


@transaction.atomic
def change_people(changes: Iterable[tuple[Speaker, Mapping[str, object]]], *, by: User | None, now: datetime) -> int:
    """Changes titles, posts, institutions of many: all of them, or none. How many people are different now."""
    told = [
        change_row(speaker.person, values, conference=speaker.conference, by=by, now=now) for speaker, values in changes
    ]
    return sum(bool(one) for one in told)


def remove_speaker(speaker: Speaker, *, by: User | None, now: datetime) -> None:
    """Takes somebody off the stage; raises InUse while they appear anywhere. The person stays."""
    remove_row(speaker, conference=speaker.conference, by=by, now=now)


@transaction.atomic
def set_people(place: Place, entries: Sequence[StageEntry], *, by: User | None, now: datetime) -> list[Speaker]:
    """Puts exactly these people into a talk, a session or at the head of a forum, in this order.

    Returns those who were made because nobody of that name was there.
    """
    conference = place.conference
    asked = [entry.speaker for entry in entries if entry.speaker]
    known = Speaker.objects.filter(conference=conference).select_related("person").in_bulk(asked)
    made: list[Speaker] = []
    wanted: list[tuple[Speaker, AppearanceRole]] = []
    for entry in entries:
        speaker = known.get(entry.speaker or 0)
        if speaker is None:
            values = {"affiliation_zh": entry.affiliation.zh, "affiliation_en": entry.affiliation.en}
            speaker = add_speaker(conference, entry.name, values, by=by, now=now)
            made.append(speaker)
        wanted.append((speaker, entry.role))
    _replace(place, wanted, by=by, now=now)
    return made


@transaction.atomic
def set_people_of_many(
    places: Iterable[tuple[Place, Sequence[StageEntry]]], *, by: User | None, now: datetime
) -> list[Speaker]:
    """The same for many places at once; a new name in two of them is one person."""
    made: list[Speaker] = []
    for place, entries in places:
        known = {speaker.person.name: speaker.pk for speaker in made}
        told = [entry if entry.speaker else replace(entry, speaker=known.get(entry.name)) for entry in entries]
        made += set_people(place, told, by=by, now=now)
    return made


def _replace(place: Place, wanted: Sequence[tuple[Speaker, AppearanceRole]], *, by: User | None, now: datetime) -> None:
    kind = place._meta.model_name or ""
    rows = Appearance.objects.filter(**{kind: place}).select_related("speaker__person").order_by("position", "pk")
    before = [(row.speaker_id, row.role) for row in rows]
    after = list(dict.fromkeys((speaker.pk, role.value) for speaker, role in wanted))
    if before == after:
        return
    told = [", ".join(row.speaker.person.name for row in rows), ", ".join(one.person.name for one, _role in wanted)]
    rows.delete()
    Appearance.objects.bulk_create(
        Appearance(speaker_id=speaker, role=role, position=position, **{kind: place})
        for position, (speaker, role) in enumerate(after)
    )
    record_in(place.conference, "change", place, by=by, now=now, details={"people": told})
