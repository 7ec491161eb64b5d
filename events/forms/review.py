"""The changes of a release in words, for its review."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from events.forms.office.history import details_in_words
from events.forms.words import APPEARANCE_ROLES, ASPECTS, SUBJECTS
from events.queries.review import Reviewed
from events.rules.publication import Aspect, Change, Detail, Slot, Subject
from events.rules.review import ReviewGroup, ReviewLetter, ReviewLine, counted
from toolkit import dates
from toolkit.text import CHINESE

MOST = 200
"""Characters that are shown of a value."""
MOST_NAMED = 4


@dataclass(frozen=True, kw_only=True)
class Side:
    """What differs in one column, in Chinese and in English; or in one line, which is then `chinese`."""

    chinese: str
    english: str


@dataclass(frozen=True, kw_only=True)
class ShownLine:
    """A change in words: what it is about, what was and what is, and the texts that differ, side by side."""

    change: Change
    who: str
    before: str
    after: str
    sides: tuple[Side, ...]
    letters: int
    aspects: tuple[Aspect, ...]

    @property
    def is_struck(self) -> bool:
        """Whether what was does no longer take place."""
        return Aspect.CANCELLED in self.aspects


@dataclass(frozen=True, kw_only=True)
class ShownGroup:
    """Lines under a heading. `total` is the number of changes of this kind, on all pages; `letter` is to the person."""

    heading: str
    number: int | None
    total: int
    lines: tuple[ShownLine, ...]
    is_continued: bool
    letter: ReviewLetter | None = None


def shown_groups(groups: Iterable[ReviewGroup], reviewed: Reviewed, zone: ZoneInfo) -> list[ShownGroup]:
    """Return the groups with their headings and lines in words, in the active language and the conference's zone."""
    totals = counted(reviewed.changes)
    return [
        ShownGroup(
            heading=_heading(group, reviewed),
            number=group.forum,
            total=totals.get(group.aspect, 0) if group.aspect else 0,
            lines=tuple(_line(line, group, reviewed, zone) for line in group.lines),
            is_continued=group.is_continued,
            letter=reviewed.letter_to(group.person),
        )
        for group in groups
    ]


def _heading(group: ReviewGroup, reviewed: Reviewed) -> str:
    if group.aspect:
        return str(ASPECTS[group.aspect])
    if group.forum is not None:
        return reviewed.forums[group.forum].here if group.forum in reviewed.forums else ""
    if group.person is not None:
        name = reviewed.people.get(group.person)
        return name.here if name else group.person
    return _("The whole conference")


def _line(line: ReviewLine, group: ReviewGroup, reviewed: Reviewed, zone: ZoneInfo) -> ShownLine:
    change, aspect = line.change, line.aspect
    aspects = (aspect,) if aspect else change.aspects
    before, after = _people_cells(change, reviewed) if aspects == (Aspect.PEOPLE,) else _cells(change, aspects, zone)
    letter = reviewed.letter_to(group.person)
    return ShownLine(
        change=change,
        who=_roles(change, letter) if letter else _who(change, reviewed),
        before=before,
        after=after,
        sides=sides_of(change.details, zone) if Aspect.TEXT in aspects else (),
        letters=line.letters,
        aspects=aspects,
    )


def _who(change: Change, reviewed: Reviewed) -> str:
    if change.subject not in {Subject.SESSION, Subject.TALK}:
        return str(SUBJECTS[change.subject])
    return _named(change.people, reviewed)


def _named(codes: Sequence[str], reviewed: Reviewed) -> str:
    names = [reviewed.people[code].here for code in codes if code in reviewed.people]
    told = _(", ").join(names[:MOST_NAMED])
    if len(names) > MOST_NAMED:
        return _("%(names)s and %(n)d more") % {"names": told, "n": len(names) - MOST_NAMED}
    return told


def _roles(change: Change, letter: ReviewLetter) -> str:
    """Return the roles in which a change concerns somebody who is written to; empty if it is not in the letter."""
    roles = [
        APPEARANCE_ROLES[notice.role]
        for notice in letter.notices
        if change.key in {notice.code, notice.session} and change.subject in {notice.subject, Subject.SESSION}
    ]
    return _(", ").join(dict.fromkeys(map(str, roles)))


def _people_cells(change: Change, reviewed: Reviewed) -> tuple[str, str]:
    """Return who is no longer there and who is now; all of them, if they have only another role or order."""
    if change.came or change.went:
        return _named(change.went, reviewed), _named(change.came, reviewed)
    return next(((each.before, each.after) for each in change.details if each.column == "people"), ("", ""))


def _cells(change: Change, aspects: tuple[Aspect, ...], zone: ZoneInfo) -> tuple[str, str]:
    """Return what was and what is. One aspect alone is told without what stays the same."""
    if aspects == (Aspect.TEXT,):
        return "", ""
    before, after = change.before, change.after
    if aspects == (Aspect.ROOM,):
        return _room(before), _room(after)
    if aspects == (Aspect.TIME,):
        return _when(before, zone), _when(after, zone)
    if Aspect.CANCELLED in aspects:
        return _place(before, zone), _("Cancelled")
    return _place(before, zone) if {Aspect.TIME, Aspect.ROOM} & set(aspects) else "", _place(after, zone)


def _place(slot: Slot | None, zone: ZoneInfo) -> str:
    return " ".join(filter(None, (_when(slot, zone), slot.room.here if slot else "")))


def _room(slot: Slot | None) -> str:
    return (slot.room.here if slot else "") or _("no room")


def _when(slot: Slot | None, zone: ZoneInfo) -> str:
    if slot is None:
        return ""
    return f"{_day(slot.starts_at, zone)} {dates.time_range(slot.starts_at, slot.ends_at, zone)}"


def _day(instant: datetime, zone: ZoneInfo) -> str:
    return dates.day(instant.astimezone(zone).date(), get_language() or CHINESE)


def sides_of(details: Iterable[Detail], zone: ZoneInfo) -> tuple[Side, ...]:
    """Return what differs in each column. Texts in two languages stand side by side, people are told elsewhere."""
    lines: dict[str, dict[str, str]] = {}
    for each in details:
        if each.column != "people" or each.before == each.after:
            column, _mark, language = each.column.rpartition("_")
            is_text = language in {"zh", "en"}
            lines.setdefault(column if is_text else each.column, {})[language if is_text else "zh"] = _told(each, zone)
    return tuple(Side(chinese=told.get("zh", ""), english=told.get("en", "")) for told in lines.values())


def _told(detail: Detail, zone: ZoneInfo) -> str:
    told: Mapping[str, object]
    if not detail.before and not detail.after:
        told = {"fields": detail.column}
    elif detail.before == detail.after:  # the same people have another role or order
        told = {detail.column: detail.after[:MOST]}
    else:
        told = {detail.column: [detail.before[:MOST], detail.after[:MOST]]}
    return "".join(details_in_words(told, zone))
