"""What becomes of a value that two people have changed at the same time."""

from enum import StrEnum


class Keep(StrEnum):
    """Which of two values is kept: that of whoever saves last, the one stored meanwhile, or both texts."""

    MINE = "mine"
    THEIRS = "theirs"
    BOTH = "both"


def kept(choice: Keep, *, mine: str, theirs: str, has_lines: bool) -> str:
    """Return the value to save. Both texts follow each other as paragraphs, or in one line with a stroke between them.

    A text that contains the other, or is empty, stands for both.
    """
    if choice is Keep.MINE:
        return mine
    if choice is Keep.THEIRS or mine.strip() in theirs:
        return theirs
    if theirs.strip() in mine:
        return mine
    return f"{theirs}\n\n{mine}" if has_lines else f"{theirs} / {mine}"
