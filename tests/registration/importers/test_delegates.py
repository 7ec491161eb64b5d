"""Read lists of invented delegates with other headings, orders and encodings."""

import io
import random

import pytest
from openpyxl import Workbook

from registration.importers.delegates import read_delegates
from registration.rules.delegate_rows import (
    DelegateList,
    DelegateRow,
    ImportFacts,
    Known,
    ListReason,
    OrderStatus,
    Source,
)
from toolkit.sheets.cells import SheetRefusal, SheetRefused
from toolkit.sheets.outcomes import RowOutcome
from toolkit.sheets.reading import read_sheet

FACTS = ImportFacts(slug="bio27", categories={"参会代表": "D", "delegate": "D", "院士": "A"})


def read(text: str, *, encoding: str = "utf-8", facts: ImportFacts = FACTS) -> DelegateList:
    return read_delegates(read_sheet(text.encode(encoding)), facts)


def one(
    cells: str, *, header: str = "姓名,单位,职务,手机号,邮箱,参会身份,备注", facts: ImportFacts = FACTS
) -> DelegateRow:
    return read(f"{header}\n{cells}\n", facts=facts).rows[0]


def ends(found: DelegateList) -> list[tuple[str, RowOutcome]]:
    return [(row.name, row.outcome) for row in found.rows]


@pytest.mark.parametrize(
    ("cells", "outcome", "reasons", "column"),
    [
        ("苏念,星槎研究院,院长,13800000001,su@example.com,参会代表,", RowOutcome.ACCEPT, [], ""),
        ("苏念,,,13800000001,,,", RowOutcome.ACCEPT, [], ""),
        ("苏念,,,,su@example.com,,=1+1", RowOutcome.ACCEPT, [], ""),
        ("苏念,,,,,,", RowOutcome.REJECT, [ListReason.NO_CONTACT], "手机号"),
        (",星槎研究院,,13800000001,,,", RowOutcome.REJECT, [ListReason.NO_NAME], "姓名"),
        ("苏念、顾远,,,13800000001,,,", RowOutcome.REJECT, [ListReason.TWO_PEOPLE], "姓名"),
        ("<b>苏念</b>,,,13800000001,,,", RowOutcome.REJECT, [ListReason.NAME_MARKUP], "姓名"),
        ("=1+1,,,13800000001,,,", RowOutcome.REJECT, [ListReason.NAME_FORMULA], "姓名"),
        ("待定,,,13800000001,,,", RowOutcome.REJECT, [ListReason.NAME_PLACEHOLDER], "姓名"),
        ("苏念,,,1.38E+10,,,", RowOutcome.REJECT, [ListReason.PHONE_SCIENTIFIC], "手机号"),
        ("苏念,,,1380000000,,,", RowOutcome.REJECT, [ListReason.PHONE_TOO_SHORT], "手机号"),
        ("苏念,,,,su#example.com,,", RowOutcome.REJECT, [ListReason.EMAIL_NO_AT], "邮箱"),
        ("苏念,,,13800000001,su@аpple.com,,", RowOutcome.REJECT, [ListReason.EMAIL_HOMOGRAPH], "邮箱"),
        ("苏念," + "院" * 201 + ",,13800000001,,,", RowOutcome.REJECT, [ListReason.TEXT_TOO_LONG], "单位"),
        ("苏念 13800000001,,,13800000001,,,", RowOutcome.REJECT, [ListReason.NAME_ADVERTISING], "姓名"),
        ("苏念,示例大学 example。com,,13800000001,,,", RowOutcome.REJECT, [ListReason.TEXT_ADVERTISING], "单位"),
        ("苏念,,院长 微信su2027,13800000001,,,", RowOutcome.REJECT, [ListReason.TEXT_ADVERTISING], "职务"),
        ("苏念,,,13800000001,,,微信su2027", RowOutcome.ACCEPT, [], ""),
        ("苏念（随行：顾远）,,,13800000001,,,", RowOutcome.WARN, [ListReason.COMPANION], "姓名"),
        ("김민준,,,13800000001,,,", RowOutcome.WARN, [ListReason.NO_LATIN_NAME], "姓名"),
        ("苏念,,,138****0001,su@example.com,,", RowOutcome.WARN, [ListReason.PHONE_MASKED], "手机号"),
        (
            "苏念,,,138****0001,,,",
            RowOutcome.REJECT,
            [ListReason.PHONE_MASKED, ListReason.NO_CONTACT],
            "手机号",
        ),
        ("苏念,,,0512-62885197转8,,,", RowOutcome.WARN, [ListReason.PHONE_LANDLINE], "手机号"),
        ("苏念,,,,su@example。com,,", RowOutcome.WARN, [ListReason.EMAIL_CORRECTED], "邮箱"),
        ("苏念,,,13800000001,,贵宾,", RowOutcome.WARN, [ListReason.UNKNOWN_CATEGORY], "参会身份"),
        ("合计,共 3 人,,,,,", RowOutcome.SKIP, [ListReason.TOTAL], ""),
        ("注：请于周五前反馈,,,,,,", RowOutcome.SKIP, [ListReason.FOOTNOTE], ""),
        (",,,,,,", RowOutcome.SKIP, [ListReason.EMPTY_ROW], ""),
        ("姓名,单位,职务,手机号,邮箱,参会身份,备注", RowOutcome.SKIP, [ListReason.REPEATED_HEADER], ""),
    ],
)
def test_a_row_has_the_expected_outcome(
    cells: str, outcome: RowOutcome, reasons: list[ListReason], column: str
) -> None:
    row = one(cells)
    assert (row.outcome, [finding.reason for finding in row.findings], row.column) == (outcome, reasons, column)


