import pytest
from django.utils.translation import gettext_lazy as _

from events.access import Denied
from events.extensions import JobKind, Progress, job_kinds
from events.models import AuditEntry, Job
from events.operations.office.exports import record_export, request_export
from events.rules.office.roles import Right, Role
from tests.builders.people import NOW, Cast


@pytest.fixture(autouse=True)
def _listing(monkeypatch: pytest.MonkeyPatch) -> None:
    """A kind of export that needs two rights, which only owners, organisers and registrars have together."""

    def run(job: Job, progress: Progress) -> None:
        progress.deliver("list.xlsx", b"")

    rights = (Right.SEE_DELEGATES, Right.EDIT_DELEGATES)
    monkeypatch.setitem(job_kinds, "listing", JobKind(run=run, title=_("Listing"), rights=rights))


def test_an_export_is_a_job_of_the_person_who_asked(cast: Cast) -> None:
    registrar = cast.members[Role.REGISTRAR]
    job = Job.objects.get(pk=request_export("listing", cast.conference, {"state": "all"}, by=registrar, now=NOW).pk)
    assert (job.kind, job.conference, job.arguments) == ("listing", cast.conference, {"state": "all", "reach": "*"})
    assert (job.asked_by, job.asked_at) == (registrar, NOW)


def test_the_same_export_twice_is_one_job(cast: Cast) -> None:
    registrar, owner = cast.members[Role.REGISTRAR], cast.members[Role.OWNER]
    first = request_export("listing", cast.conference, {"state": "all"}, by=registrar, now=NOW)
    assert request_export("listing", cast.conference, {"state": "all"}, by=registrar, now=NOW) == first
    assert request_export("listing", cast.conference, {"state": "new"}, by=registrar, now=NOW) != first
    assert request_export("listing", cast.conference, {"state": "all"}, by=owner, now=NOW) != first


@pytest.mark.parametrize("role", [Role.DOOR_LEAD, Role.VIEWER])
def test_an_export_needs_every_right_of_its_kind(cast: Cast, role: Role) -> None:
    with pytest.raises(Denied):
        request_export("listing", cast.conference, {}, by=cast.members[role], now=NOW)
    assert not Job.objects.exists()


def test_an_export_is_audited_with_its_length(cast: Cast) -> None:
    registrar = cast.members[Role.REGISTRAR]
    job = request_export("listing", cast.conference, {}, by=registrar, now=NOW)
    record_export(job, rows=7, now=NOW)
    entry = AuditEntry.objects.get()
    assert (entry.deed, entry.subject, entry.conference) == ("listing", "conference", cast.conference)
    assert (entry.by, entry.at, entry.details) == (registrar, NOW, {"rows": 7})
