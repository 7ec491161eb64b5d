"""Parsing of the raw values in a schedule: times, durations and texts. Errors name the place of the bad value."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from events.rules.exchange import Extras, FeedFault, FeedRefused
from toolkit.dates import YEARS

LONGEST_TITLE = 500
LONGEST_NAME = 200
LONGEST_TEXT = 200_000
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")
"""Invisible characters to remove: they break XML or PostgreSQL, or reverse the direction of the text after them."""
_BREAK = re.compile(r"\r\n|[\r\x0b\x0c]")
_BREAKS = re.compile(r"[ \t]*[\t\n][ \t\n]*")
_DURATION = re.compile(r"([0-9]{1,3}):([0-5][0-9])(?::([0-5][0-9]))?")
_CLOCK = re.compile(r"([01]?[0-9]|2[0-3]):([0-5][0-9])(?::([0-5][0-9])(?:\.[0-9]+)?)?")


@dataclass(frozen=True, slots=True)
class Place:
    """The place of a value in the feed, named so that the feed's author finds it: an event's id and title.

    The methods parse a raw value. They raise FeedRefused, with the place, if it is invalid.
    """

    words: str = ""

    def refuse(self, field: str, value: object) -> FeedRefused:
        """Return the exception for an invalid value."""
        return FeedRefused(FeedFault.BAD_VALUE, where=self.words, field=field, value=str(value)[:60])

    def line(self, raw: object, field: str, *, longest: int = LONGEST_NAME) -> str:
        """Return a string or number as one line without control characters; an empty string for None."""
        return self._bounded(_BREAKS.sub(" ", self._words(raw, field).strip()), field, longest)

    def text(self, raw: object, field: str) -> str:
        """Return a string or number as text that may have several lines; an empty string for None."""
        return self._bounded(self._words(raw, field).strip(), field, LONGEST_TEXT)

    def day(self, raw: object, field: str) -> date:
        """Return the date from `2026-01-31` or from the beginning of an ISO 8601 timestamp."""
        words = self.line(raw, field)
        try:
            return self._within(date.fromisoformat(words[:10]), field, words)
        except ValueError as error:
            raise self.refuse(field, words) from error

    def moment(self, raw: object, field: str) -> datetime:
        """Return an ISO 8601 timestamp to the second; aware if it has an offset, otherwise naive."""
        words = self.line(raw, field)
        try:
            moment = datetime.fromisoformat(words)
        except ValueError as error:
            raise self.refuse(field, words) from error
        self._within(moment.date(), field, words)
        return moment.replace(microsecond=0)

    def clock(self, raw: object, field: str) -> time:
        """Return the time of day from `09:30` or `09:30:00`."""
        words = self.line(raw, field)
        if match := _CLOCK.fullmatch(words):
            return time(int(match[1]), int(match[2]), int(match[3] or 0))
        raise self.refuse(field, words)

    def length(self, raw: object, field: str) -> timedelta:
        """Return the duration from `00:45` or `00:45:00`."""
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
    """A JSON object, read field by field. Methods raise FeedRefused if it is no object, or a field has a wrong type."""

    value: object
    place: Place

    def _fields(self) -> dict[str, object]:
        if not isinstance(self.value, dict):
            raise self.place.refuse("", self.value)
        return self.value

    def at(self, words: str) -> "Node":
        """Return the same object, to be named `words` in errors."""
        return Node(self.value, Place(words))

    @property
    def names(self) -> tuple[str, ...]:
        """The field names, in order."""
        return tuple(self._fields())

    def has(self, name: str) -> bool:
        """Whether the field is present and not empty."""
        return self._fields().get(name) not in (None, "", [], {})

    def beyond(self, known: set[str]) -> Extras:
        """Return the fields that are not in `known` and not empty."""
        return worth_keeping({name: value for name, value in self._fields().items() if name not in known})

    def node(self, name: str) -> "Node":
        """Return the object in a field. If there is none, reading a field of the result raises FeedRefused."""
        return Node(self._fields().get(name), Place(name))

    def nodes(self, name: str) -> list["Node"]:
        """Return the list of objects in a field; empty if it is missing."""
        return _nodes(self._fields().get(name), self.place, name)

    def lists(self, name: str) -> list[tuple[str, list["Node"]]]:
        """Return the name and objects of each list in a field, such as rooms with their events."""
        inside = self.node(name)
        return [(self.place.line(key, name), _nodes(value, self.place, key)) for key, value in inside._fields().items()]

    def strings(self, name: str) -> list[str]:
        """Return the list of strings in a field; empty if it is missing."""
        raw = self._fields().get(name)
        if raw is not None and not isinstance(raw, list):
            raise self.place.refuse(name, raw)
        return [self.place.line(word, name) for word in raw or []]

    def line(self, name: str, *, longest: int = LONGEST_NAME) -> str:
        """Return the value of a field as `Place.line` does."""
        return self.place.line(self._fields().get(name), name, longest=longest)

    def text(self, name: str) -> str:
        """Return the value of a field as `Place.text` does."""
        return self.place.text(self._fields().get(name), name)

    def day(self, name: str) -> date:
        """Return the value of a field as `Place.day` does."""
        return self.place.day(self._fields().get(name), name)

    def moment(self, name: str) -> datetime:
        """Return the value of a field as `Place.moment` does."""
        return self.place.moment(self._fields().get(name), name)

    def length(self, name: str) -> timedelta:
        """Return the value of a field as `Place.length` does."""
        return self.place.length(self._fields().get(name), name)

    def flag(self, name: str) -> bool:
        """Return the boolean in a field; False if it is missing."""
        raw = self._fields().get(name)
        if raw is not None and not isinstance(raw, bool):
            raise self.place.refuse(name, raw)
        return bool(raw)


def _nodes(raw: object, place: Place, name: str) -> list[Node]:
    if raw is not None and not isinstance(raw, list):
        raise place.refuse(name, raw)
    return [Node(value, place) for value in raw or []]


def worth_keeping(extras: Extras) -> Extras:
    """Return the extras that are not empty."""
    return {name: value for name, value in extras.items() if value not in (None, "", [], {})}
