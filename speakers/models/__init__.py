"""Who is on stage."""

from speakers.models.speaker import Appearance, Speaker, SpeakerState

__all__ = ["Appearance", "Speaker", "SpeakerState"]
