"""Operations that add, change and remove speakers and set the people of forums, sessions and talks."""

from collections.abc import Collection, Iterable, Sequence
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import datetime
from functools import partial

from django.db import transaction

from events.access import authorise, grants_of
from events.models import Conference, DistinctPeople, Forum, Person, Session, Talk, User
from events.operations.editing import authorise_edit
from events.operations.journal import DeedLog, deed
from events.operations.office.audit import record_in
from events.operations.office.changes import change_row, lock_row, remove_row
from events.rules.journal import DeedKind
from events.rules.office.roles import Grant, Right
from events.rules.programme import AppearanceRole
from speakers.access import people_within_reach
from speakers.models import Appearance, Speaker
from speakers.queries.people import Candidate, similar_people
from speakers.rules.edits import KeyedPersonEdit, PersonEdit, SpeakerEdit
from speakers.rules.places import (
    Placed,
    PlaceDeed,
    PlaceFault,
    PlaceRefused,
    PlaceStep,
    StageEntry,
    arranged,
    with_successor,
)
from toolkit.text import Text

Place = Forum | Session | Talk


class LooksLike(Exception):
    """A new person was not made, because somebody among `people` may be the same."""

    def __init__(self, people: Sequence[Candidate]) -> None:
        super().__init__(people)
        self.people = people


@transaction.atomic
def add_speaker(
    conference: Conference,
    edit: PersonEdit,
    *,
    although: Collection[int] | None = None,
    by: User | None,
    now: datetime,
) -> Speaker:
    """Create a person and make them a speaker of the conference. An existing person of that name is not reused.

    With `although`, raise LooksLike as `place_new_person` does.
    """
    authorise(by, Right.EDIT_PROGRAMME, conference)
    if although is None:
        return _add_speaker(conference, edit, by=by, now=now)
    lock_row(conference)
    return _add_unlike(conference, edit, although=although, by=by, now=now)


@transaction.atomic
def add_known_speaker(conference: Conference, person: int, *, by: User | None, now: datetime) -> Speaker:
    """Make a person by primary key, whom `by` may put on stage, a speaker of the conference, unless they are one.

    Raises PlaceRefused.
    """
    authorise(by, Right.EDIT_PROGRAMME, conference)
    return _known(conference, person, by=by, now=now)


def _add_speaker(conference: Conference, edit: PersonEdit, *, by: User | None, now: datetime) -> Speaker:
    columns = KeyedPersonEdit.keyed(edit).columns()
    person = Person.objects.create(organisation_id=conference.organisation_id, created_at=now, **columns)
    speaker = Speaker.objects.create(conference=conference, person=person)
    record_in(conference, "add", speaker, by=by, now=now, details={"name": edit.name})
    return speaker


@transaction.atomic
def change_speaker(speaker: Speaker, *, person: PersonEdit, stage: SpeakerEdit, by: User | None, now: datetime) -> None:
    """Change a speaker and their person; the person's sort and search keys are computed again."""
    conference = speaker.conference
    authorise(by, Right.EDIT_PROGRAMME, conference)
    change_row(speaker.person, KeyedPersonEdit.keyed(person), conference=conference, by=by, now=now)
    change_row(speaker, stage, conference=conference, by=by, now=now)


@transaction.atomic
def change_people(changes: Iterable[tuple[Speaker, PersonEdit]], *, by: User | None, now: datetime) -> int:
    """Change the persons of many speakers in one transaction; return the number of those that differ from before."""
    return sum(_change_person(speaker, edit, by=by, now=now) for speaker, edit in changes)


def _change_person(speaker: Speaker, edit: PersonEdit, *, by: User | None, now: datetime) -> bool:
    authorise(by, Right.EDIT_PROGRAMME, speaker.conference)
    return bool(change_row(speaker.person, edit, conference=speaker.conference, by=by, now=now))


@transaction.atomic
def remove_speaker(speaker: Speaker, *, by: User | None, now: datetime) -> None:
    """Remove a speaker, with their absences, and keep the person. Raise InUse if the speaker still appears anywhere."""
    authorise(by, Right.EDIT_PROGRAMME, speaker.conference)
    remove_row(speaker, conference=speaker.conference, by=by, now=now, but_for=["absence"])


