"""Import of the agenda of one forum into the sessions that it has."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.db import transaction
from django.db.models import Max, Prefetch

from events.access import grants_of, sister_conferences
from events.importers.agenda import AgendaFacts, Elsewhere, read_agenda
from events.models import Conference, Forum, Person, Session, Talk, User
from events.operations.editing import authorise_edit
from events.operations.journal import deed
from events.operations.office.audit import record_in
from events.operations.programme_table import new_talk
from events.queries.bookings import booked, programme_clashes
from events.rules.agenda.placing import Frame
from events.rules.agenda.rows import (
    AgendaItem,
    AgendaOutcome,
    AgendaSession,
    AgendaTable,
    AgendaTalk,
    Answers,
    Identified,
    KnownPerson,
    Standing,
)
from events.rules.bookings import Clash, Resource, Use, made_by
from events.rules.journal import DeedKind
from events.rules.names import name_key
from events.rules.office.reach import Reach, reach_of
from events.rules.office.roles import Grant, Right
from events.rules.programme import AppearanceRole, TalkKind
from events.rules.programme_rows import ProgrammeItem, StageName, place_key
from events.rules.spans import Span
from speakers.models import Appearance, Speaker, SpeakerState
from speakers.operations.table_people import Place, new_person, put_on_stage
from toolkit.sheets.cells import Sheet
from toolkit.text import Text

REPLACED = (
    *("kind", "starts_at", "ends_at", "title_zh", "title_en", "abstract_zh", "abstract_en"),
    *("placeholder_zh", "placeholder_en"),
)
"""The columns of a talk that an item in its place changes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AgendaImport:
    """The rows with what is asked, the sessions of the forum, and what was stored.

    `stored` is the number of talks, `speakers` that of people who are new to the conference; `clashes` are those that
    the draft has only since.
    """

    table: AgendaTable
    sessions: tuple[AgendaSession, ...]
    is_trial: bool
    stored: int = 0
    speakers: int = 0
    clashes: tuple[Clash, ...] = ()

    @property
    def open_questions(self) -> int:
        """The number of rows with questions that nobody has answered."""
        return self.table.counts()[AgendaOutcome.ASK]


@transaction.atomic
def import_agenda(
    forum: Forum, sheet: Sheet, *, answers: Answers, is_trial: bool, by: User | None, now: datetime
) -> AgendaImport:
    """Add the rows of an agenda to the sessions of the forum that hold them, as the answers say.

    Nothing is stored on a trial, and none of the rows while a question is open. Sessions keep their room and times;
    what is there stays, so importing an agenda again adds nothing. People who are new become speakers. It is one deed
    of the journal, with one audit entry. Raise SheetRefused if the sheet has too many rows, and Denied if `by` may not
    edit the forum.
    """
    conference = Conference.objects.select_for_update(no_key=True).get(pk=forum.conference_id)
    locked = {session.code: session for session in _sessions(forum)}
    authorise_edit(by, forum, now=now)
    sessions = tuple(_agenda_session(session) for session in locked.values())
    grants = grants_of(by, organisation_id=conference.organisation_id) if by else None
    facts = _facts(conference, forum, sessions, grants=grants)
    table = read_agenda(sheet, facts, answers)
    known = (*facts.people, *_known_elsewhere(conference, table, grants=grants))
    table = read_agenda(sheet, replace(facts, people=known), answers)
    done = AgendaImport(table=table, sessions=sessions, is_trial=is_trial)
    if is_trial or done.open_questions or not table.items:
        return done
    before = programme_clashes(conference)
    with deed(conference, DeedKind.ADD_TALKS, about=forum.title, by=by, now=now, sessions=list(locked.values())):
        talks = _store_talks(conference, table.items, locked)
        speakers = _store_people(conference, zip(table.items, talks, strict=True), locked, now=now)
    counts = {"items": len(talks), "speakers": speakers}
    record_in(conference, "agenda.import", forum, by=by, now=now, details=counts)
    clashes = made_by(before, programme_clashes(conference))
    return replace(done, stored=len(talks), speakers=speakers, clashes=clashes)


