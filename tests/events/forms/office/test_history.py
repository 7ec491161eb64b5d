from zoneinfo import ZoneInfo

from django.utils import translation

from events.forms.office.history import details_in_words


def told(details: dict[str, object]) -> list[str]:
    with translation.override("en"):
        return details_in_words(details, ZoneInfo("Asia/Shanghai"))


def test_a_detail_shows_the_value_before_and_after() -> None:
    assert told({"title_en": ["Genes", "Genomes"]}) == ["Title in English: Genes → Genomes"]


def test_an_empty_value_is_shown_as_a_dash() -> None:
    assert told({"floor": ["", "2F"]}) == ["Floor: – → 2F"]


def test_states_roles_and_answers_are_shown_as_words() -> None:
    details: dict[str, object] = {"role": "door_lead", "state": ["draft", "open"], "is_cancelled": ["False", "True"]}
    assert told(details) == ["Role: Door lead", "State: Draft → Open", "Cancelled: no → yes"]


def test_corrected_columns_are_named() -> None:
    assert told({"fields": "name_latin,phone"}) == ["changed: Name in Latin letters · Phone"]


def test_empty_details_are_left_out() -> None:
    assert told({"added": 0, "removed": 2, "accepted_reason": ""}) == ["removed: 2"]


def test_an_unknown_column_keeps_its_name() -> None:
    assert told({"format": "frab"}) == ["format: frab"]


def test_times_are_told_in_the_conferences_zone() -> None:
    moved = ["2027-04-16 16:30:00+00:00", "2027-04-16T17:00:00+08:00"]
    assert told({"starts_at": moved}) == ["From: 2027-04-17 00:30 → 2027-04-16 17:00"]
    assert told({"at": "2027-04-16T01:12:30.123456+00:00"}) == ["at: 2027-04-16 09:12"]
    assert told({"day": "2027-04-16"}) == ["day: 2027-04-16"]
