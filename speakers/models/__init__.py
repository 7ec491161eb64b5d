"""Models of `speakers`."""

from speakers.models.speaker import Appearance, Speaker, SpeakerState

__all__ = ["Appearance", "Speaker", "SpeakerState"]
