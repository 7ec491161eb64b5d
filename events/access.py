"""Fetching rows on behalf of a person. Every view that looks up a row by a key from the address goes through here.

Rows of another organisation raise Http404, as if they did not exist. Rows of the person's own organisation that their
role does not open raise PermissionDenied.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from time import monotonic
from typing import TypeVar

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError
from django.db.models import Model, Q, QuerySet
from django.http import Http404

from events.extensions import job_kinds
from events.models import Conference, Forum, Job, Membership, Organisation, Session, Talk, User
from events.rules.forums import ForumState, is_shut
from events.rules.office.authority import Denial, Target, denial, rights_at
from events.rules.office.reach import Reach, reach_of
from events.rules.office.roles import Grant, Right, Role, rights_in, rights_in_organisation
from events.rules.programme import SessionKind
from toolkit.outages import outage_of

M = TypeVar("M", bound=Model)
Visitor = User | AnonymousUser
REACH = "reach"
"""The argument of a job that keeps which forums its result is about (`Reach.in_words`)."""


@dataclass(frozen=True)
class Standing:
    """A user in one conference, with the roles they have there."""

    user: User
    conference: Conference
    grants: tuple[Grant, ...]

    @property
    def rights(self) -> frozenset[Right]:
        """The user's rights in the conference as a whole."""
        return rights_in(self.grants, conference_id=self.conference.pk)

    def rights_in_forum(self, forum: Forum) -> frozenset[Right]:
        """Return the user's rights in one of its forums."""
        return rights_in(self.grants, conference_id=self.conference.pk, forum_id=forum.pk)

    @property
    def reach(self) -> Reach:
        """How far the user sees into the conference's programme."""
        return reach_of(self.grants, conference_id=self.conference.pk)

    def seen(self, rows: QuerySet[M], *, forum: str = "forum") -> QuerySet[M]:
        """Return those rows of the conference's programme that the user sees; `forum` is the path to their forum."""
        forums = self.reach.forums
        if forums is None:
            return rows
        return rows.filter(Q((f"{forum}__in", forums)) | Q((f"{forum}__isnull", True)))

    def may(self, right: Right) -> bool:
        """Whether the user has this right in the conference as a whole."""
        return right in self.rights

    def may_edit(self, what: Forum | Session | Talk, *, now: datetime) -> bool:
        """Whether the user may edit this part of the programme, in the state in which it was read.

        For drawing pages only: the operation asks again, with the rows locked.
        """
        return self.edit_denial(what, now=now) is None

    def edit_denial(self, what: Forum | Session | Talk, *, now: datetime) -> Denial | None:
        """Return why the user may not edit this part of the programme; for drawing pages, like `may_edit`."""
        return denial(Right.EDIT_OWN_FORUM, target_of(what, now=now), self.grants)


def grants_of(user: Visitor, *, organisation_id: int) -> tuple[Grant, ...]:
    """Return the user's memberships in one organisation as grants; none for inactive accounts."""
    if not isinstance(user, User) or not user.is_active:
        return ()
    rows = Membership.objects.filter(user=user, organisation_id=organisation_id)
    return tuple(_grant(row) for row in rows)


def _grant(row: Membership) -> Grant:
    return Grant(role=Role(row.role), conference_id=row.conference_id, forum_id=row.forum_id)


def conference_for(user: Visitor, slug: str, right: Right) -> Standing:
    """Return the standing of a team member who has `right` in the conference as a whole.

    Raises Http404 for outsiders and PermissionDenied for members without the right.
    """
    standing = standing_in(user, slug)
    if not standing.may(right):
        raise PermissionDenied(right)
    return standing


def standing_in(user: Visitor, slug: str) -> Standing:
    """Return the standing of a member of the conference's team; raises Http404 for anybody else."""
    conference = Conference.objects.select_related("organisation").filter(slug=slug).first()
    if conference is None or not isinstance(user, User):
        raise Http404
    grants = grants_of(user, organisation_id=conference.organisation_id)
    standing = Standing(user=user, conference=conference, grants=grants)
    if not standing.rights:
        raise Http404
    return standing


def forum_for(user: Visitor, slug: str, number: int, right: Right) -> tuple[Standing, Forum]:
    """Return a forum for a member who has `right` in it.

    Raises Http404 for outsiders and PermissionDenied for members without the right.
    """
    standing = standing_in(user, slug)
    forum = Forum.objects.select_related("conference").filter(conference=standing.conference, number=number).first()
    if forum is None:
        raise Http404
    if right not in standing.rights_in_forum(forum):
        raise PermissionDenied(right)
    return standing, forum


