"""Refuse advertising in what is printed on a badge or read out on stage."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from events.rules.names import advertising_in


def sober(text: str) -> str:
    """Return the text; raise ValidationError if it holds a web address, a telephone number or an account."""
    if advertising_in(text) is not None:
        raise ValidationError(
            _("A web address, a telephone number or an account cannot stand here."), code="advertising"
        )
    return text