def test_a_name_in_two_scripts_fills_both() -> None:
    candidate = one("苏念 / Nian SU,,,13800000001,,,").candidate
    assert candidate is not None
    assert (candidate.name, candidate.particulars.name_latin) == ("苏念", "Nian SU")


def test_an_unknown_category_that_will_be_created_is_not_reported() -> None:
    facts = ImportFacts(slug="bio27", categories=FACTS.categories, creates_categories=True)
    found = read("姓名,手机,身份\n苏念,13800000001,贵宾\n顾远,13800000002,贵宾\n", facts=facts)
    assert ends(found) == [("苏念", RowOutcome.ACCEPT), ("顾远", RowOutcome.ACCEPT)]
    assert found.unknown_categories == ("贵宾",)


def test_the_same_person_twice_is_a_duplicate_and_two_people_with_one_contact_are_not() -> None:
    found = read(
        "姓名,手机,邮箱\n"
        "歐陽念,13800000001,a@example.com\n"
        "欧阳念,13800000001,A@EXAMPLE.COM\n"
        "苏念,13800000001,b@example.com\n"
        "顾远,13800000002,a@example.com\n"
        "苏念,13800000003,c@example.com\n"
        "苏　念,138 0000 0003,\n"
    )
    assert [row.outcome for row in found.rows] == [
        RowOutcome.ACCEPT,
        RowOutcome.DUPLICATE,
        RowOutcome.WARN,
        RowOutcome.WARN,
        RowOutcome.ACCEPT,
        RowOutcome.DUPLICATE,
    ]
    assert [[(one.reason, one.detail) for one in row.findings] for row in found.rows[1:4]] == [
        [(ListReason.SAME_AS_LINE, "2")],
        [(ListReason.SHARED_PHONE, "2")],
        [(ListReason.SHARED_EMAIL, "2")],
    ]


def test_a_refused_row_does_not_make_the_next_one_a_duplicate() -> None:
    found = read("姓名,手机,邮箱\n苏念,13800000001,b#example.com\n苏念,13800000001,b@example.com\n")
    assert [row.outcome for row in found.rows] == [RowOutcome.REJECT, RowOutcome.ACCEPT]


def test_an_existing_delegate_is_a_duplicate() -> None:
    known = Known(name="苏念", email="", phone="+8613800000001", source_key="")
    facts = ImportFacts(slug="bio27", categories={}, known=(known,))
    row = one("苏念,,,13800000001,,,", facts=facts)
    assert (row.outcome, [finding.reason for finding in row.findings]) == (
        RowOutcome.DUPLICATE,
        [ListReason.ALREADY_REGISTERED],
    )


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_encoding_delimiter_and_order_do_not_change_the_outcome(encoding: str, delimiter: str) -> None:
    rows = [
        ("苏念", "星槎研究院", "13800000001"),
        ("顾远、林深", "星槎研究院", "13800000002"),
        ("司马懿之", "青橙基因", "1380000000"),
        ("朱䶮", "青橙基因", "１３８０００００００４"),
        ("O'Neil Ann", "Green, Orange", "+852 96973011"),
    ]
    random.Random(7).shuffle(rows)
    lines = ["参会人姓名 Name", "工作单位", "手机号码（必填）"]
    text = "\r\n".join(delimiter.join(f'"{cell}"' for cell in row) for row in [tuple(lines), *rows])
    assert sorted(ends(read(text, encoding=encoding))) == [
        ("O'Neil Ann", RowOutcome.ACCEPT),
        ("司马懿之", RowOutcome.REJECT),
        ("朱䶮", RowOutcome.ACCEPT),
        ("苏念", RowOutcome.ACCEPT),
        ("顾远、林深", RowOutcome.REJECT),
    ]


