from datetime import date

import pytest

from events.rules.daytimes import DayTimeRefusal, DayTimeRefused, Stretch, leading_stretch, read_day, read_stretch

FIRST, LAST = date(2026, 11, 2), date(2026, 11, 4)


def day(text: str) -> date:
    return read_day(text, first=FIRST, last=LAST)


@pytest.mark.parametrize(
    "text",
    [
        "2026-11-02",
        "2026/11/2",
        "2026.11.2",
        "2026年11月2日",
        "２０２６年１１月２日",
        "11月2日",
        "11月2号（周一）",
        "11月2日 星期一",
        "11/2",
        "2/11",
        "11-02",
        "2/11/2026",
        "20261102",
        "46328",
        "46328.0",
        "Nov 2",
        "2 November 2026",
        "Monday, November 2nd, 2026",
        "第一天",
        "Day 1",
    ],
)
def test_the_second_of_november_is_read_in_many_spellings(text: str) -> None:
    assert day(text) == FIRST


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", DayTimeRefusal.NO_DAY),
        ("周一", DayTimeRefusal.NO_DAY),
        ("2026-11-31", DayTimeRefusal.NO_SUCH_DAY),
        ("11月31日", DayTimeRefusal.NO_SUCH_DAY),
        ("13/13", DayTimeRefusal.NO_SUCH_DAY),
        ("待定", DayTimeRefusal.UNREADABLE_DAY),
        ("next week", DayTimeRefusal.UNREADABLE_DAY),
    ],
)
def test_anything_but_a_day_is_refused(text: str, reason: DayTimeRefusal) -> None:
    with pytest.raises(DayTimeRefused) as refused:
        day(text)
    assert refused.value.reason is reason


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("09:00-09:10", "9:00", "9:10"),
        ("9:10-9:30", "9:10", "9:30"),
        ("09:30 - 9:55", "9:30", "9:55"),
        ("09：55—10：15", "9:55", "10:15"),
        ("10:15～10:30", "10:15", "10:30"),
        ("10:15~10:30", "10:15", "10:30"),
        ("１０：１５－１０：３０", "10:15", "10:30"),
        ("10:15 – 10:30", "10:15", "10:30"),
        ("10:15至10:30", "10:15", "10:30"),
        ("10:15 to 10:30", "10:15", "10:30"),
        ("9.30-10.00", "9:30", "10:00"),
        ("0930-1000", "9:30", "10:00"),
        ("09:00:00-09:30:00", "9:00", "9:30"),
        ("9:00-9:20（20分钟）", "9:00", "9:20"),
        ("2:00-3:30 pm", "14:00", "15:30"),
        ("11:30 am - 1:00 pm", "11:30", "13:00"),
        ("11:30-1:00 pm", "11:30", "13:00"),
        ("上午11点20分至11点40分", "11:20", "11:40"),
        ("上午九点至十二点", "9:00", "12:00"),
        ("下午2点半-3点一刻", "14:30", "15:15"),
        ("上午11点半到下午1点", "11:30", "13:00"),
        ("十四时三十分至十五时", "14:30", "15:00"),
        ("晚上8点-9点", "20:00", "21:00"),
        ("22:00-24:00", "22:00", "24:00"),
        ("23:30-00:30", "23:30", "24:30"),
    ],
)
def test_a_stretch_of_time_is_read_in_many_spellings(text: str, start: str, end: str) -> None:
    found = read_stretch(text)
    assert (f"{found.start // 60}:{found.start % 60:02}", f"{found.end // 60}:{found.end % 60:02}") == (start, end)


def test_start_and_end_may_be_in_separate_columns() -> None:
    assert read_stretch("14:00", end="15:30") == Stretch(14 * 60, 15 * 60 + 30)


def test_times_written_in_words_are_marked() -> None:
    assert [read_stretch(text).is_in_words for text in ("上午9点至10点", "9:00-10:00")] == [True, False]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", DayTimeRefusal.NO_TIME),
        ("11:40", DayTimeRefusal.NO_END),
        ("11:40-", DayTimeRefusal.NO_END),
        ("11:10-11:00", DayTimeRefusal.END_BEFORE_START),
        ("11:10-11:10", DayTimeRefusal.END_BEFORE_START),
        ("14:00-02:00", DayTimeRefusal.END_BEFORE_START),
        ("9-10", DayTimeRefusal.UNREADABLE_TIME),
        ("25:00-26:00", DayTimeRefusal.UNREADABLE_TIME),
        ("9:75-10:00", DayTimeRefusal.UNREADABLE_TIME),
        ("全天", DayTimeRefusal.UNREADABLE_TIME),
        ("9:00-10:00-11:00", DayTimeRefusal.UNREADABLE_TIME),
    ],
)
def test_anything_but_a_stretch_of_time_is_refused(text: str, reason: DayTimeRefusal) -> None:
    with pytest.raises(DayTimeRefused) as refused:
        read_stretch(text)
    assert refused.value.reason is reason


@pytest.mark.parametrize(
    ("line", "divided"),
    [
        ("9:30-9:50 开场致辞 王伟", ("9:30-9:50", "开场致辞 王伟")),
        ("09：55—10：15 佐剂", ("09：55—10：15", "佐剂")),
        ("1. 10:05-10:30 圆桌", ("10:05-10:30", "圆桌")),
        ("2、9:30-9:50 致辞", ("9:30-9:50", "致辞")),
        ("• 9:30 – 9:50\t致辞", ("9:30 – 9:50", "致辞")),
        ("(9:30-9:50) 致辞", ("9:30-9:50", "致辞")),
        ("【9:30-9:50】致辞", ("9:30-9:50", "致辞")),
        ("上午9点至9点半：致辞", ("上午9点至9点半", "致辞")),
        ("下午两点—三点 圆桌", ("下午两点—三点", "圆桌")),
        ("0930-0950 致辞", ("0930-0950", "致辞")),
        ("9.30-9.50 致辞", ("9.30-9.50", "致辞")),
        ("2:00-3:30 pm Talk", ("2:00-3:30 pm", "Talk")),
        ("9:00 to 9:20 Opening", ("9:00 to 9:20", "Opening")),
        ("9:30 致辞", ("9:30", "致辞")),
        ("9:30-9:50", ("9:30-9:50", "")),
        ("10 reasons", None),
        ("2021年展望", None),
        ("1. 开场致辞", None),
        ("3.5亿年", None),
        ("", None),
    ],
)
def test_the_time_at_the_beginning_of_a_line_is_told_from_the_rest(line: str, divided: tuple[str, str] | None) -> None:
    assert leading_stretch(line) == divided
