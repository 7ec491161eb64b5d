from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.core.exceptions import ObjectDoesNotExist

from events.models import ChangeRequest, Deed, Forum, Letter, Room, Session
from events.operations.requests import (
    Acceptance,
    FactChanged,
    RequestClosed,
    RequestRefused,
    RoomTaken,
    Wish,
    accept_request,
    ask_change,
    decline_request,
    withdraw_request,
)
from events.operations.sessions import change_session
from events.operations.times import TimesRefused
from events.queries.requests import Asked, asked_in, open_requests
from events.rules.edits import SessionEdit
from events.rules.forums import RequestState
from events.rules.office.roles import Role
from events.rules.requests import DayValue, Repair, RequestFault, RoomValue, TimesValue, TitleValue, Value
from events.rules.spans import TimesFault
from tests.builders.people import NOW, Cast
from tests.builders.programme import a_room, a_session, a_talk


def ask(cast: Cast, wanted: Value, session: Session | None = None, reason: str = "We expect more people.") -> Asked:
    """Ask for a change as the forum's secretary."""
    wish = Wish(wanted=wanted, session=session, reason=reason)
    request = ask_change(cast.forum, wish, by=cast.members[Role.FORUM_SECRETARY], now=NOW)
    return in_situation(request)


def in_situation(request: ChangeRequest) -> Asked:
    """Return a request as a page reads it now."""
    fresh = ChangeRequest.objects.select_related("conference", "forum", "session").get(pk=request.pk)
    return asked_in(fresh.conference, [fresh])[0]


def accept(cast: Cast, asked: Asked, repair: Repair | None = None) -> RequestState:
    """Accept a request as it was shown."""
    acceptance = Acceptance(shown=asked.mark, repair=repair)
    return accept_request(asked.request, acceptance, by=cast.members[Role.ORGANISER], now=NOW)


def room_of(session: Session) -> Room | None:
    return Session.objects.select_related("room").get(pk=session.pk).room


def to(room: Room) -> RoomValue:
    return RoomValue(rooms=(room.pk,))


def test_the_old_value_stays_until_the_centre_accepts_and_the_centre_gets_a_letter(cast: Cast) -> None:
    old, new = a_room(cast.conference, "B302"), a_room(cast.conference, "C103")
    first, second = (a_session(cast.conference, cast.forum, room=old) for _ in range(2))
    asked = ask(cast, to(new))
    assert (asked.now, asked.wanted, asked.is_changed) == (to(old), to(new), False)
    centre = {cast.members[role].email for role in (Role.OWNER, Role.ORGANISER, Role.PROGRAMME_EDITOR)}
    assert {letter.recipient for letter in Letter.objects.filter(kind="change_asked")} == centre
    assert room_of(first) == old
    assert accept(cast, asked) is RequestState.ACCEPTED
    assert {room_of(first), room_of(second)} == {new}
    assert [deed.kind for deed in Deed.objects.all()] == ["grant_request"]
    assert [letter.recipient for letter in Letter.objects.filter(kind="change_answered")] == [
        cast.members[Role.FORUM_SECRETARY].email
    ]


def test_times_a_day_and_titles_are_asked_for_and_granted(cast: Cast) -> None:
    session = a_session(cast.conference, cast.forum)
    talk = a_talk(session)
    later = TimesValue(starts_at=session.starts_at + timedelta(hours=1), ends_at=session.ends_at + timedelta(hours=1))
    accept(cast, ask(cast, later, session))
    accept(cast, ask(cast, DayValue(days=(date(2027, 4, 18),))))
    accept(cast, ask(cast, TitleValue(title_zh="细胞", title_en="<b>Cells</b>")))
    accept(cast, ask(cast, TitleValue(title_zh="上半场", title_en=""), session))
    session.refresh_from_db()
    talk.refresh_from_db()
    assert session.starts_at == later.starts_at + timedelta(days=2) == talk.starts_at
    assert (session.title_zh, Forum.objects.get(pk=cast.forum.pk).title_en) == ("上半场", "<b>Cells</b>")


@pytest.mark.parametrize(
    ("wanted", "fault"),
    [
        (TitleValue(title_zh="", title_en=""), RequestFault.NO_TITLE),
        (TitleValue(title_zh="合成生物学使能技术", title_en="Synbio"), RequestFault.NOTHING_CHANGES),
        (DayValue(days=(date(2027, 4, 17),)), RequestFault.NO_SESSION),
    ],
)
def test_what_cannot_be_granted_cannot_be_asked_for(cast: Cast, wanted: Value, fault: RequestFault) -> None:
    with pytest.raises(RequestRefused) as refused:
        ask(cast, wanted)
    assert refused.value.fault is fault


def test_times_outside_the_conference_are_refused_at_once(cast: Cast) -> None:
    session = a_session(cast.conference, cast.forum)
    with pytest.raises(TimesRefused):
        ask(cast, DayValue(days=(date(2027, 5, 1),)))
    with pytest.raises(TimesRefused) as refused:
        ask(cast, TimesValue(starts_at=session.ends_at, ends_at=session.starts_at), session)
    assert refused.value.fault is TimesFault.ENDS_BEFORE_IT_STARTS


