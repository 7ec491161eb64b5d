"""Printing records prints and changes nothing else."""

from datetime import timedelta

import pytest

from doors.models import Scan
from events.models import Job, JobState
from events.rules.office.roles import Role
from registration.models import BadgePrint, Credential, Delegate, DelegateState
from registration.operations.credentials import issue_credential
from registration.operations.printing import (
    PrintingRefusal,
    PrintingRefused,
    print_badge,
    print_badges,
    request_badges,
)
from registration.queries.badges import BadgeSelection
from registration.rules.printing import Occasion, Paper
from tests import paper
from tests.builders.doors import a_category, a_delegate
from tests.builders.people import NOW, Cast

EVERYBODY = BadgeSelection()


@pytest.fixture
def delegate(cast: Cast) -> Delegate:
    made = a_delegate(cast.conference, a_category(cast.conference))
    issue_credential(made, now=NOW)
    return made


def test_a_print_is_recorded_with_user_and_time(cast: Cast, delegate: Delegate) -> None:
    printed = print_badge(delegate, occasion=Occasion.DESK, by=cast.members[Role.REGISTRAR], now=NOW)
    assert "林知远" in paper.text(printed)
    assert list(BadgePrint.objects.values_list("credential__delegate", "printed_by", "printed_at", "occasion")) == [
        (delegate.pk, cast.members[Role.REGISTRAR].pk, NOW, "desk")
    ]


def test_printing_again_keeps_the_code_and_checks_nobody_in(delegate: Delegate) -> None:
    before = list(Credential.objects.values())
    for _ in range(2):
        print_badge(delegate, occasion=Occasion.OWN, by=None, now=NOW)
    assert list(Credential.objects.values()) == before
    assert BadgePrint.objects.count() == 2
    assert not Scan.objects.exists()


def test_a_confirmed_delegate_without_a_code_gets_one(cast: Cast) -> None:
    delegate = a_delegate(cast.conference, a_category(cast.conference))
    print_badge(delegate, occasion=Occasion.DESK, by=None, now=NOW)
    assert delegate.credentials.count() == 1


@pytest.mark.parametrize("state", [state for state in DelegateState if state != DelegateState.CONFIRMED])
def test_delegates_in_other_states_get_no_badge(cast: Cast, state: DelegateState) -> None:
    delegate = a_delegate(cast.conference, a_category(cast.conference), state=state)
    with pytest.raises(PrintingRefused) as refused:
        print_badge(delegate, occasion=Occasion.DESK, by=None, now=NOW)
    assert refused.value.reason is PrintingRefusal.NOT_CONFIRMED
    assert not BadgePrint.objects.exists()
    assert not Credential.objects.exists()


def test_a_name_that_no_font_has_is_printed_in_another_way(cast: Cast, delegate: Delegate) -> None:
    delegate.name = "王\U0002a6d6"
    delegate.save(update_fields=["name"])
    assert print_badge(delegate, occasion=Occasion.DESK, by=None, now=NOW).startswith(b"%PDF")
    assert BadgePrint.objects.count() == 1


def test_a_run_prints_all_and_lists_those_to_look_at(cast: Cast, delegate: Delegate) -> None:
    rare = a_delegate(cast.conference, delegate.category, "王\U0002a6d6")
    run = print_badges(cast.conference, EVERYBODY, run="run 1", by=cast.members[Role.REGISTRAR], now=NOW)
    assert run.printed == 2
    assert [(fault.content.name, fault.characters) for fault in run.undrawn] == [("王\U0002a6d6", ("\U0002a6d6",))]
    assert set(BadgePrint.objects.values_list("credential__delegate", "occasion")) == {
        (delegate.pk, "run 1"),
        (rare.pk, "run 1"),
    }


def test_a_repeated_run_is_recorded_once(cast: Cast, delegate: Delegate) -> None:
    for _ in range(2):
        print_badges(cast.conference, EVERYBODY, run="run 1", by=None, now=NOW)
    assert BadgePrint.objects.count() == 1


def test_an_empty_print_run_is_refused(cast: Cast) -> None:
    with pytest.raises(PrintingRefused) as refused:
        print_badges(cast.conference, EVERYBODY, run="run 1", by=None, now=NOW)
    assert refused.value.reason is PrintingRefusal.NOBODY


def test_a_job_carries_the_selection(cast: Cast) -> None:
    registrar = cast.members[Role.REGISTRAR]
    selection = BadgeSelection(category="delegate", since=NOW, unprinted=True)
    job = request_badges(cast.conference, selection, paper=Paper.A4, by=registrar, now=NOW)
    job.refresh_from_db()
    assert (job.kind, job.conference, job.asked_by, job.state) == (
        "badges",
        cast.conference,
        registrar,
        JobState.QUEUED,
    )
    assert job.arguments == {"category": "delegate", "since": NOW.isoformat(), "unprinted": "yes", "paper": "a4"}


def test_asking_for_all_badges_leaves_the_selection_empty(cast: Cast) -> None:
    job = request_badges(cast.conference, EVERYBODY, paper=Paper.A6, by=cast.members[Role.REGISTRAR], now=NOW)
    assert job.arguments == {"category": "", "since": "", "unprinted": "", "paper": "a6"}


def test_the_same_badges_for_the_same_member_are_one_job(cast: Cast) -> None:
    registrar, owner = cast.members[Role.REGISTRAR], cast.members[Role.OWNER]
    selections = [EVERYBODY, EVERYBODY, BadgeSelection(since=NOW), BadgeSelection(since=NOW + timedelta(hours=1))]
    for selection in selections:
        request_badges(cast.conference, selection, paper=Paper.A6, by=registrar, now=NOW)
    request_badges(cast.conference, EVERYBODY, paper=Paper.A6, by=owner, now=NOW)
    assert Job.objects.count() == 4
