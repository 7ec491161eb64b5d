"""A folder of sent letters: the mail backend that writes it, and the functions that read it."""

import hashlib
import os
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage as ReadMessage
from email.message import Message
from email.utils import parsedate_to_datetime
from pathlib import Path

from django.conf import settings
from django.core.mail.backends.base import BaseEmailBackend
from django.core.mail.message import EmailMessage


class FolderBackend(BaseEmailBackend):
    """A mail backend that writes messages to EMAIL_FILE_PATH, one file for each Message-ID."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Write the messages and return how many there were."""
        folder = Path(settings.EMAIL_FILE_PATH)
        folder.mkdir(parents=True, exist_ok=True)
        for message in email_messages:
            _write(folder, message.message().as_bytes())
        return len(email_messages)


def _write(folder: Path, content: bytes) -> None:
    """Write to a temporary file and rename it, so that neither a killed worker nor a full disk leaves half a letter."""
    message = message_from_bytes(content, policy=policy.default)
    name = hashlib.sha256(str(message["Message-ID"]).encode()).hexdigest()[:32]
    beside = folder / f"{name}.{os.getpid()}"
    try:
        beside.write_bytes(content)
    except OSError:
        beside.unlink(missing_ok=True)
        raise
    beside.rename(folder / f"{name}.eml")


@dataclass(frozen=True)
class MailboxLetter:
    """A letter in the folder. `key` is the name of its file without the ending."""

    key: str
    sent_at: datetime
    recipient: str
    subject: str
    message: ReadMessage

    @property
    def text(self) -> str:
        """The plain text; empty if there is none."""
        part = self.message.get_body(("plain",))
        return part.get_content() if part else ""

    @property
    def html(self) -> str:
        """The HTML, whose inline pictures have `cid:` addresses; empty if there is none."""
        part = self.message.get_body(("html",))
        return part.get_content() if part else ""

    @property
    def files(self) -> list[tuple[str, str, bytes]]:
        """Attachments and inline pictures as (file name or Content-ID, content type, content)."""
        return [(_name(part), part.get_content_type(), _content(part)) for part in self._enclosed]

    @property
    def pictures(self) -> dict[str, int]:
        """The position of each inline picture in `files`, by its Content-ID."""
        numbered = enumerate(_content_id(part) for part in self._enclosed)
        return {content_id: number for number, content_id in numbered if content_id}

    @property
    def _enclosed(self) -> list[Message]:
        return [part for part in self.message.walk() if _name(part) and not part.is_multipart()]


def _name(part: Message) -> str:
    return part.get_filename() or _content_id(part)


def _content_id(part: Message) -> str:
    return str(part["Content-ID"] or "").strip("<>")


def _content(part: Message) -> bytes:
    content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""


def letters() -> list[MailboxLetter]:
    """Return all letters in the folder, newest first."""
    folder = Path(settings.EMAIL_FILE_PATH)
    read = [_read(path) for path in folder.glob("*.eml")]
    return sorted(read, key=lambda letter: letter.sent_at, reverse=True)


def letter(key: str) -> MailboxLetter | None:
    """Return the letter with this key (32 hexadecimal digits), or None."""
    path = Path(settings.EMAIL_FILE_PATH) / f"{key}.eml"
    return _read(path) if key.isalnum() and path.exists() else None


def _read(path: Path) -> MailboxLetter:
    message = message_from_bytes(path.read_bytes(), policy=policy.default)
    return MailboxLetter(
        key=path.stem,
        sent_at=_sent_at(message, path),
        recipient=str(message["To"]),
        subject=str(message["Subject"]),
        message=message,
    )


def _sent_at(message: ReadMessage, path: Path) -> datetime:
    if not message["Date"]:
        return datetime.fromtimestamp(path.stat().st_mtime, UTC)
    said = parsedate_to_datetime(str(message["Date"]))
    # "-0000" means UTC from a sender that hides its time zone; the parser returns it as a naive time.
    return said if said.tzinfo else said.replace(tzinfo=UTC)
