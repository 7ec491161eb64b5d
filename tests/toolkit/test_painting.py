"""What the painter keeps for the next document, and what it must not keep."""

import pytest

from tests import paper
from toolkit.fonts import Face
from toolkit.painting import PaintedLine, PaintedSheet, Panel, paint
from toolkit.pdf import ForbiddenAddressError, UnprintableTextError

CSS = "@page { size: 100px 100px }"


def printed(design: str, line: str = "林") -> bytes:
    panel = Panel(0, (PaintedLine(line, Face.SERIF, 20, 10, 80),))
    return paint([PaintedSheet((100, 100), ((panel, 0.0, 0.0),))], designs=[design], css=CSS, title="t", lang="en")


def test_a_design_is_drawn_again_with_other_lines() -> None:
    for line in ("林知远", "王伟", "林知远"):
        assert paper.text(printed('<p class="sans">上</p>', line)).split() == ["上", line]


@pytest.mark.parametrize("times", [1, 2])
def test_a_faulty_design_is_refused_every_time(times: int) -> None:
    for _ in range(times):
        with pytest.raises(UnprintableTextError):
            printed('<p class="sans">上\U0002a6d6</p>')
        with pytest.raises(ForbiddenAddressError):
            printed('<img alt="" src="nearby.png">')
        with pytest.raises(ValueError, match="exactly one page"):
            printed('<p>1</p><p style="break-before: page">2</p>')


def test_a_faulty_line_is_refused_every_time() -> None:
    for _ in range(2):
        with pytest.raises(UnprintableTextError):
            printed('<p class="sans">上</p>', "\U0002a6d6")
