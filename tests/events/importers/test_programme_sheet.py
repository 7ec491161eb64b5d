"""Programme spreadsheets: every row of the difficult sample file, and other headings, encodings and cells."""

import json
import random
from datetime import date, time
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from events.importers.programme_people import SheetPeople, read_cast, with_posts
from events.importers.programme_sheet import read_programme
from events.rules.programme import SessionKind, TalkKind
from events.rules.programme_rows import ProgrammeFacts, ProgrammeRow, ProgrammeTable, SheetReason, StageName
from toolkit.sheets.cells import SheetRefusal, SheetRefused
from toolkit.sheets.outcomes import RowOutcome
from toolkit.sheets.reading import read_sheet, read_sheet_file

FACTS = ProgrammeFacts(
    first_day=date(2020, 11, 2),
    last_day=date(2020, 11, 4),
    zone=ZoneInfo("Asia/Shanghai"),
    day_starts_at=time(5),
    rooms={"a201": "1", "a202": "2"},
)
HEADER = "日期,时间,分会,会议室,题目,演讲嘉宾,单位,主持人,类型"


def read(*lines: str, header: str = HEADER, encoding: str = "utf-8") -> ProgrammeTable:
    return read_programme(read_sheet("\n".join([header, *lines]).encode(encoding)), FACTS)


def one(line: str) -> ProgrammeRow:
    return read(line).rows[0]


@pytest.mark.data
def test_every_row_of_the_nasty_file_is_as_expected(shared_data: Path) -> None:
    name = "05_programme_utf16.txt"
    expected = json.loads((shared_data / "imports" / "expected" / f"{name}.json").read_text(encoding="utf-8"))["rows"]
    found = read_programme(read_sheet_file(shared_data / "imports" / name), FACTS)
    assert [(row.line, row.outcome.value) for row in found.rows] == [(row["line"], row["outcome"]) for row in expected]
    rows = {row.line: row for row in found.rows}
    for row in expected:
        if row["outcome"] == "reject":
            assert rows[row["line"]].column == row["column"]
        elif row["outcome"] != "duplicate":
            told = _told(rows[row["line"]])
            assert {key: told[key] for key in row["normalised"]} == row["normalised"], row["why"]


def _told(row: ProgrammeRow) -> dict[str, object]:
    assert row.item is not None
    return {
        "start": row.item.starts_at.isoformat(timespec="minutes"),
        "end": row.item.ends_at.isoformat(timespec="minutes"),
        "speakers": [person.name for person in row.item.speakers],
        "moderator": "、".join(person.name for person in row.item.moderators),
        "public_people": row.item.has_public_people,
    }


