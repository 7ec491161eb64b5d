import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from events.rules.programme import (
    AppearanceRole,
    ForumItem,
    PersonRole,
    Programme,
    RoomItem,
    SessionItem,
    SessionKind,
    SpeakerItem,
)
from events.rules.publication import (
    ChangeKind,
    Subject,
    changes,
    changes_as_json,
    changes_from_json,
    public_part,
    without_photos,
)
from tests.builders.released import FACTS, a_session_item, a_speaker_item, a_talk_item
from toolkit.text import Text

HOUR = timedelta(hours=1)
NINE = datetime(2027, 4, 16, 9, tzinfo=UTC)
NOTHING = Text()
HALL = RoomItem(key="1", name=Text(en="Hall"), floor="", capacity=None)
SECRET_ROOM = RoomItem(key="2", name=Text(en="Bamboo"), floor="", capacity=None)
GUEST = PersonRole(speaker="GUEST", role=AppearanceRole.CHAIR)


def a_session(code: str = "S1", **fields: object) -> SessionItem:
    """Return a session in the hall from 17:00 to 18:00 in Shanghai."""
    return a_session_item(code, 17, 18, **{"title": Text(en=code), "room": "1"} | fields)


def a_speaker(code: str) -> SpeakerItem:
    return a_speaker_item(code, name=code, name_latin="")


def a_programme(*sessions: SessionItem, **fields: object) -> Programme:
    values: dict[str, object] = {
        "conference": FACTS,
        "rooms": (HALL, SECRET_ROOM),
        "groups": (),
        "forums": (),
        "speakers": (),
    } | fields
    return Programme(sessions=sessions, **values)  # type: ignore[arg-type]  # any field


CLOSED = a_session("C1", kind=SessionKind.CLOSED_DOOR, room="2", people=(GUEST,), description=Text(en="secret"))


def test_a_room_that_only_closed_door_sessions_use_is_left_out() -> None:
    assert public_part(a_programme(CLOSED)).rooms == (HALL,)
    assert public_part(a_programme(CLOSED, a_session(room="2"))).rooms == (HALL, SECRET_ROOM)


def test_people_who_appear_only_behind_closed_doors_are_left_out() -> None:
    guest, other = a_speaker("GUEST"), a_speaker("OTHER")
    seen = a_session(people=(PersonRole(speaker="OTHER", role=AppearanceRole.SPEAKER),))
    assert public_part(a_programme(CLOSED, seen, speakers=(guest, other))).speakers == (other,)
    both = a_session(people=(GUEST,))
    assert public_part(a_programme(CLOSED, both, speakers=(guest,))).speakers == (guest,)


def test_the_photographs_of_some_speakers_are_left_out() -> None:
    lin, wang = (replace(a_speaker(code), photo=f"of-{code}") for code in ("LIN", "WANG"))
    whole = a_programme(speakers=(lin, wang))
    assert without_photos(whole, {"LIN", "GONE"}).speakers == (replace(lin, photo=""), wang)
    assert without_photos(whole, ()) == whole


def test_a_forum_that_meets_only_behind_closed_doors_keeps_title_and_host() -> None:
    forum = ForumItem(
        number=1,
        group="",
        title=Text(en="Policy"),
        host=Text(en="Academy"),
        description=Text(en="secret"),
        people=(GUEST,),
    )
    told = public_part(a_programme(replace(CLOSED, forum=1), forums=(forum,)))
    assert told.forums == (replace(forum, description=NOTHING, people=()),)
    assert public_part(a_programme(replace(CLOSED, forum=1), a_session(forum=1), forums=(forum,))).forums == (forum,)


def test_a_programme_does_not_differ_from_itself() -> None:
    assert changes(a_programme(a_session()), a_programme(a_session())) == ()


def test_another_start_or_room_is_a_move_and_another_end_a_change() -> None:
    before = a_programme(a_session("A"), a_session("B"), a_session("C"))
    later = NINE + timedelta(minutes=90)
    after = a_programme(
        a_session("A", starts_at=NINE + timedelta(minutes=5)), a_session("B", room="2"), a_session("C", ends_at=later)
    )
    assert [(change.key, change.kind) for change in changes(before, after)] == [
        ("A", ChangeKind.MOVED),
        ("B", ChangeKind.MOVED),
        ("C", ChangeKind.CHANGED),
    ]


