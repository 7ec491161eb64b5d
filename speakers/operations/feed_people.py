"""Import of the people of a feed: persons of the organisation, speakers of the conference, and their appearances."""

import hashlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime

from events.models import Conference, Person, Talk
from events.operations.feed_rows import Alignment, align
from events.rules.columns import person_feed, printed_name, stage_role
from events.rules.exchange import Feed, FeedPerson
from events.rules.identities import lasting_code
from events.rules.names import search_keys, sort_pinyin
from events.rules.publication import Change, ChangeKind, Subject
from events.rules.strokes import stroke_key
from speakers.models import Appearance, Speaker, SpeakerState
from speakers.rules.feed_rows import FedPerson, FedSpeaker
from toolkit.text import Text

LONGEST_KEY = 120


def take_people(
    conference: Conference, feed: Feed, talks: Mapping[str, Talk], *, held: Collection[int] = (), now: datetime
) -> tuple[Change, ...]:
    """Make the people of the feed speakers and put them on stage, in the caller's transaction; return the changes.

    `talks` maps event keys to talks, and each talk gets exactly its event's people. Everybody in the feed becomes a
    speaker, even without a talk. Speakers from an earlier feed who are missing from this one are removed, but their
    persons are kept. People from other sources are not touched, nor those on stage in the talks `held`.
    """
    persons = _persons(conference, feed.persons, now=now)
    existing = {row.person_id: row for row in Speaker.objects.filter(conference=conference)}
    speakers = _speakers(conference, feed.persons, persons=persons.rows, existing=existing)
    restaffed = _align_appearances(feed, talks=talks, speakers=speakers.rows)
    staying = {row.pk for row in speakers.rows.values()}
    if held:
        staying |= set(Appearance.objects.filter(talk__in=held).values_list("speaker_id", flat=True))
    prefix = _source_key(conference, "")
    gone = [
        row
        for row in Speaker.objects.filter(conference=conference, person__source_key__startswith=prefix).select_related(
            "person"
        )
        if row.pk not in staying
    ]
    Speaker.objects.filter(pk__in=[row.pk for row in gone]).delete()
    return (*restaffed, *_changes(persons, speakers), *(_removal(row) for row in gone))


def _source_key(conference: Conference, key: str) -> str:
    """Return a key that is unique in the organisation. The feed's own keys are unique only within one conference."""
    if len(key) > LONGEST_KEY:
        key = hashlib.sha256(key.encode()).hexdigest()
    return f"feed/{conference.pk}/{key}"


def _persons(conference: Conference, people: Sequence[FeedPerson], *, now: datetime) -> Alignment[Person, FedPerson]:
    prefix = _source_key(conference, "")
    rows = Person.objects.filter(organisation_id=conference.organisation_id, source_key__startswith=prefix)
    existing = {row.source_key: row for row in rows}
    wanted: dict[str, FedPerson] = {}
    keys: dict[str, str] = {}
    for person in people:
        name = printed_name(person)
        keys[person.key] = _source_key(conference, person.key)
        wanted[person.key] = FedPerson(
            name=name.zh,
            name_latin=name.en,
            sort_pinyin=sort_pinyin(name.zh, name.en),
            sort_strokes=stroke_key(name.zh),
            search_keys=search_keys(name.zh, name.en),
        )

    def make(key: str) -> Person:
        return Person(organisation_id=conference.organisation_id, source_key=keys[key], created_at=now)

    return align(Person, wanted, existing=_known(conference, people, existing), make=make)


def _known(conference: Conference, people: Sequence[FeedPerson], existing: Mapping[str, Person]) -> dict[str, Person]:
    """Return existing persons by feed key.

    A key changes when an id becomes ambiguous, or unique again; such a person is found by id and name instead.
    """
    keyed = {person.key: existing.get(_source_key(conference, person.key)) for person in people}
    taken = {row.pk for row in keyed.values() if row}
    for person in people:
        name = printed_name(person).zh
        for other in (person.id, f"{person.id}/{name}"):
            row = existing.get(_source_key(conference, other))
            if keyed[person.key] is None and row and row.name == name and row.pk not in taken:
                keyed[person.key] = row
                taken.add(row.pk)
    return {key: row for key, row in keyed.items() if row}


def _speakers(
    conference: Conference,
    people: Iterable[FeedPerson],
    *,
    persons: dict[str, Person],
    existing: dict[int, Speaker],
) -> Alignment[Speaker, FedSpeaker]:
    wanted = {
        person.key: FedSpeaker(
            biography_zh=person.biography.zh,
            biography_en=person.biography.en,
            feed=person_feed(person),
        )
        for person in people
    }

    def make(key: str) -> Speaker:
        return Speaker(
            conference=conference,
            person=persons[key],
            code=lasting_code(conference.slug, "speaker", key),
            state=SpeakerState.CONFIRMED,
        )

    known = {key: existing[row.pk] for key, row in persons.items() if row.pk in existing}
    return align(Speaker, wanted, existing=known, make=make)


def _align_appearances(feed: Feed, *, talks: Mapping[str, Talk], speakers: dict[str, Speaker]) -> list[Change]:
    """Replace the people of each talk that differs from the feed; return a change for each that had people before."""
    there: dict[int, list[tuple[int, str, int]]] = {}
    rows = Appearance.objects.filter(talk__in=[talk.pk for talk in talks.values()]).order_by("position", "pk")
    for talk_id, speaker_id, role, position in rows.values_list("talk_id", "speaker_id", "role", "position"):
        there.setdefault(talk_id or 0, []).append((speaker_id, role, position))
    wrong: list[Talk] = []
    new: list[Appearance] = []
    for event in feed.events:
        talk, role = talks[event.key], stage_role(event).value
        wanted = [(speakers[key].pk, role, place) for place, key in enumerate(event.persons)]
        if there.get(talk.pk, []) != wanted:
            wrong.append(talk)
            new += [
                Appearance(speaker_id=speaker_id, talk=talk, role=role, position=place)
                for speaker_id, role, place in wanted
            ]
    Appearance.objects.filter(talk__in=wrong).delete()
    Appearance.objects.bulk_create(new)
    return [
        Change(kind=ChangeKind.CHANGED, subject=Subject.TALK, key=talk.code, title=talk.title)
        for talk in wrong
        if talk.pk in there
    ]


def _changes(persons: Alignment[Person, FedPerson], speakers: Alignment[Speaker, FedSpeaker]) -> list[Change]:
    changes = []
    for key, row in speakers.rows.items():
        person = persons.rows[key]
        changed = key in persons.before or key in speakers.before
        if key in speakers.added or changed:
            kind = ChangeKind.ADDED if key in speakers.added else ChangeKind.CHANGED
            changes.append(
                Change(kind=kind, subject=Subject.SPEAKER, key=row.code, title=Text(person.name, person.name_latin))
            )
    return changes


def _removal(speaker: Speaker) -> Change:
    title = Text(speaker.person.name, speaker.person.name_latin)
    return Change(kind=ChangeKind.REMOVED, subject=Subject.SPEAKER, key=speaker.code, title=title)
