"""The changes of a release as they are reviewed: by kind, by forum or by person, with the letters about each."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from events.rules.notices import Fate, Notice
from events.rules.publication import Aspect, Change, Subject
from toolkit.text import Text


class Grouping(StrEnum):
    """By what the changes are grouped."""

    KIND = "kind"
    FORUM = "forum"
    PERSON = "person"


@dataclass(frozen=True, kw_only=True)
class ReviewLetter:
    """A letter that will go out or has gone out. `speaker` is the code of the person on stage, empty for others.

    Without an `address` it cannot. `language` is empty for a letter in both. `state` is that of a letter which was
    written.
    """

    speaker: str
    name: Text
    address: str
    language: str
    notices: tuple[Notice, ...]
    state: str = ""


@dataclass(frozen=True, kw_only=True)
class ReviewLine:
    """A change, or one aspect of it, with the number of letters about it."""

    change: Change
    aspect: Aspect | None
    letters: int


@dataclass(frozen=True, kw_only=True)
class ReviewGroup:
    """Lines under one heading: an aspect, a forum by its number, or a person by code; all None for what has none.

    `is_continued` tells that its first lines are on the page before.
    """

    aspect: Aspect | None = None
    forum: int | None = None
    person: str | None = None
    lines: tuple[ReviewLine, ...] = ()
    is_continued: bool = False


def counted(changes: Iterable[Change]) -> dict[Aspect, int]:
    """Return the number of changes that have each aspect, in the order of aspects, without those that none has."""
    counts = Counter(aspect for change in changes for aspect in change.aspects)
    return {aspect: counts[aspect] for aspect in Aspect if counts[aspect]}


def reviewed(
    changes: Iterable[Change], letters: Iterable[ReviewLetter], *, by: Grouping, only: Aspect | None = None
) -> tuple[ReviewGroup, ...]:
    """Return the changes in groups of one line each, in order; `joined` puts those of one page together.

    With `only`, just those with this aspect. By kind, a change has a line for each of its aspects. By person, it has
    one for each person whom it concerns, and those that concern nobody come last.
    """
    kept = [change for change in changes if only is None or only in change.aspects]
    tally = _Tally(letters)
    if by is Grouping.KIND:
        aspects = [only] if only else list(Aspect)
        return tuple(
            ReviewGroup(aspect=aspect, lines=(tally.line(change, aspect),))
            for aspect in aspects
            for change in kept
            if aspect in change.aspects
        )
    if by is Grouping.FORUM:
        ordered = sorted(kept, key=lambda change: (change.forum is None, change.forum or 0))
        return tuple(ReviewGroup(forum=change.forum, lines=(tally.line(change, None),)) for change in ordered)
    return tuple(_by_person(kept, tally))


def _by_person(kept: Sequence[Change], tally: "_Tally") -> Iterator[ReviewGroup]:
    people = dict.fromkeys(person for change in kept for person in change.people)
    concerning: dict[str, list[Change]] = {person: [] for person in people}
    for change in kept:
        for person in change.people:
            concerning[person].append(change)
    for person, found in concerning.items():
        for change in found:
            yield ReviewGroup(person=person, lines=(tally.line(change, None),))
    for change in kept:
        if not change.people:
            yield ReviewGroup(lines=(tally.line(change, None),))


def joined(groups: Iterable[ReviewGroup], before: ReviewGroup | None = None) -> tuple[ReviewGroup, ...]:
    """Put groups with the same heading that follow each other together; `before` is the one before the first."""
    found: list[ReviewGroup] = []
    for group in groups:
        if found and _heading(found[-1]) == _heading(group):
            found[-1] = _with(found[-1], group.lines)
        else:
            goes_on = not found and before is not None and _heading(before) == _heading(group)
            found.append(_with(group, (), is_continued=goes_on))
    return tuple(found)


def _heading(group: ReviewGroup) -> tuple[Aspect | None, int | None, str | None]:
    return group.aspect, group.forum, group.person


def _with(group: ReviewGroup, lines: tuple[ReviewLine, ...], *, is_continued: bool | None = None) -> ReviewGroup:
    return ReviewGroup(
        aspect=group.aspect,
        forum=group.forum,
        person=group.person,
        lines=group.lines + lines,
        is_continued=group.is_continued if is_continued is None else is_continued,
    )


_FOR_ALL = frozenset({Aspect.TIME, Aspect.ROOM, Aspect.NEW, Aspect.CANCELLED})
_Key = tuple[Subject, str]


class _Tally:
    """How many letters are about each session and talk, and about a session with its talks."""

    def __init__(self, letters: Iterable[ReviewLetter]) -> None:
        self.alone: Counter[_Key] = Counter()
        self.whole: Counter[str] = Counter()
        for letter in letters:
            if letter.address:
                self.alone.update({(notice.subject, notice.code) for notice in letter.notices})
                self.whole.update({notice.session for notice in letter.notices})

    def line(self, change: Change, aspect: Aspect | None) -> ReviewLine:
        """Return the line of a change. Corrected texts make no letters."""
        aspects = {aspect} if aspect else set(change.aspects)
        letters = 0
        if change.subject is Subject.SESSION and aspects & _FOR_ALL:
            letters = self.whole[change.key]
        elif aspects - {Aspect.TEXT}:
            letters = self.alone[change.subject, change.key]
        return ReviewLine(change=change, aspect=aspect, letters=letters)


@dataclass(frozen=True, kw_only=True)
class LetterFigures:
    """How many letters there are: by language, with which calendar files, and who has no address."""

    total: int
    chinese: int
    english: int
    both: int
    updates: int
    cancels: int
    without_address: tuple[Text, ...]


def letter_figures(letters: Iterable[ReviewLetter]) -> LetterFigures:
    """Return the figures of these letters."""
    known = list(letters)
    sent = [letter for letter in known if letter.address]
    languages = Counter("both" if not letter.language else letter.language[:2] for letter in sent)
    return LetterFigures(
        total=len(sent),
        chinese=languages["zh"],
        english=languages["en"],
        both=languages["both"],
        updates=sum(any(notice.fate is not Fate.GONE for notice in letter.notices) for letter in sent),
        cancels=sum(any(notice.fate is Fate.GONE for notice in letter.notices) for letter in sent),
        without_address=tuple(letter.name for letter in known if not letter.address),
    )
