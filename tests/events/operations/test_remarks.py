import pytest
from django.core.exceptions import ObjectDoesNotExist

from events.models import AuditEntry, Forum, Remark, Talk
from events.operations.remarks import (
    RemarkClosed,
    RemarkDraft,
    add_remark,
    answer_remark,
    close_remark,
    settle_remark,
)
from events.rules.office.roles import Role
from tests.builders.people import NOW, Cast
from tests.builders.programme import a_session, a_talk


def a_remark(cast: Cast, talk: Talk | None = None) -> Remark:
    draft = RemarkDraft(text="Nearly the same as a talk of forum 08.", talk=talk)
    return add_remark(cast.forum, draft, by=cast.members[Role.ORGANISER], now=NOW)


def test_a_remark_stays_open_when_hosts_answer_and_until_the_centre_closes_it(cast: Cast) -> None:
    secretary = cast.members[Role.FORUM_SECRETARY]
    remark = a_remark(cast, a_talk(a_session(cast.conference, cast.forum)))
    answer_remark(remark, "A new title comes tomorrow.", by=secretary, now=NOW)
    settle_remark(remark, by=secretary, now=NOW)
    remark.refresh_from_db()
    assert (remark.answer, remark.is_settled, remark.answered_by) == ("A new title comes tomorrow.", True, secretary)
    assert Remark.objects.filter(closed_at=None, closed_by=None).exists()
    close_remark(remark, by=cast.members[Role.ORGANISER], now=NOW)
    closed = Remark.objects.get()
    assert (closed.closed_at, closed.closed_by) == (NOW, cast.members[Role.ORGANISER])
    deeds = AuditEntry.objects.filter(subject="remark").order_by("pk").values_list("deed", flat=True)
    assert list(deeds) == ["add", "answer", "settle", "close"]


def test_nothing_is_said_to_a_closed_remark(cast: Cast) -> None:
    remark = a_remark(cast)
    close_remark(Remark.objects.get(pk=remark.pk), by=None, now=NOW)
    with pytest.raises(RemarkClosed):
        answer_remark(remark, "Too late.", by=None, now=NOW)
    with pytest.raises(RemarkClosed):
        settle_remark(remark, by=None, now=NOW)
    with pytest.raises(RemarkClosed):
        close_remark(remark, by=None, now=NOW)
    assert Remark.objects.get().answer == ""


def test_a_remark_is_about_its_own_forum(cast: Cast) -> None:
    other = Forum.objects.create(conference=cast.conference, number=2)
    session = a_session(cast.conference, other)
    with pytest.raises(ObjectDoesNotExist):
        a_remark(cast, a_talk(session))
    with pytest.raises(ObjectDoesNotExist):
        add_remark(cast.forum, RemarkDraft(text="x", session=session), by=None, now=NOW)
    waiting = Talk.objects.create(conference=cast.conference, forum=cast.forum, starts_at=NOW, ends_at=NOW)
    assert a_remark(cast, waiting).talk == waiting
