"""Forms for delegates."""

from registration.forms.signup import CorrectionForm, LinkForm, SignUpForm

__all__ = ["CorrectionForm", "LinkForm", "SignUpForm"]
