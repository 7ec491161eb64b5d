"""What is on paper: PDFs as pictures, texts and fonts, and the QR codes that readers find in them."""

import shutil
import subprocess
from io import BytesIO
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image
from pypdf import PdfReader


def program(name: str, package: str) -> str:
    """Where the program is; without it the test is skipped, and says which package has it."""
    found = shutil.which(name)
    if found is None:
        pytest.skip(f"{name} is missing: ./dev test installs {package}")
    return found


def picture(pdf: bytes, folder: Path, *, page: int = 1, dpi: int = 150) -> Image.Image:
    """A page as a printer would see it, in greys."""
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
    """The text of a page, as a reader of the screen or a search finds it."""
    return PdfReader(BytesIO(pdf)).pages[page - 1].extract_text()


def fonts(pdf: bytes, folder: Path) -> set[str]:
    """The names of the embedded fonts, without the marks of their subsets; a font that is not embedded fails."""
    pdffonts = program("pdffonts", "poppler-utils")
    (folder / "fonts.pdf").write_bytes(pdf)
    listed = subprocess.run(  # noqa: S603 - our own arguments
        [pdffonts, str(folder / "fonts.pdf")], check=True, capture_output=True, text=True
    ).stdout.splitlines()[2:]
    for line in listed:
        assert line.split()[-5] == "yes", line
    return {line.split()[0].partition("+")[2].rstrip(",") for line in listed}


def read_by_zxing(image: Image.Image) -> list[str]:
    """The texts of the codes that zxing-cpp finds."""
    return [found.text for found in zxingcpp.read_barcodes(image)]


def read_by_zbar(image: Image.Image, folder: Path) -> list[str]:
    """The texts of the codes that zbarimg finds."""
    zbarimg = program("zbarimg", "zbar-tools")
    image.save(folder / "code.png")
    done = subprocess.run(  # noqa: S603 - our own arguments
        [zbarimg, "--quiet", "--raw", str(folder / "code.png")], check=False, capture_output=True, text=True
    )
    return done.stdout.split("\n")[:-1]