@pytest.mark.parametrize(
    ("line", "outcome", "reasons", "column"),
    [
        ("11月2日,9:00-9:20,合成分会,A201,酶,苏念,星槎院,顾远,报告", RowOutcome.ACCEPT, [], ""),
        ("11月2日,9:00-9:20,合成分会,a 201,酶,特邀嘉宾,,,报告", RowOutcome.ACCEPT, [], ""),
        ("11月2日,9:00-9:20,合成分会,,酶,苏念,,,报告", RowOutcome.WARN, [SheetReason.NO_ROOM], "会议室"),
        (",9:00-9:20,合成分会,A201,酶,苏念,,,报告", RowOutcome.REJECT, [SheetReason.NO_DAY], "日期"),
        (
            "11月31日,9:00-9:20,合成分会,A201,酶,苏念,,,报告",
            RowOutcome.REJECT,
            [SheetReason.NO_SUCH_DAY],
            "日期",
        ),
        ("11月12日,9:00-9:20,合成分会,A201,酶,苏念,,,报告", RowOutcome.REJECT, [SheetReason.OTHER_DAY], "日期"),
        ("11月2日,9:00,合成分会,A201,酶,苏念,,,报告", RowOutcome.REJECT, [SheetReason.NO_END], "时间"),
        (
            "11月2日,9:20-9:00,合成分会,A201,酶,苏念,,,报告",
            RowOutcome.REJECT,
            [SheetReason.END_BEFORE_START],
            "时间",
        ),
        (
            "11月2日,九点至十点,合成分会,A201,酶,苏念,,,报告",
            RowOutcome.WARN,
            [SheetReason.TIME_IN_WORDS],
            "时间",
        ),
        (
            "11月2日,23:00-0:10,合成分会,A201,酶,苏念,,,报告",
            RowOutcome.WARN,
            [SheetReason.PAST_MIDNIGHT],
            "时间",
        ),
        (
            "11月2日,9:00-9:20,合成分会,B1,酶,苏念,,,报告",
            RowOutcome.REJECT,
            [SheetReason.UNKNOWN_ROOM],
            "会议室",
        ),
        ("11月2日,9:00-9:20,合成分会,A201,,苏念,,,报告", RowOutcome.REJECT, [SheetReason.NO_TITLE], "题目"),
        (
            "11月2日,9:00-9:20,合成分会,A201,酶,<b>,,,报告",
            RowOutcome.WARN,
            [SheetReason.NAME_LEFT_OUT],
            "演讲嘉宾",
        ),
        (
            "11月2日,9:00-9:20,合成分会,A201,酶,苏念（微信 sunian2027）,,,报告",
            RowOutcome.REJECT,
            [SheetReason.ADVERTISING],
            "演讲嘉宾",
        ),
        (
            "11月2日,9:00-9:20,合成分会,A201,酶,13800002713,,,报告",
            RowOutcome.REJECT,
            [SheetReason.NAME_LEFT_OUT, SheetReason.ADVERTISING],
            "演讲嘉宾",
        ),
        (
            "11月2日,9:00-9:20,合成分会,A201,酶,苏念,星槎院 www.example.com,,报告",
            RowOutcome.REJECT,
            [SheetReason.ADVERTISING],
            "单位",
        ),
        (
            "11月2日,9:00-9:20,合成分会,A201,酶,苏念,,顾远 QQ 123456,报告",
            RowOutcome.REJECT,
            [SheetReason.ADVERTISING],
            "主持人",
        ),
        ("注：以现场为准,,,,,,,,", RowOutcome.SKIP, [SheetReason.FOOTNOTE], ""),
        (",,,,,,,,", RowOutcome.SKIP, [SheetReason.EMPTY_ROW], ""),
    ],
)
def test_a_row_has_the_expected_outcome(
    line: str, outcome: RowOutcome, reasons: list[SheetReason], column: str
) -> None:
    row = one(line)
    assert (row.outcome, [finding.reason for finding in row.findings], row.column) == (outcome, reasons, column)


def test_overlapping_bookings_are_reported_and_adjoining_ones_are_not() -> None:
    found = read(
        "2020-11-02,9:00-9:20,甲分会,A201,一,苏念,,,",
        "2020-11-02,9:10-9:30,甲分会,A201,二,顾远,,,",
        "2020-11-02,9:15-9:40,乙分会,A202,三,苏念,,,",
        "2020-11-02,9:40-9:50,乙分会,A202,四,特邀领导,,,",
        "2020-11-02,9:30-9:50,甲分会,A201,五,特邀领导,,,",
    )
    assert [[(one.reason, one.detail) for one in row.findings] for row in found.rows] == [
        [],
        [(SheetReason.ROOM_TAKEN, "2")],
        [(SheetReason.PERSON_TAKEN, "苏念, 2")],
        [],
        [],
    ]


def test_a_repeated_item_is_stored_once() -> None:
    line = "2020-11-02,9:00-9:20,甲分会,A201,一,苏念,,,"
    assert [row.outcome for row in read(line, line).rows] == [RowOutcome.ACCEPT, RowOutcome.DUPLICATE]


@pytest.mark.parametrize(
    ("kind", "forum", "talk", "block"),
    [
        ("报告", "甲分会", TalkKind.TALK, None),
        ("致辞", "甲分会", TalkKind.ADDRESS, None),
        ("圆桌讨论", "甲分会", TalkKind.PANEL, None),
        ("茶歇", "甲分会", TalkKind.BREAK, None),
        ("茶歇", "", TalkKind.BREAK, SessionKind.BREAK),
        ("闭门会", "甲分会", TalkKind.DISCUSSION, SessionKind.CLOSED_DOOR),
        ("Closed-door meeting", "", TalkKind.DISCUSSION, SessionKind.CLOSED_DOOR),
    ],
)
def test_the_kind_column_decides_the_kind_of_an_item(
    kind: str, forum: str, talk: TalkKind, block: SessionKind | None
) -> None:
    item = one(f"2020-11-02,9:00-9:20,{forum},A201,一,,,,{kind}").item
    assert item is not None
    assert (item.kind, item.block) == (talk, block)


