"""Inspect printed output: PDFs as pictures, texts and fonts, and the QR codes that decoders find in them."""

import shutil
import subprocess
from io import BytesIO
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image
from pypdf import PdfReader


def program(name: str, package: str) -> str:
    """Return the program's path; skip the test, naming the package, if it is not installed."""
    found = shutil.which(name)
    if found is None:
        pytest.skip(f"{name} is missing: ./dev test installs {package}")
    return found


def picture(pdf: bytes, folder: Path, *, page: int = 1, dpi: int = 150) -> Image.Image:
    """Render a page in greyscale, as a printer would."""
    pdftoppm = program("pdftoppm", "poppler-utils")
    (folder / "page.pdf").write_bytes(pdf)
    subprocess.run(  # noqa: S603 - our own arguments
        [
            pdftoppm,
            *("-gray", "-singlefile", "-f", str(page), "-r", str(dpi)),
            str(folder / "page.pdf"),
            str(folder / f"page-{page}"),
        ],
        check=True,
    )
    with Image.open(folder / f"page-{page}.pgm") as read:
        return read.copy()


def text(pdf: bytes, *, page: int = 1) -> str:
    """Return the text of a page, as selection and search see it."""
    return PdfReader(BytesIO(pdf)).pages[page - 1].extract_text()


def fonts(pdf: bytes, folder: Path) -> set[str]:
    """Return the names of the embedded fonts without subset prefixes. Fail if a font is not embedded."""
    pdffonts = program("pdffonts", "poppler-utils")
    (folder / "fonts.pdf").write_bytes(pdf)
    listed = subprocess.run(  # noqa: S603 - our own arguments
        [pdffonts, str(folder / "fonts.pdf")], check=True, capture_output=True, text=True
    ).stdout.splitlines()[2:]
    for line in listed:
        assert line.split()[-5] == "yes", line
    return {line.split()[0].partition("+")[2].rstrip(",") for line in listed}


def read_by_zxing(image: Image.Image) -> list[str]:
    """Return the texts of all codes that zxing-cpp finds."""
    return [found.text for found in zxingcpp.read_barcodes(image)]


def read_by_zbar(image: Image.Image, folder: Path) -> list[str]:
    """Return the texts of all codes that zbarimg finds."""
    zbarimg = program("zbarimg", "zbar-tools")
    image.save(folder / "code.png")
    done = subprocess.run(  # noqa: S603 - our own arguments
        [zbarimg, "--quiet", "--raw", str(folder / "code.png")], check=False, capture_output=True, text=True
    )
    return done.stdout.split("\n")[:-1]