def _sessions(forum: Forum) -> Iterable[Session]:
    """Lock the sessions of the forum, so that their times stay."""
    people = Appearance.objects.select_related("speaker__person")
    held = Talk.objects.filter(is_cancelled=False).prefetch_related(Prefetch("appearances", queryset=people))
    rows = Session.objects.filter(forum=forum, is_cancelled=False).order_by("pk")
    return (
        rows.select_for_update(no_key=True, of=("self",))
        .select_related("room")
        .prefetch_related(Prefetch("talks", queryset=held))
    )


def _agenda_session(session: Session) -> AgendaSession:
    return AgendaSession(
        key=session.code,
        span=Span(session.starts_at, session.ends_at),
        room=session.room.name if session.room else Text(),
        title=session.title,
        talks=tuple(
            AgendaTalk(
                key=talk.code,
                title=talk.title,
                span=Span(talk.starts_at, talk.ends_at),
                people=frozenset(name_key(row.speaker.person.name) for row in talk.appearances.all()),
            )
            for talk in session.talks.all()
        ),
    )


def _facts(
    conference: Conference, forum: Forum, sessions: tuple[AgendaSession, ...], *, grants: tuple[Grant, ...] | None
) -> AgendaFacts:
    speakers = Speaker.objects.filter(conference=conference).select_related("person").order_by("pk")
    people = [_known(speaker.person) for speaker in speakers]
    both = f"{forum.title_zh} / {forum.title_en}"
    titles = filter(None, (forum.title_zh, forum.title_en, both))
    institutions = {person.institution for person in people} | {forum.host_zh, forum.host_en}
    return AgendaFacts(
        first_day=conference.starts_on,
        last_day=conference.ends_on,
        frame=Frame(sessions=sessions, zone=conference.zone, day_starts_at=conference.day_starts_at),
        forum_names=frozenset([str(forum.number), f"{forum.number:02}", *map(place_key, titles)]),
        people=tuple(people),
        institutions=frozenset(institutions - {""}),
        elsewhere=_elsewhere(conference, but_for={session.key for session in sessions}, grants=grants),
    )


def _known(person: Person) -> KnownPerson:
    return KnownPerson(
        key=str(person.pk),
        name=person.name,
        institution=person.affiliation_zh or person.affiliation_en,
        post=person.post_zh or person.post_en,
        also=person.affiliation_en,
    )


def _elsewhere(
    conference: Conference, *, but_for: set[str], grants: tuple[Grant, ...] | None
) -> Mapping[str, Sequence[Elsewhere]]:
    """Return what people do outside of these sessions, in words if somebody with these grants may see it.

    Closed-door meetings are left out: not everybody may know of them.
    """
    reach = Reach(None) if grants is None else reach_of(grants, conference_id=conference.pk)
    forums = dict(Session.objects.filter(conference=conference).order_by().values_list("code", "forum"))
    found: dict[str, list[Elsewhere]] = defaultdict(list)
    for booking in booked(conference).bookings:
        is_on_stage = booking.resource is Resource.PERSON and booking.use is Use.STAGE
        if is_on_stage and booking.session not in but_for and not booking.is_closed:
            is_seen = reach.covers(forums.get(booking.session))
            what = (booking.what.zh or booking.what.en) if is_seen else ""
            found[booking.key].append(Elsewhere(span=Span(booking.starts_at, booking.ends_at), what=what))
    return found


def _known_elsewhere(
    conference: Conference, table: AgendaTable, *, grants: tuple[Grant, ...] | None
) -> Iterator[KnownPerson]:
    """Yield those of the same names who are on stage at other conferences whose programme these grants show."""
    names = {one.person.name for row in table.rows if row.item for one in row.item.people}
    sisters = sister_conferences(conference, grants, Right.SEE_PROGRAMME)
    if not names or not sisters:
        return
    elsewhere = Person.objects.filter(name__in=names, speakers__conference__in=sisters)
    for person in elsewhere.exclude(speakers__conference=conference).distinct().order_by("pk"):
        yield _known(person)


