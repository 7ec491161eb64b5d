"""Measure how many people can sign up per second: `./dev bench registration`.

One sign-up is four HTTP requests: fetch the form, send it, fetch the page to check, confirm it. It counts if the answer
redirects to the registration. At the end the numbers of confirmed delegates, used places and queued letters must all
equal the number of sign-ups. Gunicorn serves with two processes of four threads, on durable PostgreSQL; letters are
queued but not sent.
The client is bench/trial/client.py.
"""

import argparse
import re
import time
from html import unescape
from itertools import count
from urllib.parse import urlencode

from bench.measuring.database import one_row_commits_per_second
from bench.measuring.figures import goals_of, judged, progress, report
from bench.trial.client import Answer, Connection, at_once, rate_of, request
from bench.trial.site import CONSTANT, WITH_CONSTANT, Site, conninfo, open_site

FIGURES = {
    "durable_commits": "commits/s",
    "constant_view": "requests/s",
    "form_page": "requests/s",
    "sign_ups": "sign-ups/s",
    "sign_up_p50": "ms",
    "sign_up_p99": "ms",
}
HIDDEN = re.compile(rb'<input type="hidden" name="([^"]*)" value="([^"]*)"')
STATED = """
SELECT (SELECT used FROM registration_quota WHERE size = %(places)d),
       (SELECT count(*) FROM registration_delegate WHERE state = 'confirmed'),
       (SELECT count(*) FROM events_letter WHERE kind LIKE 'delegate_%%')
"""


def main() -> None:
    """Measure the references, the form and the sign-ups, and print the report."""
    arguments = _arguments()
    number, clients, seconds = arguments.sign_ups, arguments.clients, arguments.seconds
    with open_site(people=0, doors=0, places=number, application=WITH_CONSTANT, letters_are_sent=False) as site:
        path = f"/en/{site.crowd.slug}/register/"
        database = conninfo(site.environment["DATABASE_URL"])
        progress("One row after the other ...")
        values = {"durable_commits": one_row_commits_per_second(database, connections=clients, seconds=seconds)}
        for name, page in (("constant_view", CONSTANT), ("form_page", path)):
            progress(f"{page} ...")
            rate_of(site.port, page, connections=clients, seconds=min(1, seconds))  # warm up
            values[name] = rate_of(site.port, page, connections=clients, seconds=seconds).per_second
        progress(f"{number} sign-ups ...")
        values |= _sign_ups(site, path, number, clients=clients)
    report(judged(values, FIGURES, goals_of("registration")), as_json=arguments.json)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true", help="print one JSON object instead of the table")
    parser.add_argument("--sign-ups", type=int, default=1000, help="people who sign up (1000)")
    parser.add_argument("--clients", type=int, default=16, help="people at once (16)")
    parser.add_argument("--seconds", type=float, default=5, help="seconds for each reference and for the form (5)")
    return parser.parse_args()


def _sign_ups(site: Site, path: str, number: int, *, clients: int) -> dict[str, float]:
    turns = count()  # next() is atomic, so threads can share it

    def sign_up_until_done() -> list[float]:
        times = []
        with Connection(site.port) as connection:
            while (turn := next(turns)) < number:
                began = time.perf_counter()
                _sign_up(connection, path, site.crowd.category, turn)
                times.append(time.perf_counter() - began)
        return times

    times, took = at_once(clients, sign_up_until_done)
    (stated,) = site.rows(STATED % {"places": number})
    if stated != (number, number, number):
        raise SystemExit(f"{number} signed up; places taken, delegates and letters are {stated}.")
    times.sort()
    return {
        "sign_ups": number / took,
        "sign_up_p50": 1000 * times[number // 2],
        "sign_up_p99": 1000 * times[number * 99 // 100],
    }


def _sign_up(connection: Connection, path: str, category: str, turn: int) -> None:
    """Fetch the form, send it, check and confirm it, as a new person at an IP address used by nobody else."""
    address = f"10.{turn >> 16 & 255}.{turn >> 8 & 255}.{turn & 255}"
    form = connection.ask(request("GET", path, x_forwarded_for=address))
    typed = {
        "category": category,
        "name": f"LIN {_in_letters(turn)}",
        "institution_en": "Wusong University of Technology",
        "email": f"delegate{turn}@example.com",
    }
    cookies = form.cookies
    sent = _send(connection, path, _hidden(form) | typed | {"step": "check"}, cookies=cookies, address=address)
    cookies |= sent.cookies  # the session that keeps what was typed
    checked = connection.ask(request("GET", sent.location or path, cookie=_line(cookies), x_forwarded_for=address))
    if (sent.status, checked.status) != (302, 200):
        raise SystemExit(f"The form was answered with {sent.status}, the page to check with {checked.status}.")
    done = _send(connection, path, _hidden(checked) | {"step": "confirm"}, cookies=cookies, address=address)
    if done.status != 302:
        raise SystemExit(f"The confirmation was answered with {done.status}.")


def _in_letters(number: int) -> str:
    return "".join("abcdefghij"[int(digit)] for digit in str(number)).title()


def _line(cookies: dict[str, str]) -> str:
    return "; ".join(f"{name}={value}" for name, value in cookies.items())


def _send(
    connection: Connection, path: str, fields: dict[str, str], *, cookies: dict[str, str], address: str
) -> Answer:
    kind = "application/x-www-form-urlencoded"
    body = urlencode(fields).encode()
    return connection.ask(
        request("POST", path, body, cookie=_line(cookies), content_type=kind, x_forwarded_for=address)
    )


def _hidden(page: Answer) -> dict[str, str]:
    """Return the hidden fields of all forms on the page; the last one wins if a name occurs twice."""
    return {name.decode(): unescape(value.decode()) for name, value in HIDDEN.findall(page.body)}


if __name__ == "__main__":
    main()
