"""Roles of users: in an organisation, a conference or one forum."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce

from events.models.conference import Conference
from events.models.forum import Forum
from events.models.organisation import Organisation
from events.rules.office.roles import Role


class Membership(models.Model):
    """A user's role in the whole organisation, in one conference, or in one forum of it."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="memberships")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="memberships")
    conference = models.ForeignKey(
        Conference, on_delete=models.CASCADE, null=True, blank=True, related_name="memberships"
    )
    forum = models.ForeignKey(Forum, on_delete=models.CASCADE, null=True, blank=True, related_name="memberships")
    role = models.CharField(max_length=20, choices=[(role.value, role.value) for role in Role])
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            # Coalesce, since SQLite takes two NULLs for different.
            models.UniqueConstraint(
                "user",
                "organisation",
                Coalesce("conference", 0),
                Coalesce("forum", 0),
                "role",
                name="membership_unique",
            ),
            models.CheckConstraint(
                condition=Q(forum__isnull=True) | Q(conference__isnull=False),
                name="membership_forum_has_conference",
            ),
            models.CheckConstraint(
                condition=~Q(role=Role.FORUM_SECRETARY.value) | Q(forum__isnull=False),
                name="membership_secretary_has_forum",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.role}"
