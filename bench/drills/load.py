"""Simulate the hour in which 2,000 people arrive within a minute: doors, readers and sign-ups at the same time.

./dev drill load [BADGES] [DOORS] [APPLICANTS]
"""

import sys
import time
from dataclasses import dataclass

from bench.trial.judging import HEAD, findings_about_letters, findings_about_places, findings_about_scans, row
from bench.trial.site import Site, open_site
from bench.trial.traffic import Applicant, Crew, Line, Scanner, queue_of, reading, scanning

READERS = 2
LONGEST = 600.0
"""Seconds after which the drill gives up."""


@dataclass(frozen=True, kw_only=True)
class Load:
    """The devices and people that sent requests, and how long it took."""

    scanners: list[Scanner]
    readers: list[Line]
    applicants: list[Applicant]
    seconds: float

    def table(self) -> str:
        """Return the requests by kind, with their times, as a table."""
        lines = [
            row("scans", [scanner.line.times for scanner in self.scanners], self.seconds),
            row("pages", [reader.times for reader in self.readers], self.seconds),
            row("sign-ups", [applicant.line.times for applicant in self.applicants], self.seconds),
        ]
        return "\n".join([HEAD, *lines])

    def findings(self, site: Site) -> list[str]:
        """Return violated invariants as sentences."""
        lines = [*(each.line for each in self.scanners), *self.readers, *(each.line for each in self.applicants)]
        failed = sum(line.times.failures.total() for line in lines)
        return [
            *([f"{failed} requests failed"] if failed else []),
            *findings_about_scans(site, self.scanners),
            *findings_about_places(site, self.applicants),
            *findings_about_letters(site, self.applicants, within=120),
        ]


def run(site: Site, *, applicants: int) -> Load:
    """Present each badge at two doors in quick succession, while all applicants sign up at once."""
    crowd = site.crowd
    twice = [badge for badge in crowd.records() for _ in range(2)]
    badges = queue_of(twice)
    scanners = [Scanner(site.port, key) for key in crowd.keys]
    readers = [Line(site.port) for _ in range(READERS)]
    comers = [Applicant(site.port, crowd.slug, crowd.category, number) for number in range(applicants)]
    pages = [f"/{language}/{crowd.slug}/{page}" for language in ("zh-hans", "en") for page in ("", "register/")]
    began = time.monotonic()
    busy, others = Crew(), Crew()
    for scanner in scanners:
        busy.again(scanning(scanner, badges))
    for comer in comers:
        busy.again(lambda comer=comer: not comer.sign_up())  # type: ignore[misc] # binds this `comer`
    for reader in readers:
        others.again(reading(reader, pages))
    busy.wait(LONGEST)
    others.wait(0)
    return Load(scanners=scanners, readers=readers, applicants=comers, seconds=time.monotonic() - began)


def main() -> None:
    """Print a table; exit with status 1 if anything was lost, doubled or exceeded."""
    badges, doors, applicants = (int(word) for word in [*sys.argv[1:], "3000", "8", "150"][:3])
    with open_site(people=badges, doors=doors, places=applicants * 2 // 3) as site:
        load = run(site, applicants=applicants)
        print(f"{badges} badges, each at two of {doors} doors; {applicants} sign-ups for {applicants * 2 // 3} places")
        print(load.table())
        findings = load.findings(site)
    print("\n".join(findings) or "Nothing lost, nothing twice, no place too many, one letter each.")
    sys.exit(bool(findings))


if __name__ == "__main__":
    main()
