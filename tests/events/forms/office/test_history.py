from zoneinfo import ZoneInfo

from django.utils import translation
from pytest_django import DjangoAssertNumQueries

from events.forms.office.history import details_in_words, named_entries
from events.models import AuditEntry, Forum
from events.operations.office.audit import record_in
from speakers.operations.people import add_speaker
from speakers.rules.edits import PersonEdit
from tests.builders.people import NOW, Cast


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


def test_an_entry_has_the_present_name_of_its_row(
    cast: Cast, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    gone = Forum.objects.create(conference=cast.conference, number=2, title_zh="旧", title_en="Old")
    for forum in (cast.forum, gone):
        record_in(cast.conference, "change", forum, by=None, now=NOW)
    gone.delete()
    for name in ("王伟", "李娜", "张敏"):
        add_speaker(cast.conference, PersonEdit(name=name), by=None, now=NOW)
    record_in(cast.conference, "copy", cast.conference, by=None, now=NOW)
    entries = list(AuditEntry.objects.order_by("pk"))
    with translation.override("en"), django_assert_num_queries(2):
        names = [name for _entry, name in named_entries(entries)]
    assert names == ["01 Synbio", "", "王伟", "李娜", "张敏", ""]
