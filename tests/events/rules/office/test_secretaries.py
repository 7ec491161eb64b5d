import pytest

from events.rules.office.secretaries import (
    Judged,
    Known,
    LineDoubt,
    LineTrouble,
    SecretaryLine,
    judged,
    mark_of,
    read_secretaries,
    without_secretary,
)

KNOWN = Known(
    forums=frozenset({1, 2, 3, 26}),
    names={"shen@example.com": "沈知秋", "bai@example.com": ""},
    secretaries={3: ["liu@example.com"]},
)


@pytest.mark.parametrize(
    ("text", "forum", "name", "email"),
    [
        ("07, 沈知秋, shen@example.com", 7, "沈知秋", "shen@example.com"),
        ("07\t沈知秋\tShen@Example.com", 7, "沈知秋", "shen@example.com"),
        ("7 沈知秋 shen@example.com", 7, "沈知秋", "shen@example.com"),
        ("第7分会 沈知秋 <shen@example.com>", 7, "沈知秋", "shen@example.com"),
        ("shen@example.com；沈知秋；26", 26, "沈知秋", "shen@example.com"),
        ("12 | Anna Maria Lund | lund.2@example.org.", 12, "Anna Maria Lund", "lund.2@example.org"),
        ("3, , liu7@example.com", 3, "", "liu7@example.com"),
        ("沈知秋, shen@example.com", None, "沈知秋", "shen@example.com"),
        ("07, 沈知秋", 7, "沈知秋", ""),
        ("1, O'Brien-Smith, a@b.ie", 1, "O'Brien-Smith", "a@b.ie"),
    ],
)
def test_a_line_is_read_however_its_parts_are_divided(text: str, forum: int | None, name: str, email: str) -> None:
    assert read_secretaries(f"\n{text}\n , \n") == [SecretaryLine(line=2, forum=forum, name=name, email=email)]


def one(text: str) -> Judged:
    [row] = judged(read_secretaries(text), KNOWN)
    return row


@pytest.mark.parametrize(
    ("text", "trouble"),
    [
        ("1, 沈知秋", LineTrouble.NO_ADDRESS),
        ("1, 沈知秋, shen@example", LineTrouble.BAD_ADDRESS),
        ("1, 沈知秋, 沈@example.com", LineTrouble.BAD_ADDRESS),
        ("沈知秋, shen@example.com", LineTrouble.NO_FORUM),
        ("4, 沈知秋, shen@example.com", LineTrouble.UNKNOWN_FORUM),
        ("3, 柳砚秋, liu@example.com", LineTrouble.ALREADY),
    ],
)
def test_nobody_is_invited_by_a_line_that_cannot_be_meant(text: str, trouble: LineTrouble) -> None:
    assert (one(text).trouble, one(text).is_sent) == (trouble, False)
    assert one(text).is_wrong == (trouble is not LineTrouble.ALREADY)


@pytest.mark.parametrize(
    ("text", "doubts"),
    [
        ("1, 沈知秋, shen@example.com", ()),
        ("1, , shen@example.com", ()),
        ("1, , new@example.com", (LineDoubt.NO_NAME,)),
        ("1, , bai@example.com", (LineDoubt.NO_NAME,)),
        ("1, 沈秋, shen@example.com", (LineDoubt.OTHER_NAME,)),
        ("3, 何怀瑾, he@example.com", (LineDoubt.HAS_SECRETARY,)),
    ],
)
def test_doubtful_lines_are_told_and_sent(text: str, doubts: tuple[LineDoubt, ...]) -> None:
    assert (one(text).doubts, one(text).is_sent) == (doubts, True)


def test_one_person_may_look_after_two_forums_and_two_after_one() -> None:
    rows = judged(read_secretaries("1, 甲, a@example.com\n2, 甲, a@example.com\n1, 乙, b@example.com"), KNOWN)
    assert [(row.trouble, row.doubts) for row in rows] == [(None, ())] * 3
    assert without_secretary(rows, KNOWN) == [26]


def test_a_line_twice_is_sent_once_and_an_address_with_two_names_is_doubtful() -> None:
    rows = judged(read_secretaries("1, 甲, a@example.com\n1, 甲, A@example.com\n2, 乙, a@example.com"), KNOWN)
    assert [row.trouble for row in rows] == [None, LineTrouble.TWICE, None]
    assert (rows[2].doubts, rows[2].other) == ((LineDoubt.TWO_NAMES,), "甲")


def test_a_mark_changes_with_what_is_known() -> None:
    lines = read_secretaries("1, 甲, a@example.com")
    later = Known(forums=KNOWN.forums, secretaries={1: ["a@example.com"]})
    assert mark_of(judged(lines, KNOWN)) == mark_of(judged(lines, KNOWN)) != mark_of(judged(lines, later))
