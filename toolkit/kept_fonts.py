"""Fonts in PDFs, prepared once in a process: WeasyPrint would open and search each of them anew for every PDF."""

from collections.abc import Callable
from copy import copy
from functools import cache, partial
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from weasyprint.pdf.fonts import Font


class KeptFonts(dict[int, "Font"]):
    """The fonts of one PDF, by WeasyPrint's keys. What is costly about a font is kept for the next PDF.

    Opening a Chinese font copies its fourteen megabytes, and looking for the glyphs to embed reads all its tables.
    HarfBuzz can prepare a font for that, after which it takes a fiftieth of the time.
    """

    def __contains__(self, key: object) -> bool:
        if isinstance(key, int) and key in _KEPT:
            self.blank(key)
        return super().__contains__(key)

    def __setitem__(self, key: int, font: "Font") -> None:
        _KEPT[key] = _prepared(font)
        self.blank(key)

    def blank(self, key: int) -> "Font":
        """Return this PDF's copy of a font that is kept."""
        if not super().__contains__(key):
            font = copy(_KEPT[key])
            font.to_unicode, font.widths, font.missing = {}, {}, {}
            if _preparing() is not None:
                font.subset = partial(_cut, font)
            super().__setitem__(key, font)
        return self[key]


_KEPT: "dict[int, Font]" = {}
_NOT_IN_PDF = (b"OS/2", b"cmap", b"name", b"post", b"GDEF", b"GPOS", b"GSUB", b"STAT", b"gasp")


@cache
def _preparing() -> Callable[[object], object] | None:
    """Return HarfBuzz's function that prepares a face for taking subsets of it; None before its version 6."""
    from weasyprint.text.ffi import ffi, harfbuzz, harfbuzz_subset

    if not harfbuzz_subset or not harfbuzz.hb_version_atleast(6, 0, 0):
        return None
    ffi.cdef("hb_face_t * hb_subset_preprocess (hb_face_t *source);")
    prepare: Callable[[object], object] = harfbuzz_subset.hb_subset_preprocess
    return prepare


def _prepared(font: "Font") -> "Font":
    if prepare := _preparing():
        font.hb_face = prepare(font.hb_face)
        font.file_content = b""  # fourteen megabytes, for which the subset steps in
    return font


def _cut(font: "Font", glyphs: dict[int, str], _hinting: object) -> None:
    """Keep only these glyphs of the font, under their numbers, as `Font.subset` does. Prepared faces take one step."""
    from weasyprint.text.ffi import ffi, harfbuzz, harfbuzz_subset
    from weasyprint.text.fonts import get_hb_object_data

    order = ffi.gc(harfbuzz_subset.hb_subset_input_create_or_fail(), harfbuzz_subset.hb_subset_input_destroy)
    kept = harfbuzz_subset.hb_subset_input_glyph_set(order)
    harfbuzz.hb_set_add_sorted_array(kept, ffi.new("hb_codepoint_t[]", sorted(glyphs)), len(glyphs))
    dropped = harfbuzz_subset.hb_subset_input_set(order, harfbuzz_subset.HB_SUBSET_SETS_DROP_TABLE_TAG)
    tags = sorted(harfbuzz.hb_tag_from_string(table, -1) for table in _NOT_IN_PDF)
    harfbuzz.hb_set_add_sorted_array(dropped, ffi.new("hb_codepoint_t[]", tags), len(tags))
    flags = harfbuzz_subset.HB_SUBSET_FLAGS_RETAIN_GIDS | harfbuzz_subset.HB_SUBSET_FLAGS_NO_HINTING
    harfbuzz_subset.hb_subset_input_set_flags(order, flags | harfbuzz_subset.HB_SUBSET_FLAGS_DESUBROUTINIZE)
    face = ffi.gc(harfbuzz_subset.hb_subset_or_fail(font.hb_face, order), harfbuzz.hb_face_destroy)
    font.file_content = get_hb_object_data(face)
    if not font.file_content:
        raise ValueError(f"HarfBuzz takes no subset of {font.family}")
