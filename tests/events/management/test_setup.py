import io

import pytest
from django.core.management import CommandError, call_command

from events.models import AuditEntry, Membership, Organisation, User

pytestmark = pytest.mark.django_db
ASKED = {
    "organisation": "academy",
    "name_zh": "示例科学联合会",
    "name_en": "Example Academy",
    "owner": "Lin@example.com",
}


def run(**more: object) -> str:
    said = io.StringIO()
    call_command("setup", stdout=said, **{**ASKED, **more})
    return said.getvalue()


def test_setup_makes_an_organisation_with_an_owner_and_explains_the_next_step() -> None:
    said = run()
    assert Membership.objects.get().user.email == "lin@example.com"
    assert "sign in at /accounts/login/ with a code sent by e-mail, then make a conference at /console/new/" in said


def test_a_second_run_changes_nothing() -> None:
    run()
    before = AuditEntry.objects.count()
    assert run().count("was there") == 2
    assert (Organisation.objects.count(), User.objects.count(), AuditEntry.objects.count()) == (1, 1, before)


def test_the_password_comes_from_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("a long and winding road\n"))
    run(password_stdin=True)
    assert User.objects.get().check_password("a long and winding road")


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({"organisation": "no slug"}, "--organisation"),
        ({"owner": "nobody"}, "--owner"),
        ({"name_zh": " ", "name_en": ""}, "--name-zh"),
        ({"organisation": "x" * 51}, "50 characters"),
    ],
)
def test_invalid_arguments_are_refused_and_nothing_is_created(asked: dict[str, str], words: str) -> None:
    with pytest.raises(CommandError, match=words):
        run(**asked)
    assert not Organisation.objects.exists()


def test_a_weak_password_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("1234\n"))
    with pytest.raises(CommandError):
        run(password_stdin=True)
    assert not User.objects.exists()
