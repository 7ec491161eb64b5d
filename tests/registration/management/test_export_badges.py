"""Test `manage.py export_badges`."""

from datetime import timedelta
from io import BytesIO, StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from pypdf import PdfReader

from registration.models import BadgePrint
from registration.operations.credentials import issue_credential
from tests import paper
from tests.builders.doors import a_category, a_delegate
from tests.builders.people import NOW, Cast


def export(*arguments: str | Path) -> tuple[str, str]:
    out, errors = StringIO(), StringIO()
    call_command("export_badges", *map(str, arguments), stdout=out, stderr=errors)
    return out.getvalue(), errors.getvalue()


@pytest.fixture
def three(cast: Cast) -> Cast:
    """Register two delegates, and a guest one hour later."""
    delegates, guests = a_category(cast.conference, "delegate"), a_category(cast.conference, "guest")
    for category, name, hours in ((delegates, "林一", 0), (delegates, "林二", 0), (guests, "林三", 1)):
        issue_credential(a_delegate(cast.conference, category, name), now=NOW + timedelta(hours=hours))
    return cast


def test_all_badges_are_printed_and_recorded(three: Cast, tmp_path: Path) -> None:
    said, complained = export(three.conference.slug, tmp_path / "out.pdf")
    assert said == f"3 badges printed into {tmp_path / 'out.pdf'}.\n"
    assert complained == ""
    assert len(PdfReader(tmp_path / "out.pdf").pages) == 3
    assert BadgePrint.objects.count() == 3


def test_badges_are_selected_by_category_or_time(three: Cast, tmp_path: Path) -> None:
    out = tmp_path / "out.pdf"
    export(three.conference.slug, out, "--category", "guest")
    assert "林三" in paper.text(out.read_bytes())
    assert export(three.conference.slug, out, "--since", "2027-04-16T09:30")[0].startswith("1 badges")
    assert export(three.conference.slug, out, "--since", "2027-04-16")[0].startswith("3 badges")


def test_the_unprinted_are_printed_once(three: Cast, tmp_path: Path) -> None:
    export(three.conference.slug, tmp_path / "out.pdf", "--unprinted", "--paper", "a4")
    assert len(PdfReader(tmp_path / "out.pdf").pages) == 1
    with pytest.raises(CommandError, match="nothing was printed"):
        export(three.conference.slug, tmp_path / "none.pdf", "--unprinted")
    assert not (tmp_path / "none.pdf").exists()


def test_badges_with_characters_that_no_font_has_are_reported_and_printed(three: Cast, tmp_path: Path) -> None:
    rare = a_delegate(three.conference, a_category(three.conference, "press"), "王\U0002a6d6")
    said, complained = export(three.conference.slug, tmp_path / "out.pdf")
    assert said.startswith("4 badges")
    assert complained == f"Check: {rare.badge_number} 王\U0002a6d6: no font has \U0002a6d6 (U+2A6D6)\n"
    assert len(PdfReader(BytesIO((tmp_path / "out.pdf").read_bytes())).pages) == 5


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["nowhere", "x.pdf"], "There is no conference 'nowhere'"),
        (["bio27", "x.pdf", "--category", "vip"], "There is no category 'vip'; known are: delegate, guest"),
        (["bio27", "x.pdf", "--since", "yesterday"], "--since wants"),
        (["bio27", "x.pdf", "--since", "2027-02-31"], "--since"),
        (["bio27", "/nonexistent/x.pdf"], "cannot be written"),
    ],
)
def test_impossible_arguments_are_reported(three: Cast, arguments: list[str], words: str, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match=words):
        export(arguments[0], tmp_path / arguments[1], *arguments[2:])
    assert not BadgePrint.objects.exists()
