"""The sign-up form, and the same fields for putting one's own data right. The API goes through the same forms."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext_lazy as _

from events.rules.names import has_han, latin_name_for
from registration.forms.fields import EmailField, Words, particular_fields
from registration.forms.words import BILINGUAL
from registration.models import Delegate
from registration.queries.categories import OfferedCategory
from registration.rules.particulars import NAME_LENGTH, PARTICULARS, Kind, Particulars, Section, stem_of
from registration.rules.signup import SignUp, SignUpRefusal
from toolkit.codes import secret_token
from toolkit.inputs import PlainField
from toolkit.text import CHINESE, ENGLISH

OTHER = {CHINESE: "en", ENGLISH: "zh"}
OWN = {CHINESE: "zh", ENGLISH: "en"}
GONE = _("This category is no longer on offer. Choose another one.")


class DelegateForm(forms.Form):
    """Who somebody is and how to reach them. `language` says which language's fields come first."""

    def __init__(
        self, data: Mapping[str, str] | None = None, *, language: str, initial: Mapping[str, str] | None = None
    ) -> None:
        super().__init__(data, initial=dict(initial or {}))
        self.fields = {**particular_fields(), **self.fields}
        self.language = language if language in OWN else CHINESE
        self.use_required_attribute = False
        for name, particular in PARTICULARS.items():
            if particular.language:
                self._prepare_half(name, data or {})

    def _prepare_half(self, name: str, data: Mapping[str, str]) -> None:
        """Ask for a bilingual text in the page's language; if it is required, the other language will do as well."""
        own, other = OWN[self.language], OTHER[self.language]
        if PARTICULARS[name].language != own:
            return
        stem, field = stem_of(name), self.fields[name]
        field.required = PARTICULARS[name].is_required and not data.get(f"{stem}_{other}", "").strip()
        field.label = str(BILINGUAL[stem])

    @property
    def badge_fields(self) -> list[BoundField]:
        """What stands on the badge, in the reader's language."""
        return [self[name] for name in self._on_badge() if not self._is_second(name)]

    @property
    def other_fields(self) -> list[BoundField]:
        """The badge's second language."""
        return [self[name] for name in self._on_badge() if self._is_second(name)]

    @property
    def other_is_open(self) -> bool:
        """Whether the second language has something to show: an error, or something typed."""
        return any(field.errors or field.value() for field in self.other_fields)

    @property
    def contact_fields(self) -> list[BoundField]:
        """How to reach the delegate, and what the organisers should know."""
        return [self[name] for name, one in PARTICULARS.items() if one.section is Section.CONTACT]

    def _on_badge(self) -> list[str]:
        return [name for name, one in PARTICULARS.items() if one.section is Section.BADGE]

    def _is_second(self, name: str) -> bool:
        """Whether a field is folded away. A name in Latin letters is a second one only beside an English name."""
        particular = PARTICULARS[name]
        if particular.kind is Kind.LATIN_NAME:
            return self.language == ENGLISH
        return particular.language == OTHER[self.language]

    def particulars(self) -> Particulars:
        """What the valid form says of the delegate."""
        return Particulars(**{name: self.cleaned_data[name] for name in PARTICULARS})

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
        key: str = self.cleaned_data["request_key"]
        return SignUp(
            category=self.cleaned_data["category"],
            particulars=self.particulars(),
            language=self.language,
            request_key=f"{door}:{key}" if key else "",
        )

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


class CorrectionForm(DelegateForm):
    """A delegate's own data, to be put right."""

    @classmethod
    def of(cls, delegate: Delegate, *, language: str) -> "CorrectionForm":
        """The form with what is known."""
        return cls(language=language, initial=asdict(delegate.particulars))


class LinkForm(forms.Form):
    """Where the link to one's registration is to be sent."""

    email = EmailField(label=_("E-mail"))

    def __init__(self, data: Mapping[str, str] | None = None) -> None:
        super().__init__(data)
        self.use_required_attribute = False
        self.fields["email"].error_messages["required"] = _("Enter the e-mail address of the registration.")
