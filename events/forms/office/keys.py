"""Passkeys and security keys: allauth's forms, refusing in words whatever no browser sends."""

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
"""Characters of an authenticator's answer; those with a chain of certificates have some 10,000."""
UNREADABLE = (
    *(KeyError, TypeError, ValueError, AttributeError, IndexError, OverflowError, RecursionError),
    *(struct.error, InvalidSignature),
)
"""What fido2 raises, beside its own refusals, over an answer that is none."""
Read = TypeVar("Read")


def _read(read: Callable[[], Read]) -> Read:
    try:
        return read()
    except UNREADABLE as fault:
        raise get_adapter().validation_error("incorrect_code") from fault


class KeyNameField(PlainField):
    """What somebody calls a key of theirs."""

    def __init__(self, *, required: bool = True) -> None:
        widget = forms.TextInput(attrs={"autocomplete": "off"})
        note = _("To tell it from other keys, such as “My phone”.")
        super().__init__(label=_("Name of the key"), required=required, max_length=100, help_text=note, widget=widget)


class AnswerField(forms.JSONField):
    """What an authenticator answers. Its JSON has no escapes: they would hide what no database stores."""

    widget = forms.HiddenInput

    def bound_data(self, data: object, initial: object) -> InvalidJSONInput:
        """Nothing: an answer is never shown again."""
        return InvalidJSONInput()

    def to_python(self, value: object) -> object:  # type: ignore[override] # so it is in Django; its types say text
        """The answer as JSON; raises ValidationError."""
        if isinstance(value, str) and (len(value) > LONGEST or "\\" in value):
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return _read(lambda: super(AnswerField, self).to_python(value))


class AddKeyForm(AddWebAuthnForm):
    """A passkey or a security key, with a name to tell it from others."""

    credential = AnswerField()

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"] = KeyNameField(required=False)
        self.order_fields(["name", "passwordless", "credential"])

    def clean(self) -> dict[str, object]:
        """The key as allauth stores it."""
        cleaned: dict[str, object] = _read(super().clean)
        return cleaned


class RenameKeyForm(EditWebAuthnForm):
    """The same key by another name."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"] = KeyNameField()


class KeyForm(AuthenticateWebAuthnForm):
    """A key as the second step."""

    credential = AnswerField()

    def clean_credential(self) -> Authenticator:
        """The key that answered."""
        return _read(super().clean_credential)


class KeySignInForm(LoginWebAuthnForm):
    """A passkey instead of password and code."""

    credential = AnswerField()

    def clean_credential(self) -> Authenticator:
        """The passkey that answered."""
        return _read(super().clean_credential)


class KeyAgainForm(ReauthenticateWebAuthnForm):
    """A key, before something grave."""

    credential = AnswerField()

    def clean_credential(self) -> Authenticator:
        """The key that answered."""
        return _read(super().clean_credential)
