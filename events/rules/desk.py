"""The desk of a forum's hosts: what is missing before they submit, who answers how, and how far the forum has come."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import chain

from events.rules.forums import ForumState
from events.rules.programme import AppearanceRole, SessionKind, TalkKind
from events.rules.spans import Span
from toolkit.text import Text


class Answer(StrEnum):
    """What somebody on stage has answered to the invitation."""

    CONFIRMED = "confirmed"
    UNANSWERED = "unanswered"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


class Lack(StrEnum):
    """What is missing of somebody on stage, for the public pages."""

    PHOTO = "photo"
    BIOGRAPHY_ZH = "biography_zh"
    BIOGRAPHY_EN = "biography_en"


class Square(StrEnum):
    """How a person or a talk stands, from the worst to the best: the state squares of the console."""

    ACT = "act"
    ABSENT = "absent"
    SHORT = "short"
    READY = "ready"


@dataclass(frozen=True, slots=True, kw_only=True)
class CastMember:
    """Somebody on stage; `speaker` is the speaker's code."""

    speaker: str
    name: Text
    affiliation: Text
    role: AppearanceRole
    answer: Answer
    lacks: tuple[Lack, ...] = ()

    @property
    def is_unanswered(self) -> bool:
        """Whether this person has still to answer the invitation."""
        return self.answer is Answer.UNANSWERED

    @property
    def is_coming(self) -> bool:
        """Whether this person has not refused."""
        return self.answer in {Answer.CONFIRMED, Answer.UNANSWERED}

    @property
    def square(self) -> Square:
        """The state to show."""
        if not self.is_coming:
            return Square.ACT
        if self.is_unanswered:
            return Square.ABSENT
        return Square.SHORT if self.lacks else Square.READY


