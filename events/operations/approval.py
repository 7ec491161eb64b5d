"""Keeping what was approved of a forum while its draft goes on."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from events.access import grants_of
from events.models import Forum, User
from events.queries.programme import forum_part
from events.rules.approval import ForumPart, merged, part_as_json, part_from_json
from events.rules.forums import ForumState
from events.rules.office.roles import Right, rights_in


@dataclass(frozen=True, slots=True)
class KeptApproval:
    """A forum at the start of a deed. `before` is its draft, if the deed is the centre's and the draft is not what was
    approved.
    """

    forum_id: int
    before: ForumPart | None = None

    def settle(self) -> None:
        """Approve what the centre has changed since the start of the deed."""
        if self.before is None:
            return
        forum = Forum.objects.select_related("conference", "group").get(pk=self.forum_id)
        if forum.approved_part is not None:
            part = merged(part_from_json(forum.approved_part), self.before, forum_part(forum))
            Forum.objects.filter(pk=forum.pk).update(approved_part=part_as_json(part))


def keep_approval(forum_id: int, *, by: User | None) -> KeptApproval:
    """Keep what was approved of a forum that `by` is about to change; one query for a forum that was never approved."""
    approved = Q(state=ForumState.APPROVED) | Q(approved_part__isnull=False)
    forum = Forum.objects.select_related("conference", "group").filter(approved, pk=forum_id).first()
    if forum is None:
        return KeptApproval(forum_id)
    if _is_host(by, forum):
        if forum.state == ForumState.APPROVED:
            freeze(forum)
        return KeptApproval(forum_id)
    return KeptApproval(forum_id, before=forum_part(forum) if forum.approved_part is not None else None)


def freeze(forum: Forum) -> None:
    """Store the draft as what was approved, unless that is stored already. The draft may differ from now on."""
    if forum.approved_part is None:
        forum.approved_part = part_as_json(forum_part(forum))
        forum.save(update_fields=["approved_part"])


def approve_draft(forum: Forum, *, by: User | None, now: datetime) -> None:
    """Make the draft what is approved."""
    forum.approved_part, forum.approved_at, forum.approved_by = None, now, by
    forum.save(update_fields=["approved_part", "approved_at", "approved_by"])


def _is_host(by: User | None, forum: Forum) -> bool:
    if by is None:
        return False
    grants = grants_of(by, organisation_id=forum.conference.organisation_id)
    return Right.EDIT_PROGRAMME not in rights_in(grants, conference_id=forum.conference_id, forum_id=forum.pk)
