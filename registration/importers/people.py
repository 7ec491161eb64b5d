"""Read the person in a row: name, contacts and texts."""

import re
import unicodedata
from datetime import datetime, timedelta
from decimal import Decimal, InvalidOperation

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
from events.rules.names import (
    NameRefusal,
    NameRefused,
    advertising_in,
    clean_name,
    companion_in,
    has_han,
    is_placeholder,
    latin_name_for,
    needs_latin_name,
    two_scripts,
    visible,
)
from registration.importers.columns import columns_of
from registration.rules.delegate_rows import ListReason
from registration.rules.particulars import LINE_LENGTH, NAME_LENGTH, PARTICULARS, Kind, Particulars
from toolkit.sheets.cells import NOTHING
from toolkit.sheets.findings import RowReader

_NAME_REASONS = {
    NameRefusal.EMPTY: ListReason.NO_NAME,
    NameRefusal.TOO_LONG: ListReason.NAME_TOO_LONG,
    NameRefusal.MARKUP: ListReason.NAME_MARKUP,
    NameRefusal.FORMULA: ListReason.NAME_FORMULA,
    NameRefusal.LINK: ListReason.NAME_LINK,
    NameRefusal.ADVERTISING: ListReason.NAME_ADVERTISING,
    NameRefusal.TWO_PEOPLE: ListReason.TWO_PEOPLE,
    NameRefusal.COMPANION: ListReason.TWO_PEOPLE,
    NameRefusal.UNPRINTABLE: ListReason.NAME_UNPRINTABLE,
    NameRefusal.NO_LETTER: ListReason.NAME_NO_LETTER,
}
_PHONE_REASONS = {
    PhoneRefusal.SCIENTIFIC: ListReason.PHONE_SCIENTIFIC,
    PhoneRefusal.TOO_SHORT: ListReason.PHONE_TOO_SHORT,
    PhoneRefusal.TOO_LONG: ListReason.PHONE_TOO_LONG,
    PhoneRefusal.NOT_A_NUMBER: ListReason.PHONE_NOT_A_NUMBER,
    PhoneRefusal.NOT_IN_USE: ListReason.PHONE_NOT_IN_USE,
}
_PHONE_NOTES = {
    PhoneNote.MASKED: ListReason.PHONE_MASKED,
    PhoneNote.LANDLINE: ListReason.PHONE_LANDLINE,
    PhoneNote.SECOND_LEFT_OUT: ListReason.PHONE_SECOND,
}
_EMAIL_REASONS = {
    EmailRefusal.NO_AT: ListReason.EMAIL_NO_AT,
    EmailRefusal.TOO_LONG: ListReason.EMAIL_TOO_LONG,
    EmailRefusal.MALFORMED: ListReason.EMAIL_MALFORMED,
    EmailRefusal.HOMOGRAPH: ListReason.EMAIL_HOMOGRAPH,
}
_EMAIL_NOTES = {
    EmailNote.CORRECTED: ListReason.EMAIL_CORRECTED,
    EmailNote.MASKED: ListReason.EMAIL_MASKED,
    EmailNote.SECOND_LEFT_OUT: ListReason.EMAIL_SECOND,
}
_EPOCH = datetime(1899, 12, 30)  # noqa: DTZ001 - a day in a sheet has no zone
_SERIAL = re.compile(r"[2-9]\d{4}(?:\.\d+)?")
_DAY = re.compile(
    r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?(?:[T\s]+(\d{1,2})[:：](\d{2})(?::\d{2})?)?"
)


