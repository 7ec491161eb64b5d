"""The portal behind Debian's nginx, with the configuration of deploy/: what nginx answers and what it lets through."""

import http.client
import json
import os
import shutil
import socket
import ssl
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path

import pytest

from bench.trial.site import free_port
from deploy.certificate import make_certificate

ROOT = Path(__file__).resolve().parent.parent.parent
NGINX = shutil.which("nginx", path="/usr/sbin:/usr/bin")
HOST = "rostrum.example"
HEADERS = {
    "Content-Security-Policy",
    "Referrer-Policy",
    "Strict-Transport-Security",
    "X-Content-Type-Options",
    "X-Frame-Options",
    "Cross-Origin-Opener-Policy",
}
PREPARATION = """
import django
django.setup()
from django.core.management import call_command
call_command("migrate")
call_command("collectstatic", interactive=False)
call_command("write_error_pages")
"""
pytestmark = pytest.mark.skipif(NGINX is None, reason="nginx is not installed")


@dataclass(frozen=True, kw_only=True)
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes


@dataclass(frozen=True, kw_only=True)
class Proxied:
    """A portal behind nginx on loopback."""

    port: int
    plain_port: int
    portal: subprocess.Popen[bytes]
    socket: Path

    def get(self, path: str, *, host: str = HOST, body: bytes | None = None, kind: str = "text/plain") -> Answer:
        """Ask over HTTPS; POST if there is a body."""
        trusting = ssl._create_unverified_context()  # noqa: S323 - a certificate of our own
        connection = http.client.HTTPSConnection("127.0.0.1", self.port, timeout=20, context=trusting)
        # The name in the handshake must be the host's, or nginx rejects it.
        raw = socket.create_connection(("127.0.0.1", self.port), timeout=20)
        connection.sock = trusting.wrap_socket(raw, server_hostname=host)
        with closing(connection):
            headers = {"Host": host, "Content-Type": kind, "Accept-Language": "en"}
            connection.request("GET" if body is None else "POST", path, body=body, headers=headers)
            response = connection.getresponse()
            # Joined, so that a header that is sent twice is seen.
            told = {name: ", ".join(response.headers.get_all(name, [])) for name in response.headers}
            return Answer(status=response.status, headers=told, body=response.read())


def environment(folder: Path) -> dict[str, str]:
    own = {"MODE": "production", "SECRET_KEY": "k7Qw9rT2yU5iO8pA3sD6fG1hJ4kL0zX-cVbNmQwErTy", "ALLOWED_HOSTS": HOST}
    own |= {"EMAIL_URL": "memory://", "VAR_DIR": str(folder), "DATABASE_URL": f"sqlite:///{folder}/one.sqlite3"}
    return os.environ | own | {"PUBLIC_URL": f"https://{HOST}", "DJANGO_SETTINGS_MODULE": "portal.settings"}


