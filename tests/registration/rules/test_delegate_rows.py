import pytest

from registration.rules.delegate_rows import (
    CONSEQUENCES,
    Candidate,
    DelegateList,
    DelegateListWishes,
    DelegateRow,
    ListReason,
    Source,
    category_key,
)
from registration.rules.particulars import Particulars
from toolkit.sheets.findings import Finding
from toolkit.sheets.outcomes import RowOutcome


def a_row(*reasons: ListReason, line: int = 2) -> DelegateRow:
    return DelegateRow(line=line, name="苏念", findings=tuple(Finding(reason) for reason in reasons))


def with_outcome(outcome: RowOutcome) -> set[ListReason]:
    return {reason for reason in ListReason if a_row(reason).outcome is outcome}


def test_an_import_is_for_real_strict_and_without_new_categories_unless_asked_otherwise() -> None:
    assert DelegateListWishes() == DelegateListWishes(is_trial=False, accepts_valid=False, makes_categories=False)


def test_only_ticket_shops_have_orders() -> None:
    assert [source for source in Source if source.has_orders] == [Source.EVENTBRITE, Source.PRETIX]


def test_rows_that_describe_nobody_are_skipped() -> None:
    assert with_outcome(RowOutcome.SKIP) == {
        ListReason.EMPTY_ROW,
        ListReason.REPEATED_HEADER,
        ListReason.TOTAL,
        ListReason.FOOTNOTE,
        ListReason.NOT_COMING,
    }


def test_rows_about_somebody_known_are_duplicates() -> None:
    assert with_outcome(RowOutcome.DUPLICATE) == {ListReason.SAME_AS_LINE, ListReason.ALREADY_REGISTERED}


def test_notes_change_nothing() -> None:
    assert with_outcome(RowOutcome.ACCEPT) == {
        ListReason.HIDDEN_ROW,
        ListReason.CHECK_IN_LEFT_OUT,
        ListReason.WAITS_FOR_APPROVAL,
    }


def test_rows_that_cannot_be_stored_are_refused() -> None:
    assert with_outcome(RowOutcome.REJECT) == {
        *(ListReason.UNKNOWN_STATUS, ListReason.OTHER_EVENT, ListReason.ORDER_DATE, ListReason.NO_KEY),
        *(reason for reason in ListReason if reason.startswith("name_")),
        *(ListReason.NO_NAME, ListReason.TWO_PEOPLE, ListReason.NO_CONTACT),
        *(ListReason.TEXT_TOO_LONG, ListReason.TEXT_ADVERTISING),
        *(ListReason.PHONE_SCIENTIFIC, ListReason.PHONE_TOO_SHORT, ListReason.PHONE_TOO_LONG),
        *(ListReason.PHONE_NOT_A_NUMBER, ListReason.PHONE_NOT_IN_USE),
        *(ListReason.EMAIL_NO_AT, ListReason.EMAIL_TOO_LONG, ListReason.EMAIL_MALFORMED, ListReason.EMAIL_HOMOGRAPH),
    }


def test_everything_else_is_stored_with_a_remark() -> None:
    warned = with_outcome(RowOutcome.WARN)
    assert warned == {reason for reason in CONSEQUENCES if CONSEQUENCES[reason] is RowOutcome.WARN}
    assert len(warned) == 19


@pytest.mark.parametrize("reason", ListReason)
def test_a_refusal_outweighs_everything_but_a_row_that_describes_nobody(reason: ListReason) -> None:
    outcome = a_row(reason, ListReason.NO_NAME).outcome
    assert outcome is (RowOutcome.SKIP if a_row(reason).outcome is RowOutcome.SKIP else RowOutcome.REJECT)


def test_a_list_counts_its_outcomes() -> None:
    rows = (a_row(), a_row(), a_row(ListReason.STRUCK), a_row(ListReason.NO_NAME))
    assert DelegateList(source=Source.LIST, rows=rows).counts() == {
        RowOutcome.ACCEPT: 2,
        RowOutcome.WARN: 1,
        RowOutcome.REJECT: 1,
        RowOutcome.DUPLICATE: 0,
        RowOutcome.SKIP: 0,
    }


def test_a_candidate_has_the_contacts_of_the_particulars() -> None:
    candidate = Candidate(particulars=Particulars(name="苏念", email="su@example.com", phone="+8613800000001"))
    assert (candidate.name, candidate.email, candidate.phone) == ("苏念", "su@example.com", "+8613800000001")


@pytest.mark.parametrize(
    ("name", "key"),
    [("General Admission", "generaladmission"), (" 正式\u3000代表 ", "正式代表"), ("VIP", "vip"), ("", "")],
)
def test_category_names_are_compared_without_blanks_and_case(name: str, key: str) -> None:
    assert category_key(name) == key
