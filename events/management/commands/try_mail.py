"""`manage.py try_mail ADDRESS...`: send a test letter through the queue, to check that mail works."""

from argparse import ArgumentParser

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import get_language

from events.operations.office.letters import LetterOrder, write_letter
from toolkit import clock
from toolkit.codes import short_code


class Command(BaseCommand):
    """Queue test letters."""

    help = "Queues a trial letter to each address; the worker sends it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("addresses", nargs="+", metavar="ADDRESS")

    def handle(self, *args: object, addresses: list[str], **options: object) -> None:
        """Queue a letter to each address, or none if one of them is not an e-mail address."""
        for address in addresses:
            try:
                validate_email(address)
            except ValidationError as refusal:
                raise CommandError(f"{address} is not an e-mail address.") from refusal
        with transaction.atomic():
            for address in addresses:
                write_letter(_order(address), by=None, now=clock.now())
        self.stdout.write(f"{len(addresses)} queued. The worker sends: manage.py qcluster")


def _order(address: str) -> LetterOrder:
    key = f"trial:{short_code()}"
    return LetterOrder(kind="trial", key=key, recipient=address, language=get_language() or "en")
