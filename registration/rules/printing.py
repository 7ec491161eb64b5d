"""Why a badge is printed, and on what paper."""

from enum import StrEnum


class Paper(StrEnum):
    """How badges are laid out on the paper."""

    A6 = "a6"  # one on a page
    A4 = "a4"  # four on a page, to be cut


class Occasion(StrEnum):
    """Where a single badge was printed. Badges printed in one run store the name of the run instead."""

    LETTER = "letter"
    OWN = "own"  # by the delegate, from their own page
    DESK = "desk"


AT_HOME = frozenset({Occasion.LETTER, Occasion.OWN})
"""Occasions that leave the desk without a printed badge to hand out."""
