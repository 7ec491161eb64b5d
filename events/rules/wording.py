"""What differs between two texts, word by word; Chinese characters count as words."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher

_WORD = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]|[^\W\u2e80-\u9fff]+|\s+|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a text, and whether it is missing from the other."""

    text: str
    is_changed: bool


def differing(before: str, after: str) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """Return both texts as pieces; joined, the pieces are the texts again."""
    old, new = _WORD.findall(before), _WORD.findall(after)
    left: list[Piece] = []
    right: list[Piece] = []
    for tag, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        left += _piece(old[i:j], is_changed=tag != "equal")
        right += _piece(new[k:m], is_changed=tag != "equal")
    return tuple(left), tuple(right)


def _piece(words: Iterable[str], *, is_changed: bool) -> list[Piece]:
    text = "".join(words)
    return [Piece(text, is_changed=is_changed)] if text else []
