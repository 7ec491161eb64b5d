"""Delete the photographs that a new release has made superfluous."""

from events.models import Release
from speakers.operations.photos import sweep_photos
from toolkit import clock


def sweep(release: Release) -> None:
    """Delete what neither the draft nor the release, now the public one, shows."""
    sweep_photos(release.conference, now=clock.now())
