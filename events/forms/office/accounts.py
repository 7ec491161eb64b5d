"""Form for signing in with a password or with an e-mailed code."""

from allauth.account.forms import LoginForm
from django.utils.translation import gettext_lazy as _


class SignInForm(LoginForm):
    """Form for an e-mail address and an optional password. Without a password, a code is e-mailed."""

    def _setup_password_field(self) -> None:
        # allauth removes the field, since signing up asks for no password; but an account may have set one later.
        password = self.fields["password"]
        password.required = False
        password.widget.is_required = False
        password.help_text = _("Leave it empty, and a code is e-mailed to you.")
