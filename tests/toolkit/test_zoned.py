"""The form field for a time in a zone."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError

from toolkit.zoned import ZonedField

BERLIN = ZoneInfo("Europe/Berlin")


def _field(zone: ZoneInfo = BERLIN) -> ZonedField:
    field = ZonedField(required=False)
    field.zone = zone
    return field


@pytest.mark.parametrize("typed", ["2027-04-16T09:00", "2027-04-16 09:00", " 2027-04-16T09:00 "])
def test_local_time_becomes_utc(typed: str) -> None:
    assert _field().clean(typed) == datetime(2027, 4, 16, 7, tzinfo=UTC)


def test_empty_input_is_none() -> None:
    assert _field().clean("") is None


@pytest.mark.parametrize(
    "typed", ["16.4.2027", "2027-04-16", "2027-13-01T00:00", "1969-12-31T23:00", "2201-01-01T00:00"]
)
def test_invalid_times_and_unlikely_years_are_refused(typed: str) -> None:
    with pytest.raises(ValidationError) as refused:
        _field().clean(typed)
    assert refused.value.code == "invalid"


@pytest.mark.parametrize("typed", ["1970-01-01T02:00", "2200-12-31T23:59"])
def test_the_first_and_the_last_likely_year_are_accepted(typed: str) -> None:
    assert _field().clean(typed) is not None


def test_a_skipped_hour_is_refused_and_a_repeated_hour_means_the_first() -> None:
    with pytest.raises(ValidationError) as refused:
        _field().clean("2027-03-28T02:30")
    assert refused.value.code == "skipped"
    assert _field().clean("2027-10-31T02:30") == datetime(2027, 10, 31, 0, 30, tzinfo=UTC)


def test_a_stored_time_is_shown_in_the_zone_to_the_minute() -> None:
    stored = datetime(2027, 4, 16, 7, 0, 59, tzinfo=UTC)
    assert _field().prepare_value(stored) == "2027-04-16T09:00"
    assert _field().prepare_value("typed") == "typed"
    assert not _field().has_changed(stored, "2027-04-16T09:00")
    assert _field().has_changed(stored, "2027-04-16T09:01")
    assert _field().has_changed(None, "2027-04-16T09:00")
    assert not _field().has_changed(None, "")
