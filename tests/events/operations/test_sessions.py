from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from django.core.exceptions import ObjectDoesNotExist

from events.access import Denied
from events.models import AuditEntry, Forum, Remark, Session, Talk
from events.operations.office.changes import Overtaken
from events.operations.remarks import RemarkDraft, add_remark
from events.operations.requests import Wish, ask_change
from events.operations.sessions import (
    add_session,
    add_sessions,
    add_talk,
    add_talks,
    change_session,
    change_talk,
    remove_session,
    remove_talk,
)
from events.operations.times import TimesRefused
from events.rules.edits import SessionEdit, TalkEdit
from events.rules.forums import RequestState
from events.rules.office.authority import Denial
from events.rules.office.roles import Role
from events.rules.programme import SessionKind
from events.rules.requests import TitleValue
from events.rules.spans import Span, TimesFault
from speakers.models import Appearance, Speaker
from tests.builders.people import NOW, Cast, a_person
from tests.builders.programme import a_room, a_session, a_talk, session_of

HOUR = timedelta(hours=1)
DAYS_END = NOW.replace(day=18, hour=21, minute=0)
"""05:00 in Shanghai after the last night of the cast's conference."""


def plenary(starts_at: datetime = NOW, ends_at: datetime = NOW + HOUR, **fields: object) -> SessionEdit:
    edit = SessionEdit(kind=SessionKind.PLENARY, title_en="Opening", starts_at=starts_at, ends_at=ends_at)
    return replace(edit, **fields)  # type: ignore[arg-type]  # a test's


def talk(starts_at: datetime, ends_at: datetime, title: str = "Enzymes") -> TalkEdit:
    return TalkEdit(title_en=title, starts_at=starts_at, ends_at=ends_at)


def refusal_of(refusal: pytest.ExceptionInfo[TimesRefused]) -> tuple[TimesFault, str]:
    about = refusal.value.about
    return refusal.value.fault, about.name.en if about else ""


def test_a_session_is_added_as_it_was_filled_in(cast: Cast) -> None:
    room = a_room(cast.conference)
    made = add_session(cast.conference, plenary(room_id=room.pk, capacity=90), by=None, now=NOW)
    stored = Session.objects.get(pk=made.pk)
    assert (stored.conference, stored.room, stored.capacity, stored.title_en) == (cast.conference, room, 90, "Opening")
    assert AuditEntry.objects.get().details == {"name": "Opening"}


def test_a_session_may_last_until_the_end_of_the_last_night(cast: Cast) -> None:
    add_session(cast.conference, plenary(DAYS_END - HOUR, DAYS_END), by=None, now=NOW)
    with pytest.raises(TimesRefused) as refusal:
        add_session(cast.conference, plenary(DAYS_END - HOUR, DAYS_END + HOUR), by=None, now=NOW)
    assert refusal_of(refusal) == (TimesFault.OUTSIDE_CONFERENCE, "")


def test_several_sessions_are_added_together_or_not_at_all(cast: Cast) -> None:
    with pytest.raises(TimesRefused):
        add_sessions(cast.conference, [plenary(), plenary(NOW, NOW)], by=None, now=NOW)
    assert not Session.objects.exists()
    added = add_sessions(cast.conference, [plenary(), plenary(title_en="Closing")], by=None, now=NOW)
    assert [session.title_en for session in added] == ["Opening", "Closing"]


def test_a_session_cannot_use_another_conferences_room_or_forum(cast: Cast) -> None:
    room = a_room(cast.neighbours_conference)
    forum = Forum.objects.create(conference=cast.neighbours_conference, number=1)
    for edit in (plenary(room_id=room.pk), plenary(forum_id=forum.pk)):
        with pytest.raises(ObjectDoesNotExist):
            add_session(cast.conference, edit, by=None, now=NOW)
    session = a_session(cast.conference)
    with pytest.raises(ObjectDoesNotExist):
        change_session(session, replace(SessionEdit.of(session), room_id=room.pk), by=None, now=NOW)


def moved(session: Session, **fields: object) -> SessionEdit:
    return replace(SessionEdit.of(session), **fields)  # type: ignore[arg-type]  # a test's


def times(row: Session | Talk) -> tuple[datetime, datetime]:
    row.refresh_from_db()
    return row.starts_at, row.ends_at


def test_talks_move_with_their_session(cast: Cast) -> None:
    session = a_session(cast.conference)
    first = a_talk(session, 30)
    start, end = session.starts_at + HOUR, session.ends_at + HOUR
    change_session(session, moved(session, starts_at=start, ends_at=end), by=None, now=NOW)
    assert times(session) == (start, end)
    assert times(first) == (start + timedelta(minutes=30), start + timedelta(minutes=50))


