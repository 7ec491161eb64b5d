"""Stroke order (姓氏笔画): ICU's `zh-u-co-stroke`, from a table that `deploy/vendor-stroke-order` writes."""

from functools import cache
from pathlib import Path

TABLE = Path(__file__).with_name("stroke_order.txt")


@cache
def _ranks() -> dict[str, int]:
    return {character: rank for rank, character in enumerate(TABLE.read_text(encoding="utf-8").strip())}


def stroke_key(name: str) -> str:
    """A key that sorts Han names by strokes, character by character; other letters come after, as they are."""
    ranks = _ranks()
    return "".join(f"{ranks[character]:05x}" if character in ranks else f"~{character}" for character in name)
