"""`manage.py import_programme`."""

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from events.models import Talk
from tests.builders.people import Cast
from tests.builders.programmes import a_room

pytestmark = pytest.mark.django_db
ROWS = (
    "日期\t时间\t分会\t会议室\t题目\t演讲嘉宾\n"
    "2027-04-16\t9:00-9:30\t酶分会\tA201\t酶的设计\t苏念\n"
    "2027-04-16\t9:20-9:50\t酶分会\tA201\t酶的应用\t顾远\n"
    "2027-04-16\t9:50\t酶分会\tA201\t收尾\t顾远\n"
)


@pytest.fixture
def programme(tmp_path: Path, cast: Cast) -> Path:
    a_room(cast.conference, "A201", "A201")
    path = tmp_path / "programme.txt"
    path.write_text(ROWS, encoding="utf-16")
    return path


def run(path: Path, *options: str) -> str:
    out = StringIO()
    call_command("import_programme", "bio27", str(path), *options, "--language", "en", stdout=out)
    return out.getvalue()


def test_the_report_has_a_line_for_every_odd_row(programme: Path) -> None:
    assert run(programme, "--accept-valid").splitlines() == [
        "line 3    accepted, with a remark  酶的应用  会议室: the room is taken at that time by line 2",
        "line 4    refused  收尾  时间: no end time",
        "3 rows: accepted 1, accepted, with a remark 1, refused 1, already there 0, not a record 0",
        "Stored: 2 items, 1 new forums, 2 new speakers. Nothing is published yet.",
    ]


def test_a_refused_row_ends_the_command_with_an_error(programme: Path) -> None:
    with pytest.raises(CommandError) as refused:
        run(programme)
    assert str(refused.value) == (
        "Nothing is stored: 1 row is refused. Correct it, or store the others with --accept-valid."
    )
    assert Talk.objects.count() == 0


def test_a_trial_run_can_report_as_json(programme: Path) -> None:
    document = json.loads(run(programme, "--dry-run", "--json"))
    assert (document["dry_run"], document["stored"], document["rows"][0]["start"]) == (
        True,
        0,
        "2027-04-16T09:00+08:00",
    )
