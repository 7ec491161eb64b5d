"""Forms for delegates."""

from registration.forms.signup import DISTURBS, CorrectionForm, LinkForm, SignUpForm

__all__ = ["DISTURBS", "CorrectionForm", "LinkForm", "SignUpForm"]