def session_for(user: Visitor, slug: str, code: str, right: Right) -> tuple[Standing, Session, frozenset[Right]]:
    """Return a session for a member who has `right` in it, with the member's rights there.

    Raises Http404 for outsiders and PermissionDenied for members without the right.
    """
    standing = standing_in(user, slug)
    session = one_of(standing, Session.objects.select_related("conference", "forum", "room"), code=code)
    rights = _rights_in_session(standing, session)
    if right not in rights:
        raise PermissionDenied(right)
    return standing, session, rights


def _rights_in_session(standing: Standing, session: Session) -> frozenset[Right]:
    return rights_at(target_of(session), standing.grants)


def talk_for(user: Visitor, slug: str, code: str, right: Right) -> tuple[Standing, Talk, frozenset[Right]]:
    """Return a talk for a member who has `right` in its session, with the member's rights there.

    Raises Http404 for outsiders and PermissionDenied for members without the right.
    """
    standing = standing_in(user, slug)
    talk = one_of(standing, Talk.objects.select_related("conference", "session__forum", "forum"), code=code)
    rights = rights_at(target_of(talk), standing.grants)
    if right not in rights:
        raise PermissionDenied(right)
    return standing, talk, rights


def one_of(standing: Standing, rows: QuerySet[M], **key: str | int) -> M:
    """Return the row of the conference that has this key; raises Http404 if there is none."""
    _refuse_nul(*key.values())
    row = rows.filter(conference=standing.conference, **key).first()
    if row is None:
        raise Http404
    return row


def _refuse_nul(*keys: str | int) -> None:
    """Raise Http404 for a key with a NUL character, which PostgreSQL refuses to search for."""
    if any("\x00" in key for key in keys if isinstance(key, str)):
        raise Http404


def public_conference(slug: str) -> Conference:
    """Return a conference that everybody may see; raises Http404 for drafts and unknown slugs."""
    conference = Conference.objects.filter(slug=slug).first()
    if conference is None or not conference.is_public:
        raise Http404
    return conference


_shown: dict[str, tuple[float, Conference]] = {}


def shown_conference(slug: str) -> Conference:
    """Return a conference as `public_conference` does, as it was at most `PUBLIC_STATE_KEPT_FOR` seconds ago.

    For pages that are the same for everybody: asking the database for each would cost more than sending them. While the
    database is away, the conference stays as it was known last, so that pages at hand can still be read.
    """
    now = monotonic()
    kept_for: float = settings.PUBLIC_STATE_KEPT_FOR
    kept = _shown.get(slug)
    if kept is not None and now - kept[0] < kept_for:
        return kept[1]
    try:
        found = public_conference(slug)
    except Http404:
        _shown.pop(slug, None)
        raise
    except DatabaseError as error:
        if kept is None or outage_of(error) is None:
            raise
        found = kept[1]
    if kept_for:
        _shown[slug] = now, found
    return found


def own_forums(standing: Standing) -> list[Forum]:
    """Return the forums, by number, of somebody whose only business is to look after forums; else nothing."""
    if standing.rights - {Right.SEE_CONSOLE, Right.SEE_PROGRAMME}:
        return []
    keys = [grant.forum_id for grant in standing.grants if grant.forum_id is not None]
    return list(Forum.objects.filter(conference=standing.conference, pk__in=keys).order_by("number"))


def conferences_of(user: Visitor) -> QuerySet[Conference]:
    """Return the conferences whose console the user may enter, newest first."""
    if not isinstance(user, User) or not user.is_active:
        return Conference.objects.none()
    memberships = list(Membership.objects.filter(user=user))
    whole = [row.organisation_id for row in memberships if row.conference_id is None]
    single = [row.conference_id for row in memberships if row.conference_id is not None]
    return (
        Conference.objects.filter(organisation_id__in=whole) | Conference.objects.filter(pk__in=single)
    ).select_related("organisation")


def sister_conferences(conference: Conference, grants: Collection[Grant] | None, right: Right) -> list[int]:
    """Return the keys of the organisation's other conferences in which these grants give `right` as a whole.

    A secretary there sees the own forums alone, which opens no conference. None stands for the portal itself, which
    has every right. Takes one query, and none if no grant reaches further than this conference.
    """
    if grants is not None and all(grant.conference_id == conference.pk for grant in grants):
        return []
    others = Conference.objects.filter(organisation_id=conference.organisation_id).exclude(pk=conference.pk)
    keys = others.order_by("pk").values_list("pk", flat=True)
    whole = None if grants is None else [grant for grant in grants if grant.forum_id is None]
    return [key for key in keys if whole is None or right in rights_in(whole, conference_id=key)]


