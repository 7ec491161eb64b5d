"""The report on an import of delegates, as text and as JSON."""

import json
from collections.abc import Iterator, Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from registration.models import DelegateState
from registration.rules.delegate_rows import DelegateList, DelegateRow, ListReason
from toolkit.lists import listed
from toolkit.sheets.findings import Finding
from toolkit.sheets.outcomes import RowOutcome
from toolkit.sheets.words import OUTCOMES

WORDS: Mapping[ListReason, str | Promise] = {
    ListReason.EMPTY_ROW: gettext_lazy("empty row"),
    ListReason.REPEATED_HEADER: gettext_lazy("the header repeated"),
    ListReason.TOTAL: gettext_lazy("a total below the list"),
    ListReason.FOOTNOTE: gettext_lazy("a note, not an item of the list"),
    ListReason.NOT_COMING: gettext_lazy("not coming: %(detail)s"),
    ListReason.SAME_AS_LINE: gettext_lazy("the same person as in line %(detail)s"),
    ListReason.ALREADY_REGISTERED: gettext_lazy("already registered"),
    ListReason.UNKNOWN_STATUS: gettext_lazy("an unknown status: %(detail)s"),
    ListReason.OTHER_EVENT: gettext_lazy("belongs to another event: %(detail)s"),
    ListReason.ORDER_DATE: gettext_lazy("no such date: %(detail)s"),
    ListReason.NO_KEY: gettext_lazy("the ticket has no number"),
    ListReason.NO_NAME: gettext_lazy("no name"),
    ListReason.NAME_TOO_LONG: gettext_lazy("the name is longer than 60 characters"),
    ListReason.NAME_MARKUP: gettext_lazy("the name contains markup"),
    ListReason.NAME_FORMULA: gettext_lazy("the name is a formula"),
    ListReason.NAME_LINK: gettext_lazy("the name is an address"),
    ListReason.NAME_ADVERTISING: gettext_lazy("there is a telephone number or an account in the name"),
    ListReason.TEXT_ADVERTISING: gettext_lazy("a web address, a telephone number or an account"),
    ListReason.NAME_UNPRINTABLE: gettext_lazy("the name contains characters that cannot be printed"),
    ListReason.NAME_NO_LETTER: gettext_lazy("the name has no letter"),
    ListReason.NAME_PLACEHOLDER: gettext_lazy("“%(detail)s” is a placeholder"),
    ListReason.TWO_PEOPLE: gettext_lazy("several people in one row: give each a row"),
    ListReason.NO_CONTACT: gettext_lazy("neither phone nor e-mail: cannot be reached"),
    ListReason.PHONE_SCIENTIFIC: gettext_lazy("the number was rounded by a spreadsheet and its digits are lost"),
    ListReason.PHONE_TOO_SHORT: gettext_lazy("the number is too short"),
    ListReason.PHONE_TOO_LONG: gettext_lazy("the number is too long"),
    ListReason.PHONE_NOT_A_NUMBER: gettext_lazy("not a phone number"),
    ListReason.PHONE_NOT_IN_USE: gettext_lazy("not a phone number in use"),
    ListReason.EMAIL_NO_AT: gettext_lazy("no @ in the e-mail address"),
    ListReason.EMAIL_TOO_LONG: gettext_lazy("the e-mail address is too long"),
    ListReason.EMAIL_MALFORMED: gettext_lazy("not an e-mail address"),
    ListReason.EMAIL_HOMOGRAPH: gettext_lazy("the e-mail domain mixes scripts to look like another"),
    ListReason.TEXT_TOO_LONG: gettext_lazy("too long"),
    ListReason.COMPANION: gettext_lazy(
        "a companion is named with the guest, and was noted, not registered: %(detail)s"
    ),
    ListReason.PHONE_MASKED: gettext_lazy("the number is masked and was left out"),
    ListReason.PHONE_LANDLINE: gettext_lazy("a landline, which receives no text messages"),
    ListReason.PHONE_SECOND: gettext_lazy("several numbers: the first was taken"),
    ListReason.EMAIL_CORRECTED: gettext_lazy("the e-mail address was corrected"),
    ListReason.EMAIL_MASKED: gettext_lazy("the e-mail address is masked and was left out"),
    ListReason.EMAIL_SECOND: gettext_lazy("several e-mail addresses: the first was taken"),
    ListReason.FORMULA_WITHOUT_VALUE: gettext_lazy("a formula without a value: left empty"),
    ListReason.NO_EMAIL: gettext_lazy("no e-mail address of the attendee; the buyer's was not taken"),
    ListReason.NO_LATIN_NAME: gettext_lazy("the name is missing in Latin letters"),
    ListReason.SHARED_PHONE: gettext_lazy("somebody else has the same number%(detail)s"),
    ListReason.SHARED_EMAIL: gettext_lazy("somebody else has the same e-mail address%(detail)s"),
    ListReason.SAME_PERSON_TWICE: gettext_lazy("looks like the same person as in line %(detail)s, with another ticket"),
    ListReason.UNKNOWN_CATEGORY: gettext_lazy("no such category, registered under the usual one: %(detail)s"),
    ListReason.ARRIVAL_TEXT: gettext_lazy("kept as written: %(detail)s"),
    ListReason.NOTE_CUT: gettext_lazy("the remark was cut after 500 characters"),
    ListReason.STRUCK: gettext_lazy("struck through in the sheet; it may be cancelled"),
    ListReason.SEVERAL_SEATS: gettext_lazy("%(detail)s seats and one name: one person was registered"),
    ListReason.NOT_PAID: gettext_lazy("not paid: not confirmed, no badge"),
    ListReason.HIDDEN_ROW: gettext_lazy("the row is hidden in the sheet"),
    ListReason.CHECK_IN_LEFT_OUT: gettext_lazy("checked in elsewhere; the check-in was not imported"),
    ListReason.WAITS_FOR_APPROVAL: gettext_lazy("waits for approval"),
}
STATES: Mapping[DelegateState, str | Promise] = {
    DelegateState.CONFIRMED: pgettext_lazy("delegates of a list", "confirmed"),
    DelegateState.APPLIED: pgettext_lazy("delegates of a list", "applied"),
    DelegateState.WAITLISTED: pgettext_lazy("delegates of a list", "on the waiting list"),
}


