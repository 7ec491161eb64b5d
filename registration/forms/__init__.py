"""What people type about a delegate, checked and made regular."""

from registration.forms.signup import CorrectionForm, LinkForm, SignUpForm

__all__ = ["CorrectionForm", "LinkForm", "SignUpForm"]
