"""What people and doors send to the portal, as whole requests: a public page, a sign-up, a save, an upload, a scan."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from http.client import HTTPConnection, HTTPException
from itertools import count
from urllib.parse import urlencode
from uuid import uuid4

from bench.trial.office import Office
from bench.trial.site import Site
from tests.builders.pictures import a_photograph

TOKEN = "t" * 32
"""A token of forms that the client makes up: Django compares the cookie's with the form's."""
BOUNDARY = "rostrum-drill"
SPOOLED = 3 << 20
"""Bytes. Django writes uploads of more than 2.5 MB to the folder of temporary files."""


@dataclass(frozen=True, kw_only=True)
class Told:
    """An answer: its status (0 if none came), its body, and what stands for the thing that was sent."""

    status: int
    body: str
    retry_after: str
    sent: str


class Deeds:
    """Requests of a site with an office. Each call sends another person, room, photograph or record."""

    def __init__(self, site: Site, office: Office) -> None:
        self.site, self.office, self.turns = site, office, count(1)
        self.badges = site.crowd.records()

    @property
    def all(self) -> dict[str, Callable[[], Told]]:
        """What changes something, by name."""
        return {
            "sign-up in the API": self.sign_up,
            "sign-up on the page": self.sign_up_on_the_page,
            "room in the console": self.add_room,
            "photograph": self.send_photograph,
            "spreadsheet": self.send_spreadsheet,
            "scan": self.scan,
        }

    def page(self, path: str) -> Told:
        """Read a public page."""
        return self._ask("GET", path, b"", sent=path)

    def sign_up(self) -> Told:
        """Sign somebody up through the API."""
        person = self._person()
        path = f"/api/v1/conferences/{self.site.crowd.slug}/registrations"
        return self._ask("POST", path, json.dumps(person).encode(), sent=person["email"], kind="application/json")

    def sign_up_on_the_page(self) -> Told:
        """Send the last of the public form's steps."""
        person = self._person() | {"step": "confirm"}
        return self._form(f"/en/{self.site.crowd.slug}/register/", person, sent=person["email"])

    def add_room(self) -> Told:
        """Add a room in the console."""
        name = f"Room {next(self.turns)}"
        return self._form(self._console("setup/rooms/"), {"lines": name}, sent=name)

    def send_photograph(self) -> Told:
        """Give the speaker another photograph."""
        number = next(self.turns)
        photograph = a_photograph(f"#{number % 250:02x}{number % 200:02x}80")
        return self._upload(f"people/{self.office.speaker}/photo/", "photo", "portrait.jpg", photograph)

    def send_spreadsheet(self) -> Told:
        """Upload a list of delegates that is too long for the memory."""
        line = f"林知远,吴淞理工大学,{next(self.turns)}\n"
        content = "姓名,单位,备注\n".encode() + line.encode() * (SPOOLED // len(line.encode()))
        return self._upload("import/delegates/", "file", "delegates.csv", content)

    def scan(self) -> Told:
        """Send one record of one badge."""
        uuid, now = str(uuid4()), datetime.now(UTC).isoformat()
        record = next(self.badges) | {"kind": "attempt", "uuid": uuid, "device_time": now, "last_contact": now}
        body = json.dumps({"records": [record]}).encode()
        return self._ask("POST", "/api/v1/scans", body, sent=uuid, kind="application/json", key=self.site.crowd.keys[0])

    def _person(self) -> dict[str, str]:
        number = next(self.turns)
        return {
            "category": self.site.crowd.category,
            "name": "沈以宁",
            "institution_zh": "吴淞理工大学",
            "email": f"applicant{number}@example.com",
            "request_key": str(uuid4()),
        }

    def _console(self, rest: str) -> str:
        return f"/console/{self.site.crowd.slug}/{rest}"

    def _form(self, path: str, fields: dict[str, str], *, sent: str) -> Told:
        body = urlencode(fields | {"csrfmiddlewaretoken": TOKEN}).encode()
        return self._ask("POST", path, body, sent=sent, kind="application/x-www-form-urlencoded")

    def _upload(self, rest: str, field: str, name: str, content: bytes) -> Told:
        head = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="csrfmiddlewaretoken"\r\n\r\n{TOKEN}\r\n'
        head += f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{field}"; filename="{name}"\r\n'
        head += "Content-Type: application/octet-stream\r\n\r\n"
        body = head.encode() + content + f"\r\n--{BOUNDARY}--\r\n".encode()
        return self._ask("POST", self._console(rest), body, sent=name, kind=f"multipart/form-data; boundary={BOUNDARY}")

    def _ask(self, method: str, path: str, body: bytes, *, sent: str, kind: str = "", key: str = "") -> Told:
        """Send one request over a connection of its own, as somebody at an address of their own."""
        turn = next(self.turns)
        headers = {"X-Forwarded-For": f"10.1.{turn >> 8 & 255}.{turn & 255}", "Accept-Language": "en"}
        if key:
            headers["Authorization"] = f"Bearer {key}"
        elif path.startswith("/console/"):
            headers["Cookie"] = f"csrftoken={TOKEN}; sessionid={self.office.session}"
        else:
            headers["Cookie"] = f"csrftoken={TOKEN}"
        connection = HTTPConnection("127.0.0.1", self.site.port, timeout=60)
        try:
            connection.request(method, path, body or None, headers | ({"Content-Type": kind} if kind else {}))
            answer = connection.getresponse()
            said = answer.read().decode(errors="replace")
        except (OSError, HTTPException) as failure:
            return Told(status=0, body=f"{type(failure).__name__}: {failure}", retry_after="", sent=sent)
        finally:
            connection.close()
        return Told(status=answer.status, body=said, retry_after=answer.headers.get("Retry-After", ""), sent=sent)
