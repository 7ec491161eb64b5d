"""Fetching speakers on behalf of a person."""

from django.core.exceptions import PermissionDenied

from events.access import Standing, one_of
from speakers.models import Speaker
from speakers.queries.people import on_stage_within


def speaker_for(standing: Standing, code: str) -> Speaker:
    """Return a speaker; raises Http404 if there is none, and PermissionDenied for a secretary in whose forums they are
    not on stage.
    """
    speaker = one_of(standing, Speaker.objects.select_related("conference", "person"), code=code)
    reach = standing.reach
    if reach.forums is not None and not on_stage_within(Speaker.objects.filter(pk=speaker.pk), reach).exists():
        raise PermissionDenied
    return speaker
