"""Run mixed traffic for minutes: memory and the number of connections must not grow.

./dev drill soak [MINUTES]
"""

import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import mean

from bench.trial.judging import HEAD, findings_about_scans, row
from bench.trial.site import PROCESSES, THREADS, Site, open_site
from bench.trial.traffic import Applicant, Crew, Line, Scanner, queue_of, reading, scanning

CONNECTIONS = "SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()"
PAUSE = 0.1
"""Seconds between two scans at one door, and between two pages of one reader."""

EACH_THREAD_HAS_ONE = PROCESSES * THREADS + 6
"""Connections that may be open at the end: one for each thread of the server, and the worker's."""


@dataclass(frozen=True, kw_only=True)
class Sample:
    """Memory in MB and open connections at one moment."""

    server: float
    worker: float
    connections: float


@dataclass(frozen=True, kw_only=True)
class Soak:
    """Means of the first and of the last fifth of the samples, taken after a warm-up."""

    first: Sample
    last: Sample
    scanners: list[Scanner]
    readers: list[Line]
    seconds: float

    def table(self) -> str:
        """Return the requests by kind, followed by memory and connections at both ends."""
        lines = [
            HEAD,
            row("scans", [scanner.line.times for scanner in self.scanners], self.seconds),
            row("pages", [reader.times for reader in self.readers], self.seconds),
            f"{'':<12} {'server MB':>10} {'worker MB':>10} {'connections':>12}",
        ]
        for name, sample in (("first", self.first), ("last", self.last)):
            lines.append(f"{name:<12} {sample.server:>10.1f} {sample.worker:>10.1f} {sample.connections:>12.1f}")
        return "\n".join(lines)

    def findings(self, site: Site, *, megabytes: float) -> list[str]:
        """Return what grew by more than `megabytes`, and which records were lost."""
        first, last = self.first.connections, self.last.connections
        leaks = last - first > 2 and last > EACH_THREAD_HAS_ONE
        return [
            *_growth("the server", self.first.server, self.last.server, megabytes),
            *_growth("the worker", self.first.worker, self.last.worker, megabytes),
            *([f"{last - first:.0f} more connections to the database"] if leaks else []),
            *findings_about_scans(site, self.scanners),
        ]


def _growth(name: str, first: float, last: float, allowed: float) -> list[str]:
    return [f"{name} grew from {first:.0f} to {last:.0f} MB"] if last - first > allowed else []


def run(site: Site, *, seconds: float, warm_up: float, meanwhile: Callable[[], bool] | None = None) -> Soak:
    """Send scans, page requests and occasional sign-ups for `seconds`, and sample the site about once a second.

    `meanwhile` is repeated alongside.
    """
    crowd = site.crowd
    scanners = [Scanner(site.port, key) for key in crowd.keys]
    readers = [Line(site.port) for _ in range(2)]
    badges = queue_of(crowd.records())
    pages = [f"/{language}/{crowd.slug}/{page}" for language in ("zh-hans", "en") for page in ("", "register/")]
    numbers = iter(range(10**6))
    crew = Crew()
    for scanner in scanners:
        crew.again(scanning(scanner, badges), pause=PAUSE)
    for reader in readers:
        crew.again(reading(reader, pages), pause=PAUSE)
    crew.again(
        lambda: Applicant(site.port, crowd.slug, crowd.category, next(numbers)).sign_up() or True,
        pause=max(1.0, seconds / 250),
    )
    if meanwhile is not None:
        crew.again(meanwhile, pause=PAUSE)
    time.sleep(warm_up)
    began, samples = time.monotonic(), list[Sample]()
    while time.monotonic() - began < seconds:
        samples.append(_sample(site))
        time.sleep(max(0.2, seconds / 300))
    crew.wait(0)
    for scanner in scanners:
        scanner.drain(within=30)
    fifth = max(1, len(samples) // 5)
    return Soak(
        first=_middle(samples[:fifth]),
        last=_middle(samples[-fifth:]),
        scanners=scanners,
        readers=readers,
        seconds=warm_up + seconds,
    )


def _sample(site: Site) -> Sample:
    ((connections,),) = site.rows(CONNECTIONS)
    return Sample(server=site.megabytes("server"), worker=site.megabytes("worker"), connections=float(str(connections)))


def _middle(samples: Sequence[Sample]) -> Sample:
    return Sample(
        server=mean(sample.server for sample in samples),
        worker=mean(sample.worker for sample in samples),
        connections=mean(sample.connections for sample in samples),
    )


def main() -> None:
    """Print the figures from both ends; exit with status 1 if anything grew or was lost."""
    minutes = float([*sys.argv[1:], "10"][0])
    with open_site(people=int(minutes * 60 / PAUSE * 4) + 1000, doors=4, places=1000) as site:
        soak = run(site, seconds=minutes * 60, warm_up=min(60, minutes * 15))
        print(soak.table())
        findings = soak.findings(site, megabytes=20)
    print("\n".join(findings) or "Nothing grew, nothing lost.")
    sys.exit(bool(findings))


if __name__ == "__main__":
    main()