@pytest.mark.parametrize(
    "header",
    [
        "姓名,手机号,邮箱",
        "参会嘉宾,联系电话,电子邮件",
        "* 姓 名,手机/电话,E-mail",
        "Full Name,Mobile,Email address",
        "姓名 (Name),电话 (Phone),邮箱 (E-mail)",
        "Delegate name,Contact No.,E-Mail:",
        "您的姓名,常用手机,接收邀请函的邮箱",
        "参会者姓名（中文）,本人手机号,电子信箱",
    ],
)
def test_a_header_is_recognised_by_synonyms(header: str) -> None:
    candidate = one("苏念,13800000001,su@example.com", header=header).candidate
    assert candidate is not None
    assert (candidate.name, candidate.phone, candidate.email) == ("苏念", "+8613800000001", "su@example.com")


def test_an_exact_heading_is_preferred_to_a_guessed_one() -> None:
    candidate = one("紧急,13900000009,苏念,13800000001", header="紧急联系人姓名,单位电话,姓名,手机").candidate
    assert candidate is not None
    assert (candidate.name, candidate.phone, candidate.particulars.institution_zh) == ("苏念", "+8613800000001", "")


def test_a_table_without_a_column_of_names_is_refused() -> None:
    with pytest.raises(SheetRefused) as refused:
        read("地址,城市\n甲,乙\n")
    assert refused.value.reason is SheetRefusal.NO_HEADER


def test_an_office_table_is_read_with_its_merged_header_and_cells() -> None:
    workbook = Workbook()
    sheet = workbook.worksheets[0]
    for row in (
        ["会议回执"],
        ["序号", "工作单位", "姓名", "联系方式", None, "抵达时间"],
        [None, None, None, "手机号码", "邮箱", None],
        [1, "星槎研究院", "苏念", 13800000001, "su@example.com", 46328.5],
        [2, None, "顾远", "13800000002", None, "下午"],
        [3, None, None, None, None, None],
        ["联系人：会务组"],
    ):
        sheet.append(row)
    for merged in ("A1:F1", "A2:A3", "B2:B3", "C2:C3", "D2:E2", "F2:F3", "B4:B6", "A7:F7"):
        sheet.merge_cells(merged)
    buffer = io.BytesIO()
    workbook.save(buffer)
    found = read_delegates(read_sheet(buffer.getvalue()), FACTS)
    assert [(row.line, row.outcome) for row in found.rows] == [
        (4, RowOutcome.ACCEPT),
        (5, RowOutcome.WARN),
        (6, RowOutcome.SKIP),
        (7, RowOutcome.SKIP),
    ]
    people = [row.candidate for row in found.rows if row.candidate is not None]
    assert [(one.name, one.particulars.institution_zh, one.phone, one.arrival) for one in people] == [
        ("苏念", "星槎研究院", "+8613800000001", "2026-11-02T12:00"),
        ("顾远", "星槎研究院", "+8613800000002", "下午"),
    ]


EVENTBRITE = "Order #,Order Date,First Name,Last Name,Email,Quantity,Ticket Type,Attendee #,Attendee Status\n"


def ticket(cells: str) -> DelegateRow:
    found = read(EVENTBRITE + cells + "\n")
    assert found.source is Source.EVENTBRITE
    return found.rows[0]


@pytest.mark.parametrize(
    ("cells", "name", "outcome"),
    [
        ("1,10/12/20 22:28,念,苏,su@example.com,1,Early,11,Attending", "苏念", RowOutcome.ACCEPT),
        ("1,10/12/20 22:28,Ann,O’Neil,ann@example.com,1,Early,11,Checked In", "Ann O’Neil", RowOutcome.ACCEPT),
        ("1,2020-10-12,Cher,,c@example.com,1,Early,11,Attending", "Cher", RowOutcome.ACCEPT),
        ("1,10/12/20 22:28,念,苏,su@example.com,2,Early,11,Attending", "苏念", RowOutcome.WARN),
        ("1,10/12/20 22:28,念,苏,su@example.com,1,Early,11,Refunded", "", RowOutcome.SKIP),
        ("1,10/12/20 22:28,念,苏,su@example.com,1,Early,11,Asistirá", "", RowOutcome.REJECT),
        ("1,31/02/20 22:28,念,苏,su@example.com,1,Early,11,Attending", "", RowOutcome.REJECT),
        ("1,10/12/20 22:28,念,苏,su@example.com,1,Early,,Attending", "", RowOutcome.REJECT),
    ],
)
def test_an_attendee_from_eventbrite_is_read(cells: str, name: str, outcome: RowOutcome) -> None:
    row = ticket(cells)
    assert (row.candidate.name if row.candidate else "", row.outcome) == (name, outcome)


