"""Forms for codes. A code that was e-mailed is counted before it is compared; one of an app signs in once."""

from allauth.account.forms import BaseConfirmCodeForm, ConfirmEmailVerificationCodeForm, ConfirmLoginCodeForm
from allauth.core.internal.cryptokit import normalize_user_code
from allauth.mfa import app_settings
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.forms import AuthenticateForm, BaseAuthenticateForm, ReauthenticateForm
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from events.models import User
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


class _CountedTries(BaseConfirmCodeForm):
    """A form for a code that was e-mailed: a try is counted before the code is compared."""

    def __init__(self, *args: object, code: str = "", **kwargs: object) -> None:
        super().__init__(*args, code=code, **kwargs)

    def clean_code(self) -> str:
        """Return the right code; raises ValidationError for another, and after too many tries."""
        count_try(self.expected_code)
        code: str = super().clean_code()
        return code


class SignInCodeForm(_CountedTries, ConfirmLoginCodeForm):
    """Form for the code that signs in."""


class AddressCodeForm(_CountedTries, ConfirmEmailVerificationCodeForm):
    """Form for the code that confirms an e-mail address."""


def use_once(user: User, code: str) -> None:
    """Mark the code of this person's app as used; raises ValidationError if it was used before.

    allauth remembers a code for one period of 30 seconds, but takes those of the period before and after as well.
    """
    lifetime = app_settings.TOTP_PERIOD * (2 * app_settings.TOTP_TOLERANCE + 1)
    digest = salted_hmac("code of an app", f"{user.pk}:{normalize_user_code(code)}").hexdigest()
    if not cache.add(f"used:{digest}", 1, lifetime):
        raise get_adapter().validation_error("incorrect_code")


class _UsedOnce(BaseAuthenticateForm):
    """A form for the code of an app, or a recovery code, which nobody can use a second time."""

    def __init__(self, *args: object, user: User, **kwargs: object) -> None:
        super().__init__(*args, user=user, **kwargs)

    def clean_code(self) -> str:
        """Return the code if it is right and new."""
        code: str = super().clean_code()
        use_once(self.user, code)
        return code


class SecondStepForm(_UsedOnce, AuthenticateForm):
    """Form for the code at the second step of signing in."""


class SecondStepAgainForm(_UsedOnce, ReauthenticateForm):
    """Form for the code before a sensitive action."""
