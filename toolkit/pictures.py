"""Photographs that somebody uploads: made anew from their pixels, so that nothing else in the file is kept."""

import struct
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from io import BytesIO
from threading import Lock

from PIL import Image, ImageFile, ImageOps

FORMATS = ("JPEG", "PNG", "WEBP")
WIDTH, HEIGHT = 450, 600
"""Pixels of a portrait: three by four, enough for the largest place that shows it on a fine screen."""
SMALLEST = (240, 320)
MOST_PIXELS = 20_000_000
MOST_BYTES = 10 * 1024 * 1024
QUALITY = 82
EYES = (0.5, 0.35)
"""What stays in the middle of the crop, as parts of width and height: a face is above the middle of a portrait."""
_PILLOWS_SETTING = Lock()


class PictureFault(StrEnum):
    """Why a file is not taken as a photograph."""

    TOO_BIG = "too_big"
    TOO_MANY_PIXELS = "too_many_pixels"
    TOO_SMALL = "too_small"
    NOT_A_PICTURE = "not_a_picture"


class PictureRefused(ValueError):
    """The file is not taken as a photograph."""

    def __init__(self, fault: PictureFault) -> None:
        super().__init__(fault)
        self.fault = fault


def portrait(content: bytes) -> bytes:
    """Return the photograph as a JPEG of WIDTH by HEIGHT, upright and without metadata; raise PictureRefused.

    The number of pixels is read from the head of the file, so a small file that would unpack to a huge picture is
    refused before it is unpacked.
    """
    if len(content) > MOST_BYTES:
        raise PictureRefused(PictureFault.TOO_BIG)
    try:
        with _whole_files_only():
            return _portrait(content)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise PictureRefused(PictureFault.TOO_MANY_PIXELS) from None
    # What Pillow raises for files that are broken, or made to break it.
    except (OSError, SyntaxError, EOFError, LookupError, TypeError, OverflowError, struct.error, zlib.error):
        raise PictureRefused(PictureFault.NOT_A_PICTURE) from None
    except ValueError as error:
        if isinstance(error, PictureRefused):
            raise
        raise PictureRefused(PictureFault.NOT_A_PICTURE) from None


@contextmanager
def _whole_files_only() -> Iterator[None]:
    """Let Pillow refuse files that end too early: WeasyPrint has told it, for the whole process, to take them."""
    with _PILLOWS_SETTING:
        before = ImageFile.LOAD_TRUNCATED_IMAGES
        ImageFile.LOAD_TRUNCATED_IMAGES = False
        try:
            yield
        finally:
            ImageFile.LOAD_TRUNCATED_IMAGES = before


def _portrait(content: bytes) -> bytes:
    with Image.open(BytesIO(content), formats=FORMATS) as picture:
        if picture.width * picture.height > MOST_PIXELS:
            raise PictureRefused(PictureFault.TOO_MANY_PIXELS)
        # A JPEG can be unpacked at a fraction of its size.
        picture.draft("RGB", (WIDTH * 2, HEIGHT * 2))
        upright = ImageOps.exif_transpose(picture)
        if upright.width < SMALLEST[0] or upright.height < SMALLEST[1]:
            raise PictureRefused(PictureFault.TOO_SMALL)
        cropped = ImageOps.fit(_on_white(upright), (WIDTH, HEIGHT), Image.Resampling.LANCZOS, centering=EYES)
    # A new picture has the pixels alone: Pillow would write out comments and profiles that the old one had.
    plain = Image.new("RGB", cropped.size)
    plain.paste(cropped)
    written = BytesIO()
    plain.save(written, "JPEG", quality=QUALITY, optimize=True, progressive=True)
    return written.getvalue()


def _on_white(picture: Image.Image) -> Image.Image:
    if not picture.has_transparency_data:
        return picture.convert("RGB")
    layered = picture.convert("RGBA")
    ground = Image.new("RGBA", layered.size, "white")
    ground.alpha_composite(layered)
    return ground.convert("RGB")
