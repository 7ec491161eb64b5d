"""Normalisation of telephone numbers and e-mail addresses as people type them, or refusal with a reason.

Missing data is never guessed: a number that a spreadsheet turned into 1.38E+10 is refused.
"""

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum

import phonenumbers
from phonenumbers import NumberParseException, PhoneNumberType

from events.rules.names.cleaning import visible

EMAIL_LENGTH = 254
_NOTHING = re.compile(r"^(?:无|没有|暂无|未知|不详|略|n/?a|none|null|nil|[-–—/\\._]+)$", re.IGNORECASE)
_SCIENTIFIC = re.compile(r"^\d(?:[.,]\d+)?e\+?\d+$", re.IGNORECASE)
_MASKED = re.compile(r"[*＊●•×※#]{2,}|x{3,}", re.IGNORECASE)
_LABEL = re.compile(
    r"^(?:手机号?码?|电话|联系电话|座机|移动电话|tel(?:ephone)?|phone|mobile|cell|m|t)\s*[.:：]\s*", re.IGNORECASE
)
_EXTENSION = re.compile(r"(?:转|分机|ext\.?|extension|x|#)\s*[:：]?\s*(\d{1,6})$", re.IGNORECASE)
_BETWEEN_NUMBERS = re.compile(r"[、;；,，/|]|或|\s{2,}")
_ODDITIES = str.maketrans("", "", " ‐‑‒–—―－-−.·()（）'‘’`\"")
_GREATER_CHINA = ("852", "853", "886")


class PhoneRefusal(StrEnum):
    """Why a text is not a telephone number."""

    SCIENTIFIC = "scientific"
    TOO_SHORT = "too_short"
    TOO_LONG = "too_long"
    NOT_A_NUMBER = "not_a_number"
    NOT_IN_USE = "not_in_use"


class PhoneNote(StrEnum):
    """A remark on a number that was accepted, or masked and left out."""

    MASKED = "masked"
    LANDLINE = "landline"
    SECOND_LEFT_OUT = "second_left_out"


class PhoneRefused(ValueError):
    """Raised for a text that is not a telephone number. The form or report words the message from `reason`."""

    def __init__(self, reason: PhoneRefusal) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Phone:
    """A telephone number in E.164 (+8613800138000), or as written if it has an extension.

    `number` is empty if none was given or it is masked. `takes_text` tells whether it can receive text messages.
    """

    number: str = ""
    takes_text: bool = False
    note: PhoneNote | None = None


def read_phone(text: str, *, region: str = "CN") -> Phone:
    """Return the telephone number in a text from a form or a spreadsheet. Raises PhoneRefused.

    A number without a country code is read as one of `region`. A masked number (138****0000) gives an empty number
    with a note.
    """
    plain = _LABEL.sub("", visible(_plain(text)).strip(" ,;，；。"))
    if not plain or _NOTHING.match(plain):
        return Phone()
    if _MASKED.search(plain):
        return Phone(note=PhoneNote.MASKED)
    if _SCIENTIFIC.match(plain.replace(" ", "")):
        raise PhoneRefused(PhoneRefusal.SCIENTIFIC)
    several = [part for part in _BETWEEN_NUMBERS.split(plain) if len(re.sub(r"\D", "", part)) >= 7]
    if len(several) > 1:
        first = _read_one(several[0], region=region)
        return Phone(first.number, first.takes_text, PhoneNote.SECOND_LEFT_OUT)
    return _read_one(plain, region=region)


def _plain(text: str) -> str:
    """Return the text in NFKC, with the digits of every script in ASCII and semicolons for line breaks."""
    in_ascii = re.sub(r"\d", lambda digit: str(int(digit[0])), unicodedata.normalize("NFKC", text))
    return ";".join(line for line in in_ascii.splitlines() if line.strip())


def _read_one(text: str, *, region: str) -> Phone:
    extension = _EXTENSION.search(text)
    digits = (text[: extension.start()] if extension else text).translate(_ODDITIES)
    digits = re.sub(r"^00(?=[1-9])", "+", digits)
    if re.fullmatch(r"\d{7,}\.0+", text):  # a spreadsheet stored the number as a float
        digits = text.partition(".")[0]
    if not re.fullmatch(r"\+?\d+", digits):
        raise PhoneRefused(PhoneRefusal.NOT_A_NUMBER)
    number = _valid(digits, region=region)
    kind = phonenumbers.number_type(number)
    written = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    takes_text = kind in {PhoneNumberType.MOBILE, PhoneNumberType.FIXED_LINE_OR_MOBILE} and extension is None
    return Phone(
        number=text.replace(" ", "")[:32] if extension else written,
        takes_text=takes_text,
        note=None if takes_text else PhoneNote.LANDLINE,
    )


def _valid(digits: str, *, region: str) -> phonenumbers.PhoneNumber:
    candidates = [digits]
    if digits.startswith(_GREATER_CHINA) and len(digits) >= 11:
        candidates.append(f"+{digits}")  # 852 9697 3011: no mainland number begins like this
    for candidate in candidates:
        number = _parsed(candidate, region=region)
        if phonenumbers.is_valid_number(number):
            return number
    raise PhoneRefused(_fault(digits, region=region))


