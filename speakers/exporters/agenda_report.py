"""The report on the agenda of a forum, row by row: what was read, what is asked, and what may be corrected."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy, pgettext_lazy
from django.utils.translation import gettext as _

from events.rules.agenda.people import CastAnswer
from events.rules.agenda.rows import (
    KEEP,
    NEW,
    OTHER,
    OUT,
    REPLACE,
    AgendaItem,
    AgendaRow,
    AgendaSession,
    AgendaTable,
    Ask,
    Choice,
    Field,
    Identified,
    Question,
    Standing,
    answer_name,
)
from events.rules.office.sheet_reports import SheetChoice, SheetField, SheetLine, SheetPerson, SheetQuestion
from speakers.exporters.programme_report import words_of
from toolkit import dates

ASKED: Mapping[Ask, str | Promise] = {
    Ask.READ: gettext_lazy("This row cannot be stored as it stands. Correct it, or leave it out."),
    Ask.PLACE: gettext_lazy("No session of the forum is at this time (%(about)s). Correct the time, or leave it out."),
    Ask.SESSION: gettext_lazy("Which session is it in?"),
    Ask.FORUM: gettext_lazy("The row names another forum: %(about)s."),
    Ask.TAKEN: gettext_lazy("The forum has a talk at this time already: %(about)s."),
    Ask.LINE: gettext_lazy("Where does the title end, and who is on stage?"),
    Ask.CAST: gettext_lazy("Who is this: %(about)s?"),
    Ask.SAME: gettext_lazy("Somebody called %(about)s is known already, from elsewhere. Is it the same person?"),
}
CHOICES: Mapping[tuple[Ask, str], str | Promise] = {
    (Ask.FORUM, KEEP): gettext_lazy("It belongs to this forum"),
    (Ask.TAKEN, REPLACE): gettext_lazy("Put it in the place of that talk"),
    (Ask.TAKEN, KEEP): gettext_lazy("Add this one as well"),
    (Ask.LINE, KEEP): "%(text)s",
    (Ask.LINE, OTHER): "%(text)s",
    (Ask.CAST, CastAnswer.WORDS): gettext_lazy("Nobody in particular: show the words as they stand"),
    (Ask.CAST, CastAnswer.PEOPLE): gettext_lazy("On stage: %(text)s"),
    (Ask.CAST, CastAnswer.SEVERAL): gettext_lazy("Several people: %(text)s"),
    (Ask.CAST, CastAnswer.ONE): gettext_lazy("One person: %(text)s"),
    (Ask.SAME, NEW): gettext_lazy("Somebody else: %(text)s"),
}
LEAVE_OUT = gettext_lazy("Leave this row out")
THE_SAME = gettext_lazy("The same: %(text)s")
FIELDS: Mapping[Field, str | Promise] = {
    Field.TIME: gettext_lazy("Time"),
    Field.TITLE: gettext_lazy("Title"),
    Field.PEOPLE: gettext_lazy("People"),
}
STANDINGS: Mapping[Standing, str | Promise] = {
    Standing.KNOWN: pgettext_lazy("person of an agenda", "known"),
    Standing.NEW: pgettext_lazy("person of an agenda", "new"),
    Standing.ASKED: pgettext_lazy("person of an agenda", "asked below"),
}


def agenda_lines(table: AgendaTable, sessions: tuple[AgendaSession, ...], *, zone: ZoneInfo) -> tuple[SheetLine, ...]:
    """Return a line for each row, in the active language."""
    words = _Words({session.key: session for session in sessions}, zone)
    return tuple(words.line(row) for row in table.rows)


class _Words:
    """Wording of rows, with the sessions of the forum at hand."""

    def __init__(self, sessions: Mapping[str, AgendaSession], zone: ZoneInfo) -> None:
        self.sessions, self.zone = sessions, zone

    def line(self, row: AgendaRow) -> SheetLine:
        fields = {field: value for field, value in row.fields.items() if row.questions}
        return SheetLine(
            line=row.line,
            outcome=row.outcome.value,
            name=(row.item.title if row.item else row.fields.get(Field.TITLE, ""))[:160],
            read=self._read(row.item) if row.item else self._typed(row),
            remarks=tuple(words_of(finding) for finding in row.findings),
            people=tuple(_person(one, role) for role, one in _cast(row.item)) if row.item else (),
            questions=tuple(self._question(one) for one in row.questions),
            fields=tuple(
                SheetField(name=answer_name(row.line, field), label=str(FIELDS[field]), value=value)
                for field, value in fields.items()
            ),
        )

    def _read(self, item: AgendaItem) -> tuple[str, ...]:
        when = self._span(item.starts_at, item.ends_at)
        return tuple(filter(None, (when, self._place(self.sessions[item.session]), item.placeholder)))

    def _typed(self, row: AgendaRow) -> tuple[str, ...]:
        return tuple(filter(None, (row.fields.get(Field.TIME, ""), row.fields.get(Field.PEOPLE, "")[:160])))

    def _place(self, session: AgendaSession) -> str:
        return " · ".join(filter(None, (session.room.here, session.title.here)))

    def _span(self, starts_at: datetime, ends_at: datetime) -> str:
        start, end = starts_at.astimezone(self.zone), ends_at.astimezone(self.zone)
        return f"{dates.day_and_weekday(start.date(), get_language() or 'zh-hans')} {start:%H:%M}–{end:%H:%M}"

    def _question(self, question: Question) -> SheetQuestion:
        about = question.about
        if question.ask is Ask.PLACE and about:
            start = datetime.fromisoformat(about)
            about = f"{dates.day_and_weekday(start.date(), get_language() or 'zh-hans')} {start:%H:%M}"
        choices = (
            SheetChoice(
                value=choice.value, label=self._choice(question, choice), is_chosen=choice.value == question.answer
            )
            for choice in question.choices
        )
        return SheetQuestion(
            name=question.name, words=str(ASKED[question.ask]) % {"about": about or "–"}, choices=tuple(choices)
        )

    def _choice(self, question: Question, choice: Choice) -> str:
        if choice.value == OUT:
            return str(LEAVE_OUT)
        if question.ask is Ask.SESSION:
            session = self.sessions[choice.value.partition(" ")[0]]
            when = self._span(session.span.starts_at, session.span.ends_at)
            return " · ".join(filter(None, (when, self._place(session))))
        words = CHOICES.get((question.ask, choice.value), THE_SAME)
        return str(words) % {"text": choice.text or _("institution unknown")}


def _cast(item: AgendaItem | None) -> Iterator[tuple[str, Identified]]:
    if item is None:
        return
    yield from ((_("chair of the session"), one) for one in item.chairs)
    yield from ((_("moderator"), one) for one in item.moderators)
    yield from (("", one) for one in item.speakers)


def _person(one: Identified, role: str) -> SheetPerson:
    person = one.person
    return SheetPerson(
        name=person.name,
        told=" ".join(filter(None, (role, person.affiliation, person.post))),
        state=one.standing.value,
        words=str(STANDINGS[one.standing]),
    )
