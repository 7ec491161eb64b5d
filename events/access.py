"""The only way to fetch by key on behalf of a person: the object, or a refusal.

What belongs to another organisation does not exist (Http404). What belongs to one's own organisation but is
beyond one's role is forbidden (PermissionDenied).
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import TypeVar

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db.models import Model, QuerySet
from django.http import Http404

from events.extensions import job_kinds
from events.models import Conference, Forum, Job, Membership, Organisation, Session, Talk, User
from events.rules.forums import ForumState
from events.rules.office.authority import Denial, Target, denial, rights_at
from events.rules.office.roles import Grant, Right, Role, rights_in, rights_in_organisation
from events.rules.programme import SessionKind

M = TypeVar("M", bound=Model)
Visitor = User | AnonymousUser


@dataclass(frozen=True)
class Standing:
    """What one user may do in one conference."""

    user: User
    conference: Conference
    grants: tuple[Grant, ...]

    @property
    def rights(self) -> frozenset[Right]:
        """The rights in the conference as a whole."""
        return rights_in(self.grants, conference_id=self.conference.pk)

    def rights_in_forum(self, forum: Forum) -> frozenset[Right]:
        """The rights in one of its forums."""
        return rights_in(self.grants, conference_id=self.conference.pk, forum_id=forum.pk)

    def may(self, right: Right) -> bool:
        """Whether the conference as a whole allows it."""
        return right in self.rights

    def may_edit(self, what: Forum | Session | Talk) -> bool:
        """Whether the user may edit this part of the programme, as it was read; operations ask again."""
        return denial(Right.EDIT_OWN_FORUM, target_of(what), self.grants) is None


def grants_of(user: Visitor, *, organisation_id: int) -> tuple[Grant, ...]:
    """The user's memberships in one organisation, as values."""
    if not isinstance(user, User) or not user.is_active:
        return ()
    rows = Membership.objects.filter(user=user, organisation_id=organisation_id)
    return tuple(_grant(row) for row in rows)


def _grant(row: Membership) -> Grant:
    return Grant(role=Role(row.role), conference_id=row.conference_id, forum_id=row.forum_id)


def conference_for(user: Visitor, slug: str, right: Right) -> Standing:
    """The conference for somebody of its team who has `right` there, with their standing.

    Raises Http404 for outsiders and PermissionDenied for members without the right.
    """
    standing = standing_in(user, slug)
    if not standing.may(right):
        raise PermissionDenied(right)
    return standing


def standing_in(user: Visitor, slug: str) -> Standing:
    """The standing of a member of the conference's team; Http404 for anybody else."""
    conference = Conference.objects.select_related("organisation").filter(slug=slug).first()
    if conference is None or not isinstance(user, User):
        raise Http404
    grants = grants_of(user, organisation_id=conference.organisation_id)
    standing = Standing(user=user, conference=conference, grants=grants)
    if not standing.rights:
        raise Http404
    return standing


def forum_for(user: Visitor, slug: str, number: int, right: Right) -> tuple[Standing, Forum]:
    """A forum for somebody who has `right` in it: its own secretary, or the centre."""
    standing = standing_in(user, slug)
    forum = Forum.objects.filter(conference=standing.conference, number=number).first()
    if forum is None:
        raise Http404
    if right not in standing.rights_in_forum(forum):
        raise PermissionDenied(right)
    return standing, forum


def session_for(user: Visitor, slug: str, code: str, right: Right) -> tuple[Standing, Session, frozenset[Right]]:
    """A session for somebody who has `right` in it, with their rights there: its forum's secretary, or the centre."""
    standing = standing_in(user, slug)
    session = one_of(standing, Session.objects.select_related("conference", "forum", "room"), code=code)
    rights = _rights_in_session(standing, session)
    if right not in rights:
        raise PermissionDenied(right)
    return standing, session, rights


def _rights_in_session(standing: Standing, session: Session) -> frozenset[Right]:
    return rights_at(target_of(session), standing.grants)


def talk_for(user: Visitor, slug: str, code: str, right: Right) -> tuple[Standing, Talk, frozenset[Right]]:
    """A talk for somebody who has `right` in its session, with their rights there."""
    standing = standing_in(user, slug)
    talk = one_of(standing, Talk.objects.select_related("conference", "session__forum"), code=code)
    rights = _rights_in_session(standing, talk.session)
    if right not in rights:
        raise PermissionDenied(right)
    return standing, talk, rights