def organisations_of(user: Visitor, right: Right) -> list[Organisation]:
    """Return the organisations in the whole of which the user has `right`, by slug."""
    if not isinstance(user, User) or not user.is_active:
        return []
    rows = Membership.objects.filter(user=user, conference__isnull=True).select_related("organisation")
    return _unique(row.organisation for row in rows if right in rights_in_organisation([_grant(row)]))


def _unique(organisations: Iterable[Organisation]) -> list[Organisation]:
    return sorted(set(organisations), key=lambda organisation: organisation.slug)


def job_for(user: Visitor, code: str) -> Job:
    """Return a job for the user who asked for it; raises Http404 for others, and once they have left the team.

    Raises PermissionDenied if they have lost a right that its kind needs, or no longer see all forums it is about.
    """
    _refuse_nul(code)
    job = Job.objects.select_related("conference").filter(code=code).first()
    if job is None or not isinstance(user, User) or job.asked_by_id != user.pk:
        raise Http404
    kind = job_kinds.get(job.kind)
    if job.conference is not None:
        standing = standing_in(user, job.conference.slug)
        if kind and not standing.rights.issuperset(kind.rights):
            raise PermissionDenied(kind.rights)
        if not Reach.read(job.arguments.get(REACH, "")).is_within(standing.reach):
            raise PermissionDenied(REACH)
    return job


def job_file_for(user: Visitor, code: str) -> Job:
    """Return a job whose file the user may fetch, as `job_for` does.

    Raises Http404 if the file needs no right: then there is nothing that could refuse it to those who have left.
    """
    job = job_for(user, code)
    kind = job_kinds.get(job.kind)
    if kind is None or not kind.rights or job.conference is None:
        raise Http404
    return job


class Denied(PermissionDenied):
    """The user may not do this; `reason` says why."""

    def __init__(self, reason: Denial) -> None:
        super().__init__(reason)
        self.reason = reason


def target_of(what: Organisation | Conference | Forum | Session | Talk, *, now: datetime | None = None) -> Target:
    """Return the facts about a row that the rule of authority needs; with `now` also whether it is too late to edit."""
    if isinstance(what, Organisation):
        return Target()
    if isinstance(what, Conference):
        return Target(conference_id=what.pk)
    if isinstance(what, Forum):
        return _target(what, what.conference, now=now)
    if isinstance(what, Talk):
        if what.session is None:
            return _target(what.forum, what.conference, now=now)
        session = what.session
    else:
        session = what
    closed = session.kind == SessionKind.CLOSED_DOOR
    return _target(session.forum, what.conference, is_closed_door=closed, now=now)


def _target(
    forum: Forum | None, conference: Conference, *, is_closed_door: bool = False, now: datetime | None
) -> Target:
    shut = None
    if now is not None:
        reopened = forum.reopened_until if forum else None
        shut = is_shut(submit_by=conference.submit_by, reopened_until=reopened, now=now)
    return Target(
        conference_id=conference.pk,
        forum_id=forum.pk if forum else None,
        forum_state=ForumState(forum.state) if forum else None,
        is_shut=shut,
        is_closed_door=is_closed_door,
    )


def authorise(
    by: User | None,
    right: Right,
    what: Organisation | Conference | Forum | Session | Talk,
    *,
    changes: Collection[str] = (),
    locked: Collection[str] = (),
    now: datetime | None = None,
) -> None:
    """Raise Denied unless `by` may do to `what` what `right` allows; takes one query.

    None stands for the portal itself: a command, the demo, or an import that was authorised when it was asked for.
    `changes` are the columns that would be changed, `locked` those that only the centre may change. `now` is needed for
    Right.EDIT_OWN_FORUM, which a deadline ends.
    """
    if by is None:
        return
    organisation_id = what.pk if isinstance(what, Organisation) else _organisation_id(what)
    grants = grants_of(by, organisation_id=organisation_id)
    reason = denial(right, target_of(what, now=now), grants, changes=changes, locked=locked)
    if reason is not None:
        raise Denied(reason)


def _organisation_id(what: Conference | Forum | Session | Talk) -> int:
    conference = what if isinstance(what, Conference) else what.conference
    return conference.organisation_id
