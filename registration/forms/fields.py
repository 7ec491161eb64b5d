"""Form fields for a delegate's particulars, with a message for every refusal."""

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeAlias

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from events.forms.sober import sober
from events.rules.contacts import (
    EmailNote,
    EmailRefusal,
    EmailRefused,
    PhoneNote,
    PhoneRefusal,
    PhoneRefused,
    read_email,
    read_phone,
)
from events.rules.names import NameRefusal, NameRefused, clean_name, has_han, needs_latin_name, visible
from registration.models import column_of
from registration.rules.particulars import LINE_LENGTH, NAME_LENGTH, PARTICULARS, Kind, Particular
from toolkit.characters import is_letter
from toolkit.fonts import missing
from toolkit.inputs import PlainField

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise  # exists in the stubs only

Words: TypeAlias = "str | _StrPromise"
"""A text, or a lazily translated one."""

NAME_WORDS: dict[NameRefusal, Words] = {
    NameRefusal.EMPTY: _("Enter the name to print on the badge."),
    NameRefusal.TOO_LONG: _("A name can have at most 60 characters."),
    NameRefusal.MARKUP: _("A name cannot contain < or >."),
    NameRefusal.FORMULA: _("A name must begin with a letter or a character."),
    NameRefusal.LINK: _("This is an address. Enter the name here."),
    NameRefusal.ADVERTISING: _("A telephone number or an account cannot stand here. Enter the name only."),
    NameRefusal.TWO_PEOPLE: _("These are several names. Register each person separately."),
    NameRefusal.COMPANION: _("Enter one name only. Register companions separately."),
    NameRefusal.UNPRINTABLE: _("There are characters here that cannot be printed. Type the name again."),
    NameRefusal.NO_LETTER: _("A name needs at least one letter or character."),
}
PHONE_WORDS: dict[PhoneRefusal, Words] = {
    PhoneRefusal.SCIENTIFIC: _("A spreadsheet has shortened this number. Enter all its digits."),
    PhoneRefusal.TOO_SHORT: _("Digits are missing. Outside mainland China, begin with + and the country code."),
    PhoneRefusal.TOO_LONG: _("There are too many digits. Outside mainland China, begin with + and the country code."),
    PhoneRefusal.NOT_A_NUMBER: _("Enter a number, such as 138 0013 8000 or +44 20 7946 0958."),
    PhoneRefusal.NOT_IN_USE: _(
        "No phone number starts like this. Outside mainland China, begin with + and the country code."
    ),
}
EMAIL_WORDS: dict[EmailRefusal, Words] = {
    EmailRefusal.NO_AT: _("The @ is missing. An address looks like name@example.com."),
    EmailRefusal.TOO_LONG: _("An e-mail address can have at most 254 characters, and 64 before the @."),
    EmailRefusal.MALFORMED: _("This is not an e-mail address. An address looks like name@example.com."),
    EmailRefusal.HOMOGRAPH: _("This address mixes letters of several scripts. Type it again in Latin letters."),
}


class NameField(PlainField):
    """The name of one person, as printed; at most 60 characters."""

    default_error_messages = {
        "required": NAME_WORDS[NameRefusal.EMPTY],
        "latin": _("Latin letters only, such as LIN Zhiyuan."),
    }

    def __init__(self, *, label: Words, required: bool = True, latin: bool = False, autocomplete: str = "name") -> None:
        widget = forms.TextInput(attrs={"autocomplete": autocomplete, "spellcheck": "false"})
        super().__init__(label=label, required=required, widget=widget)
        self.latin = latin

    def clean(self, value: object) -> str:
        """Return the cleaned name."""
        typed = str(super().clean(value))
        if not typed:
            return ""
        name = _worded(clean_name, typed, NAME_WORDS)
        if self.latin and (has_han(name) or needs_latin_name(name)):
            raise ValidationError(self.error_messages["latin"], code="latin")
        return printable(name[: NAME_LENGTH + 1])


class LineField(PlainField):
    """One line of text, such as an institution or a post."""

    default_error_messages = {"required": _("Enter the institution to print on the badge.")}

    def __init__(self, *, label: Words, autocomplete: str, max_length: int = LINE_LENGTH) -> None:
        widget = forms.TextInput(attrs={"autocomplete": autocomplete})
        super().__init__(label=label, required=False, max_length=max_length, widget=widget)

    def clean(self, value: object) -> str:
        """Return the line with single blanks. Advertising and characters that no font has are refused."""
        return printable(sober(visible(str(super().clean(value)))))


