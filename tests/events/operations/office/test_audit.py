from collections.abc import Iterator

import pytest
import structlog

from events.models import AuditEntry, Organisation
from events.operations.office.audit import record, record_in
from events.rules.office.roles import Role
from tests.builders.people import NOW, Cast


@pytest.fixture(autouse=True)
def _no_request() -> Iterator[None]:
    structlog.contextvars.clear_contextvars()
    yield
    structlog.contextvars.clear_contextvars()


def test_an_entry_records_who_did_what_to_what_and_when(cast: Cast) -> None:
    owner = cast.members[Role.OWNER]
    record("approve", cast.forum, organisation=cast.organisation, by=owner, now=NOW, details={"n": 1})
    entry = AuditEntry.objects.get()
    assert (entry.deed, entry.subject, entry.subject_key) == ("approve", "forum", str(cast.forum.pk))
    assert (entry.by, entry.at, entry.details) == (owner, NOW, {"n": 1})
    assert (entry.organisation, entry.conference) == (cast.organisation, None)
    assert (entry.request_id, entry.ip_address) == ("", None)


def test_an_organisation_may_be_named_by_its_key(cast: Cast) -> None:
    record("add", cast.forum, organisation=cast.organisation.pk, by=None, now=NOW)
    assert AuditEntry.objects.get().organisation == Organisation.objects.get(pk=cast.organisation.pk)


def test_an_entry_about_a_conference_belongs_to_its_organisation(cast: Cast) -> None:
    record_in(cast.conference, "remove", cast.forum, by=None, now=NOW)
    entry = AuditEntry.objects.get()
    assert (entry.conference, entry.organisation) == (cast.conference, cast.organisation)
    assert (entry.deed, entry.by, entry.at, entry.details) == ("remove", None, NOW, {})
    assert record_in(cast.conference, "add", cast.forum, by=None, now=NOW, details={"a": 1}).details == {"a": 1}


def test_an_entry_records_the_current_request(cast: Cast) -> None:
    structlog.contextvars.bind_contextvars(request_id="abc", ip="203.0.113.7")
    entry = record_in(cast.conference, "add", cast.forum, by=None, now=NOW)
    assert (entry.request_id, entry.ip_address) == ("abc", "203.0.113.7")
