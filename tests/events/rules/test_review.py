from datetime import UTC, datetime

from events.rules.notices import Fate, Notice
from events.rules.programme import AppearanceRole
from events.rules.publication import Aspect, Change, ChangeKind, Slot, Subject
from events.rules.review import Grouping, ReviewGroup, ReviewLetter, counted, joined, letter_figures, reviewed
from toolkit.text import Text

SLOT = Slot(starts_at=datetime(2027, 4, 16, 9, tzinfo=UTC), ends_at=datetime(2027, 4, 16, 10, tzinfo=UTC), room=Text())


def a_change(key: str, *aspects: Aspect, forum: int | None = None, **fields: object) -> Change:
    values: dict[str, object] = {"subject": Subject.TALK, "people": ()} | fields
    return Change(
        kind=ChangeKind.MOVED,
        key=key,
        title=Text(key),
        before=SLOT,
        after=SLOT,
        aspects=aspects,
        forum=forum,
        **values,  # type: ignore[arg-type]  # any field
    )


def a_notice(code: str, session: str = "S1", fate: Fate = Fate.MOVED, subject: Subject = Subject.TALK) -> Notice:
    return Notice(fate=fate, subject=subject, code=code, session=session, role=AppearanceRole.SPEAKER)


def a_letter(name: str, *notices: Notice, address: str = "@", language: str = "") -> ReviewLetter:
    return ReviewLetter(speaker=name, name=Text(name), address=address, language=language, notices=notices)


def keys(groups: tuple[ReviewGroup, ...]) -> list[tuple[object, list[str]]]:
    return [
        (group.aspect or group.forum or group.person, [line.change.key for line in group.lines])
        for group in joined(groups)
    ]


SESSION = a_change("S1", Aspect.TIME, Aspect.ROOM, forum=9, subject=Subject.SESSION, people=("LIN", "WANG"))
TALK = a_change("T1", Aspect.PEOPLE, Aspect.TEXT, forum=2, people=("LIN",))
ROOM = a_change("R1", Aspect.TEXT, subject=Subject.ROOM)
CHANGES = (SESSION, TALK, ROOM)


def test_changes_are_counted_under_each_of_their_aspects() -> None:
    assert counted(CHANGES) == {Aspect.TIME: 1, Aspect.ROOM: 1, Aspect.PEOPLE: 1, Aspect.TEXT: 2}


def test_by_kind_a_change_has_a_line_for_each_aspect() -> None:
    assert keys(reviewed(CHANGES, (), by=Grouping.KIND)) == [
        (Aspect.TIME, ["S1"]),
        (Aspect.ROOM, ["S1"]),
        (Aspect.PEOPLE, ["T1"]),
        (Aspect.TEXT, ["T1", "R1"]),
    ]
    assert keys(reviewed(CHANGES, (), by=Grouping.KIND, only=Aspect.TEXT)) == [(Aspect.TEXT, ["T1", "R1"])]


def test_by_forum_they_come_in_order_and_those_of_the_whole_conference_last() -> None:
    assert keys(reviewed(CHANGES, (), by=Grouping.FORUM)) == [(2, ["T1"]), (9, ["S1"]), (None, ["R1"])]
    assert keys(reviewed(CHANGES, (), by=Grouping.FORUM, only=Aspect.ROOM)) == [(9, ["S1"])]


def test_by_person_everybody_has_all_that_concerns_them() -> None:
    assert keys(reviewed(CHANGES, (), by=Grouping.PERSON)) == [
        ("LIN", ["S1", "T1"]),
        ("WANG", ["S1"]),
        (None, ["R1"]),
    ]


def test_each_line_tells_how_many_people_with_an_address_are_written_to_about_it() -> None:
    letters = (
        a_letter("LIN", a_notice("T1"), a_notice("T2")),
        a_letter("WANG", a_notice("T2")),
        a_letter("ZHOU", a_notice("T2"), address=""),
    )
    talks = (a_change("T2", Aspect.TIME), a_change("T3", Aspect.TIME), a_change("T2", Aspect.TEXT))
    told = [
        (group.lines[0].change.key, group.lines[0].aspect, group.lines[0].letters)
        for group in reviewed((SESSION, *talks), letters, by=Grouping.KIND)
    ]
    assert told == [
        ("S1", Aspect.TIME, 2),
        ("T2", Aspect.TIME, 2),
        ("T3", Aspect.TIME, 0),
        ("S1", Aspect.ROOM, 2),
        ("T2", Aspect.TEXT, 0),
    ]


def test_a_page_goes_on_with_the_heading_of_the_one_before() -> None:
    lines = reviewed(CHANGES, (), by=Grouping.KIND)
    first, second = joined(lines[:4]), joined(lines[4:], lines[3])
    assert [group.is_continued for group in first] == [False, False, False, False]
    assert [(group.aspect, group.is_continued) for group in second] == [(Aspect.TEXT, True)]
    assert joined(lines[3:], lines[2])[0].is_continued is False


def test_letters_are_counted_by_language_and_calendar_and_those_without_address_are_named() -> None:
    figures = letter_figures(
        (
            a_letter("A", a_notice("T1"), a_notice("T2", fate=Fate.GONE), language="zh-hans"),
            a_letter("B", a_notice("T1", fate=Fate.NEW), language="en"),
            a_letter("C", a_notice("T1", fate=Fate.GONE)),
            a_letter("D", a_notice("T1"), address=""),
        )
    )
    assert (figures.total, figures.chinese, figures.english, figures.both) == (3, 1, 1, 1)
    assert (figures.updates, figures.cancels) == (2, 2)
    assert figures.without_address == (Text("D"),)
