"""PDF from HTML: no network access, only our own fonts, no missing glyphs."""

import os
import subprocess
import sys
from base64 import b64encode
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from io import BytesIO
from pathlib import Path
from threading import Thread

import pytest
from pypdf import PdfReader

from tests import paper
from toolkit.pdf import ForbiddenAddressError, TooLargeError, UnprintableTextError, pdf
from toolkit.qr import png


def a_pdf(body: str, *, css: str = "") -> bytes:
    return pdf(body, css=css, title="示例 <1>", lang="zh-Hans")


@pytest.fixture
def loopback() -> Iterator[tuple[str, list[str]]]:
    """Run a local server that must get no request; yield a URL on it and the list of paths requested."""
    asked: list[str] = []

    class Listener(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_: object) -> None: ...

    server = HTTPServer(("127.0.0.1", 0), Listener)
    Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/x.png", asked
    server.shutdown()
    server.server_close()


WAYS_OUT = [
    '<img src="{}">',
    '<link rel="stylesheet" href="{}">',
    '<object data="{}"></object>',
    '<embed src="{}">',
    '<a rel="attachment" href="{}">x</a>',
    '<svg width="9" height="9"><image href="{}" width="9" height="9"/></svg>',
    '<style>@import "{}"; p {{ color: red }}</style>',
    "<style>@import url({});</style>",
    "<style>body {{ background: url({}) }}</style>",
    "<style>p::before {{ content: url({}) }}</style><p>x</p>",
    "<style>@font-face {{ font-family: X; src: url({}) }} p {{ font-family: X }}</style><p>x</p>",
    '<base href="{}"><img src="y.png">',
    '<base href="{}"><link rel="stylesheet" href="y.css">',
]


@pytest.mark.parametrize("way", WAYS_OUT)
def test_a_document_cannot_fetch_from_loopback(way: str, loopback: tuple[str, list[str]]) -> None:
    address, asked = loopback
    with pytest.raises(ForbiddenAddressError):
        a_pdf(way.format(address))
    assert asked == []


def test_references_to_other_drawings_are_not_fetched(loopback: tuple[str, list[str]]) -> None:
    address, asked = loopback
    a_pdf(f'<svg width="9" height="9"><use href="{address}#x"/></svg>')
    assert asked == []


@pytest.mark.parametrize("way", WAYS_OUT)
def test_a_document_cannot_read_files(way: str, tmp_path: Path) -> None:
    secret = tmp_path / "secret.svg"
    secret.write_text('<svg xmlns="http://www.w3.org/2000/svg"><text>secret</text></svg>')
    with pytest.raises(ForbiddenAddressError):
        a_pdf(way.format(secret.as_uri()))


@pytest.mark.parametrize(
    "address",
    [
        "/etc/passwd",
        "../secret.png",
        "secret.png",
        "//127.0.0.1/x.png",
        "file:///etc/passwd",
        "ftp://127.0.0.1/x",
        "https://example.com/x.png",
        "static:../settings/__init__.py",
        "static:/etc/passwd",
        "static:no-such-file.png",
        "FILE:///etc/passwd",
    ],
)
def test_other_addresses_are_refused(address: str) -> None:
    with pytest.raises(ForbiddenAddressError):
        a_pdf(f'<img src="{address}">')


def test_pictures_inside_the_document_are_drawn() -> None:
    printed = a_pdf(f'<img alt="QR" src="data:image/png;base64,{b64encode(png("HELLO")).decode()}">')
    assert len(PdfReader(BytesIO(printed)).pages[0].images) == 1


def test_huge_documents_are_refused() -> None:
    with pytest.raises(TooLargeError):
        a_pdf("x" * 4_000_001)


def test_huge_pictures_are_refused() -> None:
    with pytest.raises(ForbiddenAddressError):
        a_pdf(f'<img src="data:image/png;base64,{"A" * 2_000_001}">')


@pytest.mark.parametrize(
    "text",
    ["𓀀𓀁", "😀", "\U0003fffd", "𒀀𒀁", "\U00020000"],
    ids=["hieroglyphs", "emoji", "unassigned", "cuneiform", "rare Han"],
)
def test_a_missing_glyph_is_an_error(text: str) -> None:
    with pytest.raises(UnprintableTextError) as refusal:
        a_pdf(f'<p class="serif">林{text}远</p>')
    assert refusal.value.characters[0] == text[0]
    assert "林" not in refusal.value.characters


def test_the_document_has_a_title_a_language_and_tags() -> None:
    read = PdfReader(BytesIO(a_pdf("<p>x</p>")))
    assert read.metadata is not None
    assert read.metadata.title == "示例 <1>"
    said = {key: value for key, value in read.root_object.items() if key in {"/Lang", "/MarkInfo"}}
    assert str(said) == "{'/Lang': 'zh-Hans', '/MarkInfo': {'/Marked': True}}"


def test_only_our_fonts_are_used_whatever_the_document_requests(tmp_path: Path) -> None:
    printed = a_pdf("<p style='font-family: DejaVu Sans, Arial, serif'>Ag 林 김 ش ไ é</p>")
    assert paper.fonts(printed, tmp_path) <= {
        "Noto-Sans-Arabic",
        "Noto-Sans-KR",
        "Noto-Sans-SC",
        "Noto-Sans-Thai",
        "Noto-Serif-SC-Bold",
        "Source-Sans-3",
        "Source-Serif-4-Semi-Bold",
    }


def test_the_fonts_configuration_does_not_leak_into_other_programs() -> None:
    a_pdf("<p>x</p>")
    assert "FONTCONFIG_FILE" not in os.environ


def test_a_machine_without_any_font_prints_the_same(tmp_path: Path) -> None:
    """Print in a process that finds no system fonts and has no writable cache."""
    source = (
        "import django; django.setup()\n"
        "from tests.toolkit.test_pdf import a_pdf, SCRIPTS\n"
        "import sys; sys.stdout.buffer.write(a_pdf(SCRIPTS))\n"
    )
    empty = tmp_path / "fonts.conf"
    empty.write_text("<fontconfig></fontconfig>")
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "portal.settings",
        "FONTCONFIG_FILE": str(empty),
        "HOME": "/nonexistent",
        "XDG_CACHE_HOME": "/nonexistent",
    }
    elsewhere = subprocess.run(  # noqa: S603 - our own arguments
        [sys.executable, "-c", source], check=True, capture_output=True, env=environment
    ).stdout
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    here = paper.picture(a_pdf(SCRIPTS), tmp_path / "a")
    assert paper.picture(elsewhere, tmp_path / "b").tobytes() == here.tobytes()


SCRIPTS = '<p class="serif">林𬴂 김철수 عبد العزيز สมชาย Łukasz</p><p class="sans">㬎 東 が</p>'