def one_of(standing: Standing, rows: QuerySet[M], **key: str | int) -> M:
    """The row with this key among the rows of the conference; Http404 if it is another conference's, or nobody's."""
    _refuse_nul(*key.values())
    row = rows.filter(conference=standing.conference, **key).first()
    if row is None:
        raise Http404
    return row


def _refuse_nul(*keys: str | int) -> None:
    """No key holds a NUL, and PostgreSQL does not even want to look for one."""
    if any("\x00" in key for key in keys if isinstance(key, str)):
        raise Http404


def public_conference(slug: str) -> Conference:
    """A conference that anybody may see; Http404 for drafts."""
    conference = Conference.objects.filter(slug=slug).first()
    if conference is None or not conference.is_public:
        raise Http404
    return conference


def conferences_of(user: Visitor) -> QuerySet[Conference]:
    """The conferences in whose console the user has any business, newest first."""
    if not isinstance(user, User) or not user.is_active:
        return Conference.objects.none()
    memberships = list(Membership.objects.filter(user=user))
    whole = [row.organisation_id for row in memberships if row.conference_id is None]
    single = [row.conference_id for row in memberships if row.conference_id is not None]
    return (
        Conference.objects.filter(organisation_id__in=whole) | Conference.objects.filter(pk__in=single)
    ).select_related("organisation")


def organisations_of(user: Visitor, right: Right) -> list[Organisation]:
    """The organisations in the whole of which the user has `right`."""
    if not isinstance(user, User) or not user.is_active:
        return []
    rows = Membership.objects.filter(user=user, conference__isnull=True).select_related("organisation")
    return _unique(row.organisation for row in rows if right in rights_in_organisation([_grant(row)]))


def _unique(organisations: Iterable[Organisation]) -> list[Organisation]:
    return sorted(set(organisations), key=lambda organisation: organisation.slug)


def job_for(user: Visitor, code: str) -> Job:
    """A job that the user asked for; it does not exist for anybody else, nor for one who has left the team since."""
    _refuse_nul(code)
    job = Job.objects.select_related("conference").filter(code=code).first()
    if job is None or not isinstance(user, User) or job.asked_by_id != user.pk:
        raise Http404
    if job.conference is not None:
        standing_in(user, job.conference.slug)
    return job


def job_file_for(user: Visitor, code: str) -> Job:
    """Return a job to fetch its file; PermissionDenied if the user has lost a right that the file asks for."""
    job = job_for(user, code)
    kind = job_kinds.get(job.kind)
    if kind and job.conference is not None:
        for right in kind.rights:
            conference_for(user, job.conference.slug, right)
    return job


class Denied(PermissionDenied):
    """Somebody may not do a deed; `reason` says why, and the page words it."""

    def __init__(self, reason: Denial) -> None:
        super().__init__(reason)
        self.reason = reason


def target_of(what: Organisation | Conference | Forum | Session | Talk) -> Target:
    """Return what the rule of authority needs to know of a row: which conference, which forum, in which state."""
    if isinstance(what, Organisation):
        return Target()
    if isinstance(what, Conference):
        return Target(conference_id=what.pk)
    if isinstance(what, Forum):
        return Target(conference_id=what.conference_id, forum_id=what.pk, forum_state=ForumState(what.state))
    session = what.session if isinstance(what, Talk) else what
    closed = session.kind == SessionKind.CLOSED_DOOR
    if session.forum is None:
        return Target(conference_id=session.conference_id, is_closed_door=closed)
    return Target(
        conference_id=session.conference_id,
        forum_id=session.forum_id,
        forum_state=ForumState(session.forum.state),
        is_closed_door=closed,
    )


def authorise(
    by: User | None,
    right: Right,
    what: Organisation | Conference | Forum | Session | Talk,
    *,
    changes: Collection[str] = (),
    locked: Collection[str] = (),
) -> None:
    """Raise Denied unless `by` may do what `right` allows to `what`; one query.

    None is the portal itself, acting for a command, a job or an import that was authorised when it was asked for.
    `changes` are the columns that the deed changes, `locked` those that only the centre may change.
    """
    if by is None:
        return
    organisation_id = what.pk if isinstance(what, Organisation) else _organisation_id(what)
    grants = grants_of(by, organisation_id=organisation_id)
    reason = denial(right, target_of(what), grants, changes=changes, locked=locked)
    if reason is not None:
        raise Denied(reason)


def _organisation_id(what: Conference | Forum | Session | Talk) -> int:
    conference = what if isinstance(what, Conference) else what.conference
    return conference.organisation_id
