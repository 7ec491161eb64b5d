"""Measure what surrounds every request: `./dev bench shell`.

"Layers" are the portal's middleware around a constant view, in one process: the processor time that each adds to a
request with a browser's cookies and headers, in the order of the settings. What answers early lets the constant view
pass, as it does a page that is not ready.

"Over HTTP" is the same constant view without middleware, then a page that is ready and a scan, through gunicorn with
two processes of four threads on durable PostgreSQL. "cpu" is the processor time of gunicorn per request, "database cpu"
that of PostgreSQL. Processor times depend less than rates on what else the machine does.
"""

import argparse
import io
import json
import subprocess
import sys
import time
from collections.abc import Callable
from itertools import pairwise
from typing import TYPE_CHECKING

from bench.measuring.figures import goals_of, judged, progress, report
from bench.programme import A_SESSION, load_demo
from bench.trial.client import rate_of
from bench.trial.door_over_http import scan_all
from bench.trial.site import CONSTANT, INTERPRETER, ROOT, WITH_CONSTANT, Site, open_site

if TYPE_CHECKING:
    from django.core.handlers.wsgi import WSGIHandler

LAYERS = {
    "security_headers": "django.middleware.security.SecurityMiddleware",
    "static_files": "whitenoise.middleware.WhiteNoiseMiddleware",
    "log": "portal.middleware.LogContext",
    "policy": "portal.middleware.SendPolicy",
    "frames": "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "ready_pages": "portal.early.ready_pages_first",
    "devices": "portal.early.devices_first",
    "unreadable": "portal.middleware.refuse_unreadable",
    "sessions": "django.contrib.sessions.middleware.SessionMiddleware",
    "language": "django.middleware.locale.LocaleMiddleware",
    "host_and_slash": "django.middleware.common.CommonMiddleware",
    "csrf": "django.middleware.csrf.CsrfViewMiddleware",
    "user": "django.contrib.auth.middleware.AuthenticationMiddleware",
    "messages": "django.contrib.messages.middleware.MessageMiddleware",
    "answers_by_get": "portal.answers.answer_by_get",
    "refused_methods": "portal.middleware.word_refused_methods",
    "accounts": "allauth.account.middleware.AccountMiddleware",
    "conflicts": "portal.middleware.TellConflicts",
    "outages": "portal.outages.TellOutages",
}
FIGURES = {
    "layer_constant_view": "us",
    **{f"layer_{name}": "us" for name in LAYERS},
    "constant_view": "requests/s",
    "constant_view_cpu": "us",
    "ready_page": "requests/s",
    "ready_page_cpu": "us",
    "scans": "scans/s",
    "scans_cpu": "us",
    "scans_database_cpu": "us",
}
ROUNDS, REQUESTS = 30, 100
WARM_UP = 500
BROWSER: dict[str, object] = {
    "REQUEST_METHOD": "GET",
    "PATH_INFO": CONSTANT,
    "QUERY_STRING": "",
    "SERVER_NAME": "localhost",
    "SERVER_PORT": "80",
    "SERVER_PROTOCOL": "HTTP/1.1",
    "REMOTE_ADDR": "127.0.0.1",
    "HTTP_HOST": "localhost",
    "HTTP_ACCEPT": "text/html,application/xhtml+xml",
    "HTTP_ACCEPT_ENCODING": "gzip, deflate, br",
    "HTTP_ACCEPT_LANGUAGE": "zh-CN,zh;q=0.9,en;q=0.8",
    "HTTP_COOKIE": "csrftoken=3oQ8b1kqYh7tVf2mJx5cWd9eRz4gLs6n; sessionid=0k3j5h7g9f1d2s4a6p8o",
    "HTTP_USER_AGENT": "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
    "wsgi.url_scheme": "http",
    "wsgi.errors": sys.stderr,
}
"""A browser's request for the constant view, as gunicorn hands it on."""
Values = dict[str, float]


