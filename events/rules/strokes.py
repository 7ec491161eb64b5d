"""Sorting by stroke order (姓氏笔画), as in ICU's `zh-u-co-stroke`. `deploy/vendor-stroke-order` writes the table."""

from functools import cache
from pathlib import Path

LONGEST = 300
TABLE = Path(__file__).with_name("stroke_order.txt")


@cache
def _ranks() -> dict[str, int]:
    return {character: rank for rank, character in enumerate(TABLE.read_text(encoding="utf-8").strip())}


def stroke_key(name: str) -> str:
    """Return a key that sorts Chinese names by strokes, character by character. Other characters sort after them.

    It has at most LONGEST characters, which is enough for the sixty that a name may have.
    """
    ranks = _ranks()
    keys = (f"{ranks[character]:05x}" if character in ranks else f"~{character}" for character in name)
    return "".join(keys)[:LONGEST]
