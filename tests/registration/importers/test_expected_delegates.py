"""Read the nasty files of the shared data folder and compare every row with the expected outcome."""

import json
import unicodedata
from dataclasses import asdict
from pathlib import Path

import pytest

from events.rules.names import split_name
from registration.importers.delegates import read_delegates
from registration.rules.delegate_rows import DelegateList, DelegateRow, ImportFacts
from toolkit.sheets.outcomes import RowOutcome
from toolkit.sheets.reading import read_sheet_file

pytestmark = pytest.mark.data
CATEGORIES = {"参会代表": "DELEGATE", "院士": "院士"}
FILES = (
    "01_guests_gb18030.csv",
    "02_office_merged_headers.xlsx",
    "03_eventbrite_attendees_bom.csv",
    "04_pretix_positions_semicolon.csv",
)
ALSO_RIGHT = {"01_guests_gb18030.csv": {11, 26}, "04_pretix_positions_semicolon.csv": {4, 11}}
"""Lines that we refuse although a warning would do: markup or formulas as names, no name, another event."""


def expected_of(folder: Path, name: str) -> list[dict[str, object]]:
    content = json.loads((folder / "imports" / "expected" / f"{name}.json").read_text(encoding="utf-8"))
    rows: list[dict[str, object]] = content["rows"]
    return rows


def read(folder: Path, name: str) -> DelegateList:
    facts = ImportFacts(slug="bio27", categories=CATEGORIES)
    return read_delegates(read_sheet_file(folder / "imports" / name), facts)


def told(row: DelegateRow) -> dict[str, object]:
    """Return a row with the keys of the expected files."""
    assert row.candidate is not None
    particulars, price = row.candidate.particulars, row.candidate.price
    return {
        **asdict(row.candidate),
        **asdict(particulars),
        "org": particulars.institution_zh or particulars.institution_en,
        "post": particulars.post_zh or particulars.post_en,
        "surname": split_name(row.candidate.name)[0],
        "zip": row.candidate.zip_code,
        "price": str(price) if price is not None else "",
    }


@pytest.mark.parametrize("name", FILES)
def test_every_row_has_the_expected_outcome(shared_data: Path, name: str) -> None:
    found = {row.line: row.outcome.value for row in read(shared_data, name).rows}
    assert found == {
        row["line"]: row["also_ok"] if row["line"] in ALSO_RIGHT.get(name, set()) else row["outcome"]
        for row in expected_of(shared_data, name)
    }


@pytest.mark.parametrize("name", FILES)
def test_every_refused_row_names_the_expected_column(shared_data: Path, name: str) -> None:
    rows = {row.line: row for row in read(shared_data, name).rows}
    refused = [row for row in expected_of(shared_data, name) if "column" in row and row["outcome"] == "reject"]
    assert [rows[int(str(row["line"]))].column for row in refused] == [row["column"] for row in refused]


@pytest.mark.parametrize("name", FILES)
def test_every_stored_row_is_read_as_expected(shared_data: Path, name: str) -> None:
    rows = {row.line: row for row in read(shared_data, name).rows if row.outcome.is_stored}
    wanted = {int(str(row["line"])): row.get("normalised") for row in expected_of(shared_data, name)}
    for line, values in wanted.items():
        if line in rows and isinstance(values, dict):
            assert {key: told(rows[line])[key] for key in values} == {
                key: _bare(value) for key, value in values.items()
            }


def _bare(value: object) -> str:
    """Return the expected text in Unicode's composed form."""
    return unicodedata.normalize("NFC", str(value).partition(" (NFC")[0])


def test_a_hidden_sheet_is_ignored(shared_data: Path) -> None:
    names = [row.name for row in read(shared_data, "02_office_merged_headers.xlsx").rows]
    assert [name for name in names if name == "吴静"] == []


def test_no_row_with_an_outcome_to_store_is_without_a_person(shared_data: Path) -> None:
    rows = [row for name in FILES for row in read(shared_data, name).rows]
    assert [
        row.line for row in rows if (row.candidate is None) is (row.outcome in {RowOutcome.ACCEPT, RowOutcome.WARN})
    ] == []
