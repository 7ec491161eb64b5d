"""Why a badge is printed, and on what paper."""

from enum import StrEnum


class Paper(StrEnum):
    """How badges are laid out on the paper."""

    A6 = "a6"  # one on a page
    A4 = "a4"  # four on a page, to be cut


class Occasion(StrEnum):
    """Of one badge. Those printed together carry the name of their run instead."""

    LETTER = "letter"
    OWN = "own"  # the delegate, from their own page
    DESK = "desk"


AT_HOME = frozenset({Occasion.LETTER, Occasion.OWN})
"""The team has nothing in hand yet."""
