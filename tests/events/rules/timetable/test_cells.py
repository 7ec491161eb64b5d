"""Tests of the cells of a row: their text, their widths, and which of them are bundled.

The `PIXELS` axis has `DRAWN_WIDTH` columns of one minute, so that one minute is one pixel wide. The text of a talk has
9 pixels less than its cell.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from events.rules.programme import AppearanceRole, PersonRole, SessionItem, SessionKind, SpeakerItem, TalkItem, TalkKind
from events.rules.timetable.blocks import Axis
from events.rules.timetable.cells import DRAWN_WIDTH, bundled, lanes, pause_cell, session_cells, whole_session
from events.rules.timetable.shapes import Cell, CellKind
from tests.builders.released import a_session_item, a_speaker_item, a_talk_item, an_index, at
from toolkit.text import Text

PADDING = 9
HOURLY = Axis(start=at(9), end=at(12), step=30)


def minute(number: float) -> datetime:
    return at(9) + timedelta(minutes=number)


PIXELS = Axis(start=minute(0), end=minute(DRAWN_WIDTH), step=1)


def a_cell(start: float, end: float, kind: CellKind = CellKind.TALK, code: str = "", **fields: object) -> Cell:
    """Return a cell on the `PIXELS` axis, for a talk if its `code` is given."""
    session = a_session_item("S", 9, 9)
    talk = replace(a_talk_item(code, 9, 9), starts_at=minute(start), ends_at=minute(end)) if code else None
    values: dict[str, object] = {"span": int(end - start), "session": session, "talk": talk} | fields
    return Cell(kind=kind, starts_at=minute(start), ends_at=minute(end), **values)  # type: ignore[arg-type]  # any field


def shown(width: float, *names: str) -> Cell:
    """Return the cell of a talk by speakers with these names, with `width` pixels for its text."""
    people = tuple(a_speaker_item(str(number), name, name) for number, name in enumerate(names))
    codes = [speaker.code for speaker in people]
    talk = replace(a_talk_item("T", 9, 9, *codes), starts_at=minute(0), ends_at=minute(width + PADDING))
    rest = replace(talk, code="REST", starts_at=talk.ends_at, ends_at=PIXELS.end, people=())
    session = replace(a_session_item("S", 9, 9), starts_at=PIXELS.start, ends_at=PIXELS.end, talks=(talk, rest))
    return session_cells(an_index(session, speakers=people), PIXELS, session)[0]


def outline(cells: Sequence[Cell]) -> list[tuple[CellKind, int]]:
    return [(cell.kind, cell.span) for cell in cells]


def folded(*cells: Cell) -> list[tuple[CellKind, int]]:
    return outline(bundled(an_index(), PIXELS, cells))


def who(session: SessionItem, *speakers: SpeakerItem) -> tuple[str, str]:
    cell = whole_session(an_index(session, speakers=speakers), HOURLY, session)
    return cell.who.en, cell.house.en


def with_roles(**roles: AppearanceRole) -> tuple[PersonRole, ...]:
    return tuple(PersonRole(speaker=code, role=role) for code, role in roles.items())


def test_each_talk_of_a_session_has_a_cell() -> None:
    talks = (
        a_talk_item("A", 9, 10.5),
        a_talk_item("TEA", 10.5, 11, kind=TalkKind.BREAK),
        a_talk_item("P", 11, 12, kind=TalkKind.PANEL),
    )
    session = a_session_item("S", 9, 12, talks=talks)
    cells = session_cells(an_index(session), HOURLY, session)
    assert outline(cells) == [(CellKind.TALK, 3), (CellKind.PAUSE, 1), (CellKind.TALK, 2)]
    assert [(cell.talk, cell.session, cell.what) for cell in cells] == [(talk, session, talk.title) for talk in talks]
    assert [(cell.starts_at, cell.ends_at) for cell in cells] == [(talk.starts_at, talk.ends_at) for talk in talks]


def test_a_session_with_one_talk_is_one_cell_with_the_talks_title() -> None:
    talk = a_talk_item("T", 9.5, 10)
    session = a_session_item("S", 9, 11, talks=(talk,))
    (cell,) = session_cells(an_index(session), HOURLY, session)
    assert (cell.kind, cell.span, cell.starts_at, cell.ends_at) == (CellKind.SESSION, 4, at(9), at(11))
    assert (cell.talk, cell.what, cell.items) == (talk, talk.title, ())


def test_a_talk_without_a_title_shows_the_sessions_title() -> None:
    session = a_session_item("S", 9, 11, talks=(a_talk_item("T", 9, 10, title=Text()),))
    assert whole_session(an_index(session), HOURLY, session).what == session.title


@pytest.mark.parametrize("talks", [(), (a_talk_item("A", 9, 10), a_talk_item("B", 10, 11))])
def test_a_session_cell_with_no_or_several_talks_lists_them(talks: tuple[TalkItem, ...]) -> None:
    session = a_session_item("S", 9, 11, talks=talks)
    cell = whole_session(an_index(session), HOURLY, session)
    assert (cell.talk, cell.what, cell.items, cell.who) == (None, session.title, talks, Text())


def test_a_closed_session_is_marked() -> None:
    session = a_session_item("C", 9, 10, kind=SessionKind.CLOSED_DOOR)
    assert whole_session(an_index(session), HOURLY, session).kind is CellKind.CLOSED


def test_a_pause_has_the_title_and_the_times_of_its_session() -> None:
    tea = a_session_item("TEA", 10, 10.5, kind=SessionKind.BREAK)
    assert pause_cell(HOURLY, tea) == Cell(
        kind=CellKind.PAUSE, span=1, starts_at=at(10), ends_at=at(10.5), session=tea, what=tea.title
    )


def test_those_who_speak_are_named_before_those_who_chair() -> None:
    people = [a_speaker_item(code, code, code.title(), affiliation=Text(en=f"House {code}")) for code in "abc"]
    session = a_session_item("S", 9, 12)
    for role in AppearanceRole:
        is_chairing = role in {AppearanceRole.CHAIR, AppearanceRole.HOST, AppearanceRole.MODERATOR}
        mixed = replace(session, people=with_roles(a=AppearanceRole.CHAIR, b=role))
        assert who(mixed, *people) == (("A, B", "House a") if is_chairing else ("B", "House b"))
    chairs = replace(session, people=with_roles(c=AppearanceRole.CHAIR, a=AppearanceRole.HOST))
    assert who(chairs, *people) == ("C, A", "House c")


def test_the_people_of_the_only_talk_are_named_instead_of_the_sessions() -> None:
    people = [a_speaker_item(code, code, code.title()) for code in "ab"]
    talk = a_talk_item("T", 9, 12, "b")
    session = a_session_item("S", 9, 12, people=with_roles(a=AppearanceRole.SPEAKER), talks=(talk,))
    assert who(session, *people) == ("B", "")


def test_a_talk_without_people_has_its_placeholder() -> None:
    talk = a_talk_item("T", 9, 12, placeholder=Text("特邀嘉宾", "Invited speaker"))
    assert who(a_session_item("S", 9, 12, talks=(talk,))) == ("Invited speaker", "")


@pytest.mark.parametrize(
    ("width", "expected"),
    [
        (78, "林知远、林知远、林知远"),
        (77, "林知远、林知远 等"),
        (65, "林知远、林知远 等"),
        (52, "林知远、林知远 等"),
        (51, "林知远 等"),
        (36, "林知远 等"),
        (35, "林知远、林知远、林知远"),
    ],
)
def test_as_many_names_are_shown_as_fit_in_two_lines(width: int, expected: str) -> None:
    assert shown(width, *["林知远"] * 3).who.zh == expected


def test_more_than_three_names_are_never_shown() -> None:
    assert shown(900, *["林知远"] * 4).who.zh == "林知远、林知远、林知远 等"
    assert shown(900, "Ann", "Bo", "Cy", "Di").who.en == "Ann, Bo, Cy et al."


def test_the_first_name_is_shown_even_if_it_does_not_fit() -> None:
    long = "林" * 30
    assert shown(40, long).who.zh == long
    assert shown(40, long, "王伟").who.zh == f"{long} 等"
    assert shown(40, "x" * 90, "Bo").who.en == f"{'x' * 90} et al."


@pytest.mark.parametrize(
    ("name", "width", "is_tall"),
    [
        ("林" * 9, 39, False),
        ("林" * 10, 39, True),
        ("林" * 9, 38, True),
        ("aaaa " * 3, 40, False),
        ("aaaa " * 4, 40, True),
        ("aaaa " * 4, 36, True),
        ("aaaa " * 40, 35, False),
        ("aaaa " * 6, 63, False),
        ("aaaa " * 6, 59, True),
        ("aaaa " * 7, 63, True),
        ("aaaa-aaaa-aaaa", 40, False),
        ("aaaa-aaaa-aaaa-aaaa", 40, True),
        ("a" * 17, 40, False),
        ("a" * 18, 40, True),
        ("⺀" * 10, 39, True),
        ("⹿" * 10, 39, False),
    ],
)
def test_a_name_of_more_than_three_lines_makes_its_cell_tall(name: str, width: int, *, is_tall: bool) -> None:
    assert shown(width, name).is_tall is is_tall


def test_text_has_only_the_width_that_lies_on_the_axis() -> None:
    names = tuple(a_speaker_item(str(number), "林知远") for number in range(3))
    talk = replace(a_talk_item("T", 9, 9, "0", "1", "2"), starts_at=minute(-500), ends_at=minute(36 + PADDING))
    late = replace(talk, starts_at=minute(DRAWN_WIDTH - 36 - PADDING), ends_at=minute(DRAWN_WIDTH + 500))
    session = replace(a_session_item("S", 9, 9, talks=(talk, late)), starts_at=minute(0), ends_at=minute(DRAWN_WIDTH))
    cells = session_cells(an_index(session, speakers=names), PIXELS, session)
    assert [cell.who.zh for cell in cells] == ["林知远 等", "林知远 等"]


def test_consecutive_cells_share_a_line_with_gaps_between() -> None:
    cells = [a_cell(50, 60), a_cell(10, 20), a_cell(20, 30)]
    (lane,) = lanes(PIXELS, cells)
    assert outline(lane) == [
        (CellKind.GAP, 10),
        (CellKind.TALK, 10),
        (CellKind.TALK, 10),
        (CellKind.GAP, 20),
        (CellKind.TALK, 10),
        (CellKind.GAP, DRAWN_WIDTH - 60),
    ]


def test_a_line_that_is_full_has_no_gaps() -> None:
    assert [outline(lane) for lane in lanes(PIXELS, [a_cell(0, DRAWN_WIDTH)])] == [[(CellKind.TALK, DRAWN_WIDTH)]]
    assert lanes(PIXELS, []) == []


def test_cells_that_overlap_go_to_the_first_free_line() -> None:
    cells = [a_cell(0, 30, code="A"), a_cell(10, 20, code="B"), a_cell(20, 40, code="C"), a_cell(30, 50, code="D")]
    found = [[cell.talk.code for cell in lane if cell.talk] for lane in lanes(PIXELS, cells)]
    assert found == [["A", "D"], ["B", "C"]]


def test_a_cell_beyond_the_axis_is_cut_off() -> None:
    (lane,) = lanes(PIXELS, [a_cell(-50, DRAWN_WIDTH + 50)])
    assert outline(lane) == [(CellKind.TALK, DRAWN_WIDTH)]
    assert (lane[0].starts_at, lane[0].ends_at) == (minute(-50), minute(DRAWN_WIDTH + 50))


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        (-20, -10, False),
        (-20, 0, False),
        (-20, 1, True),
        (DRAWN_WIDTH - 1, DRAWN_WIDTH + 9, True),
        (DRAWN_WIDTH, DRAWN_WIDTH + 9, False),
        (-1, -1, False),
        (0, 0, True),
        (DRAWN_WIDTH, DRAWN_WIDTH, True),
        (DRAWN_WIDTH + 1, DRAWN_WIDTH + 1, False),
    ],
)
def test_only_what_touches_the_axis_is_drawn(start: int, end: int, *, expected: bool) -> None:
    assert bool(lanes(PIXELS, [a_cell(start, end)])) is expected


@pytest.mark.parametrize("moment", [0, 10, DRAWN_WIDTH])
def test_a_moment_takes_one_column(moment: int) -> None:
    (lane,) = lanes(PIXELS, [a_cell(moment, moment)])
    assert [cell.span for cell in lane if cell.kind is CellKind.TALK] == [1]
    assert sum(cell.span for cell in lane) == DRAWN_WIDTH


def test_three_short_talks_in_a_row_make_a_bundle() -> None:
    short = [a_cell(at_minute, at_minute + 11, code=f"T{at_minute}") for at_minute in (0, 11, 22)]
    rest = a_cell(33, 200, code="LONG")
    assert folded(*short, rest) == [(CellKind.BUNDLE, 33), (CellKind.TALK, 167)]
    assert folded(*short[:2], a_cell(22, 200, code="LONG")) == [
        (CellKind.TALK, 11),
        (CellKind.TALK, 11),
        (CellKind.TALK, 178),
    ]


def test_a_bundle_lists_its_talks_and_their_speakers() -> None:
    speakers = tuple(a_speaker_item(code, f"名{code}", f"NAME {code}") for code in "ABC")
    talks = [replace(a_talk_item(f"T{code}", 9, 9, code), starts_at=minute(n), ends_at=minute(n + 10))
             for n, code in zip((0, 10, 20), "ABC", strict=True)]  # fmt: skip
    session = a_session_item("S", 9, 10)
    cells = [
        Cell(kind=CellKind.TALK, span=10, starts_at=talk.starts_at, ends_at=talk.ends_at, session=session, talk=talk)
        for talk in talks
    ]
    (bundle,) = bundled(an_index(session, speakers=speakers), PIXELS, cells)
    assert (bundle.starts_at, bundle.ends_at, bundle.session) == (minute(0), minute(30), session)
    assert bundle.who == Text("快报 3 则", "3 flash talks")
    assert bundle.what == Text("名A、名B、名C", "Name A, Name B, Name C")
    assert [(cell.kind, cell.talk, cell.who.zh) for cell in bundle.folded] == [
        (CellKind.TALK, talk, name) for talk, name in zip(talks, ("名A", "名B", "名C"), strict=True)
    ]


@pytest.mark.parametrize(
    "middle",
    [
        a_cell(10, 22, code="TWELVE MINUTES"),
        a_cell(10, 20, code="CANCELLED", session=a_session_item("S", 9, 9, is_cancelled=True)),
        a_cell(10, 20, talk=a_talk_item("TEA", 9, 9, kind=TalkKind.BREAK)),
        a_cell(10, 20, CellKind.SESSION),
        a_cell(11, 20, code="AFTER A GAP"),
    ],
)
def test_other_cells_end_a_run_of_short_talks(middle: Cell) -> None:
    first, last = a_cell(0, 10, code="A"), replace(a_cell(20, 30, code="B"), starts_at=middle.ends_at)
    assert CellKind.BUNDLE not in {kind for kind, _ in folded(first, middle, last)}


@pytest.mark.parametrize(
    ("span", "gap", "expected"),
    [
        (47, 100, [84, 63]),
        (48, 100, [48, 100]),
        (47, 30, [76, 1]),
        (47, 2, [48, 1]),
        (47, 1, [47, 1]),
        (1, 300, [84, 217]),
    ],
)
def test_a_cell_too_narrow_for_a_name_grows_into_the_gap_after_it(span: int, gap: int, expected: list[int]) -> None:
    found = folded(a_cell(0, span), a_cell(span, span + gap, CellKind.GAP))
    assert found == [(CellKind.TALK, expected[0]), (CellKind.GAP, expected[1])]


def test_room_for_a_name_is_measured_in_the_columns_of_the_axis() -> None:
    axis = Axis(start=at(9), end=at(9) + timedelta(minutes=500), step=5)
    cells = [a_cell(0, 4), a_cell(4, 24, CellKind.GAP), a_cell(24, 29), a_cell(29, 49, CellKind.GAP)]
    assert [cell.span for cell in bundled(an_index(), axis, cells)] == [9, 15, 5, 20]


@pytest.mark.parametrize("kind", [CellKind.GAP, CellKind.PAUSE])
def test_empty_cells_do_not_grow(kind: CellKind) -> None:
    assert folded(a_cell(0, 10, kind), a_cell(10, 100, CellKind.GAP)) == [(kind, 10), (CellKind.GAP, 90)]


def test_a_narrow_cell_takes_no_space_from_another_cell() -> None:
    assert folded(a_cell(0, 10), a_cell(10, 100, CellKind.PAUSE), a_cell(100, 110)) == [
        (CellKind.TALK, 10),
        (CellKind.PAUSE, 90),
        (CellKind.TALK, 10),
    ]
