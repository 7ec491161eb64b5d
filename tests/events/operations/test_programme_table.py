"""Sessions, talks and forums made from the items of a spreadsheet. Its people are tested in speakers."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from events.models import Conference, Forum, Session, Talk
from events.operations.programme_table import StoredItem, store_items
from events.rules.programme import SessionAccess, SessionKind, TalkKind
from events.rules.programme_rows import ProgrammeItem
from tests.builders.people import Cast
from tests.builders.programme import a_room, a_session

SHANGHAI = ZoneInfo("Asia/Shanghai")


@pytest.fixture
def conference(cast: Cast) -> Conference:
    Forum.objects.all().delete()
    return cast.conference


def at(hour: int, minute: int = 0, day: int = 16) -> datetime:
    return datetime(2027, 4, day, hour, minute, tzinfo=SHANGHAI)


def item(
    title: str, hour: int, minute: int = 0, *, minutes: int = 20, day: int = 16, **fields: object
) -> ProgrammeItem:
    starts_at = at(hour, minute, day)
    return ProgrammeItem(
        title=title,
        starts_at=starts_at,
        ends_at=starts_at + timedelta(minutes=minutes),
        source_key=f"sheet:{title}",
        **fields,  # type: ignore[arg-type]  # any field
    )


def store(conference: Conference, *items: ProgrammeItem) -> tuple[tuple[StoredItem, ...], int]:
    return store_items(conference, items)


def blocks(conference: Conference) -> list[tuple[str, int]]:
    """The titles of the sessions in order, and how many talks each has."""
    return [
        (row.title_zh or row.title_en, row.talks.count()) for row in conference.sessions.order_by("starts_at", "pk")
    ]


def test_consecutive_items_of_a_forum_in_one_room_are_a_session(conference: Conference) -> None:
    room = a_room(conference)
    stored, forums = store(
        conference,
        item("Second", 9, 20, forum="酶分会 / Enzymes", room=str(room.pk), placeholder="特邀"),
        item("First", 9, forum="酶分会 / Enzymes", room=str(room.pk), host="示例大学"),
    )
    session = Session.objects.get()
    forum = Forum.objects.get()
    assert forums == 1
    assert (forum.number, forum.title_zh, forum.title_en) == (1, "酶分会", "Enzymes")
    assert (session.kind, session.access, session.forum, session.room) == ("forum", SessionAccess.OPEN, forum, room)
    assert (session.title_zh, session.title_en, session.host_zh) == ("酶分会", "Enzymes", "示例大学")
    assert (session.starts_at, session.ends_at) == (at(9), at(9, 40))
    talks = [(talk.title_en, talk.position, talk.placeholder_zh) for talk in session.talks.all()]
    assert talks == [("First", 1, ""), ("Second", 2, "特邀")]
    assert [(one.item.title, one.talk and one.talk.source_key) for one in stored] == [
        ("First", "sheet:First"),
        ("Second", "sheet:Second"),
    ]


@pytest.mark.parametrize(
    ("other", "sessions"),
    [({}, 1), ({"room": "B"}, 2), ({"forum": "Genes"}, 2), ({"day": 17}, 2)],
    ids=["alike", "another room", "another forum", "another day"],
)
def test_a_new_session_begins_where_room_forum_or_day_change(
    conference: Conference, other: dict[str, object], sessions: int
) -> None:
    rooms = {"A": str(a_room(conference, "A").pk), "B": str(a_room(conference, "B").pk)}
    fields = {"forum": "Enzymes", "room": "A"} | other
    fields["room"] = rooms[str(fields["room"])]
    store(
        conference,
        item("First", 9, forum="Enzymes", room=rooms["A"]),
        item("Second", 9, 20, **fields),  # type: ignore[arg-type]  # a table's
    )
    assert Session.objects.count() == sessions


def test_after_midnight_is_the_same_day(conference: Conference) -> None:
    store(
        conference,
        item("Late", 23, forum="Enzymes"),
        item("Later", 1, day=17, forum="Enzymes"),
        item("Next day", 5, day=17, forum="Enzymes"),
    )
    assert blocks(conference) == [("Enzymes", 2), ("Enzymes", 1)]


def test_a_forum_that_returns_to_a_room_starts_another_session(conference: Conference) -> None:
    store(
        conference,
        item("One", 9, forum="Enzymes"),
        item("Two", 10, forum="Genes"),
        item("Three", 11, forum="Enzymes"),
    )
    assert blocks(conference) == [("Enzymes", 1), ("Genes", 1), ("Enzymes", 1)]


def test_items_without_a_forum_and_meetings_are_sessions_of_their_own(conference: Conference) -> None:
    stored, forums = store(
        conference,
        item("开幕 / Opening", 8, host="联合会"),
        item("Closed", 14, forum="Enzymes", block=SessionKind.CLOSED_DOOR),
        item("Dinner", 18, block=SessionKind.SOCIAL),
    )
    assert forums == 1
    rows = Session.objects.order_by("starts_at").values_list("title_zh", "title_en", "kind", "access")
    assert list(rows) == [
        ("开幕", "Opening", "plenary", "open"),
        ("", "Closed", "closed_door", "invitation"),
        ("", "Dinner", "social", "open"),
    ]
    assert [one.talk for one in stored] == [None, None, None]
    assert Session.objects.get(kind="closed_door").forum == Forum.objects.get()
    assert not Talk.objects.exists()


@pytest.mark.parametrize("name", ["3", "03", "酶分会", "Enzymes", "酶分会 / Enzymes", " enzymes "])
def test_a_forum_is_found_by_number_or_title(conference: Conference, name: str) -> None:
    forum = Forum.objects.create(conference=conference, number=3, title_zh="酶分会", title_en="Enzymes")
    _, made = store(conference, item("First", 9, forum=name))
    assert (made, Session.objects.get().forum) == (0, forum)


def test_new_forums_are_numbered_after_the_others(conference: Conference) -> None:
    Forum.objects.create(conference=conference, number=7, title_en="Enzymes")
    store(conference, item("A", 9, forum="Genes"), item("B", 10, forum="Cells"), item("C", 11, forum="Genes"))
    assert list(Forum.objects.values_list("number", "title_en")) == [(7, "Enzymes"), (8, "Genes"), (9, "Cells")]


@pytest.mark.parametrize("name", ["P1", "p1", "Opening", "开篇"])
def test_an_item_joins_a_session_of_the_whole_conference_by_label_or_title(conference: Conference, name: str) -> None:
    plenary = a_session(conference, label="P1", title_en="Opening", title_zh="开篇", starts_at=at(9), ends_at=at(10))
    stored, forums = store(conference, item("Talk", 9, 50, minutes=30, forum=name))
    plenary.refresh_from_db()
    assert (forums, Session.objects.count(), stored[0].session) == (0, 1, plenary)
    assert (plenary.starts_at, plenary.ends_at) == (at(9), at(10, 20))
    assert plenary.talks.get().title_en == "Talk"


def test_a_later_sheet_lengthens_the_session_that_an_earlier_one_made(conference: Conference) -> None:
    store(conference, item("First", 9, forum="Enzymes"))
    store(conference, item("Before", 8, 40, forum="Enzymes"), item("After", 9, 20, forum="Enzymes"))
    session = Session.objects.get()
    assert (session.starts_at, session.ends_at) == (at(8, 40), at(9, 40))
    positions = dict(session.talks.values_list("title_en", "position"))
    assert positions == {"First": 1, "Before": 2, "After": 3}


def test_a_session_that_holds_its_items_already_keeps_its_times(conference: Conference) -> None:
    store(conference, item("First", 9, minutes=60, forum="Enzymes"))
    store(conference, item("Inside", 9, 20, forum="Enzymes"))
    session = Session.objects.get()
    assert (session.starts_at, session.ends_at) == (at(9), at(10))


def test_a_talk_keeps_its_kind(conference: Conference) -> None:
    store(conference, item("茶歇", 10, forum="Enzymes", kind=TalkKind.BREAK))
    talk = Talk.objects.get()
    assert (talk.kind, talk.title_zh, talk.title_en) == ("break", "茶歇", "")


def test_a_slash_separates_languages_only_after_chinese(conference: Conference) -> None:
    store(conference, item("酶 / 基因", 9), item("A / B", 10), item("酶 / ", 11), item("酶 / B", 12))
    rows = Session.objects.order_by("starts_at").values_list("title_zh", "title_en")
    assert list(rows) == [("酶 / 基因", ""), ("", "A / B"), ("酶 / ", ""), ("酶", "B")]
