import errno
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.core.mail import EmailMessage

from toolkit.mailbox import FolderBackend, letter, letters
from toolkit.mime import PicturedLetter


@pytest.fixture(autouse=True)
def folder(settings: LazySettings, tmp_path: Path) -> Path:
    settings.EMAIL_FILE_PATH = str(tmp_path / "mail")
    return tmp_path / "mail"


def _send(message: EmailMessage, key: str, date: str = "Fri, 16 Apr 2027 09:12:00 +0800") -> None:
    message.extra_headers |= {"Message-ID": f"<{key}@example.com>", "Date": date}
    assert FolderBackend().send_messages([message]) == 1


def test_letters_are_read_newest_first_and_by_their_keys() -> None:
    _send(EmailMessage("First", "One", to=["a@example.com"]), "1")
    _send(EmailMessage("Second", "Two", to=["b@example.com"]), "2", "Fri, 16 Apr 2027 03:00:00 -0000")
    second, first = letters()
    assert (first.subject, first.recipient, first.text.strip(), first.html) == ("First", "a@example.com", "One", "")
    assert (first.sent_at, second.sent_at) == (
        datetime(2027, 4, 16, 1, 12, tzinfo=UTC),
        datetime(2027, 4, 16, 3, tzinfo=UTC),
    )
    found = letter(first.key)
    assert found is not None
    assert found.subject == "First"
    assert len(first.key) == 32


def test_nothing_is_left_of_a_letter_that_found_no_space(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def cut(path: Path, content: bytes) -> int:
        with path.open("wb") as file:
            file.write(content[:10])
        raise OSError(errno.ENOSPC, "no space")

    monkeypatch.setattr(Path, "write_bytes", cut)
    with pytest.raises(OSError, match="no space"):
        _send(EmailMessage("First", "One", to=["a@example.com"]), "1")
    assert list(folder.iterdir()) == []


def test_a_letter_that_is_sent_twice_is_listed_once(folder: Path) -> None:
    for subject in ("Draft", "Final"):
        _send(EmailMessage(subject, "x", to=["a@example.com"]), "same")
    assert [found.subject for found in letters()] == ["Final"]
    assert [path.suffix for path in folder.iterdir()] == [".eml"]


@pytest.mark.parametrize("key", ["0" * 32, "../mail/x", ""])
def test_an_unknown_key_finds_nothing(key: str) -> None:
    assert letter(key) is None


def test_pictures_and_files_are_listed_with_their_contents() -> None:
    message = PicturedLetter("S", "T", '<img src="cid:code">', to=["a@example.com"], reply_to=[])
    message.show_picture("code", b"png")
    message.attach("badge.pdf", b"pdf", "application/pdf")
    _send(message, "1")
    [found] = letters()
    assert 'src="cid:code"' in found.html
    assert found.files == [("code.png", "image/png", b"png"), ("badge.pdf", "application/pdf", b"pdf")]
    assert found.pictures == {"code": 0}
