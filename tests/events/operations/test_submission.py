from datetime import timedelta

from django.core import mail

from events.models import AuditEntry, Conference, Forum
from events.operations.submission import change_submission, reopen_forum
from events.rules.edits import SubmissionEdit
from events.rules.forums import Unapproved
from events.rules.office.roles import Role
from tests.builders.people import NOW, Cast
from tests.queue import run_queue

SUBMISSION = SubmissionEdit(submit_by=NOW, locks_titles=True, unapproved=Unapproved.LEFT_OUT)


def test_the_deadline_and_the_locks_are_kept_and_recorded(cast: Cast) -> None:
    change_submission(cast.conference, SUBMISSION, by=cast.members[Role.ORGANISER], now=NOW)
    conference = Conference.objects.get(pk=cast.conference.pk)
    assert SubmissionEdit.of(conference) == SUBMISSION
    assert set(AuditEntry.objects.get().details) == {"submit_by", "locks_titles", "unapproved"}


def test_a_reopened_forum_tells_its_secretary_until_when(cast: Cast) -> None:
    until = NOW + timedelta(days=1)
    reopen_forum(cast.forum, until, by=cast.members[Role.ORGANISER], now=NOW)
    run_queue()
    [letter] = mail.outbox
    assert letter.to == [cast.members[Role.FORUM_SECRETARY].email]
    assert "17 April" in letter.body
    assert "09:12" in letter.body
    forum = Forum.objects.get(pk=cast.forum.pk)
    reopen_forum(forum, None, by=None, now=NOW)
    run_queue()
    assert Forum.objects.get(pk=cast.forum.pk).reopened_until is None
    assert len(mail.outbox) == 1
