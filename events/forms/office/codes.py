"""Forms for a code that was e-mailed. They count every try before it is compared."""

from allauth.account.forms import ConfirmEmailVerificationCodeForm, ConfirmLoginCodeForm
from django.core.exceptions import ValidationError
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from toolkit.limits import Limit, exceeds_for

TRIES = Limit(name="code", times=3, seconds=3600)
"""Tries for one code, as many as allauth allows one after another. No code is valid for an hour."""


def count_try(code: str) -> None:
    """Count a try for this code; raises ValidationError once there have been too many.

    allauth counts in the session, which requests at the same moment read before any of them has written it.
    """
    # There is no code to guess where no account has the address; the page must not tell.
    if code and exceeds_for(TRIES, salted_hmac("tries for a code", code).hexdigest()):
        raise ValidationError(_("This code has been tried too often. Start again to get another."), code="tried")


class SignInCodeForm(ConfirmLoginCodeForm):
    """Form for the code that signs in."""

    def __init__(self, *args: object, code: str = "", **kwargs: object) -> None:
        super().__init__(*args, code=code, **kwargs)

    def clean_code(self) -> str:
        """Return the right code; raises ValidationError for another, and after too many tries."""
        count_try(self.expected_code)
        code: str = super().clean_code()
        return code


class AddressCodeForm(ConfirmEmailVerificationCodeForm):
    """Form for the code that confirms an e-mail address."""

    def __init__(self, *args: object, code: str = "", **kwargs: object) -> None:
        super().__init__(*args, code=code, **kwargs)

    def clean_code(self) -> str:
        """Return the right code; raises ValidationError for another, and after too many tries."""
        count_try(self.expected_code)
        code: str = super().clean_code()
        return code
