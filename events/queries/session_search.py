"""What the search over a conference's sessions needs to know of them."""

from collections import defaultdict
from collections.abc import Collection, Sequence

from events.extensions import StagePeople
from events.models import Conference, Session, Talk
from events.queries.stage import stage_people
from events.rules.names import is_placeholder
from events.rules.programme import PersonRole, SessionKind, SpeakerItem, TalkKind
from events.rules.session_search import PersonFacts, SessionFacts, TalkFacts
from toolkit.text import Text


def session_facts(
    conference: Conference, sessions: Sequence[Session], *, known: Collection[int], clashing: Collection[str]
) -> dict[int, SessionFacts]:
    """Return the facts about sessions, fetched with their forums, by primary key. Takes the queries of `stage_people`
    and one more.

    Of sessions that are not `known`, by primary key, there are only kind, title, host and forum: they are behind closed
    doors. `clashing` are the codes of sessions in a clash.
    """
    people = _People(stage_people(conference))
    talks: dict[int, list[Talk]] = defaultdict(list)
    rows = Talk.objects.filter(conference=conference, session__isnull=False)
    for talk in rows.only("session", "kind", "title_zh", "title_en", "is_cancelled").order_by("pk"):
        talks[talk.session_id or 0].append(talk)
    return {
        session.pk: people.facts_of(session, talks[session.pk], is_in_clash=session.code in clashing)
        if session.pk in known
        else _from_outside(session)
        for session in sessions
    }


def _from_outside(session: Session) -> SessionFacts:
    return SessionFacts(
        kind=SessionKind(session.kind),
        title=session.title,
        words=_words(session.host),
        forum=session.forum.number if session.forum else None,
        is_cancelled=session.is_cancelled,
        is_secret=True,
    )


def _words(*texts: Text) -> tuple[str, ...]:
    return tuple(half for text in texts for half in (text.zh, text.en) if half)


class _People:
    """The people on stage, ready to be looked up by place."""

    def __init__(self, stage: StagePeople) -> None:
        self.stage = stage
        self.known = {one.code: _person(one) for one in stage.speakers if not is_placeholder(one.name)}

    def facts_of(self, session: Session, talks: Sequence[Talk], *, is_in_clash: bool) -> SessionFacts:
        forum = session.forum
        on_stage = [
            *self.stage.by_session.get(session.pk, ()),
            *(self.stage.by_forum.get(forum.pk, ()) if forum else ()),
            *(person for talk in talks for person in self.stage.by_talk.get(talk.pk, ())),
        ]
        numbers = (session.label, session.code, f"{forum.number:02}" if forum else "")
        titles = (session.host, forum.title) if forum else (session.host,)
        return SessionFacts(
            kind=SessionKind(session.kind),
            title=session.title,
            words=(*filter(None, numbers), *_words(*titles)),
            forum=forum.number if forum else None,
            room=session.room_id,
            people=tuple(self._all_of(on_stage)),
            talks=tuple(self._talk(talk) for talk in talks),
            is_cancelled=session.is_cancelled,
            is_in_clash=is_in_clash,
        )

    def _all_of(self, people: Sequence[PersonRole]) -> list[PersonFacts]:
        codes = dict.fromkeys(person.speaker for person in people)
        return [self.known[code] for code in codes if code in self.known]

    def _talk(self, talk: Talk) -> TalkFacts:
        people = self.stage.by_talk.get(talk.pk, ())
        return TalkFacts(
            kind=TalkKind(talk.kind),
            title=talk.title,
            has_people=any(person.speaker in self.known for person in people),
            is_cancelled=talk.is_cancelled,
        )


def _person(speaker: SpeakerItem) -> PersonFacts:
    return PersonFacts(keys=speaker.search_keys, affiliation=speaker.affiliation)