@transaction.atomic
def set_people(place: Place, entries: Sequence[StageEntry], *, by: User | None, now: datetime) -> list[Speaker]:
    """Replace the people of a forum, session or talk by these, in this order; return the new speakers.

    An entry without a speaker creates one. One audit entry is written if anything changes.
    """
    authorise_edit(by, place, now=now)
    conference = place.conference
    asked = [entry.speaker for entry in entries if entry.speaker]
    known = Speaker.objects.filter(conference=conference).select_related("person").in_bulk(asked)
    made: list[Speaker] = []
    wanted: list[tuple[Speaker, AppearanceRole]] = []
    for entry in entries:
        speaker = known.get(entry.speaker or 0)
        if speaker is None:
            speaker = _add_speaker(conference, _person_of(entry), by=by, now=now)
            made.append(speaker)
        wanted.append((speaker, entry.role))
    _replace(place, wanted, by=by, now=now)
    return made


def _person_of(entry: StageEntry) -> PersonEdit:
    return PersonEdit(name=entry.name, affiliation_zh=entry.affiliation.zh, affiliation_en=entry.affiliation.en)


@transaction.atomic
def set_people_of_many(
    places: Iterable[tuple[Place, Sequence[StageEntry]]], *, by: User | None, now: datetime
) -> list[Speaker]:
    """Call `set_people` for many places in one transaction; a new name in several places becomes one speaker."""
    made: list[Speaker] = []
    for place, entries in places:
        known = {speaker.person.name: speaker.pk for speaker in made}
        told = [entry if entry.speaker else replace(entry, speaker=known.get(entry.name)) for entry in entries]
        made += set_people(place, told, by=by, now=now)
    return made


@transaction.atomic
def arrange_people(place: Place, wanted: PlaceDeed, *, by: User | None, now: datetime) -> None:
    """Add somebody to a forum, session or talk, or move, recast or remove somebody who is there.

    The place is locked, so changes at the same time come one after the other. Raises PlaceRefused.
    """
    authorise_edit(by, place, now=now)
    lock_row(place)
    _arrange(place, wanted, by=by, now=now)


@transaction.atomic
def place_new_person(
    place: Place,
    edit: PersonEdit,
    role: AppearanceRole,
    *,
    although: Collection[int] = (),
    by: User | None,
    now: datetime,
) -> Speaker:
    """Make a new person a speaker of the conference and add them to the place. Raises PlaceRefused.

    Raises LooksLike if there is somebody similar, unless `although` has their primary keys: then the new person and
    each of them are noted as two people.
    """
    speaker = _newcomer(place, edit, although=although, by=by, now=now)
    wanted = PlaceDeed(step=PlaceStep.ADD, person=Placed(speaker=speaker.pk, role=role))
    _arrange(place, wanted, by=by, now=now)
    return speaker


@transaction.atomic
def place_known_person(place: Place, person: int, role: AppearanceRole, *, by: User | None, now: datetime) -> Speaker:
    """Add a person by primary key whom `by` may put on stage (`speakers.access.people_within_reach`).

    Somebody who is not yet a speaker of this conference becomes one. Raises PlaceRefused.
    """
    authorise_edit(by, place, now=now)
    lock_row(place)
    speaker = _known(place.conference, person, by=by, now=now)
    wanted = PlaceDeed(step=PlaceStep.ADD, person=Placed(speaker=speaker.pk, role=role))
    _arrange(place, wanted, by=by, now=now)
    return speaker


@transaction.atomic
def replace_person(
    place: Place,
    old: Placed,
    new: int | PersonEdit,
    *,
    role: AppearanceRole | None = None,
    although: Collection[int] = (),
    by: User | None,
    now: datetime,
) -> Speaker:
    """Put somebody in the place of `old`, in the same position, and in the same role unless another one is given.

    `new` is a person by primary key, as for `place_known_person`, or somebody new, as for `place_new_person`. Raises
    PlaceRefused, and LooksLike for somebody new.
    """
    if isinstance(new, PersonEdit):
        speaker = _newcomer(place, new, although=although, by=by, now=now)
    else:
        authorise_edit(by, place, now=now)
        lock_row(place)
        speaker = _known(place.conference, new, by=by, now=now)
    successor = Placed(speaker=speaker.pk, role=role or old.role)
    _store(place, with_successor(_placed(place), old, successor), by=by, now=now)
    return speaker


