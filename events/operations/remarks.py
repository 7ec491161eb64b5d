"""Remarks of the centre about a forum, its sessions and talks, and what its hosts say to them."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from events.access import authorise
from events.models import Forum, Remark, Session, Talk, User
from events.operations.office.audit import record_in
from events.operations.office.changes import label_of, lock_row
from events.rules.office.roles import Right
from toolkit.jsonable import Jsonable


class RemarkClosed(Exception):
    """The centre has closed the remark."""


@dataclass(frozen=True, kw_only=True)
class RemarkDraft:
    """A remark to be made: about the whole forum, unless a session or a talk of it is named."""

    text: str
    session: Session | None = None
    talk: Talk | None = None


@transaction.atomic
def add_remark(forum: Forum, draft: RemarkDraft, *, by: User | None, now: datetime) -> Remark:
    """Add a remark. Its hosts read it on the forum's page, and in the letter when the forum is returned.

    Raises DoesNotExist for a session or a talk of another forum.
    """
    authorise(by, Right.EDIT_PROGRAMME, forum)
    if draft.session is not None:
        forum.sessions.get(pk=draft.session.pk)
    if draft.talk is not None:
        _talk_of(forum, draft.talk)
    remark = Remark.objects.create(
        conference=forum.conference,
        forum=forum,
        session=draft.session,
        talk=draft.talk,
        text=draft.text,
        by=by,
        at=now,
    )
    _record("add", remark, draft.text, by=by, now=now)
    return remark


def _talk_of(forum: Forum, talk: Talk) -> Talk:
    return Talk.objects.get(Q(forum=forum) | Q(session__forum=forum), pk=talk.pk)


@transaction.atomic
def answer_remark(remark: Remark, text: str, *, by: User | None, now: datetime) -> None:
    """Answer a remark for the forum's hosts; a second answer replaces the first. Raises RemarkClosed."""
    authorise(by, Right.SPEAK_FOR_FORUM, remark.forum)
    _refuse_closed(remark)
    remark.answer, remark.answered_by, remark.answered_at = text, by, now
    remark.save(update_fields=["answer", "answered_by", "answered_at"])
    _record("answer", remark, text, by=by, now=now)


@transaction.atomic
def settle_remark(remark: Remark, *, by: User | None, now: datetime) -> None:
    """Say for the forum's hosts that they have changed what the remark is about. Raises RemarkClosed."""
    authorise(by, Right.SPEAK_FOR_FORUM, remark.forum)
    _refuse_closed(remark)
    remark.is_settled, remark.answered_by, remark.answered_at = True, by, now
    remark.save(update_fields=["is_settled", "answered_by", "answered_at"])
    _record("settle", remark, remark.text, by=by, now=now)


@transaction.atomic
def close_remark(remark: Remark, *, by: User | None, now: datetime) -> None:
    """Close a remark: nothing more is expected of the hosts. Raises RemarkClosed if it is closed already."""
    authorise(by, Right.EDIT_PROGRAMME, remark.forum)
    _refuse_closed(remark)
    remark.closed_by, remark.closed_at = by, now
    remark.save(update_fields=["closed_by", "closed_at"])
    _record("close", remark, remark.text, by=by, now=now)


def _refuse_closed(remark: Remark) -> None:
    if lock_row(remark).closed_at is not None:
        raise RemarkClosed


def _record(deed: str, remark: Remark, words: str, *, by: User | None, now: datetime) -> None:
    about = remark.talk or remark.session or remark.forum
    details: dict[str, Jsonable] = {"name": label_of(about), "remark": words}
    record_in(remark.conference, deed, remark, by=by, now=now, details=details)
