"""What follows a publication, in a worker."""

import structlog
from django.db.models import F

from events.extensions import after_publish
from events.models import Release

log = structlog.get_logger(__name__)


def follow(conference: int, number: int) -> None:
    """Call what follows the publication of this release, unless it is no longer the public one. Failures are logged."""
    current = Release.objects.filter(conference__public_version=F("number")).select_related("conference")
    release = current.defer("document").filter(conference=conference, number=number).first()
    if release is None or not release.conference.is_public:
        return
    for follower in after_publish:
        try:
            follower(release)
        except Exception:
            log.exception("after_publish_failed", conference=conference, release=number)