def words_of(finding: Finding[ListReason]) -> str:
    """Return a finding in the reader's language, after the name of its column."""
    detail = finding.detail
    if finding.reason in {ListReason.SHARED_PHONE, ListReason.SHARED_EMAIL} and detail:
        detail = _(" (line %(line)s)") % {"line": detail}
    words = str(WORDS[finding.reason]) % {"detail": detail}
    return _("%(column)s: %(words)s") % {"column": finding.column, "words": words} if finding.column else words


def report_lines(found: DelegateList, *, shows_all: bool = False) -> Iterator[str]:
    """Yield a line for each row with findings, or for all rows, then the counts and the unknown categories."""
    for row in found.rows:
        if shows_all or row.findings:
            yield _row_line(row)
    counts = found.counts()
    yield _("%(rows)d rows: %(counts)s") % {
        "rows": len(found.rows),
        "counts": listed(f"{OUTCOMES[outcome]} {counts[outcome]}" for outcome in RowOutcome),
    }
    if found.unknown_categories:
        yield ngettext(
            "Category not known: %(names)s", "Categories not known: %(names)s", len(found.unknown_categories)
        ) % {"names": listed(found.unknown_categories)}


def _row_line(row: DelegateRow) -> str:
    words = "; ".join(map(words_of, row.deciding))
    name = row.candidate.name if row.candidate else " ".join(row.name.split())[:60]
    line = _("line %(line)d") % {"line": row.line}
    return "  ".join(filter(None, [f"{line:<8}", str(OUTCOMES[row.outcome]), name, words]))


def report_json(found: DelegateList, *, stored: int, is_trial: bool) -> str:
    """Return the report as JSON: every row with its line, outcome, column, name and reasons."""
    rows = [
        {
            "line": row.line,
            "outcome": row.outcome.value,
            "column": row.column,
            "name": row.candidate.name if row.candidate else row.name,
            "reasons": [
                {"reason": one.reason.value, "column": one.column, "detail": one.detail, "words": words_of(one)}
                for one in row.findings
            ],
        }
        for row in found.rows
    ]
    document = {
        "source": found.source.value,
        "counts": {outcome.value: number for outcome, number in found.counts().items()},
        "unknown_categories": list(found.unknown_categories),
        "stored": stored,
        "dry_run": is_trial,
        "rows": rows,
    }
    return json.dumps(document, ensure_ascii=False, indent=1)
