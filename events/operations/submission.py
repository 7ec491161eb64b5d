"""Until when a conference's forums are submitted, what is locked for their hosts, and reopening one of them."""

from datetime import datetime

from django.db import transaction

from events.access import authorise
from events.models import Conference, Forum, User
from events.operations.notices import Notice, tell_hosts
from events.operations.office.changes import change_row
from events.rules.edits import ReopeningEdit, SubmissionEdit
from events.rules.office.roles import Right

FORUM_REOPENED = "forum_reopened"
"""Kind of the letter that tells the hosts that they may edit their forum once more."""


@transaction.atomic
def change_submission(conference: Conference, edit: SubmissionEdit, *, by: User | None, now: datetime) -> None:
    """Set the deadline and the locks for the hosts of all forums; raises what `change_row` raises."""
    authorise(by, Right.SET_UP, conference)
    change_row(conference, edit, conference=conference, by=by, now=now)


@transaction.atomic
def reopen_forum(forum: Forum, until: datetime | None, *, by: User | None, now: datetime) -> None:
    """Let a forum's hosts edit it after the deadline, until an instant, and write to them; None ends that.

    Raises what `change_row` raises.
    """
    authorise(by, Right.EDIT_PROGRAMME, forum)
    changed = change_row(forum, ReopeningEdit(reopened_until=until), conference=forum.conference, by=by, now=now)
    if changed and until is not None:
        occasion = until.isoformat()
        tell_hosts(forum, Notice(kind=FORUM_REOPENED, subject_key=str(forum.pk), occasion=occasion), by=by, now=now)
