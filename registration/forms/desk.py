"""Forms of the registration desk: enrolment, corrections, decisions, badges and invitations."""

import re

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from events.forms.guarded import PlainForm
from events.models import Conference
from registration.forms.signup import CorrectionForm, DelegateForm
from registration.models import Category, Credential, Delegate
from registration.queries.badges import BadgeSelection
from registration.rules.printing import Paper
from registration.rules.signup import Origin, SignUp
from toolkit.inputs import PlainField
from toolkit.lists import listed

DIVIDERS = re.compile(r"[,，、;；\s]+")


class EnrolForm(DelegateForm):
    """Form for signing somebody up as a member of the team, in any category and without approval."""

    category = forms.ModelChoiceField(label=_("Category"), queryset=Category.objects.none(), to_field_name="code")
    sends_letter = forms.BooleanField(label=_("Send the letter"), required=False, initial=True)
    request_key = PlainField(max_length=64, required=False, widget=forms.HiddenInput)

    def __init__(self, conference: Conference, data: QueryDict | None = None, *, language: str, key: str = "") -> None:
        super().__init__(data, language=language, initial={"request_key": key})
        category = self.fields["category"]
        assert isinstance(category, forms.ModelChoiceField)  # noqa: S101 - tells the type checker which field it is
        category.queryset = Category.objects.filter(conference=conference)
        self.fields["email"].required = False
        self.order_fields(["category"])

    def sign_up(self) -> SignUp:
        """Return the sign-up that the valid form asks for."""
        data = self.cleaned_data
        key = data["request_key"]
        return SignUp(
            category=data["category"].code,
            particulars=self.particulars(),
            language=self.language,
            request_key=f"desk:{key}"[:64] if key else "",
            origin=Origin.TEAM,
            sends_letter=data["sends_letter"] and bool(data["email"]),
        )


class DeskCorrectionForm(CorrectionForm):
    """Form for correcting a delegate's data at the desk, where a delegate may have no address."""

    def __init__(self, delegate: Delegate, data: QueryDict | None = None, *, language: str) -> None:
        super().__init__(delegate, data, language=language)
        self.fields["email"].required = bool(delegate.email)


class ReissueForm(PlainForm):
    """Form for replacing a code. `lost` is the credential that was valid when the page was opened."""

    lost = forms.ModelChoiceField(queryset=Credential.objects.none(), widget=forms.HiddenInput)

    def __init__(self, delegate: Delegate, data: QueryDict | None = None) -> None:
        super().__init__(data, initial={"lost": delegate.credentials.filter(revoked_at__isnull=True).first()})
        lost = self.fields["lost"]
        assert isinstance(lost, forms.ModelChoiceField)  # noqa: S101 - tells the type checker which field it is
        lost.queryset = delegate.credentials.select_related("conference")


class BulkForm(PlainForm):
    """Form for confirming or declining several delegates."""

    step = forms.ChoiceField(choices=[("confirm", ""), ("decline", "")])
    delegates = forms.ModelMultipleChoiceField(queryset=Delegate.objects.none(), to_field_name="code")

    def __init__(self, conference: Conference, data: QueryDict | None = None) -> None:
        super().__init__(data)
        delegates = self.fields["delegates"]
        assert isinstance(delegates, forms.ModelMultipleChoiceField)  # noqa: S101 - tells the type checker which field
        delegates.queryset = Delegate.objects.filter(conference=conference).select_related("conference", "category")


class BadgesForm(PlainForm):
    """Form for choosing badges and paper."""

    category = forms.ModelChoiceField(
        label=_("Category"),
        queryset=Category.objects.none(),
        required=False,
        to_field_name="code",
        empty_label=_("All categories"),
    )
    unprinted = forms.BooleanField(label=_("Only those never printed"), required=False)
    paper = forms.ChoiceField(
        label=_("Paper"),
        choices=[(Paper.A6.value, _("A6, one badge a page")), (Paper.A4.value, _("A4, four badges a page"))],
    )

    def __init__(self, conference: Conference, data: QueryDict | None = None) -> None:
        super().__init__(data, initial={"paper": Paper.A6.value, "unprinted": True})
        category = self.fields["category"]
        assert isinstance(category, forms.ModelChoiceField)  # noqa: S101 - tells the type checker which field it is
        category.queryset = Category.objects.filter(conference=conference)

    def selection(self) -> BadgeSelection:
        """Return the badges that the valid form asks for."""
        category = self.cleaned_data["category"]
        return BadgeSelection(category=category.code if category else "", unprinted=self.cleaned_data["unprinted"])


class InviteForm(PlainForm):
    """Form for inviting delegates by their badge numbers."""

    numbers = forms.CharField(
        label=_("Badge numbers"),
        max_length=4000,
        help_text=_("Such as D-0012, 27, 103; or find people under Delegates."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, conference: Conference, data: QueryDict | None = None) -> None:
        super().__init__(data)
        self.conference = conference
        self.found: list[Delegate] = []

    def clean_numbers(self) -> str:
        """Check that every number belongs to a delegate."""
        text: str = self.cleaned_data["numbers"]
        asked = [word.strip().rpartition("-")[2] for word in DIVIDERS.split(text)]
        numbers = {int(word) for word in asked if word.isascii() and word.isdigit() and len(word) < 8}
        odd = [word for word in asked if word and not (word.isascii() and word.isdigit() and len(word) < 8)]
        self.found = list(Delegate.objects.filter(conference=self.conference, number__in=numbers))
        missing = sorted(numbers - {delegate.number for delegate in self.found})
        unknown = [*odd, *map(str, missing)]
        if unknown:
            raise forms.ValidationError(_("Nobody has the number %(numbers)s.") % {"numbers": listed(unknown[:10])})
        return text
