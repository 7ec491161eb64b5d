"""Why a badge was printed."""

from enum import StrEnum


class Occasion(StrEnum):
    """Of one badge. Those printed together carry the name of their run instead."""

    LETTER = "letter"
    OWN = "own"  # the delegate, from their own page
    DESK = "desk"


AT_HOME = frozenset({Occasion.LETTER, Occasion.OWN})
"""The team has nothing in hand yet."""
