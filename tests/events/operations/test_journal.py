from dataclasses import replace
from datetime import timedelta

import pytest
from pytest_django import DjangoAssertNumQueries

from events.access import Denied
from events.models import Conference, Deed, Forum, Session, Talk, User
from events.operations.conferences import change_conference
from events.operations.forums import take_forum_step
from events.operations.journal import UndoFault, UndoRefused, deeds_since, importing, note_import, redo, undo, undoable
from events.operations.moving import swap_sessions
from events.operations.running_order import place_talk, set_length
from events.operations.sessions import add_session, add_talks, change_talk, remove_session
from events.queries.programme import draft_programme
from events.rules.edits import ConferenceEdit, SessionEdit, TalkEdit
from events.rules.forums import ForumStep
from events.rules.office.roles import Role
from events.rules.programme import AppearanceRole, SessionKind
from speakers.models import Appearance
from speakers.operations.people import arrange_people
from speakers.rules.places import Placed, PlaceDeed, PlaceStep
from tests.builders.people import NOW, Cast
from tests.builders.programme import a_room, a_session, a_talk
from tests.builders.programmes import a_speaker, make_ready, on_stage
from toolkit.text import Text

MINUTES = timedelta(minutes=1)
Rows = list[tuple[object, ...]]


@pytest.fixture
def editor(cast: Cast) -> User:
    return cast.members[Role.PROGRAMME_EDITOR]


def everything() -> dict[str, Rows]:
    """Every row of the programme, as the database has it."""
    return {
        model.__name__: list(model._default_manager.order_by("pk").values_list())
        for model in (Session, Talk, Appearance)
    }