def _newcomer(place: Place, edit: PersonEdit, *, although: Collection[int], by: User | None, now: datetime) -> Speaker:
    """Create a speaker for a place, or raise LooksLike.

    The conference is locked, so that two members who enter the same person at the same time do not both find nobody.
    """
    lock_row(place.conference)
    authorise_edit(by, place, now=now)
    lock_row(place)
    return _add_unlike(place.conference, edit, although=although, by=by, now=now)


def _add_unlike(
    conference: Conference, edit: PersonEdit, *, although: Collection[int], by: User | None, now: datetime
) -> Speaker:
    similar = similar_people(people_within_reach(conference, _grants(by, conference)), conference, edit)
    if any(one.person.pk not in although for one in similar):
        raise LooksLike(similar)
    speaker = _add_speaker(conference, edit, by=by, now=now)
    DistinctPeople.objects.bulk_create(
        DistinctPeople(first=one.person, second=speaker.person, by=by, at=now) for one in similar
    )
    return speaker


def _known(conference: Conference, person: int, *, by: User | None, now: datetime) -> Speaker:
    """Return the person as a speaker of the conference; make them one if they are not yet."""
    if not people_within_reach(conference, _grants(by, conference)).filter(pk=person).exists():
        raise PlaceRefused(PlaceFault.UNKNOWN)
    speaker, is_new = Speaker.objects.select_related("person").get_or_create(conference=conference, person_id=person)
    if is_new:
        record_in(conference, "add", speaker, by=by, now=now, details={"name": speaker.person.name})
    return speaker


def _grants(by: User | None, conference: Conference) -> Collection[Grant] | None:
    return grants_of(by, organisation_id=conference.organisation_id) if by else None


def _placed(place: Place) -> list[Placed]:
    rows = Appearance.objects.filter(**{place._meta.model_name or "": place}).order_by("position", "pk")
    return [Placed(speaker=row.speaker_id, role=AppearanceRole(row.role)) for row in rows]


def _arrange(place: Place, asked: PlaceDeed, *, by: User | None, now: datetime) -> None:
    _store(place, arranged(_placed(place), asked), by=by, now=now)


def _store(place: Place, wanted: Sequence[Placed], *, by: User | None, now: datetime) -> None:
    """Replace the people of the place. Raises PlaceRefused for somebody who is not a speaker of the conference."""
    known = Speaker.objects.filter(conference=place.conference).select_related("person")
    speakers = known.in_bulk([each.speaker for each in wanted])
    if any(each.speaker not in speakers for each in wanted):
        raise PlaceRefused(PlaceFault.UNKNOWN)
    _replace(place, [(speakers[each.speaker], each.role) for each in wanted], by=by, now=now)


def _replace(place: Place, wanted: Sequence[tuple[Speaker, AppearanceRole]], *, by: User | None, now: datetime) -> None:
    kind = place._meta.model_name or ""
    found = Appearance.objects.filter(**{kind: place}).select_related("speaker__person").order_by("position", "pk")
    rows = {(row.speaker_id, row.role): row for row in found}
    after = list(dict.fromkeys((speaker.pk, role.value) for speaker, role in wanted))
    if list(rows) == after:
        return
    told = [
        ", ".join(row.speaker.person.name for row in rows.values()),
        ", ".join(one.person.name for one, _role in wanted),
    ]
    with _recorded(place, by=by, now=now):
        # Rows that stay keep their keys, so that an earlier deed can still be taken back.
        Appearance.objects.filter(pk__in=[row.pk for key, row in rows.items() if key not in after]).delete()
        kept = []
        for position, key in enumerate(after):
            if key in rows:
                rows[key].position = position
                kept.append(rows[key])
        Appearance.objects.bulk_update(kept, ["position"])
        Appearance.objects.bulk_create(
            Appearance(speaker_id=speaker, role=role, position=position, **{kind: place})
            for position, (speaker, role) in enumerate(after)
            if (speaker, role) not in rows
        )
        record_in(place.conference, "change", place, by=by, now=now, details={"people": told})


def _recorded(place: Place, *, by: User | None, now: datetime) -> AbstractContextManager[DeedLog]:
    """Record as one deed what the block does to the people of a place."""
    about = place.title or Text(str(place), str(place))
    record = partial(deed, place.conference, DeedKind.CHANGE_PEOPLE, about=about, by=by, now=now)
    if isinstance(place, Forum):
        return record(forums=[place])
    return record(sessions=[place]) if isinstance(place, Session) else record(talks=[place])
