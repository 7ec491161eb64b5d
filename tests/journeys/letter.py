"""Read the letter that confirms a registration, with parsers other than the code that wrote it."""

import re
from dataclasses import dataclass
from datetime import date
from email.message import EmailMessage
from io import BytesIO

import vobject
from PIL import Image


@dataclass(frozen=True)
class Entry:
    """A calendar entry, as parsed from the attachment."""

    uid: str
    summary: str
    starts_on: date
    ends_on: date


@dataclass(frozen=True)
class Confirmation:
    """Parts of the letter: text, link, embedded QR picture, attached badge and calendar entry."""

    subject: str
    text: str
    link: str
    qr: Image.Image
    badge: bytes
    entry: Entry


def read_confirmation(letter: EmailMessage) -> Confirmation:
    """Parse the letter; fail if a part is missing."""
    plain, html = letter.get_body(("plain",)), letter.get_body(("html", "related"))
    assert plain is not None
    assert html is not None
    text = plain.get_content()
    link = re.search(r"http://\S+\?key=\S+", text)
    assert link is not None, text
    inline = _part(letter, "image/png")
    assert inline["Content-ID"] == "<code>"
    assert inline.get_content_disposition() == "inline"
    badge, calendar = _part(letter, "application/pdf"), _part(letter, "text/calendar")
    assert (badge.get_content_disposition(), calendar.get_content_disposition()) == ("attachment", "attachment")
    return Confirmation(
        subject=str(letter["Subject"]),
        text=text,
        link=link.group(),
        qr=Image.open(BytesIO(_bytes(inline))).convert("L"),
        badge=_bytes(badge),
        entry=_entry(_bytes(calendar).decode()),
    )


def _part(letter: EmailMessage, kind: str) -> EmailMessage:
    found = [part for part in letter.walk() if part.get_content_type() == kind]
    assert len(found) == 1, [part.get_content_type() for part in letter.walk()]
    assert isinstance(found[0], EmailMessage)
    return found[0]


def _bytes(part: EmailMessage) -> bytes:
    content = part.get_payload(decode=True)
    assert isinstance(content, bytes)
    return content


def _entry(calendar: str) -> Entry:
    event = vobject.readOne(calendar, validate=True).vevent
    return Entry(
        uid=event.uid.value,
        summary=event.summary.value,
        starts_on=event.dtstart.value,
        ends_on=event.dtend.value,
    )
