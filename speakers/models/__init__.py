"""Models of `speakers`."""

from speakers.models.speaker import Absence, Appearance, Speaker, SpeakerState

__all__ = ["Absence", "Appearance", "Speaker", "SpeakerState"]
