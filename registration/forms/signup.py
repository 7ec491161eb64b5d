"""The sign-up form and the form for corrections. The API validates with the same forms."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext_lazy as _

from events.forms.guarded import SEEN, digest_of, show_what_others_wrote
from events.rules.names import has_han, is_made_from, latin_name_for, needs_latin_name, visible
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
LATIN_NAME_NEEDED = _("Enter the name in Latin letters, too.")
DISTURBS = _(
    "Many letters were ordered for this address or phone number in the last hour. Wait an hour; whoever is signed in "
    "with the address need not wait."
)
GONE = _("This category is no longer on offer. Choose another one.")


class DelegateForm(forms.Form):
    """Base of the forms that hold a delegate's particulars. `language` decides which bilingual fields come first."""

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
        self._prepare_latin_name()

    def _prepare_latin_name(self) -> None:
        """Show the Latin name that is made from the name beside the field, or ask for it if none can be made.

        The field itself holds only what somebody typed.
        """
        name, field = visible(str(self["name"].value() or "")[:NAME_LENGTH]), self.fields["name_latin"]
        if needs_latin_name(name):
            field.required, field.error_messages["required"] = True, LATIN_NAME_NEEDED
        elif has_han(name) and (made := latin_name_for(name, at_most=NAME_LENGTH)):
            field.help_text = _("%(help)s Now: %(latin)s.") % {"help": field.help_text, "latin": made}

    def _prepare_half(self, name: str, data: Mapping[str, str]) -> None:
        """Label a field in the page's language. If the text is required, the other language is enough."""
        own, other = OWN[self.language], OTHER[self.language]
        if PARTICULARS[name].language != own:
            return
        stem, field = stem_of(name), self.fields[name]
        field.required = PARTICULARS[name].is_required and not data.get(f"{stem}_{other}", "").strip()
        field.label = str(BILINGUAL[stem])

    @property
    def badge_fields(self) -> list[BoundField]:
        """The fields printed on the badge, in the reader's language."""
        return [self[name] for name in self._on_badge() if not self._is_second(name)]

    @property
    def other_fields(self) -> list[BoundField]:
        """The fields of the badge's second language."""
        return [self[name] for name in self._on_badge() if self._is_second(name)]

    @property
    def other_is_open(self) -> bool:
        """Whether a field of the second language has an error or a value."""
        return any(field.errors or field.value() for field in self.other_fields)

    @property
    def contact_fields(self) -> list[BoundField]:
        """The fields that are not printed on the badge."""
        return [self[name] for name, one in PARTICULARS.items() if one.section is Section.CONTACT]

    def _on_badge(self) -> list[str]:
        return [name for name, one in PARTICULARS.items() if one.section is Section.BADGE]

    def _is_second(self, name: str) -> bool:
        """Return whether a field belongs to the second language; a Latin name does on English pages."""
        particular = PARTICULARS[name]
        if particular.kind is Kind.LATIN_NAME:
            return self.language == ENGLISH
        return particular.language == OTHER[self.language]

    @property
    def typed(self) -> dict[str, str]:
        """What was typed into each field, to be sent again as it is. Nothing that the form made is among it."""
        return {name: str(self[name].value() or "") for name in self.fields}

    def particulars(self) -> Particulars:
        """Return the particulars that were entered in the valid form."""
        return Particulars(**{name: self.cleaned_data[name] for name in PARTICULARS})

    def clean(self) -> dict[str, str]:
        """Derive the Latin name from the Chinese one if it was left empty."""
        cleaned: dict[str, str] = self.cleaned_data
        self._complete_names(cleaned)
        return cleaned

    def _complete_names(self, cleaned: dict[str, str]) -> None:
        name, latin = cleaned.get("name", ""), cleaned.get("name_latin", "")
        if not name or "name_latin" in self.errors:
            return
        if needs_latin_name(name):
            return
        if not has_han(name):
            cleaned["name_latin"] = "" if latin == name else latin
        elif not latin:
            cleaned["name_latin"] = latin_name_for(name, at_most=NAME_LENGTH)


class SignUpForm(DelegateForm):
    """The public sign-up form. `categories` are those on the page, with their present offers."""

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
        """The chosen category if it is on offer. If there is only one, it is chosen from the start."""
        possible = [offered for offered in self.categories if offered.offer.can_be_chosen]
        if not self.is_bound and len(possible) == 1:
            return possible[0]
        return next((offered for offered in possible if offered.category.code == self["category"].value()), None)

    def clean_category(self) -> str:
        """Return the code of a category that is on offer."""
        code: str = self.cleaned_data["category"]
        if self.chosen is None:
            raise forms.ValidationError(GONE, code="gone")
        return code

    def sign_up(self, *, door: str) -> SignUp:
        """Return the sign-up that the valid form asks for. `door` keeps request keys of pages and API apart."""
        key: str = self.cleaned_data["request_key"]
        return SignUp(
            category=self.cleaned_data["category"],
            particulars=self.particulars(),
            language=self.language,
            request_key=f"{door}:{key}" if key else "",
        )

    def refuse(self, reason: SignUpRefusal) -> None:
        """Add the reason why the operation refused the sign-up to its field."""
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
    """Form for correcting a delegate's data. Refused once if other data have been saved since the reader saw them."""

    seen = PlainField(max_length=64, required=False, widget=forms.HiddenInput)

    def __init__(self, delegate: Delegate, data: Mapping[str, str] | None = None, *, language: str) -> None:
        self.stored: dict[str, str] = asdict(delegate.particulars)
        self.digest = digest_of(self.stored)
        shown = self._shown()
        super().__init__(data, language=language, initial={**shown, SEEN: self.digest})

    def _shown(self) -> dict[str, str]:
        """Return what the fields show of the stored data: everything but a Latin name made from the other one."""
        made = is_made_from(self.stored["name_latin"], self.stored["name"], at_most=NAME_LENGTH)
        return self.stored | {"name_latin": ""} if made else self.stored

    def full_clean(self) -> None:
        """Validate, then check that the stored data are those that the reader saw, or already what was typed."""
        super().full_clean()
        if not self.is_bound or self.data.get(SEEN, "") == self.digest:
            return
        if not self.errors and asdict(self.particulars()) == self.stored:
            return
        differing = {name: words for name, words in self._shown().items() if self.data.get(name, "") != words}
        show_what_others_wrote(self, differing, digest=self.digest)


class LinkForm(forms.Form):
    """Form for the address to which the link to a registration is sent."""

    email = EmailField(label=_("E-mail"))

    def __init__(self, data: Mapping[str, str] | None = None) -> None:
        super().__init__(data)
        self.use_required_attribute = False
        self.fields["email"].error_messages["required"] = _("Enter the e-mail address of the registration.")
