"""Fill the portal's disks to the last byte, one after the other, and look at what people and doors are told.

./dev drill full_disk

Root mounts the disks, small ones in memory. A machine that forbids it is told so, with status 2.
"""

import hashlib
import json
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

import psycopg

from bench.trial.deeds import Deeds, Told
from bench.trial.disks import BALLAST, CannotMount, Disk, small_disk
from bench.trial.office import Office
from bench.trial.site import SQLITE, Site, environment_of, free_port, make_crowd, open_site, running, told_by

MOST = 300
"""Times that each deed is tried on a full disk: what a database has in reserve must be used up."""
DATABASE_MEGABYTES = 200
LETTERS_WITHIN = 240.0
WORDS = {507: ("no space left", "磁盘已满"), 503: ("cannot reach its database", "连不上数据库")}
"""What stands in JSON, and what on a page, by status."""
STORED = {
    "sign-up in the API": "SELECT email FROM registration_delegate",
    "sign-up on the page": "SELECT email FROM registration_delegate",
    "room in the console": "SELECT name_en FROM events_room UNION SELECT name_zh FROM events_room",
    "scan": "SELECT CAST(uuid AS varchar(36)) FROM doors_scan",
}


@dataclass(kw_only=True)
class Part:
    """What happened while one disk was full: the answers by deed, and those to public pages."""

    name: str
    refused: frozenset[str]
    """The deeds that need this disk. All others must be done."""
    answers: dict[str, list[Told]] = field(default_factory=dict)
    pages: list[Told] = field(default_factory=list)

    def line(self) -> str:
        """Return the statuses as a line of a table."""
        told = [f"{name} {_counted(answers)}" for name, answers in [*self.answers.items(), ("pages", self.pages)]]
        return f"{self.name:<22} {'; '.join(told)}"

    def findings(self) -> list[str]:
        """Return what was answered wrongly, as sentences."""
        found = []
        for name, answers in self.answers.items():
            refused = [told for told in answers if told.status not in {200, 202, 302}]
            if bool(refused) != (name in self.refused):
                found.append(f"{self.name}: {name} was {'refused' if refused else 'never refused'}")
            found += [f"{self.name}: {name}: {told.status} {told.body[:200]!r}" for told in refused if not _said(told)]
        return found + [f"{self.name}: {told.sent} is {told.status}" for told in self.pages if told.status != 200]


def _counted(answers: list[Told]) -> str:
    statuses = [told.status for told in answers]
    return ", ".join(f"{statuses.count(status)}x{status}" for status in sorted(set(statuses)))


def _said(told: Told) -> bool:
    """Whether a refusal says in words what is the matter, and when to try again."""
    return bool(told.retry_after) and any(words in told.body for words in WORDS.get(told.status, ()))


def fill_and_try(deeds: Deeds, disk: Disk, part: Part) -> None:
    """Fill the disk and try each deed, until it is refused if the disk is one that it needs; then give the space back.

    What has been refused is tried once more after that, and must be done.
    """
    disk.fill()
    for name, deed in deeds.all.items():
        told = part.answers[name] = []
        while len(told) < (MOST if name in part.refused else 3):
            told.append(deed())
            disk.fill()
            if told[-1].status >= 500:
                break
    part.pages = [deeds.page(path) for path in deeds.office.pages]
    disk.free()


def findings_afterwards(deeds: Deeds, parts: list[Part], *, within: float = 30) -> list[str]:
    """Check that everything is done again, and that what was stored is exactly what was accepted."""
    found = []
    for name, deed in deeds.all.items():
        ends = time.monotonic() + within
        while (told := deed()).status >= 500 and time.monotonic() < ends:
            time.sleep(0.2)
        if told.status >= 400:
            found.append(f"with space again: {name} is {told.status}")
    for name, query in STORED.items():
        kept = {str(value).replace("-", "") for (value,) in deeds.site.rows(query)}
        answers = [told for part in parts for told in part.answers.get(name, [])]
        lost = [told.sent for told in answers if told.status < 400 and told.sent.replace("-", "") not in kept]
        half = [told.sent for told in answers if told.status == 507 and told.sent.replace("-", "") in kept]
        if lost or half:
            found.append(f"{name}: {len(lost)} accepted and lost, {len(half)} refused and stored")
    return found


def findings_about_files(media: Path) -> list[str]:
    """Check that every photograph is whole: its name is the digest of its content."""
    photographs = [path for path in media.rglob("*") if path.is_file() and path.name != BALLAST]
    broken = [path for path in photographs if hashlib.sha256(path.read_bytes()).hexdigest()[:32] != path.stem]
    return [f"{len(broken)} of {len(photographs)} photographs are not whole"] if broken else []


def findings_about_mail(site: Site) -> list[str]:
    """Check that every letter is sent in the end, and that the mailbox holds no half of one."""
    ends = time.monotonic() + LETTERS_WITHIN
    waiting = "SELECT count(*) FROM events_letter WHERE state <> 'sent'"
    while site.rows(waiting) != [(0,)] and time.monotonic() < ends:
        time.sleep(1)
    found = [f"letters: {state}: {number}, {why}" for state, number, why in site.rows(UNSENT)]
    ((sent,),) = site.rows("SELECT count(*) FROM events_letter WHERE state = 'sent'")
    files = list((site.folder / "mail").iterdir())
    halves = [path for path in files if path.suffix != ".eml"]
    if len(files) != sent or halves:
        found.append(f"mailbox: {len(files)} files, {len(halves)} of them halves, for {sent} letters sent")
    return found


