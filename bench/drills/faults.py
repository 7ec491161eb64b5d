"""Kill the portal's processes and its database repeatedly, while doors send their queues and people sign up.

./dev drill faults [BADGES] [ROUNDS]
"""

import random
import sys
import time
from dataclasses import dataclass
from functools import partial
from itertools import cycle, islice
from threading import Lock

from bench.trial.judging import HEAD, findings_about_letters, findings_about_places, findings_about_scans, row
from bench.trial.site import Site, open_site
from bench.trial.traffic import Applicant, Crew, Scanner

BATCH = 20
PAUSE = 0.05
"""Seconds between two batches from one door."""
DRAINED_WITHIN = 120.0


@dataclass(frozen=True, kw_only=True)
class Faults:
    """The devices and people that sent requests, and the faults that were injected."""

    scanners: list[Scanner]
    applicants: list[Applicant]
    kills: list[str]
    seconds: float

    @property
    def interrupted(self) -> int:
        """Number of requests that got no response or failed."""
        return sum(scanner.line.times.failures.total() for scanner in self.scanners)

    @property
    def sent_again(self) -> int:
        """Number of records stored although their device received no response."""
        return sum(scanner.outcomes["already_recorded"] for scanner in self.scanners)

    def table(self) -> str:
        """Return the requests by kind, with their failures, as a table."""
        lines = [
            row("batches", [scanner.line.times for scanner in self.scanners], self.seconds),
            row("sign-ups", [applicant.line.times for applicant in self.applicants], self.seconds),
        ]
        return "\n".join([HEAD, *lines])

    def findings(self, site: Site) -> list[str]:
        """Return violated invariants as sentences."""
        return [
            *([] if self.interrupted and self.sent_again else ["nothing was sent again: the trial proved nothing"]),
            *findings_about_scans(site, self.scanners),
            *findings_about_places(site, self.applicants),
            *findings_about_letters(site, self.applicants, within=120),
        ]


def run(site: Site, *, rounds: int, applicants: int, forgetful: bool = False) -> Faults:
    """Let doors send batches while faults are injected, `rounds` times each.

    A fault kills one process of the server, the whole server, the database or the worker. A forgetful device does not
    wait for the server's echo; records must then be missing.
    """
    crowd = site.crowd
    badges, turn = cycle(crowd.records()), Lock()
    scanners = [Scanner(site.port, key, forgetful=forgetful, hangs_up_every=7) for key in crowd.keys]
    comers = [Applicant(site.port, crowd.slug, crowd.category, number) for number in range(applicants)]

    def scan(scanner: Scanner) -> bool:
        if not scanner.queue:
            with turn:
                scanner.present(list(islice(badges, BATCH)))
        scanner.send()
        return True

    began, doors, desk = time.monotonic(), Crew(), Crew()
    for scanner in scanners:
        doors.again(partial(scan, scanner), pause=PAUSE)
    for comer in comers:
        desk.again(lambda comer=comer: not comer.sign_up(), pause=0.2)  # type: ignore[misc] # binds this `comer`
    kills = [kill for _ in range(rounds) for kill in _one_round(site)]
    doors.wait(0)
    desk.wait(DRAINED_WITHIN)
    for scanner in scanners:
        scanner.drain(within=DRAINED_WITHIN)
    return Faults(scanners=scanners, applicants=comers, kills=kills, seconds=time.monotonic() - began)


def _one_round(site: Site) -> list[str]:
    _wait()
    site.kill_one_process_of_the_server()
    _wait()
    site.kill("worker")
    site.restart_database()
    site.start_worker()
    _wait()
    site.kill("server")
    site.start_server()
    return ["a process of the server", "the worker", "the database", "the server"]


def _wait() -> None:
    time.sleep(random.uniform(0.3, 0.9))  # noqa: S311 - timing, not a secret


def main() -> None:
    """Print a table; exit with status 1 if anything acknowledged is lost or stored twice."""
    badges, rounds = (int(word) for word in [*sys.argv[1:], "20000", "5"][:2])
    with open_site(people=badges, doors=4, places=30) as site:
        faults = run(site, rounds=rounds, applicants=40)
        print(f"Killed: {', '.join(faults.kills)}")
        print(faults.table())
        print(
            f"{faults.interrupted} requests interrupted; {faults.sent_again} records kept without an answer, sent again"
        )
        findings = faults.findings(site)
    print("\n".join(findings) or "Nothing lost, nothing twice, one letter each.")
    sys.exit(bool(findings))


if __name__ == "__main__":
    main()
