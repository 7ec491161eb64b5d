"""A fake camera for Chromium: pictures are drawn here and written as a video, without any other tool."""

from collections.abc import Sequence
from pathlib import Path
from typing import Literal

import qrcode
from PIL import Image
from qrcode.util import QRData

WIDTH, HEIGHT, RATE = 1280, 720, 10
ALPHANUMERIC: Literal[2] = 2  # qrcode's constant for this mode
DESK = 200  # grey level of the background behind a badge


def qr_picture(text: str, *, box: int = 8) -> Image.Image:
    """Draw a QR symbol with its quiet zone; in alphanumeric mode, as on a badge, if the text allows it."""
    symbol = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_M, border=4)
    alphanumeric = all(character in "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:" for character in text)
    symbol.add_data(QRData(text.encode(), mode=ALPHANUMERIC) if alphanumeric else text)
    symbol.make(fit=True)
    modules = symbol.get_matrix()  # includes the quiet zone
    small = Image.new("L", (len(modules), len(modules)))
    small.putdata([0 if dark else 255 for row in modules for dark in row])
    return small.resize((len(modules) * box, len(modules) * box), Image.Resampling.NEAREST)


def in_view(picture: Image.Image | None) -> Image.Image:
    """Return a camera frame: the picture centred on the desk, shrunk if too large, or only the desk for None."""
    frame = Image.new("L", (WIDTH, HEIGHT), DESK)
    if picture is not None:
        shown = picture.convert("L")
        shown.thumbnail((WIDTH * 9 // 10, HEIGHT * 9 // 10))
        frame.paste(shown, ((WIDTH - shown.width) // 2, (HEIGHT - shown.height) // 2))
    return frame


def write_video(path: Path, scenes: Sequence[tuple[Image.Image | None, float]]) -> Path:
    """Write a Y4M file that shows each picture (None: the empty desk) for its number of seconds.

    Chromium plays it in a loop.
    """
    grey = bytes([128]) * (WIDTH * HEIGHT // 2)
    with path.open("wb") as video:
        video.write(f"YUV4MPEG2 W{WIDTH} H{HEIGHT} F{RATE}:1 Ip A1:1 C420jpeg\n".encode())
        for picture, seconds in scenes:
            frame = b"FRAME\n" + in_view(picture).tobytes() + grey
            for _ in range(max(1, round(seconds * RATE))):
                video.write(frame)
    return path


def camera_flags(video: Path) -> list[str]:
    """Return Chromium's flags to use the video as its camera and to grant the permission."""
    return [
        "--use-fake-device-for-media-stream",
        "--use-fake-ui-for-media-stream",
        f"--use-file-for-fake-video-capture={video}",
    ]
