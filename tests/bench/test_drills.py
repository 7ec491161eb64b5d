"""Small runs of `./dev drill load`, `faults` and `soak` on one site, and checks that each of them can fail."""

from collections.abc import Iterator
from contextlib import ExitStack

import pytest

from bench.drills import faults, load, soak
from bench.trial.crowd import Crowd
from bench.trial.judging import findings_about_letters, findings_about_places, findings_about_scans
from bench.trial.site import Site, open_site, postgres_is_here
from bench.trial.traffic import Applicant, Scanner

pytestmark = pytest.mark.skipif(not postgres_is_here(), reason="PostgreSQL is not installed")
BADGES, PLACES = 900, 8


@pytest.fixture(scope="module")
def site() -> Iterator[Site]:
    with open_site(people=BADGES, doors=3, places=PLACES) as site:
        yield site


def crowd_of(site: Site, part: int) -> Site:
    """Return the same site with a different third of the badges."""
    prefixes = site.crowd.prefixes[part * BADGES // 3 : (part + 1) * BADGES // 3]
    crowd = Crowd(**vars(site.crowd) | {"prefixes": prefixes})
    return Site(**vars(site) | {"crowd": crowd})


def test_concurrent_load_loses_and_doubles_nothing(site: Site) -> None:
    crowd = crowd_of(site, 0)

    outcome = load.run(crowd, applicants=PLACES + 3)

    assert outcome.findings(crowd) == []
    told = [reason for scanner in outcome.scanners for reason in scanner.told.values()]
    assert (told.count("ok"), told.count("already_in")) == (BADGES // 3, BADGES // 3)
    relabel(site, "delegate_waitlisted", "delegate_declined")
    assert findings_about_places(crowd, outcome.applicants) == ["3 letters tell another state than their delegate has"]
    relabel(site, "delegate_declined", "delegate_waitlisted")


def relabel(site: Site, kind: str, other: str) -> None:
    """Change the kind of all letters of one kind."""
    with site.connect() as connection:
        connection.execute("UPDATE events_letter SET kind = %s WHERE kind = %s", [other, kind])


def test_a_lost_record_a_lost_sign_up_and_a_missing_letter_are_found(site: Site) -> None:
    scanner, stranger = Scanner(site.port, "door-0"), Applicant(site.port, site.crowd.slug, site.crowd.category, 99)
    scanner.present([{}])
    scanner.told = {"a": "ok"}
    stranger.state = "received"

    assert findings_about_scans(site, [scanner]) == [
        "door-0: 1 records are lost",
        "door-0: 1 records were acknowledged and are not there",
        "door-0: 1 records were never answered",
    ]
    assert len(findings_about_places(site, [stranger])) == 1
    assert [finding.split(":")[0] for finding in findings_about_letters(site, [stranger], within=0)] == [
        "letters sent",
        "mailbox",
    ]


def test_killed_processes_lose_and_double_nothing(site: Site) -> None:
    crowd = crowd_of(site, 1)

    outcome = faults.run(crowd, rounds=1, applicants=0)

    assert outcome.interrupted > 0
    assert outcome.sent_again > 0
    assert findings_about_scans(crowd, outcome.scanners) == []


def test_a_device_that_does_not_wait_for_the_echo_loses_records(site: Site) -> None:
    outcome = faults.run(crowd_of(site, 2), rounds=1, applicants=0, forgetful=True)

    assert "records are lost" in "\n".join(findings_about_scans(site, outcome.scanners))


def test_memory_and_connections_do_not_grow(site: Site) -> None:
    outcome = soak.run(site, seconds=4, warm_up=4)

    assert outcome.findings(site, megabytes=150) == []


def test_connections_that_are_never_closed_are_found(site: Site) -> None:
    with ExitStack() as leak:
        outcome = soak.run(
            site, seconds=2, warm_up=0.5, meanwhile=lambda: bool(leak.enter_context(site.connect()).execute("SELECT 1"))
        )

    assert "more connections to the database" in "\n".join(outcome.findings(site, megabytes=150))
