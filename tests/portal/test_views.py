import os
import subprocess
import sys
from collections.abc import Iterator
from email.message import EmailMessage
from importlib import reload
from pathlib import Path

import pytest
from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.test import Client, override_settings
from django.urls import clear_url_caches

import portal.urls
from toolkit.mailbox import FolderBackend, letters
from toolkit.mime import PicturedLetter

pytestmark = pytest.mark.django_db


@pytest.fixture
def demo(tmp_path: Path) -> Iterator[Path]:
    """Set up the URLs of the demo and a mailbox in a temporary folder; yield the folder."""
    with override_settings(DEMO=True, EMAIL_FILE_PATH=str(tmp_path)):
        reload(portal.urls)
        clear_url_caches()
        yield tmp_path
    reload(portal.urls)
    clear_url_caches()


def a_letter(subject: str = "确认", message_id: str = "<one@localhost>") -> EmailMessage:
    message = EmailMultiAlternatives(subject, "您好。", to=["lin@example.com"], headers={"Message-ID": message_id})
    message.attach_alternative('<p style="color:red">您好<img src="cid:qr"></p>', "text/html")
    message.attach("badge.pdf", b"%PDF-1.7", "application/pdf")
    FolderBackend().send_messages([message])
    return message.message()


def test_the_health_check_names_the_kind_of_database(client: Client) -> None:
    answer = client.get("/healthz")
    assert (answer.status_code, answer.json()["status"]) == (200, "ok")


def test_the_root_redirects_to_the_readers_language(client: Client) -> None:
    assert client.get("/", headers={"Accept-Language": "en-GB"}).headers["Location"] == "/en/"
    assert client.get("/", headers={"Accept-Language": "zh-CN"}).headers["Location"] == "/zh-hans/"


def test_outside_the_demo_there_is_no_mailbox(client: Client) -> None:
    assert settings.DEMO is False
    assert client.get("/mailbox/").status_code == 404


def test_production_has_no_url_for_the_mailbox() -> None:
    code = "import django; django.setup(); from django.urls import reverse; reverse('mailbox')"
    said = {"MODE": "production", "SECRET_KEY": "x" * 50, "ALLOWED_HOSTS": "a.example", "EMAIL_URL": "smtp://a.example"}
    environment = {"PATH": os.environ["PATH"], "DJANGO_SETTINGS_MODULE": "portal.settings"} | said
    ran = subprocess.run(  # noqa: S603 - our own interpreter
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=False
    )
    assert ran.stderr.strip().splitlines()[-1].startswith("django.urls.exceptions.NoReverseMatch")


def test_a_sent_letter_can_be_read_with_its_attachments(client: Client, demo: Path) -> None:
    a_letter()
    (letter,) = letters()
    assert "确认" in client.get("/mailbox/").content.decode()
    page = client.get(f"/mailbox/{letter.key}/").content.decode()
    assert "您好。" in page
    assert b"".join(client.get(f"/mailbox/{letter.key}/0/").streaming_content) == b"%PDF-1.7"  # type: ignore[attr-defined]  # a file


def test_a_letter_shows_its_pictures_whatever_their_file_names(client: Client, demo: Path) -> None:
    letter = PicturedLetter("确认", "您好。", '<img src="cid:qr">', to=["lin@example.com"], reply_to=[])
    letter.show_picture("qr", b"a picture")
    letter.attach("badge.pdf", b"%PDF-1.7", "application/pdf")
    FolderBackend().send_messages([letter])
    (sent,) = letters()
    html = client.get(f"/mailbox/{sent.key}/html/").content.decode()
    assert [(name, content) for name, _type, content in sent.files] == [
        ("qr.png", b"a picture"),
        ("badge.pdf", b"%PDF-1.7"),
    ]
    assert html == f'<img src="/mailbox/{sent.key}/0/">'


def test_a_letter_shows_its_time_in_the_zone_of_the_portal(client: Client, demo: Path) -> None:
    letter = EmailMultiAlternatives("确认", "您好。", to=["lin@example.com"])
    letter.extra_headers["Date"] = "Fri, 16 Apr 2027 00:40:00 -0000"
    FolderBackend().send_messages([letter])
    assert "08:40" in client.get("/mailbox/").content.decode()


def test_the_same_message_id_twice_is_one_letter(demo: Path) -> None:
    a_letter("first")
    a_letter("second")
    assert [letter.subject for letter in letters()] == ["second"]


def test_a_letter_as_its_recipient_sees_it_runs_no_script(client: Client, demo: Path) -> None:
    a_letter()
    answer = client.get(f"/mailbox/{letters()[0].key}/html/")
    assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'")
    assert "script-src" not in answer.headers["Content-Security-Policy"]


@pytest.mark.parametrize("meta", [{"REMOTE_ADDR": "192.0.2.7"}, {"HTTP_X_FORWARDED_FOR": "192.0.2.7"}])
def test_even_in_the_demo_nobody_else_reads_the_mailbox(client: Client, demo: Path, meta: dict[str, str]) -> None:
    assert client.get("/mailbox/", **meta).status_code == 404  # type: ignore[arg-type]  # headers by name


@pytest.mark.parametrize("key", ["nothing", "..", "0" * 32])
def test_an_unknown_letter_is_not_found(client: Client, demo: Path, key: str) -> None:
    assert client.get(f"/mailbox/{key}/").status_code == 404
