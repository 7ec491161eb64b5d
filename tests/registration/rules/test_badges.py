"""Test the content and layout of badges."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from events.rules.accent import contrast
from registration.rules.badges import (
    BAND_HEIGHT,
    MARGIN,
    MEASURE,
    MILLIMETRE,
    PAGE_HEIGHT,
    PAGE_WIDTH,
    QR_SIDE,
    QR_TOP,
    BadgeContent,
    BadgeInk,
    BadgeLine,
    common_lines,
    drawable,
    ink_on,
    personal_lines,
    when_and_where,
)
from tests.builders.badges import a_badge
from toolkit.fonts import Face, reach, width

BESIDE_QR = MARGIN + QR_SIDE + 5.2 * MILLIMETRE


def size_of(name: str, **fields: str) -> float:
    return personal_lines(a_badge(name, **fields))[0].size


@pytest.mark.parametrize(
    ("name", "size"), [("伟", 88), ("王伟", 88), ("林知远", 88), ("欧阳知远", 64), ("欧阳知远之", 48)]
)
def test_the_name_is_as_large_as_its_length_allows(name: str, size: float) -> None:
    assert size_of(name) == size


def test_a_badge_is_an_a6_page() -> None:
    assert [round(side / MILLIMETRE, 6) for side in (PAGE_WIDTH, PAGE_HEIGHT)] == [105, 148]


def test_what_is_empty_takes_no_line() -> None:
    full = common_lines(a_badge(rights=("午餐",)))
    assert len(common_lines(a_badge(rights=("", "午餐", " ")))) == len(full)
    assert len(common_lines(a_badge(rights=("午餐",), when_and_where=""))) == len(full) - 1
    assert all(line.text for line in common_lines(a_badge(when_and_where="", conference_en="", category_en="")))


def test_the_english_title_is_in_italics_and_one_in_two_lines_begins_higher() -> None:
    def english(title: str) -> list[BadgeLine]:
        return [line for line in common_lines(a_badge(conference_en=title)) if line.text in title]

    [short], long = english("Biology 2027"), english("National Conference on Innovation in Biotechnology, " * 2)
    assert len(long) == 2
    assert {line.face for line in (short, *long)} == {Face.SERIF_ITALIC}
    assert long[0].baseline < short.baseline < long[1].baseline


def test_three_characters_are_23_mm_high() -> None:
    assert size_of("林知远") / MILLIMETRE == pytest.approx(23.3, abs=0.1)


def test_the_code_is_31_mm_wide_and_has_its_quiet_zone() -> None:
    module = QR_SIDE / 25
    assert round(QR_SIDE / MILLIMETRE, 2) == 31
    assert 4 * module <= MARGIN
    assert 4 * module <= PAGE_HEIGHT - BAND_HEIGHT - QR_TOP - QR_SIDE
    beside = [line for line in common_lines(a_badge()) if QR_TOP < line.baseline < QR_TOP + QR_SIDE]
    assert len(beside) == 3
    assert all(line.x >= MARGIN + QR_SIDE + 4 * module for line in beside)


def test_a_name_in_latin_letters_is_printed_once() -> None:
    lines = personal_lines(a_badge("Ana Silva", name_latin="Ana Silva"))
    assert [line.text for line in lines].count("Ana Silva") == 1


def test_a_missing_language_shows_the_other() -> None:
    content = a_badge(institution_zh="", conference_zh="", category_zh="")
    shown = [line.text for line in (*common_lines(content), *personal_lines(content))]
    assert "Wusong Institute of Technology" in shown
    assert "National Biotechnology Innovation Conference" in shown
    assert "DELEGATE" in shown


def test_where_no_font_has_the_name_the_latin_name_is_printed_as_large() -> None:
    lines = personal_lines(drawable(a_badge("王\U0002a6d6", name_latin="WANG Zhe")))
    assert (lines[0].text, lines[0].size) == ("WANG Zhe", size_of("WANG Zhe", name_latin=""))
    assert "王" not in "".join(line.text for line in lines)


def test_without_a_latin_name_a_missing_letter_is_a_geta_mark_and_a_missing_sign_is_left_out() -> None:
    shown = drawable(a_badge("王\U0002a6d6\U00031350 😀", name_latin="", conference_zh="大会😀", rights=("午餐😀",)))
    assert (shown.name, shown.conference_zh, shown.rights) == ("王〓〓", "大会", ("午餐",))


def test_an_institution_that_cannot_be_drawn_is_printed_in_the_other_language() -> None:
    assert drawable(a_badge(institution_zh="\U0002a6d6山书院")).institution_zh == ""
    assert drawable(a_badge(institution_en="\U0002a6d6")).institution_en == ""
    assert drawable(a_badge(institution_zh="\U0002a6d6山书院", institution_en="")).institution_zh == "〓山书院"


def test_a_badge_that_the_fonts_can_draw_is_printed_as_it_is() -> None:
    assert drawable(a_badge()) == a_badge()


def test_deep_letters_stand_higher_and_the_name_stays_below_the_conference() -> None:
    tibetan, chinese = (personal_lines(a_badge(name))[0] for name in ("བསྟན་འཛིན་", "林知远"))
    above, below = reach(tibetan.text, tibetan.face)
    assert tibetan.baseline < chinese.baseline == 208
    assert tibetan.baseline + tibetan.size * below <= 208 + 20 + 0.01
    assert tibetan.baseline - tibetan.size * above >= 102 - 0.01


def test_lines_of_an_institution_in_deep_letters_stand_further_apart() -> None:
    def steps(institution: str) -> set[int]:
        lines = [line for line in personal_lines(a_badge(institution_zh=institution)) if line.face is Face.SANS]
        return {round(100 * (second.baseline - first.baseline) / first.size) for first, second in pairwise(lines)}

    assert steps("吴淞理工大学" * 8) == {122}
    assert min(steps("བོད་ལྗོངས་སློབ་གྲྭ་ཆེན་མོ་" * 8)) > 200


def test_arabic_names_run_from_right_to_left() -> None:
    assert [line.right_to_left for line in personal_lines(a_badge("عبد الرحمن"))[:2]] == [True, False]


@pytest.mark.parametrize(
    ("band", "ink"),
    [
        ("#0e4b4d", BadgeInk.PAPER),
        ("#E5B95F", BadgeInk.BLACK),
        ("#ffffff", BadgeInk.BLACK),
        ("#000000", BadgeInk.PAPER),
        ("#777777", BadgeInk.PAPER),
    ],
)
def test_the_category_reads_on_its_band(band: str, ink: BadgeInk) -> None:
    assert ink_on(band) is ink


@given(st.integers(0, 0xFFFFFF))
def test_the_category_reads_on_a_band_of_any_colour(number: int) -> None:
    band = f"#{number:06x}"
    assert contrast(ink_on(band), band) > 4.3


@pytest.mark.parametrize("english", ["Invited guest of the organising committee and of the academy", ""])
def test_a_long_category_stands_on_the_band_in_two_rows(english: str) -> None:
    content = a_badge(category_zh="主办单位与组织委员会共同邀请的特别嘉宾和随行人员", category_en=english)
    rows = [line for line in common_lines(content) if line.baseline > PAGE_HEIGHT - BAND_HEIGHT]
    assert "".join(row.text for row in rows).replace(" ", "") == (
        content.category_zh + english.upper().replace(" ", "")
    )
    assert {row.ink for row in rows} == {ink_on(content.band)}
    assert {row.x for row in rows if row.face is Face.SERIF_LATIN} <= {MARGIN}
    tops = [row.baseline - row.size * reach(row.text, row.face)[0] for row in rows]
    assert tops[0] > PAGE_HEIGHT - BAND_HEIGHT
    assert all(upper.baseline < top for upper, top in zip(rows, tops[1:], strict=False))
    assert rows[-1].baseline < PAGE_HEIGHT - 3


def test_rights_are_smaller_only_if_the_number_would_have_no_room() -> None:
    def rights_of(*rights: str) -> list[BadgeLine]:
        return [line for line in common_lines(a_badge(rights=rights)) if line.x == pytest.approx(BESIDE_QR)]

    few, many = rights_of("午餐", "晚宴"), rights_of(*["午餐 16/17/18 日、欢迎晚宴、会后考察"] * 9)
    assert {line.size for line in few} == {13}
    assert few[-1].baseline == many[-1].baseline + 6 * (many[0].size / 13 - 1) == pytest.approx(QR_TOP + QR_SIDE - 6)
    [number] = [
        line for line in personal_lines(a_badge(rights=tuple(line.text for line in many))) if line.text == "D-1027"
    ]
    assert 3 < many[0].size < 13
    assert number.baseline - number.size >= QR_TOP - 6


def test_a_latin_name_stands_between_the_name_and_the_institution_and_a_long_one_goes_lower() -> None:
    feet = []
    for latin in ("LIN Zhiyuan", "Maximilian-Alexander VON UND ZU HOHENSTAUFEN-WITTELSBACH"):
        name, *others = personal_lines(a_badge(name_latin=latin))
        rows = [line for line in others if line.text in latin]
        [institution] = [line for line in others if line.text == "吴淞理工大学"]
        assert " ".join(row.text for row in rows) == latin
        assert name.baseline + 0.12 * name.size < rows[0].baseline - 0.75 * rows[0].size
        assert rows[-1].baseline + 0.2 * rows[-1].size < institution.baseline - 0.75 * institution.size
        feet.append(rows[-1].baseline)
    assert feet[0] < feet[1]


@pytest.mark.parametrize(
    ("ends_on", "expected"),
    [
        (date(2027, 4, 16), "2027.4.16 苏州"),
        (date(2027, 4, 18), "2027.4.16—18 苏州"),
        (date(2027, 5, 2), "2027.4.16—5.2 苏州"),
        (date(2028, 1, 2), "2027.4.16—2028.1.2 苏州"),
    ],
)
def test_the_days_are_written_once(ends_on: date, expected: str) -> None:
    assert when_and_where(date(2027, 4, 16), ends_on, "苏州") == expected


def test_badges_of_one_category_share_their_design() -> None:
    first, second = a_badge("林知远"), a_badge("王伟", code="X", number="D-0001", institution_zh="")
    assert first.design == second.design
    assert first.design != a_badge(category_en="Student").design


def ends(line: BadgeLine) -> tuple[float, float]:
    wide = (width(line.text, line.face) + line.spacing * len(line.text)) * line.size
    return (line.x - wide, line.x) if line.from_right else (line.x, line.x + wide)


LETTERS = st.sampled_from([*"林知远 ·abcWMi é-김عبสม", "𬴂"])


def some(most: int) -> st.SearchStrategy[str]:
    return st.text(LETTERS, max_size=most)


@settings(max_examples=60, deadline=None)
@given(
    st.builds(
        a_badge,
        some(60),
        name_latin=some(60),
        institution_zh=some(200),
        institution_en=some(200),
        conference_zh=some(200),
        conference_en=some(200),
        category_zh=some(100),
        category_en=some(100),
        rights=st.lists(some(100), max_size=6).map(tuple),
    )
)
def test_no_text_leaves_its_place_on_the_badge(content: BadgeContent) -> None:
    personal = personal_lines(content)
    for line in (*common_lines(content), *personal):
        left, right = ends(line)
        assert left >= MARGIN - 0.05 * line.size - 0.5
        assert right <= PAGE_WIDTH - MARGIN + 0.5
        assert right - left <= MEASURE + 0.05 * line.size + 0.5
    for line in personal:
        in_the_way = line.baseline > QR_TOP - 4 and line.x < MARGIN + QR_SIDE
        assert not in_the_way, line
    baselines = [line.baseline for line in personal if line.x < MARGIN + QR_SIDE]
    assert baselines == sorted(baselines)
    assert [line.face for line in personal if line.face is Face.SERIF_ITALIC] == []


def test_a_long_latin_name_breaks_between_words() -> None:
    name = "Maximilian-Alexander VON UND ZU HOHENSTAUFEN-WITTELSBACH III"

    lines = [line.text for line in personal_lines(a_badge(name, name_latin=""))]

    assert lines[:2] == ["Maximilian-Alexander VON UND ZU", "HOHENSTAUFEN-WITTELSBACH III"]
