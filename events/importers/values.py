"""What the raw values of a schedule mean: times, lengths, texts; and refusals that name the place of a bad one."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from events.rules.exchange import Extras, FeedFault, FeedRefused
from toolkit.dates import YEARS

LONGEST_TITLE = 500
LONGEST_NAME = 200
LONGEST_TEXT = 200_000
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")
"""What says nothing and does harm: it breaks XML and PostgreSQL, or turns the rest of a line around."""
_BREAK = re.compile(r"\r\n|[\r\x0b\x0c]")
_BREAKS = re.compile(r"[ \t]*[\t\n][ \t\n]*")
_DURATION = re.compile(r"(\d{1,3}):([0-5]\d)(?::([0-5]\d))?")
_CLOCK = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)(?::([0-5]\d)(?:\.\d+)?)?")


@dataclass(frozen=True, slots=True)
class Place:
    """Where in the feed a value stands, in words that its maker understands: an event's id and title."""

    words: str = ""

    def refuse(self, field: str, value: object) -> FeedRefused:
        """The refusal of a value that makes no sense there."""
        return FeedRefused(FeedFault.BAD_VALUE, where=self.words, field=field, value=str(value)[:60])

    def line(self, raw: object, field: str, *, longest: int = LONGEST_NAME) -> str:
        """One line of text as it is said, without control characters; from text, a number or nothing."""
        return self._bounded(_BREAKS.sub(" ", self._words(raw, field).strip()), field, longest)

    def text(self, raw: object, field: str) -> str:
        """Text of many lines."""
        return self._bounded(self._words(raw, field).strip(), field, LONGEST_TEXT)

    def day(self, raw: object, field: str) -> date:
        """A calendar day, from `2026-01-31` or an instant."""
        words = self.line(raw, field)
        try:
            return self._within(date.fromisoformat(words[:10]), field, words)
        except ValueError as error:
            raise self.refuse(field, words) from error

    def moment(self, raw: object, field: str) -> datetime:
        """A date and time, with or without an offset."""
        words = self.line(raw, field)
        try:
            moment = datetime.fromisoformat(words)
        except ValueError as error:
            raise self.refuse(field, words) from error
        self._within(moment.date(), field, words)
        return moment.replace(microsecond=0)

    def clock(self, raw: object, field: str) -> time:
        """A time of day: `09:30` or `09:30:00`."""
        words = self.line(raw, field)
        if match := _CLOCK.fullmatch(words):
            return time(int(match[1]), int(match[2]), int(match[3] or 0))
        raise self.refuse(field, words)

    def length(self, raw: object, field: str) -> timedelta:
        """A length: `00:45`, or with seconds."""
        words = self.line(raw, field)
        if match := _DURATION.fullmatch(words):
            return timedelta(hours=int(match[1]), minutes=int(match[2]), seconds=int(match[3] or 0))
        raise self.refuse(field, words)

    def _words(self, raw: object, field: str) -> str:
        if raw is None:
            return ""
        if isinstance(raw, bool) or not isinstance(raw, str | int | float):
            raise self.refuse(field, raw)
        return _CONTROL.sub("", _BREAK.sub("\n", str(raw)))

    def _bounded(self, words: str, field: str, longest: int) -> str:
        if len(words) > longest:
            raise FeedRefused(FeedFault.TOO_LONG, where=self.words, field=field, length=len(words), limit=longest)
        return words

    def _within(self, day: date, field: str, words: str) -> date:
        if day.year not in YEARS:
            raise self.refuse(field, words)
        return day


@dataclass(frozen=True, slots=True)
class Node:
    """A JSON object, read field by field."""

    value: object
    place: Place

    def _fields(self) -> dict[str, object]:
        if not isinstance(self.value, dict):
            raise self.place.refuse("", self.value)
        return self.value

    def at(self, words: str) -> "Node":
        """The same object, for refusals, under another name."""
        return Node(self.value, Place(words))

    @property
    def names(self) -> tuple[str, ...]:
        """The names of its fields."""
        return tuple(self._fields())

    def has(self, name: str) -> bool:
        """Whether the field is there and says something."""
        return self._fields().get(name) not in (None, "", [], {})

    def beyond(self, known: set[str]) -> Extras:
        """The fields that we have no place for."""
        return worth_keeping({name: value for name, value in self._fields().items() if name not in known})

    def node(self, name: str) -> "Node":
        """The object in a field."""
        return Node(self._fields().get(name), Place(name))

    def nodes(self, name: str) -> list["Node"]:
        """The objects in a field's list; none if it is not there."""
        return _nodes(self._fields().get(name), self.place, name)

    def lists(self, name: str) -> list[tuple[str, list["Node"]]]:
        """The lists of objects in a field's object, by their names: rooms with their events."""
        inside = self.node(name)
        return [(self.place.line(key, name), _nodes(value, self.place, key)) for key, value in inside._fields().items()]

    def strings(self, name: str) -> list[str]:
        """The texts in a field's list."""
        raw = self._fields().get(name)
        if raw is not None and not isinstance(raw, list):
            raise self.place.refuse(name, raw)
        return [self.place.line(word, name) for word in raw or []]

    def line(self, name: str, *, longest: int = LONGEST_NAME) -> str:
        """See `Place.line`."""
        return self.place.line(self._fields().get(name), name, longest=longest)

    def text(self, name: str) -> str:
        """See `Place.text`."""
        return self.place.text(self._fields().get(name), name)

    def day(self, name: str) -> date:
        """See `Place.day`."""
        return self.place.day(self._fields().get(name), name)

    def moment(self, name: str) -> datetime:
        """See `Place.moment`."""
        return self.place.moment(self._fields().get(name), name)

    def length(self, name: str) -> timedelta:
        """See `Place.length`."""
        return self.place.length(self._fields().get(name), name)

    def flag(self, name: str) -> bool:
        """A yes or no; nothing is no."""
        raw = self._fields().get(name)
        if raw is not None and not isinstance(raw, bool):
            raise self.place.refuse(name, raw)
        return bool(raw)


def _nodes(raw: object, place: Place, name: str) -> list[Node]:
    if raw is not None and not isinstance(raw, list):
        raise place.refuse(name, raw)
    return [Node(value, place) for value in raw or []]


def worth_keeping(extras: Extras) -> Extras:
    """The extras that say anything."""
    return {name: value for name, value in extras.items() if value not in (None, "", [], {})}
