from dataclasses import replace
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.utils.translation import override

from events.management.schedules import refused_event, remark_line
from events.models import Conference, Talk
from events.rules.exchange import FeedRemark, RemarkKind
from tests.builders.people import an_organisation
from tests.samples import SAMPLES, sample

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def english_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "C.UTF-8")


@pytest.fixture(autouse=True)
def _academy(db: None) -> None:
    an_organisation()


def run(*arguments: str) -> list[str]:
    out = StringIO()
    call_command("import_schedule", *arguments, stdout=out)
    return out.getvalue().splitlines()


def refusal_of(*arguments: str) -> str:
    with pytest.raises(CommandError) as refusal:
        run(*arguments)
    assert refusal.value.returncode == 1
    return str(refusal.value)


XML, SESSIONS = str(SAMPLES / "schedule.xml"), str(SAMPLES / "sessions.json")


def test_the_command_counts_what_was_imported() -> None:
    assert run("sample27", XML, "--create") == [
        "New conference: sample27.",
        "In the feed: 4 events (3 sessions), 3 persons, 2 rooms, 2 tracks.",
        "Added: 4 events",
        "Added: 3 persons",
        "Added: 2 rooms",
        "Added: 2 tracks",
    ]


def test_a_second_run_reports_no_change() -> None:
    run("sample27", XML, "--create")
    assert run("sample27", XML)[-1] == "Nothing changed."


def test_changes_of_a_later_version_are_listed_by_name(tmp_path: Path) -> None:
    run("sample27", XML, "--create")
    later = tmp_path / "later"
    words = sample("schedule.xml").decode().replace("T10:00:00+02:00</date>", "T09:50:00+02:00</date>")
    later.write_text(words.replace("Night talk", "Late talk"))
    assert run("sample27", str(later))[1:] == [
        "Moved: 1 events",
        "  Engines & looms: 2027-04-16 10:00 Janson → 2027-04-16 09:50 Janson",
        "Changed: 1 events",
        "  Late talk",
    ]


def test_a_dry_run_is_announced() -> None:
    assert run("sample27", XML, "--create", "--dry-run")[0] == "Dry run: nothing was stored."
    assert not Conference.objects.exists()


def test_events_outside_the_days_of_the_conference_are_reported(tmp_path: Path) -> None:
    slip = tmp_path / "slip.xml"
    slip.write_text(
        sample("schedule.xml")
        .decode()
        .replace("2027-04-16T10:00:00+02:00</date>", "2072-04-16T10:00:00+02:00</date>", 1)
    )
    assert run("sample27", str(slip), "--create")[2:4] == [
        "Outside the conference's days, 2027-04-16 to 2027-04-17: 1 events",
        "  Engines & looms: 2072-04-16 10:00",
    ]


def test_a_zone_guessed_from_offsets_is_reported() -> None:
    told = run("cos27", SESSIONS, "--create", "--title", "示例大会")
    assert (
        told[1]
        == "The feed gives offsets but no time zone; Asia/Shanghai is assumed. Use --timezone to choose another."
    )
    assert Conference.objects.get(slug="cos27").title_zh == "示例大会"


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("nowhere", XML), "There is no conference “nowhere”. To create it, add --create."),
        (("cos27", SESSIONS, "--create"), "The feed does not give the conference's title. Set it with --title."),
        (("x", XML, "--create", "--organisation", "y"), "There is no organisation “y”."),
        (("x", "/nowhere.xml"), "/nowhere.xml cannot be read as a file."),
    ],
)
def test_a_refusal_is_reported_in_one_sentence(arguments: tuple[str, ...], sentence: str) -> None:
    assert refusal_of(*arguments) == sentence


@pytest.fixture
def broken(tmp_path: Path) -> str:
    """The sample, whose first event has a duration that no event has, and whose second has a link to a script."""
    path = tmp_path / "broken.xml"
    words = sample("schedule.xml").decode().replace("<duration>00:30<", "<duration>6944:11:40<", 1)
    path.write_text(words.replace("<duration>00:25<", "<url>javascript:alert(1)</url><duration>25<", 1))
    return str(path)


REPORT = [
    "Refused: 1 events",
    "  1 “Engines & looms”: duration cannot be “6944:11:40”.",
    "Remarks: 2",
    "  2 “织机与程序”: duration “25” is read as 0:25 (hours and minutes).",
    "  2 “织机与程序”: url is “javascript:alert(1)”, which is not a link to follow; it is left out.",
]


def test_a_refused_event_keeps_the_feed_out_and_is_named(broken: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(CommandError) as refusal:
        call_command("import_schedule", "sample27", broken, "--create")
    assert str(refusal.value) == (
        "Nothing is stored: 1 event is refused. Correct it, or store the others with --accept-valid."
    )
    assert capsys.readouterr().out.splitlines() == REPORT
    assert not Conference.objects.exists()


def test_the_other_events_are_stored_if_the_valid_ones_are_accepted(broken: str) -> None:
    told = run("sample27", broken, "--create", "--accept-valid")
    assert told[1:7] == ["In the feed: 3 events (3 sessions), 3 persons, 2 rooms, 2 tracks.", *REPORT]
    assert Talk.objects.count() == 3


def test_a_dry_run_reports_refused_events_without_an_error(broken: str) -> None:
    assert run("sample27", broken, "--create", "--dry-run")[3:8] == REPORT


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_every_remark_has_a_sentence(language: str) -> None:
    remark = FeedRemark(kind=RemarkKind.BAD_VALUE, where="1 “x”", field="end", value="never")
    bare = [replace(remark, value=""), replace(remark, field="")]
    with override(language):
        told = [remark_line(replace(remark, kind=kind)) for kind in RemarkKind]
        told += [refused_event(each) for each in (remark, *bare, replace(remark, kind=RemarkKind.TOO_LONG))]
    end = "." if language == "en" else "\u3002"
    assert len(set(told)) == len(RemarkKind) + 4
    assert [sentence for sentence in told if "%" in sentence or not sentence.endswith(end)] == []


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_every_fault_has_a_sentence(language: str) -> None:
    from events.management.schedules import feed_refusal, import_refusal
    from events.operations.feed_conference import ScheduleFault, ScheduleRefused
    from events.rules.exchange import FeedFault, FeedRefused

    details = dict.fromkeys(
        ("size", "limit", "line", "column", "length", "where", "field", "value", "encoding", "path"), 1
    )
    words: dict[str, str | int] = {"slug": "x", "organisation": "x", "organisations": "x", "zone": "x", "count": 2}
    with override(language):
        told = [feed_refusal(FeedRefused(fault, **details)) for fault in FeedFault]
        told += [import_refusal(ScheduleRefused(fault, **words)) for fault in ScheduleFault]
    ends = (".", "?") if language == "en" else ("\u3002", "\uff1f")
    assert [sentence for sentence in told if "%" in sentence or not sentence.endswith(ends)] == []
