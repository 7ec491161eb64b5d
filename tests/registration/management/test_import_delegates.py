"""Test `manage.py import_delegates`."""

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from registration.models import Category, Delegate
from tests.builders.doors import a_category
from tests.builders.people import Cast

pytestmark = pytest.mark.django_db
ROWS = "姓名,手机,邮箱,身份\n苏念,13800000001,,贵宾\n顾远、林深,13800000002,,参会代表\n合计,2,,\n"


@pytest.fixture
def guests(tmp_path: Path, cast: Cast) -> Path:
    a_category(cast.conference, name_zh="参会代表")
    path = tmp_path / "guests.csv"
    path.write_text(ROWS, encoding="gb18030")
    return path


def run(path: Path, *options: str, language: str = "en") -> str:
    out = StringIO()
    call_command("import_delegates", "bio27", str(path), *options, "--language", language, stdout=out)
    return out.getvalue()


def test_the_report_has_a_line_for_every_odd_row_and_the_counts(guests: Path) -> None:
    assert run(guests, "--accept-valid").splitlines() == [
        "line 2    accepted, with a remark  苏念  身份: no such category, registered under the usual one: 贵宾",
        "line 3    refused  顾远、林深  姓名: several people in one row: give each a row",
        "line 4    not a record  a total below the list",
        "3 rows: accepted 0, accepted, with a remark 1, refused 1, already there 0, not a record 1",
        "Category not known: 贵宾",
        "1 delegate was stored (confirmed 1).",
        "Use --create-categories to create them.",
    ]


def test_a_refused_row_ends_the_command_with_an_error_and_nothing_stored(guests: Path) -> None:
    with pytest.raises(CommandError) as refused:
        run(guests)
    assert str(refused.value) == (
        "Nothing is stored: 1 row is refused. Correct it, or store the others with --accept-valid."
    )
    assert Delegate.objects.count() == 0


def test_a_trial_run_reports_the_outcome_and_stores_nothing(guests: Path) -> None:
    assert run(guests, "--dry-run").splitlines()[-3:] == [
        "Dry run: nothing was stored.",
        "Nothing is stored: 1 row is refused. Correct it, or store the others with --accept-valid.",
        "Use --create-categories to create them.",
    ]
    assert Delegate.objects.count() == 0


def test_categories_are_created_on_request(guests: Path) -> None:
    run(guests, "--accept-valid", "--create-categories")
    assert list(Category.objects.values_list("name_zh", flat=True)) == ["参会代表", "贵宾"]


def test_the_report_is_also_available_as_json(guests: Path) -> None:
    document = json.loads(run(guests, "--accept-valid", "--json"))
    assert (document["stored"], [row["outcome"] for row in document["rows"]]) == (1, ["warn", "reject", "skip"])


def test_a_picture_is_refused_with_a_message(tmp_path: Path, cast: Cast) -> None:
    path = tmp_path / "guests.xlsx"
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(100))
    with pytest.raises(CommandError) as refused:
        run(path)
    assert str(refused.value) == "No list can be read from this kind of file. Use .xlsx, .docx, .csv, .tsv or .txt."


def test_a_missing_file_is_reported(tmp_path: Path, cast: Cast) -> None:
    with pytest.raises(CommandError) as refused:
        run(tmp_path / "none.csv")
    assert str(refused.value) == f"{tmp_path / 'none.csv'} cannot be read: No such file or directory."


def test_an_unknown_conference_is_reported(guests: Path) -> None:
    with pytest.raises(CommandError) as refused:
        call_command("import_delegates", "bio99", str(guests), language="en")
    assert str(refused.value) == "There is no conference “bio99”."


@pytest.mark.data
@pytest.mark.parametrize(
    ("name", "stored"),
    [
        ("01_guests_gb18030.csv", 23),
        ("02_office_merged_headers.xlsx", 12),
        ("03_eventbrite_attendees_bom.csv", 11),
        ("04_pretix_positions_semicolon.csv", 7),
    ],
)
def test_the_nasty_files_are_imported_and_importing_them_again_changes_nothing(
    shared_data: Path, cast: Cast, name: str, stored: int
) -> None:
    a_category(cast.conference, name_zh="参会代表")
    path = shared_data / "imports" / name
    run(path, "--accept-valid")
    before = list(Delegate.objects.values_list("pk", "name", "state"))
    run(path, "--accept-valid")
    assert (len(before), list(Delegate.objects.values_list("pk", "name", "state"))) == (stored, before)


def test_a_text_in_an_unsure_encoding_is_shown_in_each_and_read_in_the_one_named(tmp_path: Path, cast: Cast) -> None:
    a_category(cast.conference, name_zh="参会代表")
    path = tmp_path / "western.csv"
    path.write_text("Name,Email,Company\nJosé Núñez,jose@example.org,Café\n", encoding="cp1252")
    out = StringIO()
    with pytest.raises(CommandError) as refused:
        call_command("import_delegates", "bio27", str(path), "--language", "en", stdout=out)
    assert str(refused.value) == "Name the encoding of the text: --encoding."
    assert out.getvalue().splitlines() == [
        "--encoding cp1252 (Windows-1252):",
        "  José Núñez | jose@example.org | Café",
        "--encoding cp1250 (Windows-1250):",
        "  José Núńez | jose@example.org | Café",
    ]
    assert Delegate.objects.count() == 0
    run(path, "--encoding", "Windows-1252")
    assert Delegate.objects.get().name == "José Núñez"


def test_an_unknown_encoding_is_refused(guests: Path) -> None:
    with pytest.raises(CommandError) as refused:
        run(guests, "--encoding", "klingon")
    assert str(refused.value) == "There is no encoding “klingon”. Examples are gb18030, shift_jis, cp1252."
