"""Reading the agenda of one forum: every row with what is certain, what is asked, and what was answered."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import chain

from events.importers.agenda_rows import Draft, drafts_of
from events.rules.agenda.identity import People
from events.rules.agenda.kinds import kind_of
from events.rules.agenda.lines import Reading
from events.rules.agenda.people import ANSWERS, Cast, CastAnswer, CastDoubt, Named, read_people
from events.rules.agenda.placing import Frame, day_and_time, is_room_of, places_of, read_heading, taken_by, talk_there
from events.rules.agenda.rows import (
    KEEP,
    OTHER,
    OUT,
    REPLACE,
    AgendaItem,
    AgendaRow,
    AgendaSession,
    AgendaTable,
    Answers,
    Ask,
    Choice,
    Field,
    Identified,
    KnownPerson,
    Question,
    answer_name,
    question,
)
from events.rules.daytimes import DayTimeRefusal, DayTimeRefused, Stretch, read_day, read_stretch
from events.rules.names import advertising_in, name_key, visible
from events.rules.programme_rows import SheetReason, StageName, place_key
from events.rules.spans import Span
from toolkit.sheets.cells import Sheet
from toolkit.sheets.findings import Finding

TITLE_LENGTH = 500
Findings = list[Finding[SheetReason]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Elsewhere:
    """What somebody does at another place, in words, which are empty if they are not to be told."""

    span: Span
    what: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AgendaFacts:
    """What is known about the forum and its conference.

    `forum_names` are its number and titles by `place_key`; `institutions` are words that are no names. `elsewhere` says
    what the known people do outside of the forum, by their key.
    """

    first_day: date
    last_day: date
    frame: Frame
    forum_names: frozenset[str] = frozenset()
    people: tuple[KnownPerson, ...] = ()
    institutions: frozenset[str] = frozenset()
    elsewhere: Mapping[str, Sequence[Elsewhere]] | None = None


def read_agenda(sheet: Sheet, facts: AgendaFacts, answers: Answers) -> AgendaTable:
    """Read every row as the answers say. Raise SheetRefused if there are too many rows.

    The file is read twice: an institution that one row tells from a name is none in all others.
    """
    told = frozenset(_institutions(drafts_of(sheet, **_span_of(facts), institutions=facts.institutions)))
    known = replace(facts, institutions=facts.institutions | told)
    drafts = drafts_of(sheet, **_span_of(known), institutions=known.institutions)
    judge = _Judge(known, answers)
    return AgendaTable(rows=tuple(judge.row(draft, after) for draft, after in _with_next(drafts)))


def _span_of(facts: AgendaFacts) -> dict[str, date]:
    return {"first": facts.first_day, "last": facts.last_day}


def _institutions(drafts: Iterable[Draft]) -> Iterator[str]:
    for draft in drafts:
        cast = read_people(draft.named)
        if draft.other is None and not cast.doubts:
            yield from (person.affiliation for person in cast.speakers if person.affiliation)


def _with_next(drafts: Sequence[Draft]) -> Iterator[tuple[Draft, Draft | None]]:
    """Yield each draft with the next one that is an item."""
    items = [draft for draft in drafts if draft.skipped is None]
    following = dict(zip((draft.line for draft in items), items[1:], strict=False))
    return ((draft, following.get(draft.line)) for draft in drafts)


@dataclass(frozen=True, slots=True)
class _When:
    """A stretch of time and the day, if the row or a heading says it."""

    stretch: Stretch
    day: date | None


class _Judge:
    """One pass through the drafts. It remembers the items, to find repetitions and overlaps."""

    def __init__(self, facts: AgendaFacts, answers: Answers) -> None:
        self.facts, self.answers = facts, answers
        self.people = People.of(facts.people)
        self.lines: dict[tuple[Span, str], int] = {}
        self.taken: list[tuple[str, Span, int]] = []
        self.replaced: set[str] = set()

    def row(self, draft: Draft, after: Draft | None) -> AgendaRow:
        """Return the row with its findings and questions."""
        if draft.skipped is not None:
            return AgendaRow(line=draft.line, findings=(Finding(draft.skipped),), fields={Field.TITLE: draft.title})
        findings: Findings = []
        asked: list[Question] = []
        draft = self._corrected(draft)
        row = AgendaRow(line=draft.line, fields=_fields(draft))
        draft = self._read_line(draft, asked)
        when = self._when(draft, after, findings)
        if when is None or not self._has_title(draft, findings) or self._advertises(draft, findings):
            asked.append(self._ask(Ask.READ, draft, ()))
            return replace(row, findings=tuple(findings), questions=tuple(asked))
        self._ask_forum(draft, asked)
        place = self._place(draft, when, asked)
        if place is None:
            return replace(row, findings=tuple(findings), questions=tuple(asked))
        if any(one.ask is Ask.FORUM and one.answer != KEEP for one in asked):
            item = self._item(draft, place, read_people(draft.named, institutions=self.facts.institutions))
            return replace(row, findings=tuple(findings), questions=tuple(asked), item=item)
        cast = self._cast(draft, findings, asked)
        self._mark(draft, place, findings)
        replaces = self._replaced(draft, place, cast, findings, asked)
        item = replace(self._item(draft, place, cast), replaces=replaces)
        row = replace(row, findings=tuple(findings), questions=tuple(asked), item=item)
        return self._with_people(row, draft, cast) if _is_wanted(row) else row

    def _ask(self, ask: Ask, draft: Draft, choices: tuple[Choice, ...], *, about: str = "") -> Question:
        """Return a question whose last choice is to leave the row out."""
        return question(ask, draft.line, self.answers, (*choices, Choice(value=OUT)), about=about)

    def _corrected(self, draft: Draft) -> Draft:
        def typed(field: Field) -> str:
            return visible(self.answers.get(answer_name(draft.line, field), ""))

        if time := typed(Field.TIME):
            draft = replace(draft, time=time, end="")
        if title := typed(Field.TITLE):
            draft = replace(draft, title=title, other=None)
        if people := typed(Field.PEOPLE):
            draft = replace(draft, named=(Named(people),), other=None)
        return draft

    def _read_line(self, draft: Draft, asked: list[Question]) -> Draft:
        """Take the reading of a line that was chosen, and ask if there are two."""
        if draft.other is None:
            return draft
        choices = (
            Choice(value=KEEP, text=_told(Reading(draft.title, draft.named))),
            Choice(value=OTHER, text=_told(draft.other)),
        )
        asked.append(question(Ask.LINE, draft.line, self.answers, choices))
        if asked[-1].answer != OTHER:
            return draft
        return replace(draft, title=draft.other.title, named=draft.other.named)

    def _when(self, draft: Draft, after: Draft | None, findings: Findings) -> _When | None:
        day_text, time = day_and_time(draft.time)
        try:
            stretch = self._stretch(time, draft, after, findings)
            day = self._day(day_text or draft.day_text) or draft.day
        except DayTimeRefused as refused:
            findings.append(Finding(SheetReason(refused.reason.value)))
            return None
        if day is not None and not self.facts.first_day <= day <= self.facts.last_day:
            findings.append(Finding(SheetReason.OTHER_DAY, detail=day.isoformat()))
            return None
        if stretch.is_in_words:
            findings.append(Finding(SheetReason.TIME_IN_WORDS, detail=_clock(stretch)))
        return _When(stretch, day)

    def _stretch(self, time: str, draft: Draft, after: Draft | None, findings: Findings) -> Stretch:
        """Return the times of a row. A row without an end ends when the next one begins."""
        end = day_and_time(draft.end)[1]
        try:
            return read_stretch(time, end=end)
        except DayTimeRefused as refused:
            if refused.reason is not DayTimeRefusal.NO_END or after is None:
                raise
            following = day_and_time(after.time)[1]
            until = _until(time, following)
            if until is None:
                raise
            findings.append(Finding(SheetReason.END_FROM_NEXT, detail=_clock(until).partition("–")[2]))
            return until

    def _day(self, text: str) -> date | None:
        if not text:
            return None
        span = _span_of(self.facts)
        heading = read_heading(text, **span)
        return heading.day if heading is not None and heading.day else read_day(text, **span)

    def _has_title(self, draft: Draft, findings: Findings) -> bool:
        if not draft.title:
            findings.append(Finding(SheetReason.NO_TITLE))
        elif len(draft.title) > TITLE_LENGTH:
            findings.append(Finding(SheetReason.TITLE_TOO_LONG))
        return 0 < len(draft.title) <= TITLE_LENGTH

    def _advertises(self, draft: Draft, findings: Findings) -> bool:
        texts = chain.from_iterable((named.people, named.posts) for named in draft.named)
        lines = (line for text in (*texts, draft.chairs) for line in text.splitlines())
        found = [visible(line)[:60] for line in lines if advertising_in(line) is not None]
        findings += [Finding(SheetReason.ADVERTISING, detail=line) for line in found]
        return bool(found)

    def _ask_forum(self, draft: Draft, asked: list[Question]) -> None:
        forum = visible(draft.forum)
        if forum and self.facts.forum_names and place_key(forum) not in self.facts.forum_names:
            asked.append(self._ask(Ask.FORUM, draft, (Choice(value=KEEP),), about=forum))

    def _place(self, draft: Draft, when: _When, asked: list[Question]) -> tuple[AgendaSession, Span] | None:
        """Return the session that holds the row, and its times there; ask if there is none, or more than one."""
        places = places_of(
            when.stretch, self.facts.frame, day=when.day, is_late=draft.is_late, room=visible(draft.room)
        )
        if len(places.found) == 1:
            return places.found[0]
        if not places.found:
            about = places.nearest.starts_at.isoformat() if places.nearest else ""
            asked.append(self._ask(Ask.PLACE, draft, (), about=about))
            return None
        choices = tuple(Choice(value=f"{session.key} {span.starts_at:%F}") for session, span in places.found)
        asked.append(self._ask(Ask.SESSION, draft, choices))
        chosen = (pair for pair, choice in zip(places.found, choices, strict=True) if choice.value == asked[-1].answer)
        return next(chosen, None)

    def _cast(self, draft: Draft, findings: Findings, asked: list[Question]) -> Cast:
        cast = read_people(draft.named, institutions=self.facts.institutions)
        if cast.doubts and not any(one.ask is Ask.LINE and one.is_open for one in asked):
            doubt = CastDoubt.SEVERAL if CastDoubt.SEVERAL in cast.doubts else CastDoubt.WORDS
            readings = {answer: self._reading(draft, answer) for answer in ANSWERS[doubt]}
            choices = tuple(Choice(value=answer, text=_names(reading)) for answer, reading in readings.items())
            about = "、".join(visible(named.people) for named in draft.named)
            asked.append(question(Ask.CAST, draft.line, self.answers, choices, about=about[:200]))
            cast = readings.get(CastAnswer(asked[-1].answer), cast) if asked[-1].answer else cast
        if cast.moderators and cast.speakers:
            findings.append(Finding(SheetReason.PEOPLE_DIVIDED))
        findings += [Finding(SheetReason.NAME_LEFT_OUT, detail=name[:60]) for name in cast.unread]
        if cast.has_lost_posts:
            findings.append(Finding(SheetReason.POSTS_LEFT_OUT))
        if draft.is_continued:
            findings.append(Finding(SheetReason.NEXT_LINE))
        return cast

    def _reading(self, draft: Draft, answer: CastAnswer) -> Cast:
        return read_people(draft.named, answers=(answer,), institutions=self.facts.institutions)

    def _replaced(
        self, draft: Draft, place: tuple[AgendaSession, Span], cast: Cast, findings: Findings, asked: list[Question]
    ) -> str:
        """Return the key of the talk in whose place the row is put, if that was answered.

        It is asked if another talk is at this time, or this one with other people. The same talk is not stored again.
        """
        if any(one.reason is SheetReason.SAME_AS_LINE for one in findings):
            return ""
        there = talk_there(*place, draft.title)
        people = {name_key(person.name) for person in (*cast.speakers, *cast.moderators)}
        if there is not None and (not people or people == there.people):
            findings.append(Finding(SheetReason.ALREADY_THERE))
            return ""
        talk = there or taken_by(*place, but_for=self.replaced)
        if talk is None or talk.key in self.replaced:
            return ""
        may_add = () if there is not None else (Choice(value=KEEP),)
        about = talk.title.zh or talk.title.en
        asked.append(self._ask(Ask.TAKEN, draft, (Choice(value=REPLACE), *may_add), about=about))
        if asked[-1].answer != REPLACE:
            return ""
        self.replaced.add(talk.key)
        return talk.key

    def _mark(self, draft: Draft, place: tuple[AgendaSession, Span], findings: Findings) -> None:
        """Find what makes the row one that somebody should look at."""
        session, span = place
        key = span, place_key(draft.title)
        if key in self.lines:
            findings.append(Finding(SheetReason.SAME_AS_LINE, detail=str(self.lines[key])))
        overlaps = [line for key, other, line in self.taken if key == session.key and other.overlaps(span)]
        if overlaps and key not in self.lines:
            findings.append(Finding(SheetReason.ROOM_TAKEN, detail=str(overlaps[0])))
        room = visible(draft.room)
        if room and session.room and not is_room_of(session, room):
            findings.append(Finding(SheetReason.OTHER_ROOM, detail=room[:60]))
        if draft.is_struck:
            findings.append(Finding(SheetReason.STRUCK))
        if draft.is_hidden:
            findings.append(Finding(SheetReason.HIDDEN_ROW))

    def _item(self, draft: Draft, place: tuple[AgendaSession, Span], cast: Cast) -> AgendaItem:
        session, span = place
        has_people = bool(cast.speakers or cast.moderators or cast.placeholder)
        return AgendaItem(
            session=session.key,
            starts_at=span.starts_at,
            ends_at=span.ends_at,
            title=draft.title,
            kind=kind_of(draft.kind, draft.title, has_people=has_people),
            placeholder=cast.placeholder,
        )

    def _with_people(self, row: AgendaRow, draft: Draft, cast: Cast) -> AgendaRow:
        """Add who the people are, with the questions about them, and remember the row for those that follow."""
        item = row.item
        assert item is not None  # noqa: S101 - the caller has just put it there
        span = Span(item.starts_at, item.ends_at)
        self.lines[span, place_key(item.title)] = row.line
        self.taken.append((item.session, span, row.line))
        if any(one.is_open and one.ask in {Ask.LINE, Ask.CAST} for one in row.questions):
            return row
        chairs = read_people((Named(draft.chairs),), institutions=self.facts.institutions)
        asked: list[Question] = []
        groups = [
            tuple(self._identified(person, row.line, asked) for person in group)
            for group in (cast.speakers, cast.moderators, (*chairs.moderators, *chairs.speakers))
        ]
        item = replace(item, speakers=groups[0], moderators=groups[1], chairs=groups[2])
        elsewhere = [Finding(SheetReason.ELSEWHERE, detail=words) for words in self._elsewhere(item, span)]
        return replace(row, item=item, questions=(*row.questions, *asked), findings=(*row.findings, *elsewhere))

    def _identified(self, person: StageName, line: int, asked: list[Question]) -> Identified:
        found, about = self.people.identify(person, line, self.answers)
        if about is not None:
            asked.append(about)
        return found

    def _elsewhere(self, item: AgendaItem, span: Span) -> Iterator[str]:
        for one in (*item.speakers, *item.moderators):
            for booked in (self.facts.elsewhere or {}).get(one.key, ()):
                if booked.span.overlaps(span):
                    yield " · ".join(filter(None, (one.person.name, booked.what)))


def _is_wanted(row: AgendaRow) -> bool:
    """Return whether the row may be stored, now or after an answer."""
    reasons = {one.reason for one in row.findings}
    is_repeated = reasons & {SheetReason.SAME_AS_LINE, SheetReason.ALREADY_THERE}
    return not is_repeated and not any(one.answer == OUT for one in row.questions)


def _until(time: str, following: str) -> Stretch | None:
    """Return the stretch from a time to the beginning of the next one."""
    start = following.strip()
    for at in range(len(start), 0, -1):
        try:
            return read_stretch(time, end=start[:at])
        except DayTimeRefused:
            continue
    return None


def _clock(stretch: Stretch) -> str:
    return "–".join(f"{minutes // 60 % 24:02}:{minutes % 60:02}" for minutes in (stretch.start, stretch.end))


def _fields(draft: Draft) -> dict[Field, str]:
    people = "；".join(visible(f"{named.people} {named.posts}") for named in draft.named)
    time = "-".join(filter(None, (visible(draft.time), visible(draft.end))))
    return {Field.TIME: time, Field.TITLE: draft.title, Field.PEOPLE: people}


def _told(reading: Reading) -> str:
    people = "；".join(visible(f"{named.people} {named.posts}") for named in reading.named)
    return " | ".join(filter(None, (reading.title, people)))


def _names(cast: Cast) -> str:
    people = (*cast.moderators, *cast.speakers)
    return " · ".join(" ".join(filter(None, (one.name, one.affiliation, one.post))) for one in people)
