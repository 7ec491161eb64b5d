"""A fake camera for Chromium: what it sees is drawn here, and written as a video without any other tool."""

from collections.abc import Sequence
from pathlib import Path
from typing import Literal

import qrcode
from PIL import Image
from qrcode.util import QRData

WIDTH, HEIGHT, RATE = 1280, 720, 10
ALPHANUMERIC: Literal[2] = 2  # qrcode's name for the mode
DESK = 200  # the grey of what is behind a badge


def qr_picture(text: str, *, box: int = 8) -> Image.Image:
    """A QR symbol with its quiet zone; in alphanumeric mode where the text allows it, as on a badge."""
    symbol = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_M, border=4)
    alphanumeric = all(character in "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:" for character in text)
    symbol.add_data(QRData(text.encode(), mode=ALPHANUMERIC) if alphanumeric else text)
    symbol.make(fit=True)
    modules = symbol.get_matrix()  # the quiet zone is in it
    small = Image.new("L", (len(modules), len(modules)))
    small.putdata([0 if dark else 255 for row in modules for dark in row])
    return small.resize((len(modules) * box, len(modules) * box), Image.Resampling.NEAREST)


def in_view(picture: Image.Image | None) -> Image.Image:
    """What the camera sees: the picture in the middle of a desk, made smaller where it is too large; or the desk."""
    frame = Image.new("L", (WIDTH, HEIGHT), DESK)
    if picture is not None:
        shown = picture.convert("L")
        shown.thumbnail((WIDTH * 9 // 10, HEIGHT * 9 // 10))
        frame.paste(shown, ((WIDTH - shown.width) // 2, (HEIGHT - shown.height) // 2))
    return frame


def write_video(path: Path, scenes: Sequence[tuple[Image.Image | None, float]]) -> Path:
    """A Y4M file that shows each picture (None: nothing) for so many seconds; Chromium plays it round and round."""
    grey = bytes([128]) * (WIDTH * HEIGHT // 2)
    with path.open("wb") as video:
        video.write(f"YUV4MPEG2 W{WIDTH} H{HEIGHT} F{RATE}:1 Ip A1:1 C420jpeg\n".encode())
        for picture, seconds in scenes:
            frame = b"FRAME\n" + in_view(picture).tobytes() + grey
            for _ in range(max(1, round(seconds * RATE))):
                video.write(frame)
    return path


def camera_flags(video: Path) -> list[str]:
    """The flags with which Chromium takes the video for its camera, and asks nobody."""
    return [
        "--use-fake-device-for-media-stream",
        "--use-fake-ui-for-media-stream",
        f"--use-file-for-fake-video-capture={video}",
    ]
