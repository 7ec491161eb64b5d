"""Builders for photographs."""

from io import BytesIO

from PIL import Image


def a_photograph(colour: str = "teal", size: tuple[int, int] = (900, 1200)) -> bytes:
    """Return a JPEG of one colour."""
    written = BytesIO()
    Image.new("RGB", size, colour).save(written, "JPEG")
    return written.getvalue()