@dataclass(frozen=True, slots=True, kw_only=True)
class TalkFacts:
    """A talk, as far as the checklist depends on it."""

    key: int
    kind: TalkKind
    title: Text
    span: Span
    people: tuple[CastMember, ...] = ()

    @property
    def needs_speaker(self) -> bool:
        """Whether somebody has to give it."""
        return self.kind in {TalkKind.TALK, TalkKind.ADDRESS, TalkKind.PANEL}

    @property
    def has_no_speaker(self) -> bool:
        """Whether nobody will give it who should."""
        return self.needs_speaker and not any(person.is_coming for person in self.people)

    @property
    def worst(self) -> CastMember | None:
        """Whoever is most in need of attention; None without people."""
        order = list(Square)
        return min(self.people, key=lambda person: order.index(person.square), default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionFacts:
    """A session with its talks in order. Cancelled ones are left out by whoever asks."""

    key: int
    kind: SessionKind
    span: Span
    people: tuple[CastMember, ...] = ()
    talks: tuple[TalkFacts, ...] = ()

    @property
    def overrun(self) -> timedelta:
        """How long after the end of the session its last talk ends."""
        last = max((talk.span.ends_at for talk in self.talks), default=self.span.ends_at)
        return max(last - self.span.ends_at, timedelta(0))


@dataclass(frozen=True, slots=True, kw_only=True)
class ForumFacts:
    """A forum, as far as the checklist depends on it. `open_remarks` wait for a word of its hosts."""

    title: Text
    sessions: tuple[SessionFacts, ...] = ()
    chairs: tuple[CastMember, ...] = ()
    waiting: int = 0
    open_remarks: int = 0

    @property
    def checked(self) -> tuple[SessionFacts, ...]:
        """The sessions that are checked: closed-door meetings are nobody's business."""
        return tuple(session for session in self.sessions if session.kind is not SessionKind.CLOSED_DOOR)


class CheckKind(StrEnum):
    """What the checklist looks for, in its order."""

    NO_TALKS = "no_talks"
    NO_TITLE = "no_title"
    NO_SPEAKER = "no_speaker"
    OVER_END = "over_end"
    OPEN_REMARK = "open_remark"
    NO_CHAIR = "no_chair"
    NOT_PLACED = "not_placed"
    NO_TRANSLATION = "no_translation"
    UNANSWERED = "unanswered"
    NO_PORTRAIT = "no_portrait"


REQUIRED = frozenset(
    {
        CheckKind.NO_TALKS,
        CheckKind.NO_TITLE,
        CheckKind.NO_SPEAKER,
        CheckKind.OVER_END,
        CheckKind.OPEN_REMARK,
        CheckKind.NO_CHAIR,
    }
)
"""What has to be settled before a forum is submitted. Everything else can follow."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """Something to do before submitting: `count` things, those at the talks or sessions `keys`.

    For CheckKind.OVER_END `overrun` tells by how much.
    """

    kind: CheckKind
    count: int = 1
    keys: tuple[int, ...] = ()
    overrun: timedelta = timedelta(0)

    @property
    def is_required(self) -> bool:
        """Whether it has to be settled before the forum is submitted."""
        return self.kind in REQUIRED


def checklist(forum: ForumFacts) -> tuple[Check, ...]:
    """Return what is missing, what is required first."""
    found = chain.from_iterable(look(forum) for look in _LOOKS)
    order = list(CheckKind)
    return tuple(sorted(found, key=lambda check: order.index(check.kind)))


def required(checks: Iterable[Check]) -> tuple[Check, ...]:
    """Return those that have to be settled before the forum is submitted."""
    return tuple(check for check in checks if check.is_required)


def _talks(forum: ForumFacts) -> Iterator[TalkFacts]:
    for session in forum.checked:
        yield from (talk for talk in session.talks if talk.kind is not TalkKind.BREAK)


def _of_sessions(forum: ForumFacts) -> Iterator[Check]:
    empty = tuple(session.key for session in forum.checked if not session.talks)
    if empty or not forum.checked:
        yield Check(kind=CheckKind.NO_TALKS, count=len(empty), keys=empty)
    for session in forum.checked:
        if session.overrun:
            yield Check(kind=CheckKind.OVER_END, keys=(session.key,), overrun=session.overrun)


def _of_talks(forum: ForumFacts) -> Iterator[Check]:
    faults: dict[CheckKind, Callable[[TalkFacts], bool]] = {
        CheckKind.NO_TITLE: lambda talk: not talk.title,
        CheckKind.NO_SPEAKER: lambda talk: talk.has_no_speaker,
        CheckKind.NO_TRANSLATION: lambda talk: bool(talk.title) and not talk.title.is_complete,
    }
    for kind, is_faulty in faults.items():
        keys = tuple(talk.key for talk in _talks(forum) if is_faulty(talk))
        if keys:
            yield Check(kind=kind, count=len(keys), keys=keys)


def _of_people(forum: ForumFacts) -> Iterator[Check]:
    coming = [person for person in everybody(forum) if person.is_coming]
    unanswered = sum(person.is_unanswered for person in coming)
    without_portrait = sum(bool(person.lacks) for person in coming)
    if unanswered:
        yield Check(kind=CheckKind.UNANSWERED, count=unanswered)
    if without_portrait:
        yield Check(kind=CheckKind.NO_PORTRAIT, count=without_portrait)


def _of_forum(forum: ForumFacts) -> Iterator[Check]:
    if forum.open_remarks:
        yield Check(kind=CheckKind.OPEN_REMARK, count=forum.open_remarks)
    if not any(person.is_coming for person in forum.chairs):
        yield Check(kind=CheckKind.NO_CHAIR)
    if forum.waiting:
        yield Check(kind=CheckKind.NOT_PLACED, count=forum.waiting)


_LOOKS = (_of_sessions, _of_talks, _of_people, _of_forum)


def everybody(forum: ForumFacts) -> tuple[CastMember, ...]:
    """Return everybody on stage in what is checked, once each: as chair, then in order of time."""
    people = chain(
        forum.chairs,
        *(chain(session.people, *(talk.people for talk in session.talks)) for session in forum.checked),
    )
    found: dict[str, CastMember] = {}
    for person in people:
        found.setdefault(person.speaker, person)
    return tuple(found.values())


def numbered(talks: Iterable[TalkFacts]) -> dict[int, int]:
    """Return the number of each talk in its forum, by key; breaks have none."""
    keys = (talk.key for talk in talks if talk.kind is not TalkKind.BREAK)
    return {key: number for number, key in enumerate(keys, start=1)}


SHORTEST = timedelta(minutes=5)


def shortened(session: SessionFacts) -> tuple[int, timedelta] | None:
    """Return the key of the last talk, and the length with which the session ends in time; None if none is enough."""
    last = max(session.talks, key=lambda talk: talk.span.ends_at, default=None)
    if last is None or not session.overrun:
        return None
    length = last.span.length - session.overrun
    return (last.key, length) if length >= SHORTEST else None


class Rung(StrEnum):
    """The steps of a forum's ladder."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    APPROVED = "approved"
    PUBLISHED = "published"


@dataclass(frozen=True, slots=True)
class Deed:
    """When a step was taken, and by whom: the name, empty if nobody is known."""

    at: datetime
    by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A step of the ladder. `deed` is None where it was not taken, or is not known."""

    rung: Rung
    is_reached: bool
    is_here: bool
    deed: Deed | None = None


_HERE = {
    ForumState.DRAFTING: Rung.DRAFT,
    ForumState.SUBMITTED: Rung.SUBMITTED,
    ForumState.RETURNED: Rung.RETURNED,
    ForumState.APPROVED: Rung.APPROVED,
}


def ladder(state: ForumState, deeds: Mapping[Rung, Deed]) -> tuple[Step, ...]:
    """Return the steps of a forum, given the last deed of each. It is returned only while it is.

    An approved forum is published once a release was made after its approval.
    """
    here = _HERE[state]
    approved, published = deeds.get(Rung.APPROVED), deeds.get(Rung.PUBLISHED)
    if here is Rung.APPROVED and approved and published and published.at >= approved.at:
        here = Rung.PUBLISHED
    rungs = [rung for rung in Rung if rung is not Rung.RETURNED or here is Rung.RETURNED]
    return tuple(_step(rung, rungs, here=here, deeds=deeds) for rung in rungs)


def _step(rung: Rung, rungs: Sequence[Rung], *, here: Rung, deeds: Mapping[Rung, Deed]) -> Step:
    is_reached = rungs.index(rung) <= rungs.index(here)
    return Step(rung=rung, is_reached=is_reached, is_here=rung is here, deed=deeds.get(rung) if is_reached else None)
