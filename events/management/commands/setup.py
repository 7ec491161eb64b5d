"""`manage.py setup`: create the first organisation and its owner."""

import sys
from collections.abc import Callable
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.validators import validate_email, validate_slug

from events.operations.office.setup import SetUp, set_up
from toolkit import clock

QUESTIONS = {
    "organisation": "Word in addresses, such as academy: ",
    "name_zh": "Name in Chinese: ",
    "name_en": "Name in English: ",
    "owner": "E-mail address of the owner: ",
}


class Command(BaseCommand):
    """Create the first organisation and its owner. Everything else is done in the console."""

    help = "Makes the first organisation and its owner. Running it again changes nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--organisation", metavar="SLUG", help="its word in addresses, such as academy")
        parser.add_argument("--name-zh", help="its name in Chinese")
        parser.add_argument("--name-en", help="its name in English")
        parser.add_argument("--owner", metavar="EMAIL", help="who may do everything; signs in by a code sent there")
        parser.add_argument(
            "--password-stdin", action="store_true", help="read the owner's password from standard input"
        )

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ANN401 - Django's signature
        """Create what is missing and print what to do next."""
        told = {name: _told(options[name], question) for name, question in QUESTIONS.items()}
        email, slug, name_zh, name_en = told["owner"], told["organisation"], told["name_zh"], told["name_en"]
        self._refuse_nonsense(slug, email, name_zh, name_en)
        password = _password() if options["password_stdin"] else None
        made = set_up(
            slug=slug,
            name_zh=name_zh,
            name_en=name_en,
            email=email,
            password=password,
            now=clock.now(),
        )
        self.stdout.write(_report(made))

    def _refuse_nonsense(self, slug: str, email: str, *names: str) -> None:
        if not _passes(validate_slug, slug) or len(slug) > 50:
            raise CommandError("--organisation: letters, digits, hyphens; at most 50 characters.")
        if not _passes(validate_email, email):
            raise CommandError("--owner: this is not an e-mail address.")
        if not any(names) or any(len(name) > 200 for name in names):
            raise CommandError("--name-zh, --name-en: at least one of them, at most 200 characters each.")


def _told(given: str | None, question: str) -> str:
    """Return the option's value, or ask for it; empty if there is no terminal."""
    if given is None and sys.stdin.isatty():
        given = input(question)
    return (given or "").strip()


def _passes(validate: Callable[[str], None], value: str) -> bool:
    try:
        validate(value)
    except ValidationError:
        return False
    return True


def _password() -> str:
    password = sys.stdin.readline().rstrip("\n")
    try:
        validate_password(password)
    except ValidationError as error:
        raise CommandError(" ".join(error.messages)) from None
    return password


def _report(made: SetUp) -> str:
    organisation = f"{made.organisation.name_zh} / {made.organisation.name_en}"
    how = "with the password" if made.owner.has_usable_password() else "with a code sent by e-mail"
    return "\n".join(
        [
            f"Organisation: {organisation} ({'new' if made.organisation_is_new else 'was there'})",
            f"Owner: {made.owner.email} ({'new' if made.owner_is_new else 'was there'})",
            f"Next: sign in at /accounts/login/ {how}, then make a conference at /console/new/.",
        ]
    )