def _parsed(digits: str, *, region: str) -> phonenumbers.PhoneNumber:
    try:
        return phonenumbers.parse(digits, region)
    except NumberParseException as refusal:
        short = refusal.error_type == NumberParseException.TOO_SHORT_NSN or len(digits) < 4
        long = refusal.error_type == NumberParseException.TOO_LONG
        reason = PhoneRefusal.TOO_SHORT if short else PhoneRefusal.TOO_LONG if long else PhoneRefusal.NOT_A_NUMBER
        raise PhoneRefused(reason) from refusal


def _fault(digits: str, *, region: str) -> PhoneRefusal:
    if not digits.startswith("+") and region == "CN":
        if len(digits) > (11 if digits.startswith("1") else 12):
            return PhoneRefusal.TOO_LONG
        return PhoneRefusal.TOO_SHORT if len(digits) < 11 else PhoneRefusal.NOT_IN_USE
    reason = phonenumbers.is_possible_number_with_reason(_parsed(digits, region=region))
    if reason == phonenumbers.ValidationResult.TOO_SHORT:
        return PhoneRefusal.TOO_SHORT
    return PhoneRefusal.TOO_LONG if reason == phonenumbers.ValidationResult.TOO_LONG else PhoneRefusal.NOT_IN_USE


class EmailRefusal(StrEnum):
    """Why a text is not an e-mail address."""

    NO_AT = "no_at"
    TOO_LONG = "too_long"
    MALFORMED = "malformed"
    HOMOGRAPH = "homograph"


class EmailNote(StrEnum):
    """A remark on what was corrected or left out."""

    CORRECTED = "corrected"
    MASKED = "masked"
    SECOND_LEFT_OUT = "second_left_out"


class EmailRefused(ValueError):
    """Raised for a text that is not an e-mail address. The form or report words the message from `reason`."""

    def __init__(self, reason: EmailRefusal) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Email:
    """An e-mail address in lower case; empty if none was given or it is masked."""

    address: str = ""
    note: EmailNote | None = None


_LOCAL = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*")
_LABEL_OF_DOMAIN = re.compile(r"[^\W_](?:(?:[^\W_]|-){0,61}[^\W_])?")
_BRACKETED = re.compile(r"<\s*([^<>\s]+@[^<>\s]+)\s*>")
_BETWEEN_ADDRESSES = re.compile(r"[;,、|\s/]+")


def read_email(text: str) -> Email:
    """Return the e-mail address in a text, without `mailto:`, brackets, full-width characters and stray punctuation.

    Raises EmailRefused, also for a domain that mixes scripts and may imitate another one.
    """
    plain = visible(unicodedata.normalize("NFKC", text))
    bracketed = _BRACKETED.search(plain)
    plain = bracketed[1] if bracketed else plain
    plain = re.sub(r"^(?:mailto|e-?mail|邮箱)\s*[:：]\s*", "", plain, flags=re.IGNORECASE)
    plain = re.sub(r"\s*([@。])\s*", r"\1", plain).strip(" ,;，；、:<>\"'()")
    if not plain or _NOTHING.match(plain):
        return Email()
    parts = [part for part in _BETWEEN_ADDRESSES.split(plain) if "@" in part]
    one = _read_address(parts[0] if len(parts) > 1 else plain)
    return Email(one.address, EmailNote.SECOND_LEFT_OUT) if len(parts) > 1 else one


def _read_address(text: str) -> Email:
    if "*" in text.partition("@")[0] and "**" in text:
        return Email(note=EmailNote.MASKED)
    mended = text.replace("。", ".").rstrip(".")
    if "@" not in mended:
        raise EmailRefused(EmailRefusal.NO_AT)
    local, _, domain = mended.rpartition("@")
    if len(mended) > EMAIL_LENGTH or len(local) > 64:
        raise EmailRefused(EmailRefusal.TOO_LONG)
    if not _LOCAL.fullmatch(local):
        raise EmailRefused(EmailRefusal.MALFORMED)
    _refuse_domain(domain)
    return Email(mended.lower(), EmailNote.CORRECTED if "。" in text else None)


def _refuse_domain(domain: str) -> None:
    labels = domain.split(".")
    if len(labels) < 2 or not all(_LABEL_OF_DOMAIN.fullmatch(label) for label in labels) or labels[-1].isdigit():
        raise EmailRefused(EmailRefusal.MALFORMED)
    scripts = [_scripts(label) for label in labels]
    mixed = any(len(found) > 1 for found in scripts)
    # A Chinese name under .com is common. A Cyrillic or Greek one is likely to imitate a Latin domain.
    foreign = {script for found in scripts[:-1] for script in found} - {"LATIN", "CJK", "HANGUL"}
    if mixed or (foreign and scripts[-1] != foreign):
        raise EmailRefused(EmailRefusal.HOMOGRAPH)
    try:
        domain.encode("idna")
    except UnicodeError as refusal:
        raise EmailRefused(EmailRefusal.MALFORMED) from refusal


def _scripts(label: str) -> set[str]:
    return {unicodedata.name(letter, "?").split()[0] for letter in label if letter.isalpha()}
