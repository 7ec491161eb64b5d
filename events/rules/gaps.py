"""What a forum may lack, and how complete it is."""

from collections.abc import Mapping
from enum import StrEnum


class GapKind(StrEnum):
    """The kinds of things that a forum may lack, in the order in which they are counted."""

    NO_SPEAKER = "no_speaker"
    NO_CHAIR = "no_chair"
    NO_TRANSLATION = "no_translation"
    NO_PHOTO = "no_photo"
    UNANSWERED = "unanswered"


def share_complete(*, looked_at: int, missing: Mapping[GapKind, int], talks: int) -> int:
    """Return how many per cent of what was looked at is there: 100 only if nothing is missing, 0 without any talk."""
    if not talks or not looked_at:
        return 0
    return max(looked_at - sum(missing.values()), 0) * 100 // looked_at
