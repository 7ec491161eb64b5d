"""What the centre and a forum's hosts say to each other: remarks, and requests for changes of what is locked."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce

from events.models.conference import Conference
from events.models.forum import Forum
from events.models.session import Session, Talk
from events.rules.forums import LockedFact, RequestState


class Remark(models.Model):
    """A remark of the centre about a forum, one of its sessions or one of its talks.

    Its hosts answer, or say that they have changed what it is about; only the centre closes it.
    """

    conference = models.ForeignKey(Conference, on_delete=models.CASCADE, related_name="remarks")
    forum = models.ForeignKey(Forum, on_delete=models.CASCADE, related_name="remarks")
    session = models.ForeignKey(Session, on_delete=models.CASCADE, null=True, blank=True, related_name="remarks")
    talk = models.ForeignKey(Talk, on_delete=models.CASCADE, null=True, blank=True, related_name="remarks")
    text = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    at = models.DateTimeField()
    answer = models.TextField(blank=True)
    is_settled = models.BooleanField(default=False)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    answered_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(session=None) | Q(talk=None), name="remark_about_one_thing"),
        ]


class ChangeRequest(models.Model):
    """What a forum's hosts ask the centre to change, of what is locked for them.

    `seen` is the value when it was asked for, `wanted` the value asked for: both in the shape that
    `events.rules.requests` gives the fact. `about` names the session in case it is removed.
    """

    conference = models.ForeignKey(Conference, on_delete=models.CASCADE, related_name="change_requests")
    forum = models.ForeignKey(Forum, on_delete=models.CASCADE, related_name="change_requests")
    session = models.ForeignKey(
        Session, on_delete=models.SET_NULL, null=True, blank=True, related_name="change_requests"
    )
    about = models.CharField(max_length=200, blank=True)
    fact = models.CharField(max_length=10, choices=[(each.value, each.value) for each in LockedFact])
    seen = models.JSONField(default=dict)
    wanted = models.JSONField(default=dict)
    reason = models.CharField(max_length=500)
    state = models.CharField(
        max_length=10, choices=[(each.value, each.value) for each in RequestState], default=RequestState.OPEN.value
    )
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    asked_at = models.DateTimeField()
    answer = models.CharField(max_length=500, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["asked_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                "forum",
                Coalesce("session", 0),
                "fact",
                condition=Q(state=RequestState.OPEN.value),
                name="change_request_open_once",
            ),
        ]


class AcceptedClash(models.Model):
    """A clash that somebody has decided to keep, with the reason; `mark` is that of `events.rules.bookings.Clash`."""

    conference = models.ForeignKey(Conference, on_delete=models.CASCADE, related_name="accepted_clashes")
    mark = models.CharField(max_length=200)
    reason = models.CharField(max_length=500)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "pk"]
        constraints = [models.UniqueConstraint(fields=["conference", "mark"], name="accepted_clash_once")]