def test_talks_keep_their_times_if_only_the_start_of_the_session_moves(cast: Cast) -> None:
    session = a_session(cast.conference)
    first = a_talk(session, 30)
    before = times(first)
    change_session(session, moved(session, starts_at=session.starts_at - HOUR), by=None, now=NOW)
    assert times(first) == before


def test_a_session_cannot_become_too_short_for_a_talk(cast: Cast) -> None:
    session = a_session(cast.conference)
    last = a_talk(session, 100, title_en="The last one")
    change_session(session, moved(session, ends_at=last.ends_at), by=None, now=NOW)
    session.refresh_from_db()
    with pytest.raises(TimesRefused) as refusal:
        change_session(session, moved(session, ends_at=last.ends_at - HOUR), by=None, now=NOW)
    assert refusal_of(refusal) == (TimesFault.TALK_LEFT_OUT, "The last one")
    assert times(session)[1] == last.ends_at


def test_a_session_cannot_be_moved_if_a_talk_would_no_longer_fit(cast: Cast) -> None:
    session = a_session(cast.conference)
    a_talk(session, 100)
    tomorrow = session.starts_at + timedelta(days=1)
    with pytest.raises(TimesRefused) as refusal:
        change_session(session, moved(session, starts_at=tomorrow, ends_at=tomorrow + HOUR), by=None, now=NOW)
    assert refusal_of(refusal)[0] is TimesFault.TALK_LEFT_OUT


def test_a_session_cannot_leave_the_days(cast: Cast) -> None:
    session = a_session(cast.conference)
    with pytest.raises(TimesRefused) as refusal:
        change_session(session, moved(session, ends_at=DAYS_END + HOUR), by=None, now=NOW)
    assert refusal_of(refusal) == (TimesFault.OUTSIDE_CONFERENCE, "")


def test_texts_of_a_session_outside_the_days_can_still_be_changed(cast: Cast) -> None:
    fed = a_session(cast.conference, starts_at=DAYS_END + HOUR, ends_at=DAYS_END + 2 * HOUR)
    change_session(fed, moved(fed, title_en="Sightseeing"), by=None, now=NOW)
    assert Session.objects.get().title_en == "Sightseeing"


def test_times_that_somebody_else_has_changed_are_not_overwritten(cast: Cast) -> None:
    mine = a_session(cast.conference)
    theirs = Session.objects.get(pk=mine.pk)
    change_session(theirs, moved(theirs, starts_at=theirs.starts_at - HOUR), by=None, now=NOW)
    with pytest.raises(Overtaken):
        change_session(mine, moved(mine, ends_at=mine.ends_at + HOUR), by=None, now=NOW)
    change_session(mine, moved(mine, label="P1"), by=None, now=NOW)
    assert Session.objects.get().label == "P1"


def test_a_talk_may_fill_its_session_and_no_more(cast: Cast) -> None:
    session = a_session(cast.conference, title_en="Plenary")
    made = add_talk(session, talk(session.starts_at, session.ends_at), by=None, now=NOW)
    assert (made.position, made.conference) == (1, cast.conference)
    with pytest.raises(TimesRefused) as refusal:
        add_talk(session, talk(session.starts_at, session.ends_at + HOUR), by=None, now=NOW)
    assert refusal_of(refusal) == (TimesFault.OUTSIDE_SESSION, "Plenary")
    assert refusal.value.about is not None
    assert refusal.value.about.span == Span(session.starts_at, session.ends_at)


def test_several_talks_are_added_in_order_or_not_at_all(cast: Cast) -> None:
    session = a_session(cast.conference)
    start, end = session.starts_at, session.ends_at
    with pytest.raises(TimesRefused):
        add_talks(session, [talk(start, end), talk(end, end + HOUR)], by=None, now=NOW)
    assert not Talk.objects.exists()
    a_talk(session, position=4)
    added = add_talks(session, [talk(start, end), talk(start, end)], by=None, now=NOW)
    assert [row.position for row in added] == [5, 6]


def test_a_talk_cannot_leave_its_session(cast: Cast) -> None:
    one = a_talk(a_session(cast.conference))
    change_talk(one, replace(TalkEdit.of(one), ends_at=session_of(one).ends_at), by=None, now=NOW)
    one.refresh_from_db()
    with pytest.raises(TimesRefused) as refusal:
        change_talk(one, replace(TalkEdit.of(one), starts_at=one.starts_at - HOUR), by=None, now=NOW)
    assert refusal_of(refusal)[0] is TimesFault.OUTSIDE_SESSION


def test_texts_of_a_talk_outside_its_session_can_still_be_changed(cast: Cast) -> None:
    session = a_session(cast.conference)
    one = a_talk(session, 600)
    change_talk(one, replace(TalkEdit.of(one), title_en="Late"), by=None, now=NOW)
    assert Talk.objects.get().title_en == "Late"


