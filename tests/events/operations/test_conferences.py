from dataclasses import replace
from datetime import date, time, timedelta

import pytest

from events.access import Denied
from events.extensions import NewConference
from events.models import AuditEntry, Conference, ConferenceState
from events.operations.conferences import (
    WrongConferenceState,
    change_conference,
    copy_conference,
    make_conference,
    move_conference,
)
from events.operations.forums import add_forums, add_groups, take_forum_step
from events.operations.rooms import add_rooms, set_venue
from events.operations.times import TimesRefused
from events.rules.edits import ConferenceEdit, ForumEdit, GroupEdit, RoomEdit, VenueEdit
from events.rules.forums import ForumState, ForumStep
from events.rules.office.roles import Role
from events.rules.spans import TimesFault
from tests.builders.people import NOW, Cast
from tests.builders.programme import a_group, a_room, a_session


def test_a_new_conference_is_a_draft_and_audited(cast: Cast) -> None:
    owner = cast.members[Role.OWNER]
    edit = ConferenceEdit(title_en="Bio 28", starts_on=date(2028, 4, 14), ends_on=date(2028, 4, 16))
    made = make_conference(cast.organisation, "bio28", edit, by=owner, now=NOW)
    entry = AuditEntry.objects.get(deed="add", subject="conference")
    assert made.state == ConferenceState.DRAFT
    assert (entry.by, entry.conference, entry.details) == (owner, made, {"name": "Bio 28"})


def test_a_copy_has_rooms_and_forums_of_its_own_and_no_sessions(cast: Cast) -> None:
    set_venue(cast.conference, VenueEdit(name_zh="会展中心"), by=None, now=NOW)
    add_rooms(cast.conference, [RoomEdit(name_zh="A201", capacity=160)], by=None, now=NOW)
    [group] = add_groups(cast.conference, [GroupEdit(letter="A", title_zh="合成生物")], by=None, now=NOW)
    add_forums(cast.conference, [ForumEdit(number=2, title_zh="绿色化工", group_id=group.pk)], by=None, now=NOW)
    take_forum_step(cast.forum, ForumStep.APPROVE, by=None, now=NOW)
    edit = ConferenceEdit(starts_on=date(2028, 4, 14), ends_on=date(2028, 4, 16))
    copy = copy_conference(cast.conference, "bio28", edit, by=None, now=NOW)
    assert copy.title == cast.conference.title
    assert [(room.name_zh, room.capacity, str(room.venue)) for room in copy.rooms.all()] == [("A201", 160, "会展中心")]
    assert [(forum.number, forum.title_zh, forum.state) for forum in copy.forums.all()] == [
        (1, "合成生物学使能技术", ForumState.DRAFTING),
        (2, "绿色化工", ForumState.DRAFTING),
    ]
    assert copy.forums.get(number=2).group == copy.forum_groups.get(letter="A") != group


def test_a_change_is_audited_with_the_values_before_and_after(cast: Cast) -> None:
    same = replace(ConferenceEdit.of(cast.conference), city_zh="无锡")
    change_conference(cast.conference, same, by=None, now=NOW)
    change_conference(cast.conference, same, by=None, now=NOW)
    assert [entry.details for entry in AuditEntry.objects.all()] == [{"city_zh": ["苏州", "无锡"]}]


def test_a_conference_moves_only_to_a_state_that_follows(cast: Cast) -> None:
    with pytest.raises(WrongConferenceState):
        move_conference(cast.conference, ConferenceState.ARCHIVED, by=None, now=NOW)
    move_conference(cast.conference, ConferenceState.LIVE, by=None, now=NOW)
    assert Conference.objects.get(pk=cast.conference.pk).state == ConferenceState.LIVE


DAYS = ConferenceEdit(title_en="Bio 28", starts_on=date(2028, 4, 14), ends_on=date(2028, 4, 16))


def test_a_copy_takes_the_names_it_is_given_and_its_own_edition(cast: Cast) -> None:
    Conference.objects.update(
        edition_en="The ninth", notice_en="Closed on Sunday", intro_en="Welcome", accent="#102030"
    )
    source = Conference.objects.get(pk=cast.conference.pk)
    copy = copy_conference(source, "bio28", DAYS, by=None, now=NOW)
    copy.refresh_from_db()
    assert (copy.title_en, copy.title_zh) == ("Bio 28", source.title_zh)
    assert (copy.edition_en, copy.notice_en, copy.intro_en, copy.accent) == ("", "", "Welcome", "#102030")
    assert (copy.starts_on, copy.ends_on, copy.state) == (DAYS.starts_on, DAYS.ends_on, ConferenceState.DRAFT)
    assert (copy.organisation, copy.created_at, copy.public_version) == (source.organisation, NOW, 0)
    assert AuditEntry.objects.get().details == {"from": source.slug}


def test_a_copy_keeps_the_order_of_rooms_and_groups(cast: Cast) -> None:
    a_room(cast.conference, "B", position=2)
    a_room(cast.conference, "A", position=1)
    a_group(cast.conference, "Z", position=1)
    a_group(cast.conference, "Y", position=2)
    copy = copy_conference(cast.conference, "bio28", DAYS, by=None, now=NOW)
    assert [(room.name_en, room.position, room.venue) for room in copy.rooms.all()] == [("A", 1, None), ("B", 2, None)]
    assert list(copy.forum_groups.values_list("letter", "position")) == [("Z", 1), ("Y", 2)]
    assert [forum.group for forum in copy.forums.all()] == [None]


