"""Confirmation letters that were written or are still to be written."""

from dataclasses import dataclass

from django.db.models import CharField, Exists, OuterRef, QuerySet
from django.db.models.functions import Cast

from events.models import Conference, Letter
from registration.models import Delegate, DelegateState

CONFIRMED_LETTER = "delegate_confirmed"


def without_letter(conference: Conference) -> QuerySet[Delegate]:
    """Return the confirmed delegates with an address who never got a confirmation, in order of number."""
    return _untold(conference).exclude(registration__contact_email="").select_related("registration")


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterFigures:
    """Numbers of confirmed delegates: without a letter but with an address, without an address, and with a letter."""

    to_write: int
    no_address: int
    written: int


def letter_figures(conference: Conference) -> LetterFigures:
    """Count the letters; three queries."""
    untold = _untold(conference)
    to_write = untold.exclude(registration__contact_email="").count()
    no_address = untold.filter(registration__contact_email="").count()
    confirmed = Delegate.objects.filter(conference=conference, state=DelegateState.CONFIRMED).count()
    return LetterFigures(to_write=to_write, no_address=no_address, written=confirmed - to_write - no_address)


def _untold(conference: Conference) -> QuerySet[Delegate]:
    letters = Letter.objects.filter(kind=CONFIRMED_LETTER, subject_key=OuterRef("key_as_text"))
    rows = Delegate.objects.filter(conference=conference, state=DelegateState.CONFIRMED)
    return rows.annotate(key_as_text=Cast("pk", CharField())).filter(~Exists(letters)).order_by("number")