def test_times_of_a_talk_that_moved_with_its_session_are_not_overwritten(cast: Cast) -> None:
    session = a_session(cast.conference)
    mine = a_talk(session)
    change_session(
        session, moved(session, starts_at=session.starts_at + HOUR, ends_at=session.ends_at + HOUR), by=None, now=NOW
    )
    with pytest.raises(Overtaken):
        change_talk(mine, replace(TalkEdit.of(mine), ends_at=mine.starts_at + 2 * HOUR), by=None, now=NOW)


def test_removing_a_session_removes_its_talks_and_people(cast: Cast) -> None:
    session = a_session(cast.conference)
    speaker = Speaker.objects.create(conference=cast.conference, person=a_person(cast.organisation))
    Appearance.objects.create(speaker=speaker, talk=a_talk(session), role="speaker")
    Appearance.objects.create(speaker=speaker, session=session, role="host")
    remove_session(session, by=None, now=NOW)
    assert [model.objects.count() for model in (Session, Talk, Appearance)] == [0, 0, 0]


def test_removing_a_talk_removes_its_people_and_keeps_the_session(cast: Cast) -> None:
    session = a_session(cast.conference)
    one = a_talk(session)
    speaker = Speaker.objects.create(conference=cast.conference, person=a_person(cast.organisation))
    Appearance.objects.create(speaker=speaker, talk=one, role="speaker")
    remove_talk(one, by=None, now=NOW)
    assert (Talk.objects.count(), Appearance.objects.count(), Session.objects.count()) == (0, 0, 1)


def test_only_the_centre_adds_and_removes_sessions(cast: Cast) -> None:
    session, secretary = a_session(cast.conference, cast.forum), cast.members[Role.FORUM_SECRETARY]
    with pytest.raises(Denied):
        add_session(cast.conference, plenary(forum_id=cast.forum.pk), by=secretary, now=NOW)
    with pytest.raises(Denied):
        remove_session(session, by=secretary, now=NOW)
    remove_session(session, by=cast.members[Role.PROGRAMME_EDITOR], now=NOW)


def test_a_secretary_changes_texts_and_talks_of_their_forum(cast: Cast) -> None:
    session, secretary = a_session(cast.conference, cast.forum), cast.members[Role.FORUM_SECRETARY]
    change_session(session, moved(session, host_en="Academy"), by=secretary, now=NOW)
    made = add_talk(session, talk(session.starts_at, session.ends_at), by=secretary, now=NOW)
    change_talk(made, replace(TalkEdit.of(made), title_en="Genes"), by=secretary, now=NOW)
    remove_talk(made, by=secretary, now=NOW)
    with pytest.raises(Denied) as refusal:
        change_session(session, moved(session, label="P1"), by=secretary, now=NOW)
    assert refusal.value.reason is Denial.FIELD_LOCKED


def test_nobody_else_changes_talks(cast: Cast) -> None:
    session, viewer = a_session(cast.conference, cast.forum), cast.members[Role.VIEWER]
    one = a_talk(session)
    for refused in (
        lambda: add_talk(session, talk(session.starts_at, session.ends_at), by=viewer, now=NOW),
        lambda: change_talk(one, TalkEdit.of(one), by=viewer, now=NOW),
        lambda: remove_talk(one, by=viewer, now=NOW),
        lambda: change_session(session, SessionEdit.of(session), by=viewer, now=NOW),
    ):
        with pytest.raises(Denied):
            refused()


def test_a_session_is_removed_with_its_remarks_and_the_requests_about_it_lapse(cast: Cast) -> None:
    session = a_session(cast.conference, cast.forum)
    talk = a_talk(session)
    for draft in (RemarkDraft(text="Why?", session=session), RemarkDraft(text="Who?", talk=talk)):
        add_remark(cast.forum, draft, by=None, now=NOW)
    wish = Wish(wanted=TitleValue(title_zh="上半场", title_en=""), session=session, reason="Shorter.")
    request = ask_change(cast.forum, wish, by=None, now=NOW)
    remove_session(session, by=None, now=NOW)
    request.refresh_from_db()
    assert (request.state, request.session, request.about) == (RequestState.MOOT, None, session.code)
    assert not Remark.objects.exists()


def test_a_talk_is_removed_with_its_remarks(cast: Cast) -> None:
    talk = a_talk(a_session(cast.conference, cast.forum))
    add_remark(cast.forum, RemarkDraft(text="Who?", talk=talk), by=None, now=NOW)
    remove_talk(talk, by=None, now=NOW)
    assert not Talk.objects.exists()
