"""Measure how many programme pages are served per second, and how long publishing takes: `./dev bench programme`.

The pages show the demo's programme of 439 talks, served over HTTP by gunicorn with two processes of four threads, on
durable PostgreSQL. The client is bench/trial/client.py: keep-alive connections of one Python process, with
`Accept-Encoding: gzip`. It shares the two cores with the server and takes about 0.1 ms of each request. Every page is
requested once beforehand, so the figures are those of cached pages.

Publishing is measured in a process of its own, on the same database (bench/trial/publishing.py): the median of five
publications of 330 and of 3,300 talks, each after all sessions have moved to other rooms, with a letter to everybody.
"""

import argparse
import json
import subprocess
import sys

from bench.measuring.figures import goals_of, judged, progress, report
from bench.trial.client import Rate, rate_of
from bench.trial.site import CONSTANT, ROOT, WITH_CONSTANT, Site, open_site, told_by

PAGES = {
    "home": "",
    "programme_page": "programme/",
    "speakers_page": "speakers/",
    "session_page": "sessions/{session}/",
    "ics": "schedule.ics",
    "xml": "schedule.xml",
    "json": "schedule.json",
}
TALKS = (330, 3300)
FIGURES = {
    "constant_view": "requests/s",
    **dict.fromkeys(PAGES, "requests/s"),
    **{f"{page}_p99": "ms" for page in PAGES},
    **{f"publish_{talks}": "ms" for talks in TALKS},
    **{f"publish_{talks}_processor": "ms" for talks in TALKS},
    **{f"publish_{talks}_statements": "statements" for talks in TALKS},
    **{f"publish_{talks}_letters": "letters" for talks in TALKS},
}
A_SESSION = """
SELECT conference.slug, session.code FROM events_session session
JOIN events_conference conference ON conference.id = session.conference_id AND conference.is_example
WHERE session.access = 'open' AND session.kind = 'forum' ORDER BY session.id LIMIT 1
"""


def main() -> None:
    """Measure one page after another, and print the report."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true", help="print one JSON object instead of the table")
    parser.add_argument("--seconds", type=float, default=5, help="how long each page is asked for (5)")
    parser.add_argument("--connections", type=int, default=8, help="connections at once (8)")
    arguments = parser.parse_args()
    with open_site(people=0, doors=0, places=0, application=WITH_CONSTANT, letters_are_sent=False) as site:
        progress("Loading the demo ...")
        load_demo(site)
        values = _values(_rates(site, connections=arguments.connections, seconds=arguments.seconds))
        progress("Publishing ...")
        values |= _publications(site)
    report(judged(values, FIGURES, goals_of("programme")), as_json=arguments.json)


def load_demo(site: Site) -> None:
    """Load the demo conference into the site's database."""
    command = [sys.executable, "-W", "ignore", "manage.py", "demo"]
    subprocess.run(command, cwd=ROOT, env=site.environment, stdout=subprocess.DEVNULL, check=True)


def _rates(site: Site, *, connections: int, seconds: float) -> dict[str, Rate]:
    ((slug, session),) = site.rows(A_SESSION)
    addresses = {name: f"/zh-hans/{slug}/{page.format(session=session)}" for name, page in PAGES.items()}
    rates = {}
    for name, path in {"constant_view": CONSTANT, **addresses}.items():
        progress(f"{path} ...")
        rate_of(site.port, path, connections=connections, seconds=min(1, seconds))  # fills the cache of each process
        rates[name] = rate_of(site.port, path, connections=connections, seconds=seconds)
    return rates


def _publications(site: Site) -> dict[str, float]:
    told = json.loads(told_by("bench.trial.publishing", *map(str, TALKS), environment=site.environment))
    values: dict[str, float] = {}
    for talks, measured in told.items():
        values |= {
            f"publish_{talks}": measured["took"],
            f"publish_{talks}_processor": measured["processor"],
            f"publish_{talks}_statements": measured["statements"],
            f"publish_{talks}_letters": measured["letters"],
        }
    return values


def _values(rates: dict[str, Rate]) -> dict[str, float]:
    per_second = {name: rate.per_second for name, rate in rates.items()}
    return per_second | {f"{name}_p99": rate.p99_ms for name, rate in rates.items()}


if __name__ == "__main__":
    main()
