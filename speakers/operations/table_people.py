"""Import of the people of a programme spreadsheet: persons, speakers and their appearances."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from django.db.models import Max

from events.models import Conference, Person, Session, Talk
from events.operations.programme_table import StoredItem
from events.rules.names import has_han, name_key
from events.rules.programme import AppearanceRole, SessionKind, TalkKind
from events.rules.programme_rows import StageName
from speakers.models import Appearance, Speaker, SpeakerState
from speakers.rules.edits import KeyedPersonEdit, PersonEdit

Place = Session | Talk


def store_people(conference: Conference, stored: Iterable[StoredItem], *, now: datetime) -> int:
    """Put the people of these items on stage, in the caller's transaction; return the number of new speakers.

    People of one name are the same person unless their institutions differ. A new speaker is linked to a person of the
    organisation only if both name and institution match.
    """
    entries = [entry for one in stored for entry in _entries(one)]
    cast = _Cast(conference, [name for name, _, _ in entries], now=now)
    put_on_stage(conference, [(cast.speaker_of(name), place, role) for name, place, role in entries])
    return cast.new


def put_on_stage(conference: Conference, entries: Iterable[tuple[Speaker, Place, AppearanceRole]]) -> None:
    """Add these people behind those who are in these places, in the caller's transaction; nobody appears twice."""
    wanted: dict[tuple[int, int | None, int | None, str], Appearance] = {}
    there = _there(conference)
    last = _last_positions(conference)
    for speaker, place, role in entries:
        session, talk = (place, None) if isinstance(place, Session) else (None, place)
        key = (speaker.pk, session.pk if session else None, talk.pk if talk else None, role.value)
        if key not in there and key not in wanted:
            at = last[key[1:3]] = last.get(key[1:3], -1) + 1
            wanted[key] = Appearance(speaker=speaker, session=session, talk=talk, role=role, position=at)
    Appearance.objects.bulk_create(wanted.values())


def _entries(one: StoredItem) -> Iterator[tuple[StageName, Place, AppearanceRole]]:
    item, place = one.item, one.talk or one.session
    role = AppearanceRole.PANELLIST if item.kind is TalkKind.PANEL else AppearanceRole.SPEAKER
    if item.block is SessionKind.CLOSED_DOOR:
        role = AppearanceRole.GUEST
    leads = AppearanceRole.HOST if item.block is SessionKind.CLOSED_DOOR else AppearanceRole.CHAIR
    yield from ((name, one.session, leads) for name in item.chairs)
    yield from ((name, place, AppearanceRole.MODERATOR) for name in item.moderators)
    yield from ((name, place, role) for name in item.speakers)


def _there(conference: Conference) -> set[tuple[int, int | None, int | None, str]]:
    rows = Appearance.objects.filter(speaker__conference=conference)
    return set(rows.values_list("speaker_id", "session_id", "talk_id", "role"))


def _last_positions(conference: Conference) -> dict[tuple[int | None, int | None], int]:
    rows = Appearance.objects.filter(speaker__conference=conference).values_list("session_id", "talk_id")
    return {(session, talk): last for session, talk, last in rows.annotate(last=Max("position")).order_by()}


class _Cast:
    """The speakers of the conference by name. Creates those who are missing and counts them in `new`."""

    def __init__(self, conference: Conference, names: list[StageName], *, now: datetime) -> None:
        self.speakers: dict[str, list[Speaker]] = {}
        for speaker in Speaker.objects.filter(conference=conference).select_related("person"):
            self.speakers.setdefault(name_key(speaker.person.name), []).append(speaker)
        self.new = self._add_missing(conference, names, now=now)

    def speaker_of(self, name: StageName) -> Speaker:
        """Return the first speaker with this name whose institution does not differ."""
        return next(one for one in self.speakers[name_key(name.name)] if _may_be(one.person, name))

    def _add_missing(self, conference: Conference, names: list[StageName], *, now: datetime) -> int:
        # Names with an institution come first, so that a name without one matches them.
        missing: list[tuple[str, Person]] = []
        known = _known_people(conference, names)
        for name in sorted(names, key=lambda one: not one.affiliation):
            key = name_key(name.name)
            waiting = [person for other, person in missing if other == key]
            taken = [speaker.person for speaker in self.speakers.get(key, ())]
            if not any(_may_be(person, name) for person in (*taken, *waiting)):
                missing.append((key, known.get((key, name.affiliation)) or new_person(conference, name, now=now)))
        Person.objects.bulk_create([person for _, person in missing if person._state.adding])
        made = [Speaker(conference=conference, person=person, state=SpeakerState.CONFIRMED) for _, person in missing]
        Speaker.objects.bulk_create(made)
        for (key, _), speaker in zip(missing, made, strict=True):
            self.speakers.setdefault(key, []).append(speaker)
        return len(made)


def _known_people(conference: Conference, names: list[StageName]) -> dict[tuple[str, str], Person]:
    """Return persons of the organisation by name key and institution; persons without an institution are left out."""
    rows = Person.objects.filter(
        organisation_id=conference.organisation_id, name__in={one.name for one in names if one.affiliation}
    ).order_by("-pk")
    return {
        (name_key(row.name), affiliation): row
        for row in rows
        for affiliation in (row.affiliation_zh, row.affiliation_en)
        if affiliation
    }


def _may_be(person: Person, name: StageName) -> bool:
    """Whether the person may be the one named: the institutions are the same, or one is unknown."""
    told = {text for text in (person.affiliation_zh, person.affiliation_en) if text}
    return not told or not name.affiliation or name.affiliation in told


def new_person(conference: Conference, name: StageName, *, now: datetime) -> Person:
    """Return a person of this name, not saved yet, with institution and post in the language of their characters."""
    edit = (
        PersonEdit(name=name.name, affiliation_zh=name.affiliation, post_zh=name.post)
        if has_han(name.affiliation + name.post)
        else PersonEdit(name=name.name, affiliation_en=name.affiliation, post_en=name.post)
    )
    return Person(organisation_id=conference.organisation_id, created_at=now, **KeyedPersonEdit.keyed(edit).columns())
