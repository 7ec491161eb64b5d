"""The sign-up form, and the same fields for putting one's own data right. The API goes through the same forms."""

from collections.abc import Mapping, Sequence

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from events.rules.names import has_han, latin_name_for
from registration.forms.fields import EmailField, LineField, NameField, NoteField, PhoneField, Words
from registration.models import Delegate
from registration.queries.categories import OfferedCategory
from registration.rules.signup import NAME_LENGTH, Correction, SignUp, SignUpRefusal
from toolkit.codes import secret_token
from toolkit.inputs import PlainField
from toolkit.text import CHINESE, ENGLISH

OTHER = {CHINESE: "en", ENGLISH: "zh"}
OWN = {CHINESE: "zh", ENGLISH: "en"}
GONE = _("This category is no longer on offer. Choose another one.")


class DelegateForm(forms.Form):
    """Who somebody is and how to reach them. `language` says which language's fields come first."""

    name = NameField(label=pgettext_lazy("person", "Name"))
    name_latin = NameField(label=_("Name in Latin letters"), required=False, latin=True, autocomplete="off")
    institution_zh = LineField(label=_("Institution in Chinese"), autocomplete="organization")
    institution_en = LineField(label=_("Institution in English"), autocomplete="organization")
    post_zh = LineField(label=_("Post in Chinese"), autocomplete="organization-title")
    post_en = LineField(label=_("Post in English"), autocomplete="organization-title")
    email = EmailField(label=_("E-mail"))
    phone = PhoneField(label=_("Phone"))
    note = NoteField(
        label=_("Note to the organisers"),
        help_text=_("Diet, access, interpreting: anything they should know beforehand."),
    )

    def __init__(
        self, data: Mapping[str, str] | None = None, *, language: str, initial: Mapping[str, str] | None = None
    ) -> None:
        super().__init__(data, initial=dict(initial or {}))
        self.language = language if language in OWN else CHINESE
        self.use_required_attribute = False
        own, other = OWN[self.language], OTHER[self.language]
        # One institution is enough, in either language; the page asks for its own.
        self.fields[f"institution_{own}"].required = not (data or {}).get(f"institution_{other}", "").strip()
        self.fields[f"institution_{own}"].label = _("Institution")
        self.fields[f"post_{own}"].label = _("Post")
        self.fields["name"].help_text = _(
            "As printed on the badge. In Latin letters, put the family name in capitals: LIN Zhiyuan."
        )
        self.fields["name_latin"].help_text = _(
            "Family name first, in capitals. Left empty, it is made from the Chinese name."
        )
        self.fields["phone"].help_text = _("Outside mainland China with + and the country code.")
        self.fields["email"].help_text = _("The letter with the badge goes there; its link opens the registration.")

    @property
    def badge_fields(self) -> list[BoundField]:
        """What stands on the badge, in the reader's language."""
        own = OWN[self.language]
        latin = ["name_latin"] if self.language == CHINESE else []
        return [self[name] for name in ("name", *latin, f"institution_{own}", f"post_{own}")]

    @property
    def other_fields(self) -> list[BoundField]:
        """The badge's second language."""
        other = OTHER[self.language]
        latin = [] if self.language == CHINESE else ["name_latin"]
        return [self[name] for name in (*latin, f"institution_{other}", f"post_{other}")]

    @property
    def other_is_open(self) -> bool:
        """Whether the second language has something to show: an error, or something typed."""
        return any(field.errors or field.value() for field in self.other_fields)

    @property
    def contact_fields(self) -> list[BoundField]:
        """How to reach the delegate."""
        return [self[name] for name in ("email", "phone", "note")]

    def clean(self) -> dict[str, str]:
        """The Latin name made from the Chinese one where it was left empty."""
        cleaned: dict[str, str] = self.cleaned_data
        self._complete_names(cleaned)
        return cleaned

    def _complete_names(self, cleaned: dict[str, str]) -> None:
        name, latin = cleaned.get("name", ""), cleaned.get("name_latin", "")
        if not name or "name_latin" in self.errors:
            return
        if not has_han(name):
            cleaned["name_latin"] = "" if latin == name else latin
        elif not latin:
            cleaned["name_latin"] = latin_name_for(name)[:NAME_LENGTH].strip()


