"""Who is on stage in one forum, for the desk of its hosts."""

from collections import defaultdict
from collections.abc import Callable, Iterable

from django.db.models import Q

from events.extensions import ForumCast
from events.models import Forum
from events.rules.desk import Answer, CastMember, Lack
from events.rules.names.placeholders import is_placeholder
from events.rules.programme import AppearanceRole
from speakers.models import Appearance, Speaker, SpeakerState
from speakers.queries.stage import ROLE_ORDER
from toolkit.text import Text

ANSWERS = {
    SpeakerState.INVITED: Answer.UNANSWERED,
    SpeakerState.CONFIRMED: Answer.CONFIRMED,
    SpeakerState.DECLINED: Answer.DECLINED,
    SpeakerState.WITHDRAWN: Answer.WITHDRAWN,
}


def forum_cast(forum: Forum) -> ForumCast:
    """Return the people of a forum, its sessions and talks, and those of talks that wait in its tray; one query."""
    own = Q(forum=forum) | Q(session__forum=forum) | Q(talk__session__forum=forum) | Q(talk__forum=forum)
    found = Appearance.objects.filter(own).select_related("speaker__person").order_by("position", "pk")
    rows = sorted(found, key=lambda row: ROLE_ORDER[row.role])
    return ForumCast(
        chairs=tuple(_member(row) for row in rows if row.forum_id is not None and _is_somebody(row)),
        by_session=_by_place(rows, lambda row: row.session_id),
        by_talk=_by_place(rows, lambda row: row.talk_id),
    )


def _by_place(
    rows: Iterable[Appearance], place_of: Callable[[Appearance], int | None]
) -> dict[int, tuple[CastMember, ...]]:
    found: dict[int, list[CastMember]] = defaultdict(list)
    for row in rows:
        key = place_of(row)
        if key is not None and _is_somebody(row):
            found[key].append(_member(row))
    return {key: tuple(people) for key, people in found.items()}


def _is_somebody(row: Appearance) -> bool:
    return not is_placeholder(row.speaker.person.name)


def _member(row: Appearance) -> CastMember:
    speaker = row.speaker
    person = speaker.person
    return CastMember(
        speaker=speaker.code,
        name=Text(person.name, person.name_latin or person.name),
        affiliation=person.affiliation,
        role=AppearanceRole(row.role),
        answer=ANSWERS[SpeakerState(speaker.state)],
        lacks=tuple(_lacks(speaker)),
    )


def _lacks(speaker: Speaker) -> Iterable[Lack]:
    if not speaker.photo:
        yield Lack.PHOTO
    if not speaker.biography_zh:
        yield Lack.BIOGRAPHY_ZH
    if not speaker.biography_en:
        yield Lack.BIOGRAPHY_EN
