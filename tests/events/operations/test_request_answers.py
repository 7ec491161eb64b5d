from django.core import mail
from django.core.mail import EmailMultiAlternatives

from events.models import AuditEntry, ChangeRequest, Letter
from events.operations.request_answers import let_requests_lapse
from events.operations.requests import Acceptance, Wish, accept_request, ask_change
from events.queries.requests import open_requests
from events.rules.forums import RequestState
from events.rules.office.roles import Role
from events.rules.requests import RoomValue, TitleValue, Value
from tests.builders.people import NOW, Cast
from tests.builders.programme import a_room, a_session
from tests.queue import run_queue


def ask(cast: Cast, wanted: Value, **where: object) -> ChangeRequest:
    wish = Wish(wanted=wanted, reason="We <b>need</b> it.", **where)  # type: ignore[arg-type]  # a session, or nothing
    return ask_change(cast.forum, wish, by=cast.members[Role.FORUM_SECRETARY], now=NOW)


def test_requests_about_a_removed_session_lapse_and_the_others_stay(cast: Cast) -> None:
    session = a_session(cast.conference, cast.forum)
    about_it = ask(cast, TitleValue(title_zh="上半场", title_en=""), session=session)
    about_forum = ask(cast, TitleValue(title_zh="细胞", title_en=""))
    let_requests_lapse(session, by=cast.members[Role.ORGANISER], now=NOW)
    assert Letter.objects.filter(kind="change_answered").count() == 1
    about_it.refresh_from_db()
    assert (about_it.state, about_it.answered_by) == (RequestState.MOOT, cast.members[Role.ORGANISER])
    assert [asked.request for asked in open_requests(cast.conference)] == [about_forum]
    told = AuditEntry.objects.latest("pk")
    assert (told.deed, told.details["fact"]) == ("moot", "title")


def test_the_letters_say_what_is_asked_for_and_what_became_of_it(cast: Cast) -> None:
    a_session(cast.conference, cast.forum, room=a_room(cast.conference, "B302"))
    ask(cast, RoomValue(rooms=(a_room(cast.conference, "C103", capacity=300).pk,)))
    run_queue()
    assert len(mail.outbox) == 3
    asked = mail.outbox[0]
    assert all(
        words in asked.body for words in ("B302 · 160", "C103 · 300 seats", "C103 · 300 席", "We <b>need</b> it.")
    )
    assert isinstance(asked, EmailMultiAlternatives)
    html = str(asked.alternatives[0][0])
    assert "We &lt;b&gt;need&lt;/b&gt; it." in html
    [open_one] = open_requests(cast.conference)
    accept_request(open_one.request, Acceptance(shown=open_one.mark), by=cast.members[Role.ORGANISER], now=NOW)
    run_queue()
    [answered] = mail.outbox[3:]
    assert answered.to == [cast.members[Role.FORUM_SECRETARY].email]
    assert "The organisers have made the change that you asked for." in answered.body


def test_a_request_that_is_closed_before_its_letter_is_sent_needs_none(cast: Cast) -> None:
    request = ask(cast, TitleValue(title_zh="细胞", title_en=""))
    ChangeRequest.objects.filter(pk=request.pk).update(state=RequestState.WITHDRAWN)
    run_queue()
    assert mail.outbox == []
