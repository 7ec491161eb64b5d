"""Forums and their groups; submitting, approving and returning forums."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from django.db import transaction
from django.db.models import Max

from events.access import Denied, authorise
from events.models import Conference, Forum, ForumGroup, User
from events.operations.approval import approve_draft, freeze
from events.operations.editing import authorise_edit
from events.operations.journal import deed
from events.operations.notices import Notice, tell_centre, tell_hosts
from events.operations.office.audit import record_in
from events.operations.office.changes import change_row, label_of, lock_row, remove_row
from events.queries.desk import missing_before_submitting
from events.rules.desk import Check
from events.rules.edits import ForumEdit, GroupEdit
from events.rules.forums import STEPS, ForumState, ForumStep
from events.rules.journal import DeedKind
from events.rules.office.authority import Denial
from events.rules.office.roles import Right

FORUM_SUBMITTED = "forum_submitted"
"""Kind of the letter that tells the centre that a forum waits for approval."""
FORUM_RETURNED = "forum_returned"
"""Kind of the letter that tells a forum's hosts that they have it back, with the centre's remarks."""


class WrongForumState(Exception):
    """The step does not start from the state that the forum is in."""


class NotReady(Exception):
    """Something is missing that has to be settled before the forum is submitted; `missing` says what."""

    def __init__(self, missing: tuple[Check, ...]) -> None:
        super().__init__(missing)
        self.missing = missing


@transaction.atomic
def add_forums(conference: Conference, forums: Iterable[ForumEdit], *, by: User | None, now: datetime) -> list[Forum]:
    """Add forums in the order given. Number 0 stands for the next free number."""
    authorise(by, Right.SET_UP, conference)
    added = [_add_forum(conference, edit) for edit in forums]
    for forum in added:
        record_in(conference, "add", forum, by=by, now=now, details={"name": label_of(forum)})
    return added


def _add_forum(conference: Conference, edit: ForumEdit) -> Forum:
    number = edit.number or (conference.forums.aggregate(last=Max("number"))["last"] or 0) + 1
    return Forum.objects.create(conference=conference, **replace(edit, number=number).columns())


@transaction.atomic
def change_forum(forum: Forum, edit: ForumEdit, *, by: User | None, now: datetime) -> None:
    """Change a forum. Its secretary may change what the conference has not locked, until the deadline."""
    conference = forum.conference
    authorise_edit(by, forum, now=now, changes=edit.changes(forum), locked=conference.locks.forum_columns)
    with deed(conference, DeedKind.CHANGE_FORUM, about=forum.title, by=by, now=now, forums=[forum]):
        change_row(forum, edit, conference=conference, by=by, now=now)


@transaction.atomic
def remove_forum(forum: Forum, *, by: User | None, now: datetime) -> None:
    """Remove a forum with its remarks and requests; raises InUse while it has sessions, chairs or secretaries."""
    authorise(by, Right.SET_UP, forum.conference)
    remove_row(forum, conference=forum.conference, by=by, now=now, but_for=["remark", "changerequest"])


@transaction.atomic
def take_forum_step(forum: Forum, step: ForumStep, *, by: User | None, now: datetime) -> None:
    """Submit, approve or return a forum; sets `forum.state`. Secretaries submit, the centre does all three.

    Writes to the centre when a forum is submitted, and to its hosts, with the open remarks, when it is returned.

    What was approved stays so, also while the forum is returned and drafted anew, until the centre approves the draft.
    Raises WrongForumState if the step does not start from the forum's present state, and NotReady if something is
    missing that has to be settled first.
    """
    _authorise_step(by, forum, step, now=now)
    locked = lock_row(forum)
    starts, end = STEPS[step]
    if locked.state not in starts:
        raise WrongForumState
    if step is ForumStep.SUBMIT and (missing := missing_before_submitting(locked)):
        raise NotReady(missing)
    if step is ForumStep.APPROVE:
        approve_draft(locked, by=by, now=now)
    elif locked.state == ForumState.APPROVED:
        freeze(locked)
    forum.state = locked.state = end
    locked.save(update_fields=["state"])
    entry = record_in(forum.conference, step.value, forum, by=by, now=now)
    if step is ForumStep.SUBMIT:
        notice = Notice(kind=FORUM_SUBMITTED, subject_key=str(forum.pk), occasion=str(entry.pk))
        tell_centre(forum.conference, notice, by=by, now=now)
    elif step is ForumStep.RETURN:
        notice = Notice(kind=FORUM_RETURNED, subject_key=str(forum.pk), occasion=str(entry.pk))
        tell_hosts(forum, notice, by=by, now=now)


def _authorise_step(by: User | None, forum: Forum, step: ForumStep, *, now: datetime) -> None:
    if step is not ForumStep.SUBMIT:
        return authorise(by, Right.EDIT_PROGRAMME, forum)
    try:
        authorise_edit(by, forum, now=now)
    except Denied as denied:
        if denied.reason is Denial.NOT_DRAFTING:
            raise WrongForumState from None
        raise


@transaction.atomic
def add_groups(
    conference: Conference, groups: Iterable[GroupEdit], *, by: User | None, now: datetime
) -> list[ForumGroup]:
    """Add groups after the existing ones."""
    authorise(by, Right.SET_UP, conference)
    last = conference.forum_groups.aggregate(last=Max("position"))["last"] or 0
    added = [
        ForumGroup.objects.create(conference=conference, position=last + place, **edit.columns())
        for place, edit in enumerate(groups, start=1)
    ]
    for group in added:
        record_in(conference, "add", group, by=by, now=now, details={"name": label_of(group)})
    return added


@transaction.atomic
def change_group(group: ForumGroup, edit: GroupEdit, *, by: User | None, now: datetime) -> None:
    """Change a group; raises what `change_row` raises."""
    authorise(by, Right.SET_UP, group.conference)
    change_row(group, edit, conference=group.conference, by=by, now=now)


@transaction.atomic
def remove_group(group: ForumGroup, *, by: User | None, now: datetime) -> None:
    """Remove a group. Its forums stay, without a group."""
    authorise(by, Right.SET_UP, group.conference)
    remove_row(group, conference=group.conference, by=by, now=now, but_for=["forum"])
