"""Search words for the timetable: titles in both languages, and people's names, pinyin, initials and affiliations."""

from collections.abc import Iterable, Sequence
from datetime import date

from events.rules.index import OnStage, ProgrammeIndex
from events.rules.names.reading import fold
from events.rules.programme import ForumItem, SessionItem, TalkItem, TalkKind
from toolkit.text import Text


def catchwords(index: ProgrammeIndex) -> dict[date, dict[str, str]]:
    """Return for each day the folded words by URL suffix: talks/<code>/, sessions/<code>/ or forums/<number>/.

    A closed-door session is found by its title and host only, because a release contains nothing else about it.
    """
    return {day: _of_day(index, sessions) for day, sessions in index.sessions_by_day.items()}


def _of_day(index: ProgrammeIndex, sessions: Iterable[SessionItem]) -> dict[str, str]:
    found: dict[str, str] = {}
    for session in sessions:
        if session.forum is not None:
            found[f"forums/{session.forum}/"] = _of_forum(index, index.forums[session.forum])
        talks = [talk for talk in session.talks if talk.kind is not TalkKind.BREAK]
        found[f"sessions/{session.code}/"] = _of_session(index, session, talks)
        found |= {f"talks/{talk.code}/": _of_talk(index, talk) for talk in talks}
    return found


def _of_forum(index: ProgrammeIndex, forum: ForumItem) -> str:
    return _folded([forum.title, forum.host], index.on_stage(forum.people))


def _of_session(index: ProgrammeIndex, session: SessionItem, talks: Sequence[TalkItem]) -> str:
    """Return the words of a session, including those of its talks unless it belongs to a forum.

    The timetable shows each talk of a forum in a cell of its own, but other sessions as a single cell.
    """
    inside = talks if session.forum is None else ()
    people = [person for talk in inside for person in index.on_stage(talk.people)]
    titles = [talk.title for talk in inside]
    return _folded([session.title, session.host, *titles], [*index.on_stage(session.people), *people])


def _of_talk(index: ProgrammeIndex, talk: TalkItem) -> str:
    return _folded([talk.title, talk.placeholder], index.on_stage(talk.people))


def _folded(texts: Iterable[Text], people: Iterable[OnStage]) -> str:
    """Return the folded words, each once. Text without spaces, such as Chinese, counts as one word."""
    words = [half for text in texts for half in (text.zh, text.en)]
    for person in people:
        speaker = person.speaker
        words += [speaker.name, speaker.search_keys, speaker.affiliation.zh, speaker.affiliation.en]
    return " ".join(dict.fromkeys(fold(" ".join(words)).split()))
