"""Signing in: one form for those with a password and those without; and the names of keys."""

from allauth.account.forms import LoginForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from django import forms
from django.utils.translation import gettext_lazy as _

from portal.toolkit.inputs import PlainField


class SignInForm(LoginForm):
    """The address, and a password for those who have one; left empty, a code is e-mailed instead."""

    def _setup_password_field(self) -> None:
        # allauth drops the field where signing up asks for no password; accounts may still have set one.
        password = self.fields["password"]
        password.required = False
        password.widget.is_required = False
        password.help_text = _("Leave it empty, and a code is e-mailed to you.")


class KeyNameField(PlainField):
    """What somebody calls a key of theirs."""

    def __init__(self, *, required: bool = True) -> None:
        widget = forms.TextInput(attrs={"autocomplete": "off"})
        note = _("To tell it from other keys, such as “My phone”.")
        super().__init__(label=_("Name of the key"), required=required, max_length=100, help_text=note, widget=widget)


class AddKeyForm(AddWebAuthnForm):
    """A passkey or a security key, with a name to tell it from others."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"] = KeyNameField(required=False)


class RenameKeyForm(EditWebAuthnForm):
    """The same key by another name."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"] = KeyNameField()