class PersonReader(RowReader[ListReason]):
    """Reads one row about a person and collects findings."""

    def typed_name(self) -> str:
        """Return the name as typed, from one column or from family and given name (in Chinese order for Han)."""
        family, given = self.text("family_name"), self.text("given_name")
        whole = self.text("name")
        if family and given and (has_han(family + given) or not whole):
            return f"{family}{given}" if has_han(family) and has_han(given) else f"{given} {family}"
        return whole or given or family or self.text("name_latin")

    def particulars(self, name: str) -> Particulars:
        """Return the data of the person with this name. Texts that are missing or refused are empty."""
        told = {field: self._particular(field, name) for field in PARTICULARS if field != "name"}
        return Particulars(name=name, **told)

    def _particular(self, field: str, name: str) -> str:
        particular, columns = PARTICULARS[field], columns_of(field)
        match particular.kind:
            case Kind.NAME:
                return name
            case Kind.LATIN_NAME:
                return self.name_latin(name) if name else ""
            case Kind.EMAIL:
                return self.email(*columns)
            case Kind.PHONE:
                return self.phone()
            case Kind.TEXT:
                return self.lines(*columns, length=particular.length)
            case Kind.LINE:
                return self.line(*columns, length=particular.length, language=particular.language)

    def name(self) -> tuple[str, str]:
        """Return the name as printed and the name of a companion in the same cell; ("", "") if refused."""
        both = two_scripts(self.typed_name())
        typed = both[0] if both else self.typed_name()
        column = "name" if "name" in self.header.columns else "given_name"
        companion = companion_in(visible(typed))
        try:
            name = clean_name(companion[0] if companion else typed)
        except NameRefused as refused:
            self.find(_NAME_REASONS[refused.reason], column)
            return "", ""
        if is_placeholder(name):
            self.find(ListReason.NAME_PLACEHOLDER, column, name)
            return "", ""
        if companion:
            self.find(ListReason.COMPANION, column, companion[1])
        return name, companion[1] if companion else ""

    def name_latin(self, name: str) -> str:
        """Return the Latin name as given, or else one derived from the reading of the Chinese name.

        Empty, with a finding, if it is neither given nor can be derived.
        """
        both = two_scripts(self.typed_name())
        given = self.text("name_latin") or (both[1] if both else "")
        if given and not has_han(given) and not needs_latin_name(given):
            try:
                return clean_name(given)
            except NameRefused:
                pass
        if needs_latin_name(name):
            self.find(ListReason.NO_LATIN_NAME, "name_latin" if "name_latin" in self.header.columns else "name")
        suggested = latin_name_for(name)
        return suggested if len(suggested) <= NAME_LENGTH else ""

    def phone(self) -> str:
        """Return the mobile number or, without one, the landline; empty if there is none or it is refused."""
        name = "phone" if self.text("phone") or not self.text("landline") else "landline"
        self._notice_missing_value(name)
        try:
            phone = read_phone(self.text(name))
        except PhoneRefused as refused:
            self.find(_PHONE_REASONS[refused.reason], name)
            return ""
        if phone.note is not None:
            self.find(_PHONE_NOTES[phone.note], name)
        return phone.number

    def email(self, *names: str) -> str:
        """Return the address from the first of the columns that exists; empty if there is none or it is refused."""
        name = next((one for one in names if one in self.header.columns), names[-1])
        self._notice_missing_value(name)
        try:
            email = read_email(self.text(name))
        except EmailRefused as refused:
            self.find(_EMAIL_REASONS[refused.reason], name)
            return ""
        if email.note is not None:
            self.find(_EMAIL_NOTES[email.note], name)
        return email.address

    def line(self, *names: str, length: int = LINE_LENGTH, language: str = "") -> str:
        """Join one or two columns to one line of text; empty if it is too long or advertises something.

        With a `language` ("zh" or "en"), a text in the other language is left out.
        """
        parts = [visible(self.text(name)) for name in names]
        text = "、".join(dict.fromkeys(part for part in parts if part))
        if language and has_han(text) is not (language == "zh"):
            return ""
        if len(text) > length:
            self.find(ListReason.TEXT_TOO_LONG, names[0])
            return ""
        if advertising_in(text) is not None:
            self.find(ListReason.TEXT_ADVERTISING, names[0])
            return ""
        return text

    def lines(self, name: str, *, length: int) -> str:
        """Return a remark with its line breaks, cut at `length` characters."""
        text = "\n".join(filter(None, (visible(one) for one in self.text(name).splitlines())))
        if len(text) > length:
            self.find(ListReason.NOTE_CUT, name)
        return text[:length]

    def arrival(self) -> str:
        """Return the arrival as 2026-11-02T15:30, or, with a finding, as written if it cannot be parsed."""
        text = visible(self.text("arrival"))
        moment = _moment(text)
        if text and moment is None:
            self.find(ListReason.ARRIVAL_TEXT, "arrival", text)
        return moment or text[:100]

    def price(self) -> Decimal | None:
        """Return the price, written with a decimal comma or point; None if there is none."""
        digits = re.sub(r"[^\d.,]", "", unicodedata.normalize("NFKC", self.text("price")))
        whole, _, cents = digits.replace(",", ".").rpartition(".")
        plain = f"{whole.replace('.', '')}.{cents}" if len(cents) == 2 else digits.replace(",", "")
        try:
            return Decimal(plain).quantize(Decimal("0.01"))
        except InvalidOperation:
            return None

    def _notice_missing_value(self, name: str) -> None:
        column = self.header.columns.get(name)
        cell = self.row[column] if column is not None else NOTHING
        if cell.is_formula and not cell.text.strip():
            self.find(ListReason.FORMULA_WITHOUT_VALUE, name)


def _moment(text: str) -> str | None:
    """Parse a day, a day and a time, or Excel's number of days; return ISO 8601 to the minute, or None."""
    if _SERIAL.fullmatch(text):
        moment = _EPOCH + timedelta(days=float(text))
        return (moment + timedelta(seconds=30)).isoformat(timespec="minutes")[:16]
    found = _DAY.fullmatch(text)
    if found is None:
        return None
    year, month, day, hour, minute = (int(part or 0) for part in found.groups())
    try:
        moment = datetime(year, month, day, hour, minute)  # noqa: DTZ001 - as written, without a zone
    except ValueError:
        return None
    return moment.date().isoformat() if found[4] is None else moment.isoformat(timespec="minutes")
