"""Search and filters over the sessions of a conference, and what is wrong with a session."""

from dataclasses import dataclass
from enum import StrEnum

from events.rules.names import fold_query, has_han
from events.rules.programme import GIVEN_BY_SOMEBODY, SessionKind, TalkKind
from events.rules.search import matches, matches_read
from toolkit.text import Text


class Trouble(StrEnum):
    """What is wrong with a session."""

    CLASH = "clash"
    NO_ROOM = "no_room"
    NO_SPEAKER = "no_speaker"
    NO_TRANSLATION = "no_translation"


@dataclass(frozen=True, slots=True, kw_only=True)
class TalkFacts:
    """What the search needs to know of a talk."""

    kind: TalkKind
    title: Text
    has_people: bool
    is_cancelled: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonFacts:
    """What the search needs to know of a person: the `search_keys` and the institution in both languages."""

    keys: str
    affiliation: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionFacts:
    """What the search needs to know of a session. `words` are its label, code and host, and its forum's title.

    Of a session that `is_secret` nothing else is known: it has neither trouble nor people nor a room.
    """

    kind: SessionKind
    title: Text
    words: tuple[str, ...] = ()
    forum: int | None = None
    room: int | None = None
    people: tuple[PersonFacts, ...] = ()
    talks: tuple[TalkFacts, ...] = ()
    is_cancelled: bool = False
    is_in_clash: bool = False
    is_secret: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What is searched for; everything that is given has to fit. `forum` is a number, `room` a primary key."""

    text: str = ""
    person: str = ""
    forum: int | None = None
    room: int | None = None
    kind: SessionKind | None = None
    trouble: Trouble | None = None

    @property
    def is_empty(self) -> bool:
        """Whether nothing is searched for, so that every session fits."""
        return self == Wanted()


def troubles_of(session: SessionFacts) -> frozenset[Trouble]:
    """Return what is wrong with a session. Cancelled ones want nothing, nor do talks behind closed doors."""
    if session.is_cancelled or session.is_secret:
        return frozenset()
    found = {Trouble.CLASH} if session.is_in_clash else set()
    if session.room is None and session.kind is not SessionKind.BREAK:
        found.add(Trouble.NO_ROOM)
    if session.kind is SessionKind.CLOSED_DOOR:
        return frozenset(found)
    talks = [talk for talk in session.talks if not talk.is_cancelled]
    if any(talk.kind in GIVEN_BY_SOMEBODY and not talk.has_people for talk in talks):
        found.add(Trouble.NO_SPEAKER)
    titles = [session.title, *(talk.title for talk in talks)]
    if any(title and not title.is_complete for title in titles):
        found.add(Trouble.NO_TRANSLATION)
    return frozenset(found)


def fits(session: SessionFacts, wanted: Wanted) -> bool:
    """Return whether a session has everything that is wanted."""
    return (
        wanted.forum in {None, session.forum}
        and wanted.room in {None, session.room}
        and wanted.kind in {None, session.kind}
        and (wanted.trouble is None or wanted.trouble in troubles_of(session))
        and (not wanted.person or any(_is_meant(person, wanted.person) for person in session.people))
        and (not wanted.text or _has_text(session, wanted.text))
    )


def _has_text(session: SessionFacts, text: str) -> bool:
    titles = [session.title, *(talk.title for talk in session.talks)]
    words = [*session.words, *(half for title in titles for half in (title.zh, title.en))]
    return matches(" ".join(words), text) or any(matches_read(each, text) for each in words)


def _is_meant(person: PersonFacts, text: str) -> bool:
    """Return whether every word begins one of the person's keys, or is a part of a Chinese name or the institution."""
    if any(text.casefold() in half.casefold() for half in (person.affiliation.zh, person.affiliation.en)):
        return True
    words, keys = fold_query(text), person.keys.split()
    return bool(words) and all(any(_begins(key, word) for key in keys) for word in words)


def _begins(key: str, word: str) -> bool:
    return word in key if has_han(word) else key.startswith(word)