@pytest.mark.parametrize(
    ("header", "line"),
    [
        ("Date,Time slot,Track,Venue,Title,Speaker(s)", "Nov 2,9:00-9:20,Enzymes,A201,An enzyme,SU Nian"),
        ("日期,开始时间,结束时间,会场,报告题目,报告人", "11/2,9:00,9:20,A201,酶,苏念"),
        ("时间（日期）,时间段,地点,内容,嘉宾", "2020.11.2,0900-0920,A201,酶,苏念"),
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "gb18030"])
def test_a_header_is_recognised_by_synonyms(header: str, line: str, encoding: str) -> None:
    row = read(line, header=header, encoding=encoding).rows[0]
    assert (row.outcome, _told(row)["start"], _told(row)["end"]) == (
        RowOutcome.ACCEPT,
        "2020-11-02T09:00+08:00",
        "2020-11-02T09:20+08:00",
    )


def test_the_order_of_rows_does_not_affect_times() -> None:
    lines = [f"2020-11-0{2 + n % 3},{9 + n}:00-{9 + n}:30,甲分会,A201,题{n},苏念,,," for n in range(9)]
    shuffled = random.Random(3).sample(lines, k=9)
    assert sorted(str(_told(row)["start"]) for row in read(*shuffled).rows) == sorted(
        str(_told(row)["start"]) for row in read(*lines).rows
    )


def test_a_table_without_titles_or_times_is_refused() -> None:
    with pytest.raises(SheetRefused) as refused:
        read("甲,乙", header="姓名,手机")
    assert refused.value.reason is SheetRefusal.NO_HEADER


def names(*every: str) -> tuple[StageName, ...]:
    return tuple(StageName(name=name) for name in every)


@pytest.mark.parametrize(
    ("text", "cast"),
    [
        ("苏念", SheetPeople(names("苏念"))),
        ("苏念/顾远", SheetPeople(names("苏念", "顾远"))),
        ("苏念、顾　远；林深", SheetPeople(names("苏念", "顾远", "林深"))),
        ("苏念，顾远", SheetPeople(names("苏念", "顾远"))),
        ("Cui, Na", SheetPeople(names("Cui, Na"))),
        ("Cui, Na; Smith, John", SheetPeople(names("Cui, Na", "Smith, John"))),
        ("Ann Lee and Bo Roe", SheetPeople(names("Ann Lee", "Bo Roe"))),
        ("苏念 教授、顾远院士", SheetPeople(names("苏念", "顾远"))),
        ("Prof. Ann Lee", SheetPeople(names("Ann Lee"))),
        ("苏念（星槎院、生物所）", SheetPeople((StageName(name="苏念", affiliation="星槎院、生物所"),))),
        ("苏念（SU Nian）、顾远", SheetPeople(names("苏念", "顾远"))),
        ("特邀嘉宾", SheetPeople(placeholder="特邀嘉宾")),
        ("苏念、特邀专家", SheetPeople(names("苏念"), placeholder="特邀专家")),
        ("苏念  嘉宾：顾远、林深", SheetPeople(names("顾远", "林深"), names("苏念"), is_divided=True)),
        ("主持人：苏念\n嘉宾：顾远、林深", SheetPeople(names("顾远", "林深"), names("苏念"), is_divided=True)),
        (
            "Moderator: Ann Lee; Panelists: Bo Roe, Cy Poe",
            SheetPeople(names("Bo Roe", "Cy Poe"), names("Ann Lee"), is_divided=True),
        ),
        ("主讲人：苏念", SheetPeople(names("苏念"))),
        ("", SheetPeople()),
    ],
)
def test_a_cell_of_people_is_split_into_names_and_institutions(text: str, cast: SheetPeople) -> None:
    assert read_cast(text) == cast


def test_institution_and_post_are_read_from_lines_of_their_own() -> None:
    assert with_posts(names("苏念"), "星槎院\n院长") == (
        (StageName(name="苏念", affiliation="星槎院", post="院长"),),
        False,
    )
    assert with_posts(names("苏念", "顾远"), "星槎院/青橙") == (
        (StageName(name="苏念", affiliation="星槎院"), StageName(name="顾远", affiliation="青橙")),
        False,
    )
    assert with_posts(names("苏念", "顾远"), "星槎院") == (names("苏念", "顾远"), True)