def main() -> None:
    """Measure the layers, then pages and scans over HTTP, and print the report."""
    arguments = _arguments()
    if arguments.layers:
        print(json.dumps(_layers()))
        return
    connections, seconds, scans = arguments.connections, arguments.seconds, arguments.scans
    with open_site(
        people=scans + WARM_UP,
        doors=1,
        places=0,
        application=WITH_CONSTANT,
        letters_are_sent=False,
        more={"LOG_LEVEL": "INFO"},  # as in production
    ) as site:
        progress("Loading the demo ...")
        load_demo(site)
        progress("Layers ...")
        values = _of_layers(site)
        progress("Over HTTP ...")
        ((slug, _session),) = site.rows(A_SESSION)
        for name, path in {"constant_view": CONSTANT, "ready_page": f"/zh-hans/{slug}/programme/"}.items():
            rate_of(site.port, path, connections=connections, seconds=1)  # each process takes the page at hand
            values |= _page(site, name, path, connections=connections, seconds=seconds)
        values |= _scans(site, scans, connections=connections)
    report(judged(values, FIGURES, goals_of("shell")), as_json=arguments.json)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true", help="print one JSON object instead of the table")
    parser.add_argument("--seconds", type=float, default=5, help="how long each page is asked for (5)")
    parser.add_argument("--scans", type=int, default=4_000, help="scans to measure (4000)")
    parser.add_argument("--connections", type=int, default=8, help="connections at once (8)")
    parser.add_argument("--layers", action="store_true", help=argparse.SUPPRESS)
    return parser.parse_args()


def _page(site: Site, name: str, path: str, *, connections: int, seconds: float) -> Values:
    before, _ = site.processor_seconds()
    rate = rate_of(site.port, path, connections=connections, seconds=seconds)
    after, _ = site.processor_seconds()
    return {name: rate.per_second, f"{name}_cpu": 1e6 * (after - before) / (rate.per_second * seconds)}


def _scans(site: Site, scans: int, *, connections: int) -> Values:
    """Present badges, each once, with the key of one device."""
    badges, key = site.crowd.records(), site.crowd.keys[0]
    scan_all(site.port, [next(badges) for _ in range(WARM_UP)], doors=connections, key=key)
    server, database = site.processor_seconds()
    times, took = scan_all(site.port, [next(badges) for _ in range(scans)], doors=connections, key=key)
    server_after, database_after = site.processor_seconds()
    return {
        "scans": len(times) / took,
        "scans_cpu": 1e6 * (server_after - server) / scans,
        "scans_database_cpu": 1e6 * (database_after - database) / scans,
    }


def _of_layers(site: Site) -> Values:
    """Measure the layers in a process with the site's settings."""
    command = [*INTERPRETER, "-m", "bench.shell", "--layers"]
    with (site.folder / "log").open("ab") as log:
        told = subprocess.run(command, cwd=ROOT, env=site.environment, stdout=subprocess.PIPE, stderr=log, check=True)
    values: Values = json.loads(told.stdout.splitlines()[-1])
    return values


def _layers() -> Values:
    """Return what each layer adds to the one before: the differences of the fastest rounds, in microseconds."""
    from django.test import override_settings

    from bench.trial.constant import ConstantHandler

    handlers = []
    for number in range(len(LAYERS) + 1):
        with override_settings(MIDDLEWARE=list(LAYERS.values())[:number]):
            handlers.append(ConstantHandler())
    rounds = [[_microseconds(handler) for handler in handlers] for _ in range(ROUNDS)]
    fastest = [min(times) for times in zip(*rounds, strict=True)]
    added = [after - before for before, after in pairwise([0, *fastest])]
    return dict(zip(("layer_constant_view", *(f"layer_{name}" for name in LAYERS)), added, strict=True))


def _microseconds(handler: "WSGIHandler") -> float:
    began = time.process_time()
    for _ in range(REQUESTS):
        response = handler(BROWSER | {"wsgi.input": io.BytesIO()}, _start)
        b"".join(response)
        response.close()
    return 1e6 * (time.process_time() - began) / REQUESTS


def _start(status: str, headers: list[tuple[str, str]], error: object = None, /) -> Callable[[bytes], object]:
    return lambda _: None


if __name__ == "__main__":
    main()