def test_rooms_and_sessions_of_others_are_refused(cast: Cast) -> None:
    a_session(cast.conference, cast.forum)
    other = Forum.objects.create(conference=cast.conference, number=2)
    with pytest.raises(ObjectDoesNotExist):
        ask(cast, to(a_room(cast.neighbours_conference)))
    with pytest.raises(ObjectDoesNotExist):
        ask(cast, TitleValue(title_zh="我的", title_en=""), a_session(cast.conference, other))
    assert not ChangeRequest.objects.exists()


def test_one_thing_is_asked_for_once_until_that_is_withdrawn(cast: Cast) -> None:
    a_session(cast.conference, cast.forum)
    asked = ask(cast, TitleValue(title_zh="一", title_en=""))
    with pytest.raises(RequestRefused) as refused:
        ask(cast, TitleValue(title_zh="二", title_en=""))
    assert refused.value.fault is RequestFault.ALREADY_ASKED
    withdraw_request(asked.request, by=cast.members[Role.FORUM_SECRETARY], now=NOW)
    assert ask(cast, TitleValue(title_zh="二", title_en="")).wanted == TitleValue(title_zh="二", title_en="")


def test_a_value_that_has_changed_since_it_was_shown_must_be_accepted_again(cast: Cast) -> None:
    old, new, third = (a_room(cast.conference, name) for name in ("B302", "C103", "C201"))
    session = a_session(cast.conference, cast.forum, room=old)
    shown = ask(cast, to(new))
    change_session(session, replace(SessionEdit.of(session), room_id=third.pk), by=None, now=NOW)
    with pytest.raises(FactChanged):
        accept(cast, shown)
    assert (room_of(session), ChangeRequest.objects.get().state) == (third, RequestState.OPEN)
    again = in_situation(shown.request)
    assert again.is_changed
    assert accept(cast, again) is RequestState.ACCEPTED
    assert room_of(session) == new


def test_a_taken_room_is_not_given_twice_but_swapped(cast: Cast) -> None:
    old, new, free = (a_room(cast.conference, name) for name in ("B302", "C103", "C201"))
    session = a_session(cast.conference, cast.forum, room=old)
    other = a_session(cast.conference, room=new)
    asked = ask(cast, to(new))
    assert asked.in_the_way == (other,)
    with pytest.raises(RoomTaken) as taken:
        accept(cast, asked)
    ways = [(way.repair, way.others, way.room) for way in taken.value.asked.ways]
    assert ways == [(Repair.SWAP_ROOMS, (other.pk,), None), (Repair.OTHER_ROOM, (), free.pk)]
    assert (room_of(session), room_of(other)) == (old, new)
    assert accept(cast, asked, Repair.SWAP_ROOMS) is RequestState.ACCEPTED
    assert (room_of(session), room_of(other)) == (new, old)


def test_a_swap_with_another_session_than_was_shown_is_refused(cast: Cast) -> None:
    old, new = a_room(cast.conference, "B302"), a_room(cast.conference, "C103")
    a_session(cast.conference, cast.forum, room=old)
    other = a_session(cast.conference, room=new)
    shown = ask(cast, to(new))
    other.delete()
    a_session(cast.conference, room=new)
    with pytest.raises(FactChanged):
        accept(cast, shown, Repair.SWAP_ROOMS)


def test_a_session_that_would_leave_out_its_talk_is_not_shortened(cast: Cast) -> None:
    session = a_session(cast.conference, cast.forum)
    a_talk(session, 90)
    asked = ask(cast, TimesValue(starts_at=session.starts_at, ends_at=session.starts_at + timedelta(hours=1)), session)
    with pytest.raises(TimesRefused) as refused:
        accept(cast, asked)
    assert refused.value.fault is TimesFault.TALK_LEFT_OUT
    assert ChangeRequest.objects.get().state == RequestState.OPEN


def test_what_has_been_removed_cannot_be_granted_and_the_hosts_are_told(cast: Cast) -> None:
    session = a_session(cast.conference, cast.forum)
    room = a_room(cast.conference)
    about_session = ask(cast, TitleValue(title_zh="上半场", title_en=""), session)
    about_room = ask(cast, to(room))
    a_session(cast.conference, cast.forum)
    session.delete()
    room.delete()
    for shown in (about_session, about_room):
        asked = in_situation(shown.request)
        assert asked.is_lost
        assert accept(cast, asked) is RequestState.MOOT
    assert Letter.objects.filter(kind="change_answered").count() == 2
    assert Forum.objects.get(pk=cast.forum.pk).title_zh == cast.forum.title_zh


def test_an_answer_is_given_once(cast: Cast) -> None:
    asked = ask(cast, TitleValue(title_zh="细胞", title_en=""))
    decline_request(asked.request, "The programme is in print.", by=cast.members[Role.ORGANISER], now=NOW)
    assert open_requests(cast.conference) == []
    for answer in (
        lambda: accept(cast, asked),
        lambda: decline_request(asked.request, "No.", by=None, now=NOW),
        lambda: withdraw_request(asked.request, by=None, now=NOW),
    ):
        with pytest.raises(RequestClosed) as closed:
            answer()
        assert closed.value.state is RequestState.DECLINED
    assert ChangeRequest.objects.get().answer == "The programme is in print."
