"""QR codes for screen, print and mail.

The error correction level is M. Texts of A-Z, 0-9, space and $%*+-./: use the alphanumeric mode, which packs two
characters into eleven bits. Texts must be ASCII: scanners decode anything else differently.
"""

from dataclasses import dataclass
from functools import cache, reduce
from io import BytesIO
from operator import xor

from django.utils.html import format_html
from django.utils.safestring import SafeString
from PIL import Image
from qrcode import QRCode
from qrcode.constants import ERROR_CORRECT_M
from qrcode.util import QRData

_ALPHANUMERIC = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"
QUIET_ZONE = 4  # modules, by the standard


@dataclass(frozen=True)
class Qr:
    """The modules of a code without its quiet zone, as rows of dark (True) and light."""

    rows: tuple[tuple[bool, ...], ...]

    @property
    def side(self) -> int:
        """The width and height in modules."""
        return len(self.rows)

    @property
    def path(self) -> str:
        """The dark modules as one SVG path. A module is 1 by 1; each run in a row is one rectangle."""
        return "".join(
            f"M{start} {y}h{length}v1h-{length}z" for y, row in enumerate(self.rows) for start, length in _runs(row)
        )

    @property
    def bits(self) -> bytes:
        """One bit for each module, 1 for dark; rows are padded to whole bytes."""
        width = (self.side + 7) // 8
        return b"".join(
            (int("".join("1" if dark else "0" for dark in row), 2) << (width * 8 - self.side)).to_bytes(width, "big")
            for row in self.rows
        )


def qr(text: str, *, mask: int | None = None) -> Qr:
    """Return the code of an ASCII text. A fixed mask (0 to 7) is six times faster than finding the best one.

    The code has at least version 2, so that all codes of a kind have the same size. Raise ValueError if the text is
    empty, not ASCII, or longer than 500 characters.
    """
    if not text or not text.isascii():
        raise ValueError("a QR code holds ASCII text")
    if len(text) > 500:
        raise ValueError("too long for a QR code that a phone reads at once")
    code = QRCode(error_correction=ERROR_CORRECT_M, border=0, mask_pattern=mask)
    code.add_data(QRData(text, 2 if set(text) <= set(_ALPHANUMERIC) else 4))  # modes: alphanumeric, bytes
    code.version = code.best_fit(start=2)
    code.make(fit=False)
    return Qr(tuple(tuple(bool(module) for module in row) for row in code.modules))


class Series:
    """Codes of many alphanumeric texts of one length, with a fixed mask: twenty times faster than one by one.

    Each module is a sum (modulo two) of bits of the text, and two characters make eleven bits. So the code of a text is
    the code of "00..." plus the difference that each pair of characters makes, which in turn is the sum of the
    differences of its single bits. Each of these is computed once, with `qr`.
    """

    def __init__(self, length: int, *, mask: int) -> None:
        self._length, self._mask = length, mask
        nothing = qr("0" * length, mask=mask)
        self.side, self._size = nothing.side, len(nothing.bits)
        self._nothing = int.from_bytes(nothing.bits)
        self._pairs: dict[tuple[int, str], int] = {}
        self._singles: dict[tuple[int, str], int] = {}

    def bits(self, text: str) -> bytes:
        """Return the same as `qr(text, mask=mask).bits`. Raise ValueError for a text of another length or alphabet."""
        if len(text) != self._length:
            raise ValueError(f"the text must have {self._length} characters")
        sum_ = self._nothing
        for at in range(0, self._length, 2):
            pair = at, text[at : at + 2]
            if pair not in self._pairs:
                self._pairs[pair] = self._difference(*pair)
            sum_ ^= self._pairs[pair]
        return sum_.to_bytes(self._size)

    def _difference(self, at: int, pair: str) -> int:
        value = reduce(lambda sum_, character: sum_ * 45 + _ALPHANUMERIC.index(character), pair, 0)
        bits = (1 << bit for bit in range(11) if value >> bit & 1)
        return reduce(xor, (self._single(at, _written(bit)[-len(pair) :]) for bit in bits), 0)

    def _single(self, at: int, pair: str) -> int:
        if (at, pair) not in self._singles:
            text = f"{'0' * at}{pair}{'0' * (self._length - at - len(pair))}"
            self._singles[at, pair] = self._nothing ^ int.from_bytes(qr(text, mask=self._mask).bits)
        return self._singles[at, pair]


def _written(value: int) -> str:
    """Return the pair of characters that encodes to these eleven bits."""
    high, low = divmod(value, 45)
    return _ALPHANUMERIC[high] + _ALPHANUMERIC[low]


@cache
def series(length: int, *, mask: int) -> Series:
    """Return the series for this length and mask. Its tables are kept as long as the process runs."""
    return Series(length, mask=mask)


def svg(text: str, *, label: str) -> SafeString:
    """Return the code as SVG with its quiet zone, black on white in any theme, labelled for screen readers."""
    code = qr(text)
    whole = code.side + 2 * QUIET_ZONE
    return format_html(
        '<svg class="qr" role="img" aria-label="{}" viewBox="{} {} {} {}" shape-rendering="crispEdges">'
        '<rect x="{}" y="{}" width="{}" height="{}" fill="#fff"/><path fill="#000" d="{}"/></svg>',
        label,
        *(-QUIET_ZONE, -QUIET_ZONE, whole, whole),
        *(-QUIET_ZONE, -QUIET_ZONE, whole, whole),
        code.path,
    )


def png(text: str, *, module: int = 8) -> bytes:
    """Return the code as a PNG with its quiet zone, `module` pixels to a module."""
    code = qr(text)
    return png_of(code, module=module, quiet=QUIET_ZONE)


def png_of(code: Qr, *, module: int, quiet: int) -> bytes:
    """Return a code as a black-and-white PNG: `module` pixels to a module, `quiet` modules of margin."""
    picture = Image.frombytes("1", (code.side, code.side), bytes(byte ^ 0xFF for byte in code.bits))
    side = code.side + 2 * quiet
    framed = Image.new("1", (side, side), 1)
    framed.paste(picture, (quiet, quiet))
    written = BytesIO()
    framed.resize((side * module, side * module), Image.Resampling.NEAREST).save(written, "PNG", optimize=True)
    return written.getvalue()


def _runs(row: tuple[bool, ...]) -> list[tuple[int, int]]:
    """Return (start, length) of each run of dark modules."""
    found: list[tuple[int, int]] = []
    for at, dark in enumerate(row):
        if not dark:
            continue
        if found and sum(found[-1]) == at:
            found[-1] = (found[-1][0], found[-1][1] + 1)
        else:
            found.append((at, 1))
    return found
