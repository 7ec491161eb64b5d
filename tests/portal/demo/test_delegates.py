"""The delegates of the demo."""

from collections import Counter
from datetime import UTC, datetime, timedelta

from doors.rules.admission import Reason
from portal.demo import reading
from portal.demo.arrivals import RUSH, arrivals, invited_to, room_entries
from portal.demo.delegates import FIRST_DELEGATE, the_delegates
from registration.rules.delegates import DelegateState

NINE = datetime(2027, 4, 16, 1, tzinfo=UTC)


def test_there_are_2200_in_six_categories() -> None:
    counts = Counter(delegate.category for delegate in the_delegates())
    assert counts == {"DELEGATE": 840, "STUDENT": 420, "CORPORATE": 480, "GUEST": 360, "PRESS": 36, "STAFF": 64}
    assert len(the_delegates()) == 2200


def test_most_are_confirmed_and_every_other_state_occurs() -> None:
    counts = Counter(delegate.state for delegate in the_delegates())
    assert counts.keys() == set(DelegateState)
    assert counts[DelegateState.CONFIRMED] == 2124


def test_delegates_come_from_ministries_parks_universities_institutes_hospitals_and_companies() -> None:
    homes = {delegate.institution for delegate in the_delegates()}
    kinds = [kind for kind, names in reading.institutions().by_kind.items() if homes & set(names)]
    assert kinds == ["university", "institute", "hospital", "company", "park", "ministry", "press"]


def test_no_name_is_that_of_a_well_known_person() -> None:
    assert {delegate.name for delegate in the_delegates()} & reading.names().never == set()


def test_addresses_and_phone_numbers_belong_to_nobody() -> None:
    domains = {delegate.email.rpartition("@")[2] for delegate in the_delegates()}
    assert domains == {"example.com", "example.org", "rostrum.example"}
    assert {delegate.phone[:10] for delegate in the_delegates()} == {"+861380000"}


def test_names_fit_a_badge_and_one_has_the_greatest_length() -> None:
    assert max(len(delegate.name) for delegate in the_delegates()) == 60
    assert max(len(delegate.name_latin) for delegate in the_delegates()) == 60


def test_everybody_on_stage_who_registers_is_an_invited_guest() -> None:
    assert {delegate.category for delegate in the_delegates() if delegate.figure} == {"GUEST"}


def test_more_than_half_have_arrived_in_the_first_two_hours() -> None:
    found = arrivals(end=NINE)
    admitted = [presented.number for presented in found if presented.reason is Reason.OK]
    assert len(admitted) == len(set(admitted)) == 1448
    assert NINE - RUSH <= found[0].at <= found[-1].at <= NINE


def test_some_were_refused_and_the_reasons_are_recorded() -> None:
    reasons = Counter(presented.reason for presented in arrivals(end=NINE))
    assert {reason for reason in reasons if reason is not Reason.OK} == {
        Reason.ALREADY_IN,
        Reason.CANCELLED,
        Reason.UNKNOWN,
    }


def test_nobody_is_refused_as_already_inside_before_entering() -> None:
    found = arrivals(end=NINE)
    first = {presented.number: presented.at for presented in reversed(found) if presented.reason is Reason.OK}
    again = [presented for presented in found if presented.reason is Reason.ALREADY_IN]
    assert all(presented.at - first[presented.number] <= timedelta(minutes=9) for presented in again)
    assert all(presented.at >= first[presented.number] for presented in again)


def test_a_room_fills_with_people_who_are_in_the_building() -> None:
    morning = arrivals(end=NINE)
    entries = room_entries(morning, begin=NINE, end=NINE + timedelta(minutes=40))
    assert {entry.number for entry in entries} <= {entry.number for entry in morning if entry.reason is Reason.OK}
    assert 100 < len(entries) < 160
    assert NINE <= entries[0].at <= entries[-1].at <= NINE + timedelta(minutes=40)


def test_the_demo_delegate_has_not_arrived_and_is_on_no_closed_list() -> None:
    number = next(n for n, d in enumerate(the_delegates(), start=1) if d.name == FIRST_DELEGATE[0])
    assert number not in {presented.number for presented in arrivals(end=NINE)}
    assert all(number not in invited_to(s) for s in reading.sessions() if s.label.startswith("C"))