class SignUpForm(DelegateForm):
    """A whole sign-up. `categories` are those on the page, with what each offers now."""

    category = PlainField(max_length=16, error_messages={"required": _("Choose a category.")})
    request_key = PlainField(max_length=64, required=False, widget=forms.HiddenInput)

    def __init__(
        self,
        data: Mapping[str, str] | None = None,
        *,
        categories: Sequence[OfferedCategory],
        language: str,
        initial: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(data, language=language, initial={"request_key": secret_token(), **(initial or {})})
        self.categories = categories

    @property
    def chosen(self) -> OfferedCategory | None:
        """The category that is chosen at present, if it can be had; of a single one there is no choice."""
        possible = [offered for offered in self.categories if offered.offer.can_be_chosen]
        if not self.is_bound and len(possible) == 1:
            return possible[0]
        return next((offered for offered in possible if offered.category.code == self["category"].value()), None)

    def clean_category(self) -> str:
        """The code of a category that can be had now."""
        code: str = self.cleaned_data["category"]
        if self.chosen is None:
            raise forms.ValidationError(GONE, code="gone")
        return code

    def sign_up(self, *, door: str) -> SignUp:
        """What the valid form asks for. `door` tells pages from the API, so that no key of one opens another's."""
        values: dict[str, str] = {name: self.cleaned_data[name] for name in (*PERSONAL, "category")}
        key: str = self.cleaned_data["request_key"]
        request_key = f"{door}:{key}" if key else ""
        return SignUp(**values, language=self.language, request_key=request_key)  # type: ignore[arg-type] # texts alone

    def refuse(self, reason: SignUpRefusal) -> None:
        """Says at the field why the operation would not have it."""
        field, words = REFUSED[reason]
        self.add_error(field, words)


REFUSED: dict[SignUpRefusal, tuple[str | None, Words]] = {
    SignUpRefusal.CONFERENCE_NOT_OPEN: (None, _("Registration is closed.")),
    SignUpRefusal.CATEGORY_UNKNOWN: ("category", GONE),
    SignUpRefusal.BY_INVITATION: ("category", _("This category is by invitation. Choose another one.")),
    SignUpRefusal.NOT_YET: ("category", _("This category is not open yet. Choose another one.")),
    SignUpRefusal.OVER: ("category", GONE),
    SignUpRefusal.ALREADY_REGISTERED: (
        "email",
        _(
            "Somebody with this name and this address or number is already registered. "
            "“My registration” sends the link again; for another person of that name, enter their own phone number."
        ),
    ),
    SignUpRefusal.KEY_REUSED: (
        None,
        _(
            "This form was already sent with another name or address. "
            "Correct that registration under “My registration”."
        ),
    ),
}

PERSONAL = (
    *("name", "name_latin", "institution_zh", "institution_en", "post_zh", "post_en", "email", "phone", "note"),
)
"""The fields that `SignUp` and `Correction` share."""


class CorrectionForm(DelegateForm):
    """A delegate's own data, to be put right."""

    @classmethod
    def of(cls, delegate: Delegate, *, language: str) -> "CorrectionForm":
        """The form with what is known."""
        return cls(language=language, initial={name: getattr(delegate, name) for name in PERSONAL})

    def correction(self) -> Correction:
        """What the valid form says."""
        return Correction(**{name: self.cleaned_data[name] for name in PERSONAL})


class LinkForm(forms.Form):
    """Where the link to one's registration is to be sent."""

    email = EmailField(label=_("E-mail"))

    def __init__(self, data: Mapping[str, str] | None = None) -> None:
        super().__init__(data)
        self.use_required_attribute = False
        self.fields["email"].error_messages["required"] = _("Enter the e-mail address of the registration.")
