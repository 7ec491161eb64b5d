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
    Aspect,
    ChangeKind,
    Subject,
    as_it_may_be_shown,
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
    longer = replace(along, ends_at=along.ends_at + HOUR / 4)
    assert told(a_session("A", talks=(longer,), **later), a_session("B")) == [*moved, moved_talk]
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


def aspects(before: Programme, after: Programme) -> dict[str, tuple[Aspect, ...]]:
    return {change.key: change.aspects for change in changes(before, after)}


def test_a_change_says_what_readers_are_told_of_it() -> None:
    lin, wang = (PersonRole(speaker=code, role=AppearanceRole.SPEAKER) for code in ("LIN", "WANG"))
    rooms = (HALL, replace(SECRET_ROOM, name=Text(en="Lake")))
    before = a_programme(*map(a_session, "ABCDEFG"), a_session("H", is_cancelled=True), rooms=rooms)
    after = a_programme(
        a_session("A", starts_at=NINE + HOUR / 4, room="2"),
        a_session("B", ends_at=NINE + HOUR / 2),
        a_session("C", is_cancelled=True),
        a_session("D", people=(lin, wang), title=Text(en="Other")),
        a_session("E", feed={"guid": "x"}),
        a_session("F", is_cancelled=True, starts_at=NINE + HOUR / 4),
        a_session("H"),
        a_session("I"),
        rooms=rooms,
    )
    assert aspects(before, after) == {
        "A": (Aspect.TIME, Aspect.ROOM),
        "B": (Aspect.TIME,),
        "C": (Aspect.CANCELLED,),
        "D": (Aspect.PEOPLE, Aspect.TEXT),
        "E": (Aspect.TEXT,),
        "F": (Aspect.CANCELLED,),
        "H": (Aspect.NEW,),
        "I": (Aspect.NEW,),
        "G": (Aspect.CANCELLED,),
    }


def test_nobody_has_to_go_elsewhere_if_only_the_name_of_the_room_or_its_row_differs() -> None:
    renamed, again = replace(HALL, name=Text(en="Great Hall")), replace(HALL, key="9")
    assert aspects(a_programme(a_session()), a_programme(a_session(), rooms=(renamed, SECRET_ROOM))) == {
        "1": (Aspect.TEXT,)
    }
    moved = a_programme(a_session(room="9"), rooms=(again, SECRET_ROOM))
    assert "S1" not in aspects(a_programme(a_session()), moved)


def test_a_change_names_its_forum_and_the_people_whom_it_concerns() -> None:
    lin, zhou = (PersonRole(speaker=code, role=AppearanceRole.SPEAKER) for code in ("LIN", "ZHOU"))
    talk = a_talk_item("T1", 17, 17.5, "WANG")
    session = a_session("A", forum=7, people=(lin,), talks=(talk,))
    moved = replace(session, room="2")
    (change,) = changes(a_programme(session), a_programme(moved))
    assert (change.forum, change.people) == (7, ("LIN", "WANG"))
    retitled = replace(session, title=Text(en="Other"))
    (change,) = changes(a_programme(session), a_programme(retitled))
    assert change.people == ("LIN",)
    other = replace(session, talks=(replace(talk, people=(zhou,)),))
    (change,) = changes(a_programme(session), a_programme(other))
    assert (change.subject, change.forum, change.people) == (Subject.TALK, 7, ("ZHOU", "WANG"))
    assert (change.came, change.went) == (("ZHOU",), ("WANG",))


def test_of_what_goes_behind_closed_doors_its_earlier_room_people_and_talks_are_not_told() -> None:
    wang = PersonRole(speaker="WANG", role=AppearanceRole.CHAIR)
    talks = (a_talk_item("T1", 17, 17.5, "WANG"),)
    session = a_session("A", people=(wang,), talks=talks, description=Text(en="once public"))
    closed = replace(session, kind=SessionKind.CLOSED_DOOR).without_secrets()
    speakers = (replace(a_speaker("WANG"), name="王伟"),)
    before, after = a_programme(session, speakers=speakers), a_programme(closed, speakers=speakers)
    told = changes(before, after, hidden={"A", "T1"})
    assert [(change.key, [detail.column for detail in change.details]) for change in told] == [("A", ["kind"])]
    assert told[0].before == told[0].after
    elsewhere = a_session("B", kind=SessionKind.CLOSED_DOOR)
    before = a_programme(session, elsewhere)
    assert changes(before, a_programme(replace(session, talks=()), elsewhere), hidden={"B", "T1"}) == ()


def test_an_earlier_programme_is_shown_without_those_who_have_left_and_what_has_been_withdrawn() -> None:
    lin, wang = (PersonRole(speaker=code, role=AppearanceRole.SPEAKER) for code in ("LIN", "WANG"))
    speakers = tuple(replace(a_speaker(code), photo=f"of-{code}") for code in ("LIN", "WANG", "ZHOU"))
    talk = a_talk_item("T1", 17, 17.5, "LIN", "WANG")
    secret = a_session("B", room="2", people=(lin,), talks=(a_talk_item("T2", 17, 17.5, "ZHOU"),))
    forum = ForumItem(
        number=1, group="", title=Text(en="Policy"), host=NOTHING, description=NOTHING, people=(lin, wang)
    )
    earlier = a_programme(
        a_session("A", people=(wang,), talks=(talk, replace(talk, code="T3"))),
        secret,
        speakers=speakers,
        forums=(forum,),
    )
    shown = as_it_may_be_shown(earlier, hidden={"B", "T2", "T3"}, photos={"LIN": "", "ZHOU": "of-ZHOU"})
    assert shown.speakers == (replace(speakers[0], photo=""),)
    assert shown.forums == (replace(forum, people=(lin,)),)
    assert shown.sessions == (
        a_session("A", talks=(replace(talk, people=(lin,)),)),
        replace(secret, kind=SessionKind.CLOSED_DOOR).without_secrets(),
    )
    assert shown.rooms == (HALL,)
