"""Operations of `events`."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, timedelta

from doors.exporters.attendance import ATTENDANCE_EXPORT
from events.importers.feeds import read_feed
from events.models import (
    Conference,
    ConferenceState,
    Deed,
    Forum,
    ForumGroup,
    Job,
    Membership,
    Room,
    Session,
    Talk,
    Upload,
    User,
    Venue,
)
from events.operations import approval, editing, journal
from events.operations.conferences import change_conference, copy_conference, make_conference, move_conference
from events.operations.feed_conference import ScheduleOrder, feed_conference
from events.operations.forums import (
    add_forums,
    add_groups,
    change_forum,
    change_group,
    remove_forum,
    remove_group,
    take_forum_step,
)
from events.operations.journal import redo, undo
from events.operations.moving import (
    move_forum,
    move_session,
    resize_session,
    swap_rooms,
    swap_sessions,
    swap_whole_rooms,
)
from events.operations.office import audit, changes, jobs, letters
from events.operations.office.exports import request_export
from events.operations.office.team import (
    RoleScope,
    add_member,
    invite_again,
    invite_member,
    invite_members,
    remove_member,
)
from events.operations.office.uploads import (
    SheetFile,
    answer_upload,
    choose_encoding,
    keep_upload,
    request_sheet_job,
    store_upload,
)
from events.operations.publishing import publish, republish
from events.operations.reminders import Reminders, remind_forums
from events.operations.rooms import add_rooms, change_room, remove_room, set_venue
from events.operations.running_order import pin_talk, place_talk, set_length, swap_talks
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
from events.operations.wishes import fulfil
from events.rules.edits import ConferenceEdit, ForumEdit, GroupEdit, RoomEdit, SessionEdit, TalkEdit, VenueEdit
from events.rules.forums import ForumState, ForumStep
from events.rules.office.roles import Role, TeamInvitation
from events.rules.office.sheet_reports import SheetWishes
from events.rules.programme import SessionKind
from events.rules.timetable.halves import DayClock
from events.rules.wishes import MoveForum
from registration.exporters.delegates import DELEGATES_EXPORT
from speakers.exporters.speakers import SPEAKERS_EXPORT
from tests.architecture.operations import Operation, Row, clashes, review
from tests.architecture.permissions import CENTRE, DESK_AND_DOOR_LEAD, EDITORS, PROGRAMME, READERS
from tests.builders.people import NOW, Cast
from tests.builders.programme import a_group, a_room, a_session, a_talk
from tests.builders.programmes import make_ready
from tests.samples import sample


def _add_rooms(cast: Cast, by: User | None) -> list[Room]:
    return add_rooms(cast.conference, [RoomEdit(name_zh="A201")], by=by, now=NOW)


def _change_room(cast: Cast, by: User | None) -> None:
    change_room(a_room(cast.conference), RoomEdit(name_zh="A202"), by=by, now=NOW)


def _remove_room(cast: Cast, by: User | None) -> None:
    remove_room(a_room(cast.conference), by=by, now=NOW)


def _set_venue(cast: Cast, by: User | None) -> Venue:
    return set_venue(cast.conference, VenueEdit(name_zh="会展中心"), by=by, now=NOW)


def _add_forums(cast: Cast, by: User | None) -> list[Forum]:
    return add_forums(cast.conference, [ForumEdit(number=0, title_zh="分会")], by=by, now=NOW)


def _forum(cast: Cast, state: ForumState) -> Forum:
    cast.forum.state = state
    cast.forum.save(update_fields=["state"])
    return cast.forum


def _change_forum(cast: Cast, by: User | None) -> None:
    change_forum(cast.forum, replace(ForumEdit.of(cast.forum), host_zh="示例大学"), by=by, now=NOW)


def _change_submitted_forum(cast: Cast, by: User | None) -> None:
    forum = _forum(cast, ForumState.SUBMITTED)
    change_forum(forum, replace(ForumEdit.of(forum), host_zh="示例大学"), by=by, now=NOW)


def _change_forum_read_before_it_was_submitted(cast: Cast, by: User | None) -> None:
    stale = Forum.objects.get(pk=cast.forum.pk)
    _forum(cast, ForumState.SUBMITTED)
    change_forum(stale, replace(ForumEdit.of(stale), host_zh="示例大学"), by=by, now=NOW)


def _renumber_forum(cast: Cast, by: User | None) -> None:
    change_forum(cast.forum, replace(ForumEdit.of(cast.forum), number=9), by=by, now=NOW)


def _change_another_forum(cast: Cast, by: User | None) -> None:
    other = Forum.objects.create(conference=cast.conference, number=2)
    change_forum(other, replace(ForumEdit.of(other), host_zh="示例大学"), by=by, now=NOW)


def _remove_forum(cast: Cast, by: User | None) -> None:
    remove_forum(Forum.objects.create(conference=cast.conference, number=2), by=by, now=NOW)


def _submit(cast: Cast, by: User | None) -> None:
    make_ready(cast.forum)
    take_forum_step(_forum(cast, ForumState.DRAFTING), ForumStep.SUBMIT, by=by, now=NOW)


def _approve(cast: Cast, by: User | None) -> None:
    take_forum_step(_forum(cast, ForumState.DRAFTING), ForumStep.APPROVE, by=by, now=NOW)


def _return(cast: Cast, by: User | None) -> None:
    take_forum_step(_forum(cast, ForumState.SUBMITTED), ForumStep.RETURN, by=by, now=NOW)


def _remind(cast: Cast, by: User | None) -> Reminders:
    return remind_forums(cast.conference, [cast.forum.pk], by=by, now=NOW)


def _add_groups(cast: Cast, by: User | None) -> list[ForumGroup]:
    return add_groups(cast.conference, [GroupEdit(letter="A")], by=by, now=NOW)


def _change_group(cast: Cast, by: User | None) -> None:
    change_group(a_group(cast.conference), GroupEdit(letter="B"), by=by, now=NOW)


def _remove_group(cast: Cast, by: User | None) -> None:
    remove_group(a_group(cast.conference), by=by, now=NOW)


DAYS = ConferenceEdit(title_en="Bio 28", starts_on=date(2028, 4, 14), ends_on=date(2028, 4, 16))


def _make_conference(cast: Cast, by: User | None) -> Conference:
    return make_conference(cast.organisation, "bio28", DAYS, by=by, now=NOW)


def _copy_conference(cast: Cast, by: User | None) -> Conference:
    return copy_conference(cast.conference, "bio28", DAYS, by=by, now=NOW)


def _change_conference(cast: Cast, by: User | None) -> None:
    edit = replace(ConferenceEdit.of(cast.conference), city_en="Wuxi")
    change_conference(cast.conference, edit, by=by, now=NOW)


def _close_conference(cast: Cast, by: User | None) -> None:
    move_conference(Conference.objects.get(pk=cast.conference.pk), ConferenceState.CLOSED, by=by, now=NOW)


def _import_conference(cast: Cast, by: User | None) -> object:
    order = ScheduleOrder(feed=read_feed(sample("schedule.xml")), slug=cast.conference.slug)
    return feed_conference(order, by=by, now=NOW)


def _import_new_conference(cast: Cast, by: User | None) -> object:
    order = ScheduleOrder(
        feed=read_feed(sample("schedule.xml")), slug="fed27", create=True, organisation=cast.organisation.slug
    )
    return feed_conference(order, by=by, now=NOW)


def _publish(cast: Cast, by: User | None) -> object:
    return publish(cast.conference, by=by, now=NOW)


def _republish(cast: Cast, by: User | None) -> object:
    return republish(publish(cast.conference, by=None, now=NOW).release, by=by, now=NOW)


def _session_edit(**fields: object) -> SessionEdit:
    session = SessionEdit(kind=SessionKind.PLENARY, title_en="Opening", starts_at=NOW, ends_at=NOW + timedelta(hours=1))
    return replace(session, **fields)  # type: ignore[arg-type]  # any field


TALK = TalkEdit(title_en="Enzymes", starts_at=NOW.replace(hour=6), ends_at=NOW.replace(hour=7))


def _add_session(cast: Cast, by: User | None) -> Session:
    return add_session(cast.conference, _session_edit(), by=by, now=NOW)


def _add_session_of_own_forum(cast: Cast, by: User | None) -> Session:
    edit = _session_edit(kind=SessionKind.FORUM, forum_id=cast.forum.pk)
    return add_session(cast.conference, edit, by=by, now=NOW)


def _add_sessions(cast: Cast, by: User | None) -> list[Session]:
    return add_sessions(cast.conference, [_session_edit()], by=by, now=NOW)


def _change_session(cast: Cast, by: User | None, **fields: object) -> None:
    session = a_session(cast.conference, cast.forum)
    edit = replace(SessionEdit.of(session), **fields or {"host_zh": "示例大学"})  # type: ignore[arg-type]  # a test's
    change_session(session, edit, by=by, now=NOW)


def _change_session_of_submitted_forum(cast: Cast, by: User | None) -> None:
    session = a_session(cast.conference, cast.forum)
    Forum.objects.update(state=ForumState.SUBMITTED)
    change_session(session, replace(SessionEdit.of(session), host_zh="示例大学"), by=by, now=NOW)


def _start_session_earlier(cast: Cast, by: User | None) -> None:
    _change_session(cast, by, starts_at=NOW.replace(hour=5))


def _put_session_into_a_room(cast: Cast, by: User | None) -> None:
    _change_session(cast, by, room_id=a_room(cast.conference).pk)


def _change_plenary(cast: Cast, by: User | None) -> None:
    plenary = a_session(cast.conference)
    change_session(plenary, replace(SessionEdit.of(plenary), title_en="Opening"), by=by, now=NOW)


def _remove_session(cast: Cast, by: User | None) -> None:
    remove_session(a_session(cast.conference, cast.forum), by=by, now=NOW)


def _add_talk(cast: Cast, by: User | None) -> Talk:
    return add_talk(a_session(cast.conference, cast.forum), TALK, by=by, now=NOW)


def _add_talks(cast: Cast, by: User | None) -> list[Talk]:
    return add_talks(a_session(cast.conference, cast.forum), [TALK], by=by, now=NOW)


def _add_talks_to_submitted_forum(cast: Cast, by: User | None) -> list[Talk]:
    session = a_session(cast.conference, cast.forum)
    Forum.objects.update(state=ForumState.SUBMITTED)
    return add_talks(session, [TALK], by=by, now=NOW)


def _change_talk(cast: Cast, by: User | None) -> None:
    change_talk(a_talk(a_session(cast.conference, cast.forum)), TALK, by=by, now=NOW)


def _change_talk_moved_to_another_session(cast: Cast, by: User | None) -> None:
    talk = a_talk(a_session(cast.conference, cast.forum))
    Talk.objects.filter(pk=talk.pk).update(session=a_session(cast.conference))
    change_talk(talk, replace(TalkEdit.of(talk), title_en="Enzymes"), by=by, now=NOW)


def _remove_talk(cast: Cast, by: User | None) -> None:
    remove_talk(a_talk(a_session(cast.conference, cast.forum)), by=by, now=NOW)


def _remove_talk_of_submitted_forum(cast: Cast, by: User | None) -> None:
    talk = a_talk(a_session(cast.conference, cast.forum))
    Forum.objects.update(state=ForumState.SUBMITTED)
    remove_talk(talk, by=by, now=NOW)


def _place_talk(cast: Cast, by: User | None) -> None:
    session = a_session(cast.conference, cast.forum)
    a_talk(session)
    place_talk(a_talk(session, 20), session, 0, by=by, now=NOW)


def _talk_of_another_forum(cast: Cast) -> Talk:
    other = Forum.objects.create(conference=cast.conference, number=2)
    return a_talk(a_session(cast.conference, other))


def _place_talk_in_another_forum(cast: Cast, by: User | None) -> None:
    talk = a_talk(a_session(cast.conference, cast.forum))
    place_talk(talk, _talk_of_another_forum(cast).session, 0, by=by, now=NOW)


def _place_talk_of_another_forum(cast: Cast, by: User | None) -> None:
    talk = _talk_of_another_forum(cast)
    place_talk(talk, a_session(cast.conference, cast.forum), 0, by=by, now=NOW)


def _put_talk_into_the_tray(cast: Cast, by: User | None) -> None:
    place_talk(a_talk(a_session(cast.conference, cast.forum)), None, by=by, now=NOW)


def _set_length(cast: Cast, by: User | None) -> None:
    set_length(a_talk(a_session(cast.conference, cast.forum)), timedelta(minutes=25), by=by, now=NOW)


def _pin_talk(cast: Cast, by: User | None) -> None:
    talk = a_talk(a_session(cast.conference, cast.forum))
    pin_talk(talk, talk.starts_at + timedelta(minutes=5), by=by, now=NOW)


def _swap_talks(cast: Cast, by: User | None) -> None:
    session = a_session(cast.conference, cast.forum)
    swap_talks(a_talk(session), a_talk(session, 20), by=by, now=NOW)


def _swap_talks_of_two_forums(cast: Cast, by: User | None) -> None:
    swap_talks(a_talk(a_session(cast.conference, cast.forum)), _talk_of_another_forum(cast), by=by, now=NOW)


def _move_a_session(cast: Cast, by: User | None) -> None:
    move_session(a_session(cast.conference, cast.forum), None, NOW, by=by, now=NOW)


def _resize_session(cast: Cast, by: User | None) -> None:
    session = a_session(cast.conference, cast.forum)
    resize_session(session, session.ends_at + timedelta(minutes=5), by=by, now=NOW)


def _swap_sessions(cast: Cast, by: User | None) -> None:
    first = a_session(cast.conference, cast.forum)
    swap_sessions(first, a_session(cast.conference, cast.forum, starts_at=NOW), by=by, now=NOW)


def _swap_rooms(cast: Cast, by: User | None) -> None:
    first = a_session(cast.conference, cast.forum, room=a_room(cast.conference))
    swap_rooms(first, a_session(cast.conference, cast.forum), by=by, now=NOW)


def _move_forum(cast: Cast, by: User | None) -> object:
    a_session(cast.conference, cast.forum)
    return move_forum(cast.forum, days=1, by=by, now=NOW)


def _swap_whole_rooms(cast: Cast, by: User | None) -> object:
    rooms = [a_room(cast.conference, name) for name in ("A201", "B302")]
    a_session(cast.conference, cast.forum, room=rooms[0])
    return swap_whole_rooms(*rooms, by=by, now=NOW)


def _fulfil(cast: Cast, by: User | None) -> None:
    a_session(cast.conference, cast.forum)
    wish = MoveForum(forum=cast.forum.number, room=a_room(cast.conference).pk)
    conference = cast.conference
    clock = DayClock.of(conference.starts_on, zone=conference.zone, day_starts_at=conference.day_starts_at)
    fulfil(conference, wish, clock, by=by, now=NOW)


def _undo(cast: Cast, by: User | None) -> object:
    talk = a_talk(a_session(cast.conference, cast.forum))
    set_length(talk, timedelta(minutes=25), by=None, now=NOW)
    Deed.objects.update(by=by)
    assert by is not None
    return undo(cast.conference, by=by, now=NOW)


def _redo(cast: Cast, by: User | None) -> object:
    talk = a_talk(a_session(cast.conference, cast.forum))
    editor = cast.members[Role.PROGRAMME_EDITOR]
    set_length(talk, timedelta(minutes=25), by=editor, now=NOW)
    undo(cast.conference, by=editor, now=NOW)
    Deed.objects.update(by=by)
    assert by is not None
    return redo(cast.conference, by=by, now=NOW)


def _here(cast: Cast) -> RoleScope:
    return RoleScope(organisation=cast.organisation, conference=cast.conference)


def _add_member(cast: Cast, by: User | None) -> Membership:
    return add_member("new@example.com", Role.VIEWER, _here(cast), by=by, now=NOW)


def _invite_member(cast: Cast, by: User | None) -> Membership:
    return invite_member("new@example.com", Role.VIEWER, _here(cast), by=by, now=NOW)


def _invite_owner(cast: Cast, by: User | None) -> Membership:
    return invite_member("new@example.com", Role.OWNER, RoleScope(organisation=cast.organisation), by=by, now=NOW)


def _invite_owner_as_owner_of_one_conference(cast: Cast, by: User | None) -> Membership:
    Membership.objects.filter(role=Role.OWNER, organisation=cast.organisation).update(conference=cast.conference)
    return _invite_owner(cast, by)


def _invite_members(cast: Cast, by: User | None) -> list[Membership]:
    one = TeamInvitation(email="new@example.com", role=Role.FORUM_SECRETARY, forum_id=cast.forum.pk)
    return invite_members(cast.conference, [one], by=by, now=NOW)


def _viewer(cast: Cast) -> Membership:
    return Membership.objects.get(user=cast.members[Role.VIEWER])


def _invite_again(cast: Cast, by: User | None) -> None:
    invite_again(_viewer(cast), by=by, now=NOW)


def _remove_member(cast: Cast, by: User | None) -> None:
    remove_member(_viewer(cast), by=by, now=NOW)


def _remove_organiser(cast: Cast, by: User | None) -> None:
    remove_member(Membership.objects.get(user=cast.members[Role.ORGANISER]), by=by, now=NOW)


SHEET = SheetFile(
    kind="programme", name="programme.csv", content="日期,时间,分会,会议室,题目\n".encode(), language="en"
)


def _upload(cast: Cast) -> Upload:
    return keep_upload(cast.conference, SHEET, by=cast.members[Role.OWNER], now=NOW)


def _keep_upload(cast: Cast, by: User | None) -> Upload:
    assert by is not None
    return keep_upload(cast.conference, SHEET, by=by, now=NOW)


def _choose_encoding(cast: Cast, by: User | None) -> None:
    assert by is not None
    content = "姓名,单位\n王伟,研究院\n".encode("gb18030")
    upload = keep_upload(cast.conference, replace(SHEET, content=content), by=cast.members[Role.OWNER], now=NOW)
    choose_encoding(upload, "gb18030", by=by, now=NOW)


AGENDA = SheetFile(kind="agenda", name="", content="9:00-9:20 致辞\n".encode(), language="en")


def _agenda(cast: Cast) -> Upload:
    return keep_upload(cast.conference, replace(AGENDA, forum=cast.forum), by=cast.members[Role.OWNER], now=NOW)


def _keep_agenda(cast: Cast, by: User | None) -> Upload:
    assert by is not None
    return keep_upload(cast.conference, replace(AGENDA, forum=cast.forum), by=by, now=NOW)


def _answer_upload(cast: Cast, by: User | None) -> object:
    assert by is not None
    return answer_upload(_agenda(cast), {"1.place": "out"}, by=by, now=NOW)


def _store_agenda(cast: Cast, by: User | None) -> object:
    return store_upload(_agenda(cast), SheetWishes(), by=by, now=NOW)


def _store_upload(cast: Cast, by: User | None) -> object:
    return store_upload(_upload(cast), SheetWishes(), by=by, now=NOW)


def _request_sheet_job(cast: Cast, by: User | None) -> Job:
    assert by is not None
    return request_sheet_job(_upload(cast), {"deed": "examine"}, by=by, now=NOW)


def _request_export(kind: str) -> Callable[[Cast, User | None], Job]:
    def request(cast: Cast, by: User | None) -> Job:
        assert by is not None
        return request_export(kind, cast.conference, {}, by=by, now=NOW)

    return request


_EXPORTS = [
    (DELEGATES_EXPORT, DESK_AND_DOOR_LEAD),
    (ATTENDANCE_EXPORT, DESK_AND_DOOR_LEAD),
    (SPEAKERS_EXPORT, READERS),
]
ROWS: list[Row] = [
    *review.ROWS,
    *clashes.ROWS,
    *(
        Row(operation=request_export, case=kind, call=_request_export(kind), allowed=allowed, for_portal=False)
        for kind, allowed in _EXPORTS
    ),
    Row(operation=add_rooms, call=_add_rooms, allowed=CENTRE),
    Row(operation=change_room, call=_change_room, allowed=CENTRE),
    Row(operation=remove_room, call=_remove_room, allowed=CENTRE),
    Row(operation=set_venue, call=_set_venue, allowed=CENTRE),
    Row(operation=add_forums, call=_add_forums, allowed=CENTRE),
    Row(operation=change_forum, call=_change_forum, allowed=EDITORS),
    Row(operation=change_forum, case="submitted", call=_change_submitted_forum, allowed=PROGRAMME),
    Row(
        operation=change_forum,
        case="submitted since it was read",
        call=_change_forum_read_before_it_was_submitted,
        allowed=PROGRAMME,
    ),
    Row(operation=change_forum, case="its number", call=_renumber_forum, allowed=PROGRAMME),
    Row(operation=change_forum, case="another forum", call=_change_another_forum, allowed=PROGRAMME),
    Row(operation=remove_forum, call=_remove_forum, allowed=CENTRE),
    Row(operation=remind_forums, call=_remind, allowed=PROGRAMME),
    Row(operation=take_forum_step, case="submit", call=_submit, allowed=EDITORS),
    Row(operation=take_forum_step, case="approve", call=_approve, allowed=PROGRAMME),
    Row(operation=take_forum_step, case="return", call=_return, allowed=PROGRAMME),
    Row(operation=add_groups, call=_add_groups, allowed=CENTRE),
    Row(operation=change_group, call=_change_group, allowed=CENTRE),
    Row(operation=remove_group, call=_remove_group, allowed=CENTRE),
    Row(operation=make_conference, call=_make_conference, allowed=CENTRE),
    Row(operation=copy_conference, call=_copy_conference, allowed=CENTRE),
    Row(operation=change_conference, call=_change_conference, allowed=CENTRE),
    Row(operation=move_conference, call=_close_conference, allowed=CENTRE),
    Row(operation=feed_conference, call=_import_conference, allowed=CENTRE),
    Row(operation=feed_conference, case="new", call=_import_new_conference, allowed=CENTRE),
    Row(operation=publish, call=_publish, allowed=CENTRE),
    Row(operation=republish, call=_republish, allowed=CENTRE),
    Row(operation=add_session, call=_add_session, allowed=PROGRAMME),
    Row(operation=add_session, case="of one's own forum", call=_add_session_of_own_forum, allowed=PROGRAMME),
    Row(operation=add_sessions, call=_add_sessions, allowed=PROGRAMME),
    Row(operation=change_session, call=_change_session, allowed=EDITORS),
    Row(
        operation=change_session,
        case="of a forum submitted since it was read",
        call=_change_session_of_submitted_forum,
        allowed=PROGRAMME,
    ),
    Row(operation=change_session, case="its start", call=_start_session_earlier, allowed=PROGRAMME),
    Row(operation=change_session, case="its room", call=_put_session_into_a_room, allowed=PROGRAMME),
    Row(operation=change_session, case="a plenary", call=_change_plenary, allowed=PROGRAMME),
    Row(operation=remove_session, call=_remove_session, allowed=PROGRAMME),
    Row(operation=add_talk, call=_add_talk, allowed=EDITORS),
    Row(operation=add_talks, call=_add_talks, allowed=EDITORS),
    Row(operation=add_talks, case="submitted", call=_add_talks_to_submitted_forum, allowed=PROGRAMME),
    Row(operation=change_talk, call=_change_talk, allowed=EDITORS),
    Row(
        operation=change_talk,
        case="moved to another session since it was read",
        call=_change_talk_moved_to_another_session,
        allowed=PROGRAMME,
    ),
    Row(operation=remove_talk, call=_remove_talk, allowed=EDITORS),
    Row(operation=remove_talk, case="submitted", call=_remove_talk_of_submitted_forum, allowed=PROGRAMME),
    Row(operation=place_talk, call=_place_talk, allowed=EDITORS),
    Row(operation=place_talk, case="in another forum", call=_place_talk_in_another_forum, allowed=PROGRAMME),
    Row(operation=place_talk, case="of another forum", call=_place_talk_of_another_forum, allowed=PROGRAMME),
    Row(operation=place_talk, case="into the tray", call=_put_talk_into_the_tray, allowed=EDITORS),
    Row(operation=set_length, call=_set_length, allowed=EDITORS),
    Row(operation=pin_talk, call=_pin_talk, allowed=EDITORS),
    Row(operation=swap_talks, call=_swap_talks, allowed=EDITORS),
    Row(operation=swap_talks, case="of two forums", call=_swap_talks_of_two_forums, allowed=PROGRAMME),
    Row(operation=move_session, call=_move_a_session, allowed=PROGRAMME),
    Row(operation=resize_session, call=_resize_session, allowed=PROGRAMME),
    Row(operation=swap_sessions, call=_swap_sessions, allowed=PROGRAMME),
    Row(operation=swap_rooms, call=_swap_rooms, allowed=PROGRAMME),
    Row(operation=swap_whole_rooms, call=_swap_whole_rooms, allowed=PROGRAMME),
    Row(operation=move_forum, call=_move_forum, allowed=PROGRAMME),
    Row(operation=fulfil, call=_fulfil, allowed=PROGRAMME),
    Row(operation=undo, call=_undo, allowed=EDITORS, for_portal=False),
    Row(operation=redo, call=_redo, allowed=EDITORS, for_portal=False),
    Row(operation=add_member, call=_add_member, allowed=[Role.OWNER]),
    Row(operation=invite_member, call=_invite_member, allowed=[Role.OWNER]),
    Row(operation=invite_member, case="an owner", call=_invite_owner, allowed=[Role.OWNER]),
    Row(
        operation=invite_member,
        case="an owner, by the owner of one conference",
        call=_invite_owner_as_owner_of_one_conference,
        allowed=[],
    ),
    Row(operation=invite_members, call=_invite_members, allowed=[Role.OWNER]),
    Row(operation=invite_again, call=_invite_again, allowed=[Role.OWNER]),
    Row(operation=remove_member, call=_remove_member, allowed=[Role.OWNER]),
    Row(operation=remove_member, case="an organiser", call=_remove_organiser, allowed=[Role.OWNER]),
    Row(operation=keep_upload, call=_keep_upload, allowed=PROGRAMME, for_portal=False),
    Row(operation=choose_encoding, call=_choose_encoding, allowed=PROGRAMME, for_portal=False),
    Row(operation=store_upload, call=_store_upload, allowed=PROGRAMME),
    Row(operation=keep_upload, case="of a forum", call=_keep_agenda, allowed=EDITORS, for_portal=False),
    Row(operation=answer_upload, call=_answer_upload, allowed=EDITORS, for_portal=False),
    Row(operation=store_upload, case="of a forum", call=_store_agenda, allowed=EDITORS),
    Row(operation=request_sheet_job, call=_request_sheet_job, allowed=PROGRAMME, for_portal=False),
]
HELPERS: Mapping[Operation, str] = {
    **review.HELPERS,
    editing.authorise_edit: "is what operations ask",
    approval.keep_approval: "is a part of recording a deed",
    approval.approve_draft: "is a part of a step that names the right",
    journal.deed: "records what an operation does",
    journal.importing: "records what an operation does",
    journal.note_import: "records what an operation does",
    journal.undoable: "reads, for the person's own buttons",
    audit.record: "writes down what an operation does",
    audit.record_in: "writes down what an operation does",
    changes.change_row: "changes a row for an operation that names the right",
    changes.remove_row: "removes a row for an operation that names the right",
    jobs.request_job: "queues the job of an operation",
    letters.write_letter: "writes the letter of an operation",
    letters.write_letters: "writes the letters of an operation",
}
