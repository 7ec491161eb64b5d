"""The desk of a forum's hosts: its agenda with everybody on stage, the remarks, and how far it has come.

Takes six queries, however large the forum is; the checklist alone takes four.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property, reduce
from operator import or_

from django.db.models import Q

from events.extensions import ForumCast, forum_casts
from events.models import AuditEntry, ChangeRequest, Forum, Remark, Session, Talk
from events.queries.requests import requests_of
from events.rules.desk import (
    Check,
    Deed,
    ForumFacts,
    Rung,
    SessionFacts,
    Step,
    TalkFacts,
    checklist,
    ladder,
    numbered,
    required,
)
from events.rules.forums import ForumState
from events.rules.programme import SessionKind, TalkKind
from events.rules.spans import Span

RUNGS = {
    "add": Rung.DRAFT,
    "submit": Rung.SUBMITTED,
    "return": Rung.RETURNED,
    "approve": Rung.APPROVED,
    "publish": Rung.PUBLISHED,
}
"""What the deeds in the audit log mean for the ladder."""


@dataclass(frozen=True, kw_only=True)
class DeskTalk:
    """A talk on the desk. `number` counts the talks of the forum; breaks have none."""

    talk: Talk
    facts: TalkFacts
    number: int | None = None
    remarks: tuple[Remark, ...] = ()


@dataclass(frozen=True, kw_only=True)
class DeskSession:
    """A session on the desk with its talks."""

    session: Session
    facts: SessionFacts
    talks: tuple[DeskTalk, ...] = ()
    remarks: tuple[Remark, ...] = ()

    @property
    def is_closed_door(self) -> bool:
        """Whether only its time and title are for everybody."""
        return self.session.kind == SessionKind.CLOSED_DOOR


@dataclass(frozen=True, kw_only=True)
class Desk:
    """A forum as its hosts and the centre see it. `waiting` are the talks in its tray, `facts` what is checked."""

    forum: Forum
    sessions: tuple[DeskSession, ...]
    waiting: tuple[DeskTalk, ...]
    remarks: tuple[Remark, ...]
    facts: ForumFacts

    @cached_property
    def checks(self) -> tuple[Check, ...]:
        """What is missing before the forum is submitted, what is required first."""
        return checklist(self.facts)

    @cached_property
    def requests(self) -> list[ChangeRequest]:
        """All requests of its hosts, newest first."""
        return requests_of(self.forum)

    @cached_property
    def steps(self) -> tuple[Step, ...]:
        """The ladder."""
        return ladder(ForumState(self.forum.state), _deeds(self.forum))


def desk_of(forum: Forum) -> Desk:
    """Return the desk of a forum; four queries, and one each for its requests and its ladder."""
    sessions = list(
        Session.objects.filter(forum=forum).select_related("room", "forum", "conference").order_by("starts_at", "pk")
    )
    held = Q(session__forum=forum) | Q(session=None, forum=forum)
    talks = list(Talk.objects.filter(held).select_related("conference").order_by("starts_at", "position", "pk"))
    cast = _cast(forum)
    open_remarks = Remark.objects.filter(forum=forum, closed_at=None).select_related("by", "answered_by")
    remarks = tuple(open_remarks)
    facts = {talk.pk: _talk_facts(talk, cast) for talk in talks}
    in_order = [talk for session in sessions for talk in talks if talk.session_id == session.pk]
    numbers = numbered(facts[talk.pk] for talk in in_order)

    def drawn(talk: Talk) -> DeskTalk:
        own = tuple(remark for remark in remarks if remark.talk_id == talk.pk)
        return DeskTalk(talk=talk, facts=facts[talk.pk], number=numbers.get(talk.pk), remarks=own)

    drawn_sessions = tuple(
        DeskSession(
            session=session,
            facts=_session_facts(session, talks, facts, cast),
            talks=tuple(drawn(talk) for talk in talks if talk.session_id == session.pk),
            remarks=tuple(remark for remark in remarks if remark.session_id == session.pk),
        )
        for session in sessions
    )
    return Desk(
        forum=forum,
        sessions=drawn_sessions,
        waiting=tuple(drawn(talk) for talk in talks if talk.session_id is None),
        remarks=remarks,
        facts=ForumFacts(
            title=forum.title,
            sessions=tuple(each.facts for each in drawn_sessions if not each.session.is_cancelled),
            chairs=cast.chairs,
            waiting=sum(talk.session_id is None and not talk.is_cancelled for talk in talks),
            open_remarks=sum(waits_for_hosts(remark) for remark in remarks),
        ),
    )


def missing_before_submitting(forum: Forum) -> tuple[Check, ...]:
    """Return what has to be settled before a forum is submitted; takes four queries."""
    return required(desk_of(forum).checks)


def waits_for_hosts(remark: Remark) -> bool:
    """Return whether the hosts have said nothing to an open remark."""
    return remark.closed_at is None and not remark.answer and not remark.is_settled


def _cast(forum: Forum) -> ForumCast:
    return reduce(or_, (source(forum) for source in forum_casts), ForumCast())


def _talk_facts(talk: Talk, cast: ForumCast) -> TalkFacts:
    return TalkFacts(
        key=talk.pk,
        kind=TalkKind(talk.kind),
        title=talk.title,
        span=Span(talk.starts_at, talk.ends_at),
        people=cast.by_talk.get(talk.pk, ()),
    )


def _session_facts(
    session: Session, talks: Iterable[Talk], facts: Mapping[int, TalkFacts], cast: ForumCast
) -> SessionFacts:
    held = (talk for talk in talks if talk.session_id == session.pk and not talk.is_cancelled)
    return SessionFacts(
        key=session.pk,
        kind=SessionKind(session.kind),
        span=Span(session.starts_at, session.ends_at),
        people=cast.by_session.get(session.pk, ()),
        talks=tuple(facts[talk.pk] for talk in held),
    )


def _deeds(forum: Forum) -> dict[Rung, Deed]:
    """Return the last deed of each step, from the audit log; takes one query."""
    steps = Q(subject="forum", subject_key=str(forum.pk), deed__in=RUNGS) | Q(subject="release", deed="publish")
    entries = AuditEntry.objects.filter(steps, conference=forum.conference_id).select_related("by").order_by("pk")
    return {RUNGS[entry.deed]: Deed(entry.at, str(entry.by) if entry.by else "") for entry in entries}