def days(conference: Conference, first: date, last: date, **fields: object) -> ConferenceEdit:
    edit = replace(ConferenceEdit.of(conference), starts_on=first, ends_on=last)
    return replace(edit, **fields)  # type: ignore[arg-type]  # a test's


FIRST, SECOND, LAST = date(2027, 4, 16), date(2027, 4, 17), date(2027, 4, 18)


def test_days_without_sessions_can_be_removed(cast: Cast) -> None:
    a_session(cast.conference, starts_at=NOW + timedelta(days=1), ends_at=NOW + timedelta(days=1, hours=1))
    change_conference(cast.conference, days(cast.conference, SECOND, SECOND), by=None, now=NOW)
    cast.conference.refresh_from_db()
    assert (cast.conference.starts_on, cast.conference.ends_on) == (SECOND, SECOND)


@pytest.mark.parametrize(
    "edit",
    [
        {"starts_on": SECOND},
        {"starts_on": FIRST, "ends_on": FIRST},
        {"day_starts_at": time(10), "ends_on": LAST},
        {"timezone": "America/New_York"},
    ],
    ids=["first day", "last day", "hour of the first day", "zone"],
)
def test_a_day_with_sessions_cannot_be_removed(cast: Cast, edit: dict[str, object]) -> None:
    a_session(cast.conference, title_en="Opening", starts_at=NOW, ends_at=NOW + timedelta(hours=1))
    last = NOW.replace(day=18)
    a_session(cast.conference, title_en="Closing", starts_at=last, ends_at=last + timedelta(hours=1))
    with pytest.raises(TimesRefused) as refusal:
        change_conference(
            cast.conference,
            replace(ConferenceEdit.of(cast.conference), **edit),  # type: ignore[arg-type]  # a test's
            by=None,
            now=NOW,
        )
    assert refusal.value.fault is TimesFault.SESSION_LEFT_OUT
    assert refusal.value.about is not None
    assert refusal.value.about.name.en == ("Closing" if edit.get("ends_on") == FIRST else "Opening")
    assert Conference.objects.get(pk=cast.conference.pk).starts_on == FIRST


def test_a_session_outside_the_days_does_not_prevent_their_change(cast: Cast) -> None:
    a_session(cast.conference, starts_at=NOW - timedelta(days=3), ends_at=NOW - timedelta(days=3, hours=-1))
    change_conference(cast.conference, days(cast.conference, SECOND, LAST), by=None, now=NOW)
    assert Conference.objects.get(pk=cast.conference.pk).starts_on == SECOND


@pytest.mark.parametrize("start", ConferenceState)
@pytest.mark.parametrize("end", ConferenceState)
def test_a_conference_goes_through_its_states_in_order(
    cast: Cast, start: ConferenceState, end: ConferenceState
) -> None:
    Conference.objects.update(state=start)
    draft, open_, live, closed, archived = ConferenceState
    allowed = {
        (draft, open_), (open_, live), (open_, closed), (open_, draft), (live, closed), (live, open_),
        (closed, open_), (closed, archived), (archived, closed),
    }  # fmt: skip
    if (start, end) in allowed:
        cast.conference.state = start
        move_conference(cast.conference, end, by=None, now=NOW)
        assert AuditEntry.objects.get().details == {"state": [start.value, end.value]}
        assert AuditEntry.objects.get().deed == end.value
    else:
        with pytest.raises(WrongConferenceState):
            move_conference(cast.conference, end, by=None, now=NOW)
    assert Conference.objects.get(pk=cast.conference.pk).state == (end if (start, end) in allowed else start)


def test_only_the_centre_makes_and_changes_conferences(cast: Cast) -> None:
    editor, same = cast.members[Role.PROGRAMME_EDITOR], ConferenceEdit.of(cast.conference)
    for refused in (
        lambda: make_conference(cast.organisation, "bio28", DAYS, by=editor, now=NOW),
        lambda: copy_conference(cast.conference, "bio28", DAYS, by=editor, now=NOW),
        lambda: change_conference(cast.conference, same, by=editor, now=NOW),
        lambda: move_conference(cast.conference, ConferenceState.LIVE, by=editor, now=NOW),
    ):
        with pytest.raises(Denied):
            refused()
    change_conference(cast.conference, same, by=cast.members[Role.ORGANISER], now=NOW)


def test_higher_apps_equip_a_new_conference(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    furnished: list[NewConference] = []
    monkeypatch.setattr("events.operations.conferences.conference_furnishers", [furnished.append])
    room = a_room(cast.conference)
    made = make_conference(cast.organisation, "bio28", DAYS, by=None, now=NOW)
    copy = copy_conference(cast.conference, "bio29", DAYS, by=None, now=NOW)
    assert furnished == [
        NewConference(conference=made),
        NewConference(
            conference=copy,
            source=cast.conference,
            rooms={room.pk: copy.rooms.get()},
            shift=DAYS.starts_on - cast.conference.starts_on,
        ),
    ]