def _store_talks(conference: Conference, items: Iterable[AgendaItem], sessions: Mapping[str, Session]) -> list[Talk]:
    """Add a talk for each item, or change the one in whose place it is put; its former people leave it."""
    last = dict(conference.talks.order_by().values_list("session_id").annotate(last=Max("position")))
    there = {talk.code: talk for session in sessions.values() for talk in session.talks.all()}
    talks: list[Talk] = []
    for item in items:
        session = sessions[item.session]
        last[session.pk] = last.get(session.pk, 0) + 1
        talk = new_talk(conference, _programme_item(item), session, position=last[session.pk])
        talks.append(_changed(there[item.replaces], talk) if item.replaces else talk)
    replaced = [talk for talk in talks if talk.pk]
    if replaced:
        Appearance.objects.filter(talk__in=replaced).delete()
        Talk.objects.bulk_update(replaced, REPLACED)
    Talk.objects.bulk_create([talk for talk in talks if not talk.pk])
    return talks


def _changed(talk: Talk, wanted: Talk) -> Talk:
    """Return the talk with the times and words of another; under another title its abstract is not its own."""
    talk.kind, talk.starts_at, talk.ends_at = wanted.kind, wanted.starts_at, wanted.ends_at
    talk.placeholder_zh, talk.placeholder_en = wanted.placeholder_zh, wanted.placeholder_en
    if not {wanted.title_zh, wanted.title_en} - {""} <= {talk.title_zh, talk.title_en}:
        talk.title_zh, talk.title_en = wanted.title_zh, wanted.title_en
        talk.abstract_zh = talk.abstract_en = ""
    return talk


def _programme_item(item: AgendaItem) -> ProgrammeItem:
    return ProgrammeItem(
        starts_at=item.starts_at,
        ends_at=item.ends_at,
        title=item.title,
        kind=item.kind,
        placeholder=item.placeholder,
    )


def _store_people(
    conference: Conference,
    stored: Iterable[tuple[AgendaItem, Talk]],
    sessions: Mapping[str, Session],
    *,
    now: datetime,
) -> int:
    """Put the people of the items on stage; return the number of new speakers."""
    entries = [entry for item, talk in stored for entry in _entries(item, talk, sessions[item.session])]
    speakers, made = _speakers(conference, [one for one, _place, _role in entries], now=now)
    put_on_stage(conference, [(speakers[one.key], place, role) for one, place, role in entries])
    return made


def _entries(item: AgendaItem, talk: Talk, session: Session) -> Iterator[tuple[Identified, Place, AppearanceRole]]:
    role = AppearanceRole.PANELLIST if item.kind is TalkKind.PANEL else AppearanceRole.SPEAKER
    yield from ((one, session, AppearanceRole.CHAIR) for one in item.chairs)
    yield from ((one, talk, AppearanceRole.MODERATOR) for one in item.moderators)
    yield from ((one, talk, role) for one in item.speakers)


def _speakers(conference: Conference, cast: Sequence[Identified], *, now: datetime) -> tuple[dict[str, Speaker], int]:
    """Return the speaker of each key, and how many are new to the conference."""
    known = {one.key for one in cast if one.standing is Standing.KNOWN}
    rows = Speaker.objects.filter(conference=conference, person__in=[int(key) for key in known])
    there = {str(speaker.person_id): speaker for speaker in rows}
    told: dict[str, StageName] = {}
    for one in cast:  # of several rows that name one new person, the first with an institution says what is known
        if one.standing is Standing.NEW and not (one.key in told and told[one.key].affiliation):
            told[one.key] = one.person
    new = {key: new_person(conference, person, now=now) for key, person in told.items()}
    Person.objects.bulk_create(new.values())
    missing = {key: person.pk for key, person in new.items()} | {key: int(key) for key in known if key not in there}
    made = {
        key: Speaker(conference=conference, person_id=pk, state=SpeakerState.CONFIRMED) for key, pk in missing.items()
    }
    Speaker.objects.bulk_create(made.values())
    return there | made, len(made)
