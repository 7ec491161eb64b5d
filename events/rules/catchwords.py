"""What a thing on the timetable is found by: titles in both languages, people by pinyin and initials, their houses."""

from collections.abc import Iterable, Sequence
from datetime import date

from events.rules.index import OnStage, ProgrammeIndex
from events.rules.names.reading import fold
from events.rules.programme import ForumItem, SessionItem, TalkItem, TalkKind
from toolkit.text import Text


def catchwords(index: ProgrammeIndex) -> dict[date, dict[str, str]]:
    """For each day, folded words by the end of the address: talks/<code>/, sessions/<code>/ and forums/<number>/.

    A closed-door meeting is found by its title and host alone: a release holds no more of it.
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
    """With what is in it, where it is drawn as one: of a forum, the talks stand for themselves."""
    inside = talks if session.forum is None else ()
    people = [person for talk in inside for person in index.on_stage(talk.people)]
    titles = [talk.title for talk in inside]
    return _folded([session.title, session.host, *titles], [*index.on_stage(session.people), *people])


def _of_talk(index: ProgrammeIndex, talk: TalkItem) -> str:
    return _folded([talk.title, talk.placeholder], index.on_stage(talk.people))


def _folded(texts: Iterable[Text], people: Iterable[OnStage]) -> str:
    """Each word once; what is written without spaces stays in one piece."""
    words = [half for text in texts for half in (text.zh, text.en)]
    for person in people:
        speaker = person.speaker
        words += [speaker.name, speaker.search_keys, speaker.affiliation.zh, speaker.affiliation.en]
    return " ".join(dict.fromkeys(fold(" ".join(words)).split()))
