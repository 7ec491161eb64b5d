"""Signing in: one form for those with a password and those without."""

from allauth.account.forms import LoginForm
from django.utils.translation import gettext_lazy as _


class SignInForm(LoginForm):
    """The address, and a password for those who have one; left empty, a code is e-mailed instead."""

    def _setup_password_field(self) -> None:
        # allauth drops the field where signing up asks for no password; accounts may still have set one.
        password = self.fields["password"]
        password.required = False
        password.widget.is_required = False
        password.help_text = _("Leave it empty, and a code is e-mailed to you.")