class EmailField(PlainField):
    """One e-mail address, in lower case."""

    default_error_messages = {
        "required": _("Enter an e-mail address: the confirmation and the badge are sent there."),
        "several": _("Enter one address only."),
        "masked": _("Enter the whole address, without asterisks."),
    }

    def __init__(self, *, label: Words) -> None:
        # Not type="email": browsers would refuse unusual input with messages in their own language.
        attributes = {"autocomplete": "email", "inputmode": "email", "spellcheck": "false", "autocapitalize": "none"}
        super().__init__(label=label, widget=forms.TextInput(attrs=attributes))

    def clean(self, value: object) -> str:
        """Return the cleaned address."""
        typed = str(super().clean(value))
        try:
            email = read_email(typed)
        except EmailRefused as refused:
            raise ValidationError(EMAIL_WORDS[refused.reason], code=refused.reason) from refused
        if email.note is EmailNote.SECOND_LEFT_OUT:
            raise ValidationError(self.error_messages["several"], code="several")
        if email.note is EmailNote.MASKED:
            raise ValidationError(self.error_messages["masked"], code="masked")
        if self.required and not email.address:
            raise ValidationError(self.error_messages["required"], code="required")
        return email.address


class PhoneField(PlainField):
    """One phone number, in E.164. A number without a country code is taken to be from mainland China."""

    default_error_messages = {
        "several": _("Enter one number only."),
        "masked": _("Enter the whole number, without asterisks."),
    }

    def __init__(self, *, label: Words, required: bool = False) -> None:
        attributes = {"autocomplete": "tel", "inputmode": "tel"}
        super().__init__(label=label, required=required, max_length=60, widget=forms.TextInput(attrs=attributes))

    def clean(self, value: object) -> str:
        """Return the cleaned number."""
        typed = str(super().clean(value))
        try:
            phone = read_phone(typed)
        except PhoneRefused as refused:
            raise ValidationError(_phone_words(refused.reason, typed), code=refused.reason) from refused
        if phone.note is PhoneNote.SECOND_LEFT_OUT:
            raise ValidationError(self.error_messages["several"], code="several")
        if phone.note is PhoneNote.MASKED:
            raise ValidationError(self.error_messages["masked"], code="masked")
        return phone.number


class NoteField(PlainField):
    """A text of several lines."""

    def __init__(self, *, label: Words, max_length: int) -> None:
        widget = forms.Textarea(attrs={"rows": 3})
        super().__init__(label=label, required=False, max_length=max_length, widget=widget)

    def clean(self, value: object) -> str:
        """Return the lines, each with single blanks."""
        typed = str(super().clean(value))
        return "\n".join(visible(line) for line in typed.splitlines()).strip()


def particular_fields() -> dict[str, PlainField]:
    """Return a new form field for each particular, in order, with the label and help text of its column."""
    return {name: _particular_field(name) for name in PARTICULARS}


def _particular_field(name: str) -> PlainField:
    column = column_of(name)
    field = _field_of_kind(PARTICULARS[name], label=column.verbose_name)
    field.help_text = column.help_text
    return field


def _field_of_kind(particular: Particular, *, label: Words) -> PlainField:
    match particular.kind:
        case Kind.NAME:
            return NameField(label=label, autocomplete=particular.autocomplete)
        case Kind.LATIN_NAME:
            return NameField(label=label, required=False, latin=True, autocomplete=particular.autocomplete)
        case Kind.LINE:
            return LineField(label=label, autocomplete=particular.autocomplete, max_length=particular.length)
        case Kind.EMAIL:
            return EmailField(label=label)
        case Kind.PHONE:
            return PhoneField(label=label)
        case Kind.TEXT:
            return NoteField(label=label, max_length=particular.length)


def printable(text: str) -> str:
    """Return the text; raise ValidationError naming the signs that none of the fonts for print has.

    Letters of every script pass: a badge has another way to show a name that the fonts cannot draw.
    """
    unknown = [character for character in missing(text) if not is_letter(character)]
    if unknown:
        raise ValidationError(
            _("These characters cannot be printed: %(characters)s. Write them another way."),
            code="unprintable",
            params={"characters": " ".join(unknown)},
        )
    return text


def _worded(clean: Callable[[str], str], typed: str, words: dict[NameRefusal, Words]) -> str:
    try:
        return clean(typed)
    except NameRefused as refused:
        raise ValidationError(words[refused.reason], code=refused.reason) from refused


def _phone_words(reason: PhoneRefusal, typed: str) -> Words:
    """Return the message for a refusal; for a mobile number of the mainland, the number of missing digits."""
    digits = "".join(character for character in typed if character.isdecimal())
    if reason is PhoneRefusal.TOO_SHORT and digits.startswith("1") and "+" not in typed:
        count = 11 - len(digits)
        return ngettext(
            "%(count)d digit missing; mobile numbers have 11.",
            "%(count)d digits missing; mobile numbers have 11.",
            count,
        ) % {"count": count}
    return PHONE_WORDS[reason]
