"""Invariants that must hold after a trial, whatever happened to the site. Violations are returned as sentences."""

import time
from collections import Counter
from collections.abc import Iterable, Sequence
from email import message_from_bytes, policy
from statistics import quantiles

from bench.trial.site import Site
from bench.trial.traffic import Applicant, Scanner, Times

TWICE_IN = """
SELECT delegate_id FROM doors_scan
WHERE record = 'attempt' AND verdict = 'admit' AND NOT is_quarantined GROUP BY 1 HAVING count(*) > 1
"""
PLACES = """
SELECT quota.size, quota.used, count(delegate.id) FROM registration_quota quota
LEFT JOIN registration_category category ON category.quota_id = quota.id
LEFT JOIN registration_delegate delegate ON delegate.category_id = category.id AND delegate.state = 'confirmed'
GROUP BY quota.id
"""
MISLED = """
SELECT letter.recipient FROM events_letter letter
JOIN registration_delegate delegate ON CAST(delegate.id AS varchar) = letter.subject_key
WHERE letter.kind LIKE 'delegate_%' AND letter.kind <> 'delegate_' || delegate.state
"""
LETTERS = "SELECT recipient, state FROM events_letter WHERE kind LIKE 'delegate_%'"


def findings_about_scans(site: Site, scanners: Iterable[Scanner]) -> list[str]:
    """Find records that were acknowledged and lost, records that no device made, and people admitted twice."""
    kept = {str(uuid) for (uuid,) in site.rows("SELECT uuid FROM doors_scan")}
    found = []
    for scanner in scanners:
        if lost := scanner.made - kept:
            found.append(f"{scanner.key}: {len(lost)} records are lost")
        if vain := set(scanner.told) - kept:
            found.append(f"{scanner.key}: {len(vain)} records were acknowledged and are not there")
        if waiting := len(scanner.queue):
            found.append(f"{scanner.key}: {waiting} records were never answered")
    if twice := len(site.rows(TWICE_IN)):
        found.append(f"{twice} people were let in twice")
    return found


def findings_about_places(site: Site, applicants: Sequence[Applicant]) -> list[str]:
    """Check that the quota is used exactly to its limit, and that every letter tells the state of its delegate.

    The answer to a sign-up does not tell the state; the letter does.
    """
    ((size, used, confirmed),) = site.rows(PLACES)
    found = []
    if not (confirmed == used == min(int(str(size)), len(applicants))):
        said = dict(Counter(applicant.state for applicant in applicants))
        found.append(f"{size} places: {used} counted as used, {confirmed} confirmed; the answers were {said}")
    if misled := site.rows(MISLED):
        found.append(f"{len(misled)} letters tell another state than their delegate has")
    if unanswered := sum(not applicant.state for applicant in applicants):
        found.append(f"{unanswered} people who signed up have no answer")
    return found


def findings_about_letters(site: Site, applicants: Iterable[Applicant], *, within: float) -> list[str]:
    """Check that everybody whose sign-up was received has exactly one letter, and nobody else has any."""
    wanted = Counter(each.form["email"] for each in applicants if each.state == "received")
    ends = time.monotonic() + within
    while time.monotonic() < ends and Counter(_sent(site)) != wanted:
        time.sleep(0.3)
    found = []
    if (sent := Counter(_sent(site))) != wanted:
        found.append(f"letters sent: {(wanted - sent).total()} missing, {(sent - wanted).total()} too many")
    if (arrived := Counter(_mailbox(site))) != wanted:
        found.append(f"mailbox: {(wanted - arrived).total()} missing, {(arrived - wanted).total()} too many")
    return found


def _sent(site: Site) -> list[str]:
    return [str(recipient) for recipient, state in site.rows(LETTERS) if state == "sent"]


def _mailbox(site: Site) -> list[str]:
    letters = (message_from_bytes(path.read_bytes(), policy=policy.default) for path in site.folder.glob("mail/*.eml"))
    return [str(letter["To"]) for letter in letters if str(letter["To"]).startswith("applicant")]


def row(name: str, all_times: Iterable[Times], seconds: float) -> str:
    """Return one line of a trial's table."""
    each = list(all_times)
    times = [one for some in each for one in some.seconds]
    failures = sum((some.failures for some in each), Counter[str]())
    cuts = quantiles(times, n=100) if len(times) > 1 else [0.0] * 99
    told = ", ".join(f"{number} {name}" for name, number in failures.items())
    return (
        f"{name:<12} {len(times):>8} {len(times) / seconds:>8.0f}/s {1000 * cuts[49]:>8.1f} {1000 * cuts[98]:>9.1f}"
        f"  {told or '-'}"
    )


HEAD = f"{'':<12} {'answers':>8} {'':>10} {'p50 ms':>8} {'p99 ms':>9}  failures"