def test_a_talk_that_moved_along_with_its_session_is_not_told_apart_from_it() -> None:
    talk = a_talk_item("T1", 17, 17.5)
    before = a_programme(a_session("A", talks=(talk,)), a_session("B"))

    def told(*sessions: SessionItem) -> list[tuple[Subject, str, ChangeKind]]:
        return [(change.subject, change.key, change.kind) for change in changes(before, a_programme(*sessions))]

    later = {"starts_at": NINE + HOUR, "ends_at": NINE + 2 * HOUR}
    along = replace(talk, starts_at=talk.starts_at + HOUR, ends_at=talk.ends_at + HOUR)
    alone = replace(talk, starts_at=talk.starts_at + HOUR / 4, ends_at=talk.ends_at + HOUR / 4)
    moved = [(Subject.SESSION, "A", ChangeKind.MOVED)]
    moved_talk = (Subject.TALK, "T1", ChangeKind.MOVED)
    assert told(a_session("A", talks=(along,), **later), a_session("B")) == moved
    assert told(a_session("A", talks=(replace(along, title=Text(en="New")),), **later), a_session("B")) == [
        *moved,
        moved_talk,
    ]
    assert told(a_session("A", talks=(alone,)), a_session("B")) == [moved_talk]
    assert told(a_session("A", talks=(alone,), **later), a_session("B")) == [*moved, moved_talk]
    assert told(a_session("A", **later), a_session("B", talks=(along,), **later)) == [
        *moved,
        (Subject.SESSION, "B", ChangeKind.MOVED),
        moved_talk,
    ]


def test_changes_of_conference_forums_rooms_and_speakers_are_listed() -> None:
    before = a_programme(speakers=(a_speaker("A"), a_speaker("B")))
    after = a_programme(
        conference=replace(FACTS, notice=Text(en="Rain")),
        rooms=(HALL,),
        speakers=(replace(a_speaker("A"), honour="cas"), a_speaker("C")),
    )
    assert [(change.subject, change.key, change.kind) for change in changes(before, after)] == [
        (Subject.CONFERENCE, "", ChangeKind.CHANGED),
        (Subject.ROOM, "2", ChangeKind.REMOVED),
        (Subject.SPEAKER, "C", ChangeKind.ADDED),
        (Subject.SPEAKER, "A", ChangeKind.CHANGED),
        (Subject.SPEAKER, "B", ChangeKind.REMOVED),
    ]


def test_a_release_stores_its_changes_as_plain_json() -> None:
    found = changes(a_programme(a_session("A")), a_programme(a_session("A", room="2"), a_session("B")))
    rows = changes_as_json(found)
    assert json.loads(json.dumps(rows)) == rows
    assert [(row["kind"], row["subject"], row["key"]) for row in rows] == [
        (str(change.kind), str(change.subject), change.key) for change in found
    ]


def details(before: Programme, after: Programme) -> list[tuple[str, str, str]]:
    """Return the details of the only change."""
    (change,) = changes(before, after)
    return [(each.column, each.before, each.after) for each in change.details]


def test_a_changed_text_is_told_in_the_language_that_changed() -> None:
    before = a_programme(a_session(title=Text(zh="开幕", en="Opening")))
    after = a_programme(a_session(title=Text(zh="开幕", en="Grand opening")))
    assert details(before, after) == [("title_en", "Opening", "Grand opening")]


def test_people_are_told_by_name() -> None:
    speakers = (replace(a_speaker("A"), name="王伟"), replace(a_speaker("B"), name="李娜"))
    roles = {code: PersonRole(speaker=code, role=AppearanceRole.SPEAKER) for code in "AB"}
    before = a_programme(a_session(people=(roles["A"],)), speakers=speakers)
    after = a_programme(a_session(people=(roles["B"], roles["A"])), speakers=speakers)
    assert details(before, after) == [("people", "王伟", "李娜, 王伟")]


def test_a_cancellation_an_honour_and_a_capacity_are_told() -> None:
    before = a_programme(a_session(), speakers=(a_speaker("A"),))
    assert details(before, a_programme(a_session(is_cancelled=True), speakers=(a_speaker("A"),))) == [
        ("is_cancelled", "False", "True")
    ]
    assert details(before, a_programme(a_session(capacity=80), speakers=(a_speaker("A"),))) == [("capacity", "", "80")]
    honoured = replace(a_speaker("A"), honour="cas", honour_text=Text(zh="院士", en="Academician"))
    assert details(before, a_programme(a_session(), speakers=(honoured,))) == [("honour", "", "院士")]


def test_of_a_photograph_only_that_it_changed_is_told() -> None:
    before, after = (a_programme(speakers=(replace(a_speaker("A"), photo=key),)) for key in ("", "9342baa4"))
    assert details(before, after) == [("photo", "", "")]


def test_times_rooms_and_what_nobody_reads_are_no_details() -> None:
    moved = a_session(starts_at=NINE + timedelta(minutes=5), room="2", feed={"guid": "x"})
    assert details(a_programme(a_session()), a_programme(moved)) == []


def test_stored_changes_are_read_as_they_were() -> None:
    found = changes(a_programme(a_session("A")), a_programme(a_session("A", is_cancelled=True), a_session("B")))
    assert changes_from_json(changes_as_json(found)) == found
