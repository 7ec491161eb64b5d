"""Bookings of people by the sessions and talks they appear in, and their absences, for the search for clashes."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Q, QuerySet

from events.extensions import Agenda
from events.models.person import ACADEMICIANS
from events.rules.bookings import Booking, Resource, Use, Who
from events.rules.names import is_placeholder
from events.rules.programme import PersonRole
from events.rules.slots import SessionSlot, TalkSlot
from speakers.models import Speaker
from speakers.queries.stage import ON_STAGE
from toolkit.text import Text

COLUMNS = (
    "pk", "code", "must_not_clash", "person", "person__name", "person__name_latin", "person__sort_pinyin",
    "person__affiliation_zh", "person__affiliation_en", "person__honour",
)  # fmt: skip
PLACES = ("appearances__session", "appearances__talk", "appearances__forum__number")
ABSENCES = ("absences__starts_at", "absences__ends_at")
AWAY = Text("不能到会", "Cannot come")


@dataclass(frozen=True, slots=True)
class _OnStage:
    """A speaker with the places where they appear, and the times when they cannot."""

    who: Who
    label: Text
    must_not_clash: bool
    places: set[tuple[int | None, int | None, int | None]] = field(default_factory=set)
    absences: set[tuple[datetime, datetime]] = field(default_factory=set)

    def at(self, session: SessionSlot, talk: TalkSlot | None = None, *, use: Use = Use.STAGE) -> Booking:
        """Return the booking of this person by a session or one of its talks."""
        item = talk or session
        return Booking(
            resource=Resource.PERSON,
            key=self.who.key,
            label=self.label,
            starts_at=item.starts_at,
            ends_at=item.ends_at,
            what=item.title or session.named,
            block=session.block,
            session=session.code,
            talk=talk.code if talk else "",
            forum=session.forum,
            room=session.room,
            use=use,
            version=session.version,
            who=self.who,
            is_closed=session.is_closed,
            must_not_clash=self.must_not_clash,
        )

    def away(self, starts_at: datetime, ends_at: datetime) -> Booking:
        """Return the booking of this person while they cannot come."""
        return Booking(
            resource=Resource.PERSON,
            key=self.who.key,
            label=self.label,
            starts_at=starts_at,
            ends_at=ends_at,
            what=AWAY,
            block="away",
            session="",
            use=Use.AWAY,
            who=self.who,
            must_not_clash=self.must_not_clash,
        )


def bookings_of_people(agenda: Agenda) -> Iterator[Booking]:
    """Yield a booking for each appearance, for each session of a forum that somebody chairs, and for each absence.

    One query. Speakers who declined or withdrew and placeholder names (特邀嘉宾) are left out.
    """
    people = _people(agenda)
    for person in people.values():
        yield from _bookings_of(person, agenda)
    for session, item in agenda.approved:
        talks = {talk.code: talk for talk in session.talks}
        yield from _approved_bookings(people, item.people, session, None)
        for each in item.talks:
            if each.code in talks:
                yield from _approved_bookings(people, each.people, session, talks[each.code])


def _bookings_of(person: _OnStage, agenda: Agenda) -> Iterator[Booking]:
    for session_id, talk_id, forum in person.places:
        if talk_id is not None and talk_id in agenda.by_talk:
            yield person.at(*agenda.by_talk[talk_id])
        elif session_id is not None and session_id in agenda.by_session:
            yield person.at(agenda.by_session[session_id])
        elif forum is not None:
            for session in agenda.by_forum.get(forum, ()):
                yield person.at(session, use=Use.CHAIR)
    for starts_at, ends_at in person.absences:
        yield person.away(starts_at, ends_at)


def _approved_bookings(
    people: dict[str, _OnStage], roles: tuple[PersonRole, ...], session: SessionSlot, talk: TalkSlot | None
) -> Iterator[Booking]:
    for role in roles:
        if role.speaker in people:
            yield people[role.speaker].at(session, talk)


def _people(agenda: Agenda) -> dict[str, _OnStage]:
    """Return the speakers by their codes, with their appearances and absences."""
    found: dict[str, _OnStage] = {}
    for row in _rows(agenda).values_list(*COLUMNS, *PLACES, *ABSENCES):
        _, code, must_not, key, name, latin, sort, zh, en, honour, session, talk, forum, starts_at, ends_at = row
        person = found.get(code)
        if person is None:
            if is_placeholder(name):
                continue
            who = Who(key=str(key), code=code, name=name, sort=sort, affiliation=Text(zh, en))
            person = _OnStage(who, Text(name, latin or name), must_not or honour in ACADEMICIANS)
            found[code] = person
        person.places.add((session, talk, forum))
        if starts_at is not None:
            person.absences.add((starts_at, ends_at))
    return found


def _rows(agenda: Agenda) -> QuerySet[Speaker]:
    """Return the speakers who appear in the agenda, now or as it was approved."""
    rows = Speaker.objects.filter(conference=agenda.conference, state__in=ON_STAGE).order_by()
    if agenda.is_whole:
        return rows
    places = (
        Q(appearances__session__in=agenda.by_session)
        | Q(appearances__talk__in=agenda.by_talk)
        | Q(appearances__forum__conference=agenda.conference, appearances__forum__number__in=agenda.by_forum)
    )
    items = [item for _, item in agenda.approved]
    roles = [role for item in items for role in (*item.people, *(role for talk in item.talks for role in talk.people))]
    approved = {role.speaker for role in roles}
    return rows.filter(places | Q(code__in=approved) if approved else places)
