"""allauth's forms for passkeys, which here refuse malformed answers instead of failing."""

import struct
from collections.abc import Callable
from typing import TypeVar

from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.forms import (
    AddWebAuthnForm,
    AuthenticateWebAuthnForm,
    EditWebAuthnForm,
    LoginWebAuthnForm,
    ReauthenticateWebAuthnForm,
)
from cryptography.exceptions import InvalidSignature
from django import forms
from django.core.exceptions import ValidationError
from django.forms.fields import InvalidJSONInput
from django.utils.translation import gettext_lazy as _

from toolkit.inputs import PlainField

LONGEST = 50_000
"""Characters of an authenticator's answer. One with a chain of certificates has some 10,000."""
UNREADABLE = (
    *(KeyError, TypeError, ValueError, AttributeError, IndexError, OverflowError, RecursionError),
    *(struct.error, InvalidSignature),
)
"""What fido2 raises for a malformed answer, apart from its own exceptions."""
Read = TypeVar("Read")


def _read(read: Callable[[], Read]) -> Read:
    try:
        return read()
    except UNREADABLE as fault:
        raise get_adapter().validation_error("incorrect_code") from fault


class KeyNameField(PlainField):
    """The name that somebody gives to their key."""

    def __init__(self, *, required: bool = True) -> None:
        widget = forms.TextInput(attrs={"autocomplete": "off"})
        note = _("Tells this passkey from others, such as “My phone”.")
        super().__init__(
            label=_("Name of the passkey"), required=required, max_length=100, help_text=note, widget=widget
        )


class AnswerField(forms.JSONField):
    """An authenticator's answer as JSON. Escapes are refused: they could hide characters that no database stores."""

    widget = forms.HiddenInput

    def bound_data(self, data: object, initial: object) -> InvalidJSONInput:
        """Return nothing, so that an answer is never rendered again."""
        return InvalidJSONInput()

    def to_python(self, value: object) -> object:  # type: ignore[override] # so it is in Django; its types say text
        """Return the parsed answer; raises ValidationError."""
        if isinstance(value, str) and (len(value) > LONGEST or "\\" in value):
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return _read(lambda: super(AnswerField, self).to_python(value))


class AddKeyForm(AddWebAuthnForm):
    """Form for adding a passkey: a key that asks who holds it, and signs in by itself."""

    credential = AnswerField()

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"] = KeyNameField(required=False)
        del self.fields["passwordless"]
        self.order_fields(["name", "credential"])

    def clean(self) -> dict[str, object]:
        """Turn the answer into the key that allauth stores; refuse one that has not asked who holds it."""
        self.cleaned_data["passwordless"] = True
        cleaned: dict[str, object] = _read(super().clean)
        return cleaned

    @property
    def answer(self) -> object:
        """The authenticator's answer, once the form is valid."""
        return self.cleaned_data["credential"]


class RenameKeyForm(EditWebAuthnForm):
    """Form for renaming a key."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"] = KeyNameField()


class KeyForm(AuthenticateWebAuthnForm):
    """Form for using a key as the second step of signing in."""

    credential = AnswerField()

    def clean_credential(self) -> Authenticator:
        """Return the key that has answered."""
        return _read(super().clean_credential)


class KeySignInForm(LoginWebAuthnForm):
    """Form for signing in by a passkey alone."""

    credential = AnswerField()

    def clean_credential(self) -> Authenticator:
        """Return the passkey that has answered."""
        return _read(super().clean_credential)


class KeyAgainForm(ReauthenticateWebAuthnForm):
    """Form for confirming a sensitive action by a key."""

    credential = AnswerField()

    def clean_credential(self) -> Authenticator:
        """Return the key that has answered."""
        return _read(super().clean_credential)