def lengths() -> list[int]:
    return [(talk.ends_at - talk.starts_at) // MINUTES for talk in Talk.objects.order_by("pk")]


def refusal(conference: Conference, by: User) -> UndoRefused:
    with pytest.raises(UndoRefused) as raised:
        undo(conference, by=by, now=NOW)
    return raised.value


def test_every_kind_of_deed_is_undone_and_done_again_to_the_last_column(cast: Cast, editor: User) -> None:
    session = a_session(cast.conference, cast.forum, room=a_room(cast.conference))
    other = a_session(cast.conference, starts_at=NOW, ends_at=NOW + 60 * MINUTES)
    talk = a_talk(session, needs=["projector"])
    second = a_talk(session, 20)
    speaker, guest = a_speaker(cast.conference), a_speaker(cast.conference, "韩明", "HAN Ming")
    on_stage(speaker, talk)
    place = PlaceDeed(step=PlaceStep.ADD, person=Placed(speaker=guest.pk, role=AppearanceRole.PANELLIST))
    edit = replace(
        SessionEdit.of(other), kind=SessionKind.PLENARY, starts_at=NOW + 60 * MINUTES, ends_at=NOW + 90 * MINUTES
    )
    states = [everything()]
    for deed in (
        lambda: place_talk(second, session, 0, by=editor, now=NOW),
        lambda: set_length(Talk.objects.get(pk=talk.pk), 45 * MINUTES, by=editor, now=NOW),
        lambda: arrange_people(Talk.objects.get(pk=talk.pk), place, by=editor, now=NOW),
        lambda: swap_sessions(Session.objects.get(pk=session.pk), other, by=editor, now=NOW),
        lambda: add_session(cast.conference, edit, by=editor, now=NOW),
        lambda: remove_session(Session.objects.get(pk=session.pk), by=editor, now=NOW),
    ):
        deed()
        states.append(everything())
    assert len({str(state) for state in states}) == len(states)
    for state in reversed(states[:-1]):
        undo(cast.conference, by=editor, now=NOW)
        assert everything() == state
    assert refusal(cast.conference, editor).fault is UndoFault.NOTHING
    for state in states[1:]:
        redo(cast.conference, by=editor, now=NOW)
        assert everything() == state


def test_the_buttons_name_what_they_would_take_back(cast: Cast, editor: User) -> None:
    talk = a_talk(a_session(cast.conference, cast.forum))
    set_length(talk, 30 * MINUTES, by=editor, now=NOW)
    offered = undoable(cast.conference, by=editor)
    assert offered.undo is not None
    assert (offered.undo.kind, offered.undo.about, offered.redo) == ("set_length", talk.title, None)
    undo(cast.conference, by=editor, now=NOW)
    offered = undoable(cast.conference, by=editor)
    assert offered.undo is None
    assert offered.redo is not None
    assert (offered.redo.kind, offered.redo.about) == ("set_length", talk.title)


def test_a_deed_inside_another_is_a_part_of_it_and_no_change_is_no_deed(cast: Cast, editor: User) -> None:
    first, second = a_session(cast.conference), a_session(cast.conference, starts_at=NOW)
    swap_sessions(first, second, by=editor, now=NOW)
    talk = a_talk(a_session(cast.conference, cast.forum), position=1)
    set_length(talk, 20 * MINUTES, by=editor, now=NOW)
    assert [deed.kind for deed in Deed.objects.all()] == ["swap_sessions"]


def test_each_person_takes_back_their_own_deeds(cast: Cast, editor: User) -> None:
    session = a_session(cast.conference, cast.forum)
    own, others = a_talk(session), a_talk(session, 60)
    set_length(own, 25 * MINUTES, by=editor, now=NOW)
    set_length(others, 30 * MINUTES, by=cast.members[Role.OWNER], now=NOW)
    undo(cast.conference, by=editor, now=NOW)
    assert lengths() == [20, 30]


def test_what_somebody_else_has_changed_since_is_refused_with_their_name(cast: Cast, editor: User) -> None:
    talk = a_talk(a_session(cast.conference, cast.forum))
    owner = cast.members[Role.OWNER]
    set_length(talk, 25 * MINUTES, by=editor, now=NOW)
    set_length(Talk.objects.get(), 35 * MINUTES, by=owner, now=NOW)
    refused = refusal(cast.conference, editor)
    assert (refused.fault, refused.by, refused.about) == (UndoFault.CHANGED_SINCE, owner, talk.title)
    assert lengths() == [35]
    undo(cast.conference, by=owner, now=NOW)
    undo(cast.conference, by=editor, now=NOW)
    assert lengths() == [20]


def test_other_columns_of_the_same_row_are_left_as_they_are(cast: Cast, editor: User) -> None:
    talk = a_talk(a_session(cast.conference, cast.forum))
    set_length(talk, 25 * MINUTES, by=editor, now=NOW)
    there = Talk.objects.get()
    change_talk(there, replace(TalkEdit.of(there), title_en="New"), by=cast.members[Role.OWNER], now=NOW)
    undo(cast.conference, by=editor, now=NOW)
    assert (lengths(), Talk.objects.get().title_en) == ([20], "New")


def test_what_others_have_put_into_a_new_session_keeps_it(cast: Cast, editor: User) -> None:
    edit = SessionEdit(kind=SessionKind.PLENARY, title_en="New", starts_at=NOW, ends_at=NOW + 60 * MINUTES)
    made = add_session(cast.conference, edit, by=editor, now=NOW)
    talk = TalkEdit(title_en="Theirs", starts_at=NOW, ends_at=NOW + 20 * MINUTES)
    add_talks(made, [talk], by=cast.members[Role.OWNER], now=NOW)
    assert refusal(cast.conference, editor).fault is UndoFault.IN_USE
    assert Talk.objects.count() == 1


def test_a_removed_session_does_not_come_back_on_a_day_that_is_gone(cast: Cast, editor: User) -> None:
    last = NOW + timedelta(days=2)
    session = a_session(cast.conference, cast.forum, starts_at=last, ends_at=last + 60 * MINUTES, title_en="Last")
    remove_session(session, by=editor, now=NOW)
    days = replace(ConferenceEdit.of(cast.conference), ends_on=cast.conference.starts_on)
    change_conference(cast.conference, days, by=None, now=NOW)
    conference = Conference.objects.get(pk=cast.conference.pk)
    refused = refusal(conference, editor)
    assert (refused.fault, refused.about) == (UndoFault.DAYS_CHANGED, Text("", "Last"))


def test_who_may_no_longer_edit_cannot_undo(cast: Cast) -> None:
    secretary = cast.members[Role.FORUM_SECRETARY]
    talk = a_talk(make_ready(cast.forum), 30, kind="discussion")
    set_length(talk, 25 * MINUTES, by=secretary, now=NOW)
    take_forum_step(Forum.objects.get(pk=cast.forum.pk), ForumStep.SUBMIT, by=secretary, now=NOW)
    with pytest.raises(Denied):
        undo(cast.conference, by=secretary, now=NOW)
    assert lengths() == [30, 25]


def test_undoing_an_approved_change_waits_for_approval_like_any_other(cast: Cast) -> None:
    secretary = cast.members[Role.FORUM_SECRETARY]
    talk = a_talk(a_session(cast.conference, cast.forum))
    set_length(talk, 25 * MINUTES, by=secretary, now=NOW)
    take_forum_step(Forum.objects.get(pk=cast.forum.pk), ForumStep.APPROVE, by=None, now=NOW)
    undo(cast.conference, by=secretary, now=NOW)
    assert lengths() == [20]
    assert Forum.objects.get(pk=cast.forum.pk).approved_part is not None


def test_editors_ask_what_has_happened_since_a_deed(
    cast: Cast, editor: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    talk = a_talk(a_session(cast.conference, cast.forum))
    set_length(talk, 25 * MINUTES, by=editor, now=NOW)
    first = Deed.objects.get()
    set_length(Talk.objects.get(), 30 * MINUTES, by=editor, now=NOW)
    with django_assert_num_queries(1):
        assert [deed.kind for deed in deeds_since(cast.conference, first.pk)] == ["set_length"]
    forum = Forum.objects.get(pk=cast.forum.pk)
    assert (forum.changed_at, forum.changed_by) == (NOW, editor)
    assert list(first.forums.all()) == [forum]


def test_what_a_file_of_the_centre_changes_is_approved_and_editors_are_told(cast: Cast, editor: User) -> None:
    talk = a_talk(a_session(cast.conference, cast.forum))
    take_forum_step(Forum.objects.get(pk=cast.forum.pk), ForumStep.APPROVE, by=None, now=NOW)
    set_length(talk, 25 * MINUTES, by=cast.members[Role.FORUM_SECRETARY], now=NOW)
    with importing(cast.conference, by=editor):
        Talk.objects.update(title_en="From the file")
    note_import(cast.conference, by=editor, now=NOW)
    found = [each for session in draft_programme(cast.conference).sessions for each in session.talks]
    assert [(each.title.en, (each.ends_at - each.starts_at) // MINUTES) for each in found] == [("From the file", 20)]
    assert Deed.objects.last() is not None
    assert refusal(cast.conference, editor).fault is UndoFault.NOTHING
