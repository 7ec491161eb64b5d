"""The people on stage, for the release: four queries for a conference of any size."""

from collections import defaultdict
from collections.abc import Iterable

from django.db.models import Model, Q, QuerySet

from events.extensions import Scope, StagePeople
from events.models import Conference, Forum, Honour, NameOrder
from events.rules.programme import AppearanceRole, PersonRole, SpeakerItem
from events.rules.strokes import stroke_key
from speakers.models import Appearance, Speaker, SpeakerState
from speakers.queries.photos import photo_key
from speakers.rules.precedence import Rank, precedence
from toolkit.text import Text

HONOURS = {
    Honour.CAS_CAE_ACADEMICIAN: Text("中国科学院院士、中国工程院院士", "Member of CAS and CAE"),
    Honour.CAS_ACADEMICIAN: Text("中国科学院院士", "Member of the Chinese Academy of Sciences"),
    Honour.CAE_ACADEMICIAN: Text("中国工程院院士", "Member of the Chinese Academy of Engineering"),
    Honour.FOREIGN_ACADEMICIAN: Text("外籍院士", "Foreign member"),
    Honour.MINISTER: Text("部级领导", "Minister"),
    Honour.PROFESSOR: Text("教授", "Prof."),
    Honour.DOCTOR: Text("博士", "Dr"),
}
ON_STAGE = (SpeakerState.INVITED, SpeakerState.CONFIRMED)
PATHS_TO_FORUM = {"forum": "forum", "session": "session__forum", "talk": "talk__session__forum"}
"""From an appearance to the forum, for each kind of place."""
ROLE_ORDER = {role.value: place for place, role in enumerate(AppearanceRole)}


def stage_people(conference: Conference, *, forum: Forum | None = None) -> StagePeople:
    """Return the speakers by precedence, and the people of each forum, session and talk by primary key.

    With `forum` only those of that forum. Speakers who declined or withdrew are left out.
    """
    if forum is not None:
        return _people_of(forum)
    speakers = list(_speakers(conference))
    return StagePeople(
        speakers=tuple(_item(speaker) for speaker in speakers),
        unanswered=frozenset(speaker.code for speaker in speakers if speaker.state == SpeakerState.INVITED),
        by_forum=_people(conference, "forum"),
        by_session=_people(conference, "session"),
        by_talk=_people(conference, "talk"),
    )


def _people_of(forum: Forum) -> StagePeople:
    appearances = {
        place: _appearances(forum.conference, place).filter(**{path: forum}) for place, path in PATHS_TO_FORUM.items()
    }
    codes = {code for rows in appearances.values() for _key, code, _role in rows}
    chosen = Speaker.objects.filter(conference=forum.conference, code__in=codes)
    speakers = _by_precedence(forum.conference, chosen)
    return StagePeople(
        speakers=tuple(_item(speaker) for speaker in speakers),
        unanswered=frozenset(speaker.code for speaker in speakers if speaker.state == SpeakerState.INVITED),
        by_forum=_by_place(appearances["forum"]),
        by_session=_by_place(appearances["session"]),
        by_talk=_by_place(appearances["talk"]),
    )


def _speakers(conference: Conference) -> Iterable[Speaker]:
    return _by_precedence(conference, Speaker.objects.filter(conference=conference))


def _by_precedence(conference: Conference, speakers: QuerySet[Speaker]) -> list[Speaker]:
    rows = speakers.filter(state__in=ON_STAGE).select_related("person")
    by_strokes = conference.name_order == NameOrder.STROKES
    return sorted(rows, key=lambda speaker: precedence(_standing(speaker), by_strokes=by_strokes))


def _standing(speaker: Speaker) -> Rank:
    person = speaker.person
    return Rank(
        honour=person.honour,
        manual_rank=speaker.manual_rank,
        sort_pinyin=person.sort_pinyin,
        sort_strokes=person.sort_strokes or stroke_key(person.name),
        name=person.name,
    )


def _item(speaker: Speaker) -> SpeakerItem:
    person = speaker.person
    return SpeakerItem(
        code=speaker.code,
        name=person.name,
        name_latin=person.name_latin,
        honour=person.honour,
        honour_text=HONOURS.get(Honour(person.honour), Text()),
        post=person.post,
        affiliation=person.affiliation,
        biography=speaker.biography,
        photo=photo_key(speaker),
        search_keys=person.search_keys,
        sort_pinyin=person.sort_pinyin,
        feed=speaker.feed,
    )


def appearances_in(scope: Scope) -> QuerySet[Model]:
    """Return the appearances in a part of the programme, for its journal."""
    places = Q(forum__in=scope.forums) | Q(session__in=scope.sessions) | Q(talk__session__in=scope.sessions)
    return Appearance.objects.filter(places | Q(talk__in=scope.talks))


def _people(conference: Conference, place: str) -> dict[int, tuple[PersonRole, ...]]:
    return _by_place(_appearances(conference, place))


def _appearances(conference: Conference, place: str) -> QuerySet[Appearance, tuple[int, str, str]]:
    """Return the key of the place, the speaker's code and the role of each appearance in places of one kind."""
    rows = Appearance.objects.filter(
        speaker__conference=conference, speaker__state__in=ON_STAGE, **{f"{place}__isnull": False}
    )
    return rows.order_by("position", "pk").values_list(f"{place}_id", "speaker__code", "role")


def _by_place(rows: Iterable[tuple[int, str, str]]) -> dict[int, tuple[PersonRole, ...]]:
    people: dict[int, list[tuple[str, str]]] = defaultdict(list)
    for key, code, role in rows:
        people[key].append((code, role))
    return {
        key: tuple(
            PersonRole(speaker=code, role=AppearanceRole(role))
            for code, role in sorted(found, key=lambda pair: ROLE_ORDER[pair[1]])
        )
        for key, found in people.items()
    }
