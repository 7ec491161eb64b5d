import struct
import zlib
from io import BytesIO

import pytest
from PIL import Image, ImageFile

from toolkit.pictures import HEIGHT, MOST_BYTES, WIDTH, PictureFault, PictureRefused, portrait


@pytest.fixture(autouse=True)
def as_weasyprint_leaves_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tell Pillow to take files that end too early, as WeasyPrint does when it is imported."""
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", True)


def a_picture(
    size: tuple[int, int] = (900, 1200), colour: str = "teal", *, form: str = "JPEG", **saved: object
) -> bytes:
    written = BytesIO()
    mode = "RGB" if form == "JPEG" else "RGBA"
    Image.new(mode, size, colour).save(written, form, **saved)
    return written.getvalue()


def opened(content: bytes) -> Image.Image:
    picture = Image.open(BytesIO(content))
    picture.load()
    return picture


def fault_of(content: bytes) -> PictureFault:
    with pytest.raises(PictureRefused) as refused:
        portrait(content)
    return refused.value.fault


def a_png_head(width: int, height: int) -> bytes:
    """Return a PNG that claims a size and has a few bytes of pixels: whoever unpacks it finds it broken."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 9)) + chunk(b"IEND", b"")


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize("size", [(900, 1200), (3000, 700), (400, 3000), (240, 320)])
def test_every_photograph_becomes_a_jpeg_of_three_by_four(form: str, size: tuple[int, int]) -> None:
    made = opened(portrait(a_picture(size, form=form)))
    assert (made.format, made.mode, made.size) == ("JPEG", "RGB", (WIDTH, HEIGHT))
    assert WIDTH * 4 == HEIGHT * 3


def test_no_metadata_is_kept() -> None:
    exif = Image.Exif()
    exif[0x010E] = "taken at home"
    exif.get_ifd(0x8825)[2] = (31.0, 18.0, 0.0)  # GPS latitude
    content = a_picture(exif=exif, comment=b"a secret", icc_profile=b"profile" * 40)
    assert b"taken at home" in content
    made = portrait(content)
    assert not [secret for secret in (b"taken at home", b"a secret", b"profile", b"Exif") if secret in made]
    assert set(opened(made).info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density", "progressive", "progression"}


def test_a_photograph_taken_with_the_camera_turned_stands_upright() -> None:
    lying = Image.new("RGB", (1200, 900), "red")
    lying.paste("blue", (600, 0, 1200, 900))
    exif = Image.Exif()
    exif[0x0112] = 6  # turn it clockwise by a quarter to look at it
    written = BytesIO()
    lying.save(written, "JPEG", exif=exif)
    made = opened(portrait(written.getvalue()))
    top, foot = made.getpixel((WIDTH // 2, 20)), made.getpixel((WIDTH // 2, HEIGHT - 20))
    assert isinstance(top, tuple)
    assert isinstance(foot, tuple)
    assert (top[0] > 200, foot[2] > 200) == (True, True)


def test_what_is_transparent_becomes_white() -> None:
    pixel = opened(portrait(a_picture(colour="#00000000", form="PNG"))).getpixel((10, 10))
    assert pixel == (255, 255, 255)


def test_more_than_20_megapixels_are_refused_before_they_are_unpacked() -> None:
    assert fault_of(a_png_head(5001, 4000)) is PictureFault.TOO_MANY_PIXELS
    assert fault_of(a_png_head(5000, 4000)) is PictureFault.NOT_A_PICTURE  # not too many, but broken


def test_a_decompression_bomb_is_refused() -> None:
    assert fault_of(a_png_head(60_000, 60_000)) is PictureFault.TOO_MANY_PIXELS
    bomb = a_picture((6000, 6000), form="PNG", optimize=True)
    assert len(bomb) < 400_000
    assert fault_of(bomb) is PictureFault.TOO_MANY_PIXELS


@pytest.mark.parametrize("size", [(239, 320), (240, 319)])
def test_a_picture_that_would_be_blurred_is_refused(size: tuple[int, int]) -> None:
    assert fault_of(a_picture(size)) is PictureFault.TOO_SMALL


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"%PDF-1.7",
        b'<svg xmlns="http://www.w3.org/2000/svg"/>',
        a_picture()[:2000],
        b"\xff\xd8\xff" + b"\0" * 100,
        b"GIF89a" + b"\0" * 100,
    ],
)
def test_what_is_no_photograph_is_refused(content: bytes) -> None:
    assert fault_of(content) is PictureFault.NOT_A_PICTURE


def test_a_file_of_more_than_ten_megabytes_is_not_even_opened() -> None:
    assert MOST_BYTES == 10 * 1024 * 1024
    padded = a_picture().ljust(MOST_BYTES, b"\0")
    assert opened(portrait(padded)).size == (WIDTH, HEIGHT)
    assert fault_of(padded + b"\0") is PictureFault.TOO_BIG


def test_pillows_setting_is_put_back() -> None:
    portrait(a_picture())
    fault_of(b"")
    assert ImageFile.LOAD_TRUNCATED_IMAGES is True
