"""Agendas as hosts send them: own samples in every format, and the difficult files of the shared data."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime, time
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from docx.document import Document
from openpyxl import Workbook

from events.importers.agenda import AgendaFacts, Elsewhere, read_agenda
from events.importers.agenda_rows import MOST_ROWS
from events.rules.agenda.placing import Frame
from events.rules.agenda.rows import AgendaRow, AgendaSession, AgendaTable, AgendaTalk, Field, KnownPerson
from events.rules.programme import TalkKind
from events.rules.programme_rows import SheetReason
from events.rules.spans import Span
from tests.builders.documents import document_bytes, lines_document
from tests.builders.sheets import workbook_bytes
from tests.samples import sample
from toolkit.sheets.cells import Sheet, SheetRefusal, SheetRefused
from toolkit.sheets.reading import read_sheet
from toolkit.text import Text

ZONE = ZoneInfo("Asia/Shanghai")
DAY = date(2027, 4, 16)


def at(clock: str, day: date = DAY) -> datetime:
    return datetime.combine(day, time.fromisoformat(clock), ZONE)


def a_session(
    key: str = "s", start: str = "14:00", end: str = "16:00", *, day: date = DAY, talks: tuple[AgendaTalk, ...] = ()
) -> AgendaSession:
    return AgendaSession(key=key, span=Span(at(start, day), at(end, day)), room=Text("A201", "A201"), talks=talks)


def facts(*sessions: AgendaSession, people: tuple[KnownPerson, ...] = ()) -> AgendaFacts:
    return AgendaFacts(
        first_day=DAY,
        last_day=date(2027, 4, 18),
        frame=Frame(sessions=sessions or (a_session(),), zone=ZONE, day_starts_at=time(5)),
        forum_names=frozenset({"酶工程分会", "1", "01"}),
        people=people,
    )


def sheet_of(text: str) -> Sheet:
    return read_sheet(text.encode(), has_lines=True)


def read(
    text: str, answers: Mapping[str, str] | None = None, about: AgendaFacts | None = None
) -> tuple[AgendaRow, ...]:
    return read_agenda(sheet_of(text), about or facts(), answers or {}).rows


def reasons(row: AgendaRow) -> list[SheetReason]:
    return [finding.reason for finding in row.findings]


def asked(row: AgendaRow) -> list[str]:
    return [one.name for one in row.questions if one.is_open]


def told(row: AgendaRow) -> tuple[str, str, str, list[str]]:
    assert row.item is not None
    item = row.item
    people = [one.person.name for one in (*item.moderators, *item.speakers)]
    return f"{item.starts_at:%H:%M}-{item.ends_at:%H:%M}", item.title, item.placeholder, people


def test_the_lines_of_a_host_are_read() -> None:
    table = read_agenda(read_sheet(sample("agenda.txt"), has_lines=True), facts(), {})
    assert {row.line: row.outcome.value for row in table.rows} == {
        1: "skip", 2: "skip", 3: "skip", 4: "accept", 5: "accept", 6: "accept", 7: "warn", 8: "warn", 9: "warn",
        11: "ask", 12: "ask", 13: "skip",
    }  # fmt: skip
    rows = {row.line: row for row in table.rows}
    assert [told(rows[line]) for line in (4, 5, 6, 7, 8, 9)] == [
        ("14:00-14:10", "领导致辞", "特邀领导", []),
        ("14:10-14:30", "从头设计的酶", "", ["王伟"]),
        ("14:30-14:50", "活体材料", "", ["苏念", "陆离"]),
        ("14:50-15:00", "茶歇", "", []),
        ("15:00-15:30", "圆桌讨论", "", ["秦慕言", "李予安", "姜雨桐"]),
        ("15:30-15:45", "产业实践", "", ["吕敏之"]),
    ]
    assert (asked(rows[11]), asked(rows[12])) == (["11.line"], ["12.place"])
    assert rows[13].fields[Field.TITLE] == "注：以现场安排为准"
    first = rows[5].item
    assert first is not None
    assert [(one.person.name, one.person.affiliation, one.person.post) for one in first.people] == [
        ("顾远", "星槎大学", "教授"),
        ("王伟", "青橙公司", "CTO、某某社区 TC 主席"),
    ]
    assert [rows[line].item.kind for line in (4, 5, 7, 8) if rows[line].item] == [  # type: ignore[union-attr] # none is None
        TalkKind.ADDRESS, TalkKind.TALK, TalkKind.BREAK, TalkKind.PANEL,
    ]  # fmt: skip


def test_the_same_agenda_is_read_from_text_document_and_list() -> None:
    lines = sample("agenda.txt").decode().splitlines()
    text = read_agenda(read_sheet(sample("agenda.txt"), has_lines=True), facts(), {})
    document = read_agenda(read_sheet(lines_document(*lines), has_lines=True), facts(), {})
    assert items(document) == items(text)


def items(table: AgendaTable) -> list[tuple[str, str, str, list[str]]]:
    return [told(row) for row in table.rows if row.item]


def test_the_same_table_is_read_from_every_format() -> None:
    rows = [line.split("\t") for line in sample("agenda_table.tsv").decode().splitlines()]

    def written(document: Document) -> None:
        document.add_paragraph(rows[0][0])
        table = document.add_table(rows=0, cols=6)
        for texts in rows[1:]:
            for cell, text in zip(table.add_row().cells, texts, strict=True):
                cell.text = text

    def filled(workbook: Workbook) -> None:
        for texts in rows:
            workbook.worksheets[0].append(texts)

    contents = (
        sample("agenda_table.tsv"),
        "\n".join(",".join(f'"{text}"' for text in texts) for texts in rows).encode("utf-8-sig"),
        "\n".join("\t".join(texts) for texts in rows).encode("utf-16"),
        workbook_bytes(filled),
        document_bytes(written),
    )
    for content in contents:
        table = read_agenda(read_sheet(content, has_lines=True), facts(), {})
        assert [row.outcome.value for row in table.rows] == ["skip", "skip", *["accept"] * 5]
        assert items(table) == [
            ("14:00-14:10", "领导致辞", "特邀嘉宾", []),
            ("14:10-14:30", "从头设计的酶", "", ["王伟"]),
            ("14:30-14:50", "发布仪式", "", ["江永清", "陈伟"]),
            ("14:50-15:00", "茶歇", "", []),
            ("15:00-15:20", "活体材料", "", ["苏念", "陆离"]),
        ]


def test_merged_cells_add_people_to_the_item_above() -> None:
    def fill(document: Document) -> None:
        table = document.add_table(rows=4, cols=3)
        for cell, text in zip(table.rows[0].cells, ("时间", "议题", "嘉宾"), strict=True):
            cell.text = text
        table.cell(1, 0).merge(table.cell(2, 0)).text = "14:00-14:20"
        table.cell(1, 1).merge(table.cell(2, 1)).text = "对谈"
        table.cell(1, 2).text, table.cell(2, 2).text = "王伟 星槎大学", "苏念 青橙公司"
        table.cell(3, 0).text = "14:20-14:30"
        table.cell(3, 1).merge(table.cell(3, 2)).text = "茶歇"

    rows = read_agenda(read_sheet(document_bytes(fill)), facts(), {}).rows
    assert [told(row) for row in rows if row.item] == [
        ("14:00-14:20", "对谈", "", ["王伟", "苏念"]),
        ("14:20-14:30", "茶歇", "", []),
    ]


@pytest.mark.parametrize(
    ("line", "name", "found"),
    [
        ("14:20-14:00 酶 王伟", "1.read", [SheetReason.END_BEFORE_START]),
        ("14:00 酶 王伟", "1.read", [SheetReason.NO_END]),
        ("14:00-14:20", "1.read", [SheetReason.NO_TITLE]),
        (f"14:00-14:20 {'酶' * 501}", "1.read", [SheetReason.TITLE_TOO_LONG]),
        ("14:00-14:20 酶 王伟 微信号 linzhiyuan88", "1.read", [SheetReason.ADVERTISING]),
        ("9:00-9:20 酶 王伟", "1.place", []),
        ("15:50-16:10 酶 王伟", "1.place", []),
    ],
)
def test_a_row_that_cannot_be_stored_is_asked_about_and_not_dropped(
    line: str, name: str, found: list[SheetReason]
) -> None:
    [row] = read(line)
    assert (row.outcome.value, asked(row), reasons(row)) == ("ask", [name], found)
    [left_out] = read(line, {name: "out"})
    assert left_out.outcome.value == "out"


def test_a_row_can_be_corrected() -> None:
    answers = {"1.time": "4月16日 14:00-14:20", "1.title": "酶", "1.people": "王伟 星槎大学"}
    [row] = read("9:00 早场", answers)
    assert (row.outcome.value, told(row)) == ("accept", ("14:00-14:20", "酶", "", ["王伟"]))


def test_the_day_is_that_of_the_row_the_heading_or_the_only_session() -> None:
    sessions = a_session("a"), a_session("b", day=date(2027, 4, 17))
    rows = read("14:00-14:20 酶\n4月17日\n14:00-14:20 菌", about=facts(*sessions))
    assert [asked(row) for row in rows] == [["1.session"], [], []]
    assert rows[2].item is not None
    assert rows[2].item.session == "b"
    chosen = read("14:00-14:20 酶", {"1.session": "a 2027-04-16"}, facts(*sessions))[0]
    assert (chosen.outcome.value, chosen.item and chosen.item.session) == ("accept", "a")
    [other] = read("日期\t时间\t题目\n5月1日\t14:00-14:20\t酶")[1:]
    assert reasons(other) == [SheetReason.OTHER_DAY]


def test_a_row_of_another_forum_is_asked_about() -> None:
    text = "分会\t时间\t题目\n酶 工程分会\t14:00-14:20\t酶\n别的分会\t14:20-14:40\t菌"
    own, other = read(text)[1:]
    assert (asked(own), asked(other)) == ([], ["3.forum"])
    assert read(text, {"3.forum": "keep"})[2].outcome.value == "accept"


def test_the_room_of_the_session_stays() -> None:
    row = read("时间\t题目\t会议室\n14:00-14:20\t酶\tB302")[1]
    assert (row.outcome.value, reasons(row)) == ("warn", [SheetReason.OTHER_ROOM])


def a_talk_there(title: str = "酶", end: str = "14:20", people: tuple[str, ...] = ()) -> AgendaTalk:
    return AgendaTalk(key="t", title=Text(title), span=Span(at("14:00"), at(end)), people=frozenset(people))


def test_a_talk_that_is_there_is_not_added_again_and_another_at_its_time_is_asked_about() -> None:
    about = facts(a_session(talks=(a_talk_there(people=("王伟",)),)))
    for line in ("14:00-14:20 酶", "14:00-14:20 酶 王　伟 星槎大学"):
        assert read(line, about=about)[0].outcome.value == "duplicate"
    [other] = read("14:10-14:30 菌", about=about)
    assert (asked(other), other.questions[0].about) == (["1.taken"], "酶")
    for answer, replaces in (("keep", ""), ("replace", "t")):
        [row] = read("14:10-14:30 菌", {"1.taken": answer}, about)
        assert (row.outcome.value, row.item and row.item.replaces) == ("accept", replaces)


def test_other_people_of_a_talk_that_is_there_are_asked_about() -> None:
    about = facts(a_session(talks=(a_talk_there(people=("王伟",)),)))
    [row] = read("14:00-14:20 酶 苏念 星槎院", about=about)
    assert (asked(row), [choice.value for choice in row.questions[0].choices]) == (["1.taken"], ["replace", "out"])


def test_a_talk_that_is_replaced_gives_way_to_the_rows_below() -> None:
    about = facts(a_session(talks=(a_talk_there(end="14:30"),)))
    rows = read("14:00-14:10 菌\n14:10-14:20 藻", {"1.taken": "replace", "2.taken": "replace"}, about)
    assert [(row.outcome.value, row.item and row.item.replaces) for row in rows] == [("accept", "t"), ("accept", "")]


def test_repeated_and_overlapping_rows_are_told() -> None:
    rows = read("14:00-14:20 酶\n14:00-14:20 酶\n14:10-14:30 菌")
    assert [(row.outcome.value, [(one.reason, one.detail) for one in row.findings]) for row in rows[1:]] == [
        ("duplicate", [(SheetReason.SAME_AS_LINE, "1")]),
        ("warn", [(SheetReason.ROOM_TAKEN, "1")]),
    ]


def test_two_readings_of_a_line_are_offered() -> None:
    line = "14:00-14:20 共建新生态 华为"
    [row] = read(line)
    assert (asked(row), [choice.text for choice in row.questions[0].choices]) == (
        ["1.line"], ["共建新生态 华为", "共建新生态 | 华为"],
    )  # fmt: skip
    assert told(read(line, {"1.line": "keep"})[0])[1:] == ("共建新生态 华为", "", [])
    words = read(line, {"1.line": "other", "1.cast": "words"})[0]
    assert (words.outcome.value, told(words)[1:]) == ("accept", ("共建新生态", "华为", []))


def test_one_person_or_several_is_asked() -> None:
    line = "14:00-14:20\t酶\t刘海涛高巍"
    [row] = read(line)
    assert asked(row) == ["1.cast"]
    assert told(read(line, {"1.cast": "several"})[0])[3] == ["刘海涛", "高巍"]
    assert told(read(line, {"1.cast": "one"})[0])[3] == ["刘海涛高巍"]


def test_the_same_name_at_another_institution_is_asked_once_the_row_is_certain() -> None:
    about = facts(people=(KnownPerson(key="7", name="王伟", institution="江畔大学"),))
    [row] = read("14:00-14:20 酶 王伟 星槎大学", about=about)
    assert (asked(row), [choice.value for choice in row.questions[0].choices]) == (["1.same.王伟"], ["7", "new"])
    [answered] = read("14:00-14:20 酶 王伟 星槎大学", {"1.same.王伟": "7"}, about)
    assert answered.item is not None
    assert [one.key for one in answered.item.speakers] == ["7"]


def test_who_is_on_stage_elsewhere_at_that_time_is_told() -> None:
    person = KnownPerson(key="7", name="王伟", institution="星槎大学")
    there = Elsewhere(span=Span(at("14:10"), at("14:30")), what="别的报告")
    known = replace(facts(people=(person,)), elsewhere={"7": [there]})
    rows = read("14:00-14:20 酶 王伟 星槎大学\n14:30-14:50 菌 王伟 星槎大学", about=known)
    assert [[(one.reason, one.detail) for one in row.findings] for row in rows] == [
        [(SheetReason.ELSEWHERE, "王伟 · 别的报告")],
        [],
    ]


def test_too_many_rows_are_refused() -> None:
    with pytest.raises(SheetRefused, match=SheetRefusal.TOO_MANY_ROWS):
        read("14:00-14:20 酶\n" * (MOST_ROWS + 1))


@pytest.mark.data
def test_the_nasty_programme_is_read_for_one_of_its_forums(shared_data: Path) -> None:
    """Rows of the chosen forum have the expected outcomes; what would be refused is asked, and so are other forums."""
    name = "05_programme_utf16.txt"
    expected = json.loads((shared_data / "imports" / "expected" / f"{name}.json").read_text(encoding="utf-8"))["rows"]
    day = date(2020, 11, 2)
    about = AgendaFacts(
        first_day=day,
        last_day=date(2020, 11, 4),
        frame=Frame(sessions=(a_session(start="09:00", end="12:00", day=day),), zone=ZONE, day_starts_at=time(5)),
        forum_names=frozenset({"疫苗研发分会"}),
    )
    table = read_agenda(read_sheet((shared_data / "imports" / name).read_bytes(), has_lines=True), about, {})
    rows = {row.line: row for row in table.rows}
    for row in expected[:10]:
        found = rows[row["line"]]
        assert found.outcome.value == {"reject": "ask"}.get(row["outcome"], row["outcome"]), row["why"]
        if found.item and "normalised" in row:
            wanted = row["normalised"]
            assert found.item.starts_at.isoformat(timespec="minutes") == wanted["start"]
            assert found.item.ends_at.isoformat(timespec="minutes") == wanted["end"]
            names = [one.person.name for one in found.item.speakers]
            assert names == wanted.get("speakers", names)
    assert {line for line, row in rows.items() if f"{line}.forum" in asked(row)} == {*range(12, 18), *range(19, 24)}


def agenda_items(value: object) -> Iterator[dict[str, object]]:
    """Yield the items of the agenda, wherever they are in the document."""
    if isinstance(value, dict) and "TIME" in value:
        yield value
    elif isinstance(value, dict | list):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from agenda_items(inner)


def cells_of(item: dict[str, object]) -> list[str]:
    values = (item.get(name) for name in ("TIME", "THEME", "SPEAKER", "POSITION", "SPEAKER2", "POSITION2", "POSITION3"))
    return ["、".join(value) if isinstance(value, list) else str(value).strip() for value in values if value]


def names_of(item: dict[str, object]) -> list[str]:
    """Return the people of an item, as its fields tell them: a name is followed by a post, or by an institution."""
    speaker = item.get("SPEAKER")
    if isinstance(speaker, list):
        entries = (str(entry).strip() for entry in speaker)
        words = ["Tan Ley Foon" if entry.startswith("Tan Ley") else entry.split()[0] for entry in entries]
        return [name for word in words for name in word.replace("/", "、").split("、")]
    if "POSITION" in item:
        return [str(item[name]).strip() for name in ("SPEAKER", "SPEAKER2") if name in item]
    return str(speaker).split("、") if speaker == "刘海涛、高巍" else []


@pytest.mark.data
@pytest.mark.parametrize(("divider", "certain"), [("\t", 141), (" ", 138)], ids=["cells", "lines"])
def test_a_real_agenda_is_right_or_asks(shared_data: Path, divider: str, certain: int) -> None:
    """Of 145 items pasted as cells or as lines, none is certain and wrong; the others ask."""
    path = shared_data / "schedules" / "openeuler-summit2021-agenda-cn.json"
    all_items = list(agenda_items(json.loads(path.read_text(encoding="utf-8"))))
    found = 0
    for item in all_items:
        cells = cells_of(item)
        text = divider.join(cells) if divider == "\t" else " ".join(" ".join(cells).split())
        about = facts(a_session(start="09:00", end="18:00"))
        [row] = read_agenda(sheet_of(text), about, {}).rows
        if row.outcome.value == "ask":
            continue
        found += 1
        assert (told(row)[1], told(row)[3]) == (cells[1], names_of(item)), text
    assert (len(all_items), found) == (145, certain)
