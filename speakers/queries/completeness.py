"""Who is on stage where, for the checks of what forums lack."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet

from events.models import Forum, Session, Talk
from events.queries.completeness import forum_of
from events.rules.names import is_placeholder
from events.rules.programme import SessionKind
from speakers.models import Appearance, Speaker
from speakers.queries.stage import ON_STAGE


@dataclass(frozen=True, kw_only=True)
class Placed:
    """A speaker who is on stage in a forum: for the forum as a whole, in a session, or in the talk `talk_id`.

    Who chairs a forum of closed-door sessions alone is secret.
    """

    forum_id: int
    speaker: Speaker
    talk_id: int | None = None
    is_of_forum: bool = False
    is_secret: bool = False


def people_placed(forums: Collection[Forum], talks: Collection[Talk]) -> list[Placed]:
    """Return who is on stage in these forums, in these of their talks, and in sessions that may be known. One query.

    Placeholders, and people who have declined or withdrawn, are left out.
    """
    by_key = {talk.pk: talk for talk in talks}
    rows = _rows(forums).annotate(is_secret=_meets_behind_closed_doors())
    placed = []
    for row in rows.select_related("speaker__person", "session").defer("speaker__feed", "session__feed"):
        if is_placeholder(row.speaker.person.name):
            continue
        if row.forum_id is not None:
            place = Placed(forum_id=row.forum_id, speaker=row.speaker, is_of_forum=True, is_secret=row.is_secret)
            placed.append(place)
        elif row.session is not None and row.session.forum_id is not None:
            placed.append(Placed(forum_id=row.session.forum_id, speaker=row.speaker))
        elif row.talk_id in by_key:
            key = forum_of(by_key[row.talk_id])
            placed.append(Placed(forum_id=key, speaker=row.speaker, talk_id=row.talk_id))
    return placed


def _rows(forums: Collection[Forum]) -> QuerySet[Appearance]:
    in_sessions = Q(session__forum__in=forums, session__is_cancelled=False) & ~Q(session__kind=SessionKind.CLOSED_DOOR)
    in_talks = Q(talk__session__forum__in=forums) | Q(talk__forum__in=forums)
    return Appearance.objects.filter(Q(forum__in=forums) | in_sessions | in_talks, speaker__state__in=ON_STAGE)


def _meets_behind_closed_doors() -> Q:
    sessions = Session.objects.filter(forum=OuterRef("forum"))
    closed = SessionKind.CLOSED_DOOR
    return Q(Exists(sessions.filter(kind=closed))) & ~Q(Exists(sessions.exclude(kind=closed)))