def test_a_ticket_is_recognised_only_by_its_own_number() -> None:
    found = read(
        EVENTBRITE
        + "1,10/12/20,念,苏,su@example.com,1,Early,11,Attending\n"
        + "1,10/12/20,远,顾,su@example.com,1,Early,12,Attending\n"
        + "9,10/12/20,深,林,lin@example.com,1,Early,11,Attending\n"
    )
    assert [row.outcome for row in found.rows] == [RowOutcome.ACCEPT, RowOutcome.ACCEPT, RowOutcome.DUPLICATE]


PRETIX = (
    "Event slug;Order code;Position ID;Status;Email;Product;Price;"
    "Attendee name;Attendee email;Company;ZIP code;Company\n"
)


def position(status: str, *, slug: str = "bio27", email: str = "su@example.com") -> DelegateRow:
    text = f"{PRETIX}bio27;AAAAA;1;paid;x@example.com;参会代表;1,00;林深;lin@example.com;甲;010010;（发票）甲\n"
    found = read(f"{text}{slug};BBBBB;1;{status};buyer@example.com;参会代表;800,00;苏念;{email};乙;010011;（发票）乙\n")
    assert found.source is Source.PRETIX
    return found.rows[1]


@pytest.mark.parametrize(
    ("status", "outcome", "standing"),
    [
        ("paid", RowOutcome.ACCEPT, OrderStatus.CONFIRMED),
        ("pending", RowOutcome.WARN, OrderStatus.NOT_PAID),
        ("approval pending", RowOutcome.ACCEPT, OrderStatus.APPLIED),
        ("canceled", RowOutcome.SKIP, None),
        ("expired", RowOutcome.SKIP, None),
        ("bezahlt", RowOutcome.REJECT, None),
        ("", RowOutcome.REJECT, None),
    ],
)
def test_a_pretix_position_is_stored_according_to_its_status(
    status: str, outcome: RowOutcome, standing: OrderStatus | None
) -> None:
    row = position(status)
    assert (row.outcome, row.candidate.standing if row.candidate else None) == (outcome, standing)


def test_the_first_of_two_columns_with_the_same_heading_is_the_attendees() -> None:
    candidate = position("paid").candidate
    assert candidate is not None
    assert (
        candidate.particulars.institution_zh,
        candidate.email,
        str(candidate.price),
        candidate.zip_code,
        candidate.source_key,
    ) == (
        "乙",
        "su@example.com",
        "800.00",
        "010011",
        "pretix:bio27:BBBBB-1",
    )


def test_a_position_of_another_event_is_refused() -> None:
    row = position("paid", slug="bio26")
    assert (row.outcome, row.column) == (RowOutcome.REJECT, "Event slug")


def test_the_buyers_address_is_not_mistaken_for_the_attendees() -> None:
    row = position("paid", email="")
    assert (row.outcome, [finding.reason for finding in row.findings]) == (
        RowOutcome.WARN,
        [ListReason.NO_EMAIL],
    )
    assert row.candidate is not None
    assert row.candidate.email == ""


@pytest.mark.parametrize(
    ("latin", "kept", "reasons"),
    [("KIM Minjun", "KIM Minjun", []), ("Ким", "", [ListReason.NO_LATIN_NAME]), ("", "", [ListReason.NO_LATIN_NAME])],
)
def test_a_latin_name_that_cannot_be_made_is_taken_from_its_column_or_missed(
    latin: str, kept: str, reasons: list[ListReason]
) -> None:
    row = one(f"김민준,{latin},13800000001", header="姓名,姓名拼音,手机号")
    assert row.candidate is not None
    assert (row.candidate.particulars.name_latin, [finding.reason for finding in row.findings]) == (kept, reasons)
    assert [finding.column for finding in row.findings] == ["姓名拼音"] * len(reasons)