def configuration(folder: Path, port: int, plain_port: int) -> str:
    """Return nginx's configuration: the site of deploy/ with the paths and ports of this test."""
    certificate, key = make_certificate(folder / "tls", [HOST])
    site = (ROOT / "deploy" / "nginx.conf").read_text()
    for written, here in {
        "/run/rostrum/http.sock": str(folder / "http.sock"),
        "/etc/ssl/rostrum/fullchain.pem": str(certificate),
        "/etc/ssl/rostrum/privkey.pem": str(key),
        "/etc/nginx/rostrum-headers.conf": str(ROOT / "deploy" / "nginx-headers.conf"),
        "/var/lib/rostrum": str(folder),
        "listen [::]:": "# listen [::]:",
        "listen 80": f"listen 127.0.0.1:{plain_port}",
        "listen 443": f"listen 127.0.0.1:{port}",
    }.items():
        assert written in site, written
        site = site.replace(written, here)
    temporary = "".join(
        f"  {name}_temp_path {folder}/{name};\n" for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    return (
        f"user root;\nworker_processes 1;\nerror_log {folder}/error.log;\npid {folder}/nginx.pid;\n"
        f"events {{}}\nhttp {{\n  access_log off;\n{temporary}{site}\n}}\n"
    )


@pytest.fixture(scope="module")
def proxied(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Proxied]:
    folder = tmp_path_factory.mktemp("proxied")
    port, plain_port = free_port(), free_port()
    prepare(folder)
    (folder / "nginx.conf").write_text(configuration(folder, port, plain_port))
    listening = folder / "http.sock"
    gunicorn = [sys.executable, "-m", "gunicorn", "portal.wsgi", "--bind", f"unix:{listening}", "--threads", "2"]
    portal = subprocess.Popen(gunicorn, cwd=ROOT, env=environment(folder), stderr=(folder / "log").open("wb"))  # noqa: S603 - our own
    nginx = subprocess.Popen([str(NGINX), "-c", folder / "nginx.conf", "-g", "daemon off;"])  # noqa: S603 - our own
    site = Proxied(port=port, plain_port=plain_port, portal=portal, socket=listening)
    try:
        wait_for(site, status=200)
        yield site
    finally:
        for process in (nginx, portal):
            process.terminate()
            process.wait(20)


def prepare(folder: Path) -> None:
    """Run what docs/deployment.md runs, in one process."""
    done = [sys.executable, "-c", PREPARATION]
    subprocess.run(done, cwd=ROOT, env=environment(folder), check=True, capture_output=True)  # noqa: S603 - our own


def wait_for(site: Proxied, *, status: int) -> None:
    for _ in range(200):
        with suppress(OSError, http.client.HTTPException):
            if site.get("/healthz").status == status:
                return
        time.sleep(0.1)
    raise AssertionError(f"/healthz never answered {status}")


def test_pages_are_let_through_with_each_header_once(proxied: Proxied) -> None:
    page = proxied.get("/en/")
    assert page.status == 200
    for name in HEADERS:
        assert page.headers[name]
        assert ", " not in page.headers[name], name


def test_the_host_reaches_the_portal_and_foreign_ones_do_not(proxied: Proxied) -> None:
    assert proxied.get("/healthz").status == 200
    with pytest.raises(OSError, match=r"unrecognized name|handshake"):
        proxied.get("/healthz", host="evil.example")
    with closing(http.client.HTTPConnection("127.0.0.1", proxied.plain_port, timeout=20)) as plain:
        plain.request("GET", "/", headers={"Host": "evil.example"})
        with pytest.raises(http.client.RemoteDisconnected):
            plain.getresponse()


def test_plain_http_leads_to_https(proxied: Proxied) -> None:
    with closing(http.client.HTTPConnection("127.0.0.1", proxied.plain_port, timeout=20)) as plain:
        plain.request("GET", "/en/?a=b", headers={"Host": HOST})
        response = plain.getresponse()
        assert (response.status, response.headers["Location"]) == (308, f"https://{HOST}/en/?a=b")


def test_static_files_carry_the_headers_and_are_kept(proxied: Proxied) -> None:
    page = proxied.get("/en/").body.decode()
    path = next(part for part in page.split('"') if part.startswith("/static/css/base."))
    static = proxied.get(path)
    assert static.status == 200
    assert static.headers.keys() >= HEADERS
    assert static.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert static.headers["Content-Type"] == "text/css; charset=utf-8"
    assert "script-src 'self' 'wasm-unsafe-eval'" in static.headers["Content-Security-Policy"]


def test_a_sheet_of_two_megabytes_passes(proxied: Proxied) -> None:
    answer = proxied.get("/accounts/login/", body=b"x" * 2_000_000)
    assert answer.status == 403  # the portal's own answer: no CSRF token
    assert answer.headers.keys() >= HEADERS


def test_a_body_that_is_too_large_is_refused_in_both_languages(proxied: Proxied) -> None:
    page = proxied.get("/accounts/login/", body=b"x" * 22_100_000)
    assert page.status == 413
    assert "文件太大" in page.body.decode()
    assert "The file is too large" in page.body.decode()
    assert page.headers.keys() >= HEADERS
    api = proxied.get("/api/v1/scans", body=b"x" * 22_100_000, kind="application/json")
    assert (api.status, api.headers["Content-Type"]) == (413, "application/json")
    assert "too large" in json.loads(api.body)["detail"]
    assert api.headers.keys() >= HEADERS


def test_while_the_portal_is_down_nginx_answers_in_both_languages(proxied: Proxied) -> None:
    hidden = proxied.socket.with_suffix(".hidden")
    proxied.socket.rename(hidden)
    try:
        page, api, health = proxied.get("/en/"), proxied.get("/api/v1/door"), proxied.get("/healthz")
        style = next(part for part in page.body.decode().split('"') if part.startswith("/static/css/base."))
        assert proxied.get(style).status == 200
    finally:
        hidden.rename(proxied.socket)
    assert [page.status, api.status, health.status] == [503, 503, 503]
    assert "暂时无法处理" in page.body.decode()
    assert "Back in a moment" in page.body.decode()
    assert "Try again" in json.loads(api.body)["detail"]
    for answer in (page, api):
        assert answer.headers["Retry-After"] == "10"
        assert answer.headers.keys() >= HEADERS
    assert proxied.get("/en/").status == 200