UNSENT = "SELECT state, count(*), max(failure) FROM events_letter WHERE state <> 'sent' GROUP BY 1"
EVERYTHING = frozenset(
    {"sign-up in the API", "sign-up on the page", "room in the console", "photograph", "spreadsheet", "scan"}
)


@contextmanager
def site_on_small_disks() -> Iterator[tuple[Site, dict[str, Disk]]]:
    """Run a portal on SQLite whose files lie on disks of their own: `var`, `media`, `temporary` and `log`."""
    with tempfile.TemporaryDirectory(prefix="rostrum-drill-") as folder, ExitStack() as stack:
        sizes = {"var": 64, "media": 8, "temporary": 16, "log": 8}
        disks = {
            name: stack.enter_context(small_disk(Path(folder) / name, megabytes=size)) for name, size in sizes.items()
        }
        var = disks["var"].folder
        (var / "log").symlink_to(disks["log"].folder / "log")
        environment = environment_of(var, f"{SQLITE}{var / 'rostrum.sqlite3'}") | {"LOG_LEVEL": "INFO"}
        environment |= {"MEDIA_ROOT": str(disks["media"].folder), "TMPDIR": str(disks["temporary"].folder)}
        crowd = make_crowd(environment, people=3000, doors=1, places=5000)
        site = Site(folder=var, environment=environment, port=free_port(), crowd=crowd)
        with running(site):
            yield site, disks


def on_sqlite() -> tuple[list[Part], list[str]]:
    """Fill each disk of a portal on SQLite."""
    with site_on_small_disks() as (site, disks):
        deeds = deeds_of(site)
        parts = [
            Part(name="media", refused=frozenset({"photograph"})),
            Part(name="temporary", refused=frozenset({"spreadsheet"})),
            Part(name="log", refused=frozenset()),
            Part(name="var", refused=EVERYTHING),
        ]
        for part in parts:
            fill_and_try(deeds, disks[part.name], part)
            print(part.line(), flush=True)
        found = findings_afterwards(deeds, parts)
        if (checked := site.rows("PRAGMA integrity_check")) != [("ok",)]:
            found.append(f"integrity_check: {checked}")
        found += findings_about_files(disks["media"].folder) + findings_about_mail(site)
        return parts, found


def on_postgres() -> tuple[list[Part], list[str]]:
    """Fill the disk of PostgreSQL: first while it has WAL segments in reserve, then until it goes down."""
    more = {"ROSTRUM_POSTGRES_DISK": str(DATABASE_MEGABYTES)}
    with open_site(people=3000, doors=1, places=5000, more=more) as site:
        deeds, disk = deeds_of(site), Disk(disk_of(site))
        full = Part(name="PostgreSQL", refused=EVERYTHING)
        fill_and_try(deeds, disk, full)
        print(full.line(), flush=True)
        found = findings_afterwards(deeds, [full])
        down = Part(name="PostgreSQL without WAL", refused=EVERYTHING)
        for path in deeds.office.pages * 8:  # until each process of the server has them at hand
            deeds.page(path)
        disk.fill()
        write_wal_until_it_goes_down(site)
        fill_and_try(deeds, disk, down)
        print(down.line(), flush=True)
        site.restart_database()
        found += findings_afterwards(deeds, [full, down])
        return [full, down], found + findings_about_files(site.folder / "media") + findings_about_mail(site)


def deeds_of(site: Site) -> Deeds:
    """Furnish the site with an office, and do each deed and fetch each page once."""
    office = Office(**json.loads(told_by("bench.trial.office", site.crowd.slug, environment=site.environment)))
    deeds = Deeds(site, office)
    first = [(name, deed().status) for name, deed in deeds.all.items()]
    first += [(path, deeds.page(path).status) for path in office.pages]
    if wrong := [each for each in first if each[1] not in {200, 202, 302}]:
        raise SystemExit(f"Before any disk is full: {wrong}\n{site.log[-2000:]}")
    return deeds


def disk_of(site: Site) -> Path:
    """Return where the disk of the site's PostgreSQL is mounted."""
    ((folder,),) = site.rows("SHOW data_directory")
    return Path(str(folder)).resolve().parent


def write_wal_until_it_goes_down(site: Site) -> None:
    """Write to the WAL alone, so that no table finds the disk full first. PostgreSQL ends itself."""
    with suppress(psycopg.Error):
        for _ in range(DATABASE_MEGABYTES):
            site.rows("SELECT pg_logical_emit_message(false, 'drill', repeat('x', 1000000))")
        raise SystemExit("PostgreSQL has not run out of WAL: the trial proved nothing.")


def main() -> None:
    """Print what was answered; exit with status 1 if anything was answered wrongly, lost or left half-written."""
    try:
        done = [on_sqlite(), on_postgres()]
    except CannotMount as reason:
        print(f"This drill needs disks of its own, and cannot mount them here: {reason}.")
        sys.exit(2)
    findings = [each for parts, found in done for each in [*(one for part in parts for one in part.findings()), *found]]
    print("\n".join(findings) or "Told in words, nothing half-written, nothing lost, all letters sent.")
    sys.exit(bool(findings))


if __name__ == "__main__":
    main()
