"""Parsing of the raw values in a schedule: times, durations and texts. Errors name the place of the bad value.

One bad value must not keep a thousand events out. A value that an event can do without is left out, with a remark. An
event without a title, a room or its times is refused, and the others are read (`Notes.events`).
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import TypeVar

from events.rules.exchange import (
    Extras,
    FeedEvent,
    FeedFault,
    FeedRefused,
    FeedRemark,
    RefusedEvent,
    RemarkKind,
)
from toolkit.dates import YEARS
from toolkit.links import may_be_followed, runs_script

T = TypeVar("T")
LONGEST_TITLE = 500
LONGEST_NAME = 200
LONGEST_TEXT = 200_000
LONGEST_LINK = 2000
LONGEST_EVENT = timedelta(days=31)
"""A longer event is a mistake in the feed: nobody sits in a room for nineteen years."""
USUAL_EVENT = timedelta(days=1)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")
"""Invisible characters to remove: they break XML or PostgreSQL, or reverse the direction of the text after them."""
_BREAK = re.compile(r"\r\n|[\r\x0b\x0c]")
_BREAKS = re.compile(r"[ \t]*[\t\n][ \t\n]*")
_DURATION = re.compile(r"([0-9]{1,5}):([0-9]{1,2})(?::([0-9]{1,2}))?")
_DURATION_ISO = re.compile(r"P(?:([0-9]{1,3})D)?(?:T(?:([0-9]{1,3})H)?(?:([0-9]{1,5})M)?(?:([0-9]{1,6})S)?)?")
_DURATION_WORDS = re.compile(
    r"(?:([0-9]{1,3}) ?h(?:ours?|rs?)?)? ?(?:([0-9]{1,4}) ?(?:m|min|mins|minutes?)?)?", re.IGNORECASE
)
_CLOCK = re.compile(r"([01]?[0-9]|2[0-3]):([0-5][0-9])(?::([0-5][0-9])(?:\.[0-9]+)?)?")
_FLAGS = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False, "": False}


@dataclass
class Notes:
    """The remarks on a feed, and the events that were refused."""

    remarks: list[FeedRemark] = field(default_factory=list)
    refused: list[RefusedEvent] = field(default_factory=list)

    def events(
        self, raw: Iterable[T], read: Callable[[T], FeedEvent], names: Callable[[T], Iterable[str]]
    ) -> list[FeedEvent]:
        """Return the events that can be read. The others are refused, with their names for the report."""
        events = []
        for each in raw:
            try:
                events.append(read(each))
            except FeedRefused as refusal:
                self.refused.append(RefusedEvent(remark=_remark(refusal), names=tuple(filter(None, names(each)))))
        return events

    def need_one(self, events: Sequence[FeedEvent]) -> None:
        """Raise FeedRefused if there is no event, with the reason of the first that was refused."""
        if events:
            return
        if not self.refused:
            raise FeedRefused(FeedFault.NO_EVENTS)
        first = self.refused[0].remark
        details = {"where": first.where, "field": first.field}
        if first.kind is RemarkKind.TOO_LONG:
            raise FeedRefused(FeedFault.TOO_LONG, **details, length=first.length, limit=first.limit)
        raise FeedRefused(FeedFault.BAD_VALUE, **details, value=first.value)


def _remark(refusal: FeedRefused) -> FeedRemark:
    details = refusal.details
    return FeedRemark(
        kind=RemarkKind.TOO_LONG if refusal.fault is FeedFault.TOO_LONG else RemarkKind.BAD_VALUE,
        where=str(details["where"]),
        field=str(details["field"]),
        value=str(details.get("value", "")),
        length=int(details.get("length", 0)),
        limit=int(details.get("limit", 0)),
    )


@dataclass(frozen=True, slots=True)
class Place:
    """The place of a value in the feed, named so that the feed's author finds it: an event's id and title.

    The methods parse a raw value. Those that return a text leave an invalid one out, with a remark in `notes`. Those
    that return a time, and `needed`, raise FeedRefused, with the place.
    """

    words: str = ""
    notes: Notes = field(default_factory=Notes, compare=False)

    def at(self, words: str) -> "Place":
        """Return another place in the same feed."""
        return Place(words, self.notes)

    def refuse(self, field: str, value: object) -> FeedRefused:
        """Return the exception for an invalid value."""
        return FeedRefused(FeedFault.BAD_VALUE, where=shown(self.words), field=shown(field), value=shown(value, 60))

    def note(self, kind: RemarkKind, field: str, value: object, *, read: str = "") -> None:
        """Add a remark on a value."""
        self.notes.remarks.append(
            FeedRemark(kind=kind, where=shown(self.words), field=shown(field), value=shown(value, 60), read=read)
        )

    def tried(self, read: Callable[[], T], otherwise: T) -> T:
        """Return what `read` returns; if it raises FeedRefused, add a remark and return `otherwise`."""
        try:
            return read()
        except FeedRefused as refusal:
            self.notes.remarks.append(_remark(refusal))
            return otherwise

    def line(self, raw: object, field: str, *, longest: int = LONGEST_NAME) -> str:
        """Return a string or number as one line without control characters; an empty string for None."""
        return self.tried(lambda: self._line(raw, field, longest), "")

    def text(self, raw: object, field: str) -> str:
        """Return a string or number as text that may have several lines; an empty string for None."""
        return self.tried(lambda: self._bounded(self._words(raw, field).strip(), field, LONGEST_TEXT), "")

    def link(self, raw: object, field: str) -> str:
        """Return a link; an empty string if following it would run a script or leave the web."""
        words = self.line(raw, field, longest=LONGEST_LINK)
        if may_be_followed(words):
            return words
        self.note(RemarkKind.UNSAFE_LINK, field, words)
        return ""

    def needed(self, raw: object, field: str, *, longest: int = LONGEST_NAME) -> str:
        """Return one line that is not empty."""
        words = self._line(raw, field, longest)
        if not words:
            raise self.refuse(field, "")
        return words

    def day(self, raw: object, field: str) -> date | None:
        """Return the date from `2026-01-31` or from the beginning of an ISO 8601 timestamp; None if it is neither."""
        return self.tried(lambda: self._day(raw, field), None) if raw else None

    def moment(self, raw: object, field: str) -> datetime:
        """Return an ISO 8601 timestamp to the second; aware if it has an offset, otherwise naive."""
        words = self._line(raw, field, LONGEST_NAME)
        try:
            moment = datetime.fromisoformat(words)
        except ValueError as error:
            raise self.refuse(field, words) from error
        self._within(moment.date(), field, words)
        return moment.replace(microsecond=0)

    def clock(self, raw: object, field: str) -> time:
        """Return the time of day from `09:30` or `09:30:00`."""
        words = self._line(raw, field, LONGEST_NAME)
        if match := _CLOCK.fullmatch(words):
            return time(int(match[1]), int(match[2]), int(match[3] or 0))
        raise self.refuse(field, words)

    def end(self, starts_at: datetime, raw: object, field: str) -> datetime:
        """Return the end of an event by its duration; a remark says so if it lasts longer than a day."""
        return self._lasting(starts_at, self.length(raw, field), raw, field)

    def until(self, starts_at: datetime, raw: object, field: str) -> datetime:
        """Return the end of an event by its own timestamp, which has an offset if the start has one."""
        ends_at = self.moment(raw, field)
        if (starts_at.tzinfo is None) != (ends_at.tzinfo is None) or ends_at < starts_at:
            raise self.refuse(field, raw)
        self._lasting(starts_at, ends_at - starts_at, raw, field)
        return ends_at

    def _lasting(self, starts_at: datetime, length: timedelta, raw: object, field: str) -> datetime:
        if length > LONGEST_EVENT:
            raise self.refuse(field, raw)
        if length > USUAL_EVENT:
            self.note(RemarkKind.LASTS_LONG, field, raw, read=_hours(length))
        return starts_at + length

    def length(self, raw: object, field: str) -> timedelta:
        """Return the duration from `00:45`, `00:45:00`, `45`, `PT45M` or `1 h 30 min`.

        Some feeds have three numbers for days, hours and minutes: they are read so if the first has three digits.
        """
        words = self._line(raw, field, LONGEST_NAME)
        if match := _DURATION.fullmatch(words):
            first, second, third = (int(part or 0) for part in match.groups())
            if match[3] is not None and len(match[1]) > 2:
                return timedelta(days=first, hours=second, minutes=third)
            return timedelta(hours=first, minutes=second, seconds=third)
        if words.isascii() and words and (match := _DURATION_WORDS.fullmatch(words)):
            length = timedelta(hours=int(match[1] or 0), minutes=int(match[2] or 0))
        elif len(words) > 2 and not words.endswith("T") and (match := _DURATION_ISO.fullmatch(words)):
            days, hours, minutes, seconds = (int(part or 0) for part in match.groups())
            length = timedelta(days=days, hours=hours, minutes=minutes, seconds=seconds)
        else:
            raise self.refuse(field, words)
        self.note(RemarkKind.READ_AS, field, words, read=_hours(length))
        return length

    def extras(self, values: Extras) -> Extras:
        """Return the extras that are not empty, without links that would run a script."""
        return worth_keeping({name: self._harmless(value, name) for name, value in values.items()})

    def _harmless(self, value: object, field: str) -> object:
        if isinstance(value, str) and runs_script(value):
            self.note(RemarkKind.UNSAFE_LINK, field, value)
            return ""
        if isinstance(value, list):
            return [self._harmless(each, field) for each in value]
        if isinstance(value, dict):
            return {name: self._harmless(each, str(name)) for name, each in value.items()}
        return value

    def _line(self, raw: object, field: str, longest: int) -> str:
        return self._bounded(_BREAKS.sub(" ", self._words(raw, field).strip()), field, longest)

    def _day(self, raw: object, field: str) -> date:
        words = self._line(raw, field, LONGEST_NAME)
        try:
            return self._within(date.fromisoformat(words[:10]), field, words)
        except ValueError as error:
            raise self.refuse(field, words) from error

    def _words(self, raw: object, field: str) -> str:
        if raw is None:
            return ""
        if isinstance(raw, bool) or not isinstance(raw, str | int | float):
            raise self.refuse(field, raw)
        return _CONTROL.sub("", _BREAK.sub("\n", str(raw)))

    def _bounded(self, words: str, field: str, longest: int) -> str:
        if len(words) > longest:
            details = {"where": shown(self.words), "field": shown(field)}
            raise FeedRefused(FeedFault.TOO_LONG, **details, length=len(words), limit=longest)
        return words

    def _within(self, day: date, field: str, words: str) -> date:
        if day.year not in YEARS:
            raise self.refuse(field, words)
        return day


def shown(value: object, longest: int = 160) -> str:
    """Return a value of the feed as it may be shown on a terminal: on one line, short, without control characters."""
    return " ".join(_CONTROL.sub("", str(value)).split())[:longest]


def _hours(length: timedelta) -> str:
    minutes = int(length.total_seconds()) // 60
    return f"{minutes // 60}:{minutes % 60:02}"


@dataclass(frozen=True, slots=True)
class Node:
    """A JSON object, read field by field, as `Place` reads values. Methods raise FeedRefused if it is no object."""

    value: object
    place: Place

    def _fields(self) -> dict[str, object]:
        if not isinstance(self.value, dict):
            raise self.place.refuse("", self.value)
        return self.value

    def at(self, words: str) -> "Node":
        """Return the same object, to be named `words` in errors."""
        return Node(self.value, self.place.at(words))

    @property
    def names(self) -> tuple[str, ...]:
        """The field names, in order."""
        return tuple(self._fields())

    def has(self, name: str) -> bool:
        """Whether the field is present and not empty."""
        return self._fields().get(name) not in (None, "", [], {})

    def raw(self, name: str) -> object:
        """Return the value of a field as it stands."""
        return self._fields().get(name)

    def beyond(self, known: set[str]) -> Extras:
        """Return the fields that are not in `known` and not empty, without links that would run a script."""
        return self.place.extras({name: value for name, value in self._fields().items() if name not in known})

    def node(self, name: str) -> "Node":
        """Return the object in a field. If there is none, reading a field of the result raises FeedRefused."""
        return Node(self._fields().get(name), self.place.at(name))

    def nodes(self, name: str, *, plain: str = "") -> list["Node"]:
        """Return the list of objects in a field; empty if it is missing.

        A plain string stands for an object with only the field `plain`, if that is given. What is neither is left out,
        with a remark.
        """
        raw = self._fields().get(name)
        if raw is not None and not isinstance(raw, list):
            self.place.note(RemarkKind.BAD_VALUE, name, raw)
            return []
        values = [{plain: value} if plain and isinstance(value, str) else value for value in raw or []]
        for value in values:
            if not isinstance(value, dict):
                self.place.note(RemarkKind.BAD_VALUE, name, value)
        return [Node(value, self.place) for value in values if isinstance(value, dict)]

    def every(self, name: str) -> list["Node"]:
        """Return the items of a list without which there is nothing to read; empty if it is missing."""
        return _nodes(self._fields().get(name), self.place, name)

    def lists(self, name: str) -> list[tuple[str, list["Node"]]]:
        """Return the name and objects of each list in a field, such as rooms with their events."""
        inside = self.node(name)
        return [(self.place.line(key, name), _nodes(value, self.place, key)) for key, value in inside._fields().items()]

    def strings(self, name: str) -> list[str]:
        """Return the list of strings in a field; empty if it is missing."""
        raw = self._fields().get(name)
        if raw is not None and not isinstance(raw, list):
            self.place.note(RemarkKind.BAD_VALUE, name, raw)
            return []
        return [self.place.line(word, name) for word in raw or []]

    def line(self, name: str, *, longest: int = LONGEST_NAME) -> str:
        """Return the value of a field as `Place.line` does."""
        return self.place.line(self._fields().get(name), name, longest=longest)

    def needed(self, name: str, *, longest: int = LONGEST_NAME) -> str:
        """Return the value of a field as `Place.needed` does."""
        return self.place.needed(self._fields().get(name), name, longest=longest)

    def text(self, name: str) -> str:
        """Return the value of a field as `Place.text` does."""
        return self.place.text(self._fields().get(name), name)

    def link(self, name: str) -> str:
        """Return the value of a field as `Place.link` does."""
        return self.place.link(self._fields().get(name), name)

    def day(self, name: str) -> date | None:
        """Return the value of a field as `Place.day` does."""
        return self.place.day(self._fields().get(name), name)

    def moment(self, name: str) -> datetime:
        """Return the value of a field as `Place.moment` does."""
        return self.place.moment(self._fields().get(name), name)

    def flag(self, name: str) -> bool:
        """Return the boolean in a field, which some feeds write as a word or number; False if it is missing."""
        raw = self._fields().get(name)
        told = _FLAGS.get(str("" if raw is None else raw).strip().lower())
        if told is None:
            self.place.note(RemarkKind.BAD_VALUE, name, raw)
        return bool(told)


def _nodes(raw: object, place: Place, name: str) -> list[Node]:
    if raw is not None and not isinstance(raw, list):
        raise place.refuse(name, raw)
    return [Node(value, place) for value in raw or []]


def worth_keeping(extras: Extras) -> Extras:
    """Return the extras that are not empty."""
    return {name: value for name, value in extras.items() if value not in (None, "", [], {})}
