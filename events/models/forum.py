"""A forum (分会): a sub-conference with a number, a host institution and its own editing state."""

from django.conf import settings
from django.db import models

from events.models.conference import Conference
from events.rules.forums import ForumState
from toolkit.bilingual import Bilingual


class ForumGroup(models.Model):
    """A letter with a title under which forums are listed, such as A 合成生物与制造."""

    conference = models.ForeignKey(Conference, on_delete=models.CASCADE, related_name="forum_groups")
    letter = models.CharField(max_length=4)
    title_zh = models.CharField(max_length=200, blank=True)
    title_en = models.CharField(max_length=200, blank=True)
    position = models.PositiveIntegerField(default=0)
    title = Bilingual("title")

    class Meta:
        ordering = ["position", "letter"]
        constraints = [models.UniqueConstraint(fields=["conference", "letter"], name="forum_group_letter_unique")]

    def __str__(self) -> str:
        return f"{self.letter} {self.title.here}"


class Forum(models.Model):
    """A sub-conference. Its chairs are `Appearance` rows of the app `speakers`.

    `approved_part` is a `events.rules.approval.ForumPart` as JSON: the forum as it was approved, where the draft may
    differ from that. It is None while the draft itself is what was approved, and before the first approval
    (`approved_at` tells which). `changed_at` and `changed_by` are the last change of the forum or anything in it.
    `reminded_at` is when its secretaries were last asked to submit it.
    """

    conference = models.ForeignKey(Conference, on_delete=models.CASCADE, related_name="forums")
    group = models.ForeignKey(ForumGroup, on_delete=models.SET_NULL, null=True, blank=True, related_name="forums")
    number = models.PositiveIntegerField()
    title_zh = models.CharField(max_length=300, blank=True)
    title_en = models.CharField(max_length=300, blank=True)
    host_zh = models.CharField(max_length=300, blank=True)
    host_en = models.CharField(max_length=300, blank=True)
    description_zh = models.TextField(blank=True)
    description_en = models.TextField(blank=True)
    state = models.CharField(
        max_length=10, choices=[(each.value, each.value) for each in ForumState], default=ForumState.DRAFTING.value
    )
    approved_part = models.JSONField(null=True, blank=True)
    approved_at = models.DateTimeField(null=True, blank=True)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    reopened_until = models.DateTimeField(null=True, blank=True)
    changed_at = models.DateTimeField(null=True, blank=True)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    reminded_at = models.DateTimeField(null=True, blank=True)
    source_key = models.CharField(max_length=200, blank=True)
    feed = models.JSONField(default=dict, blank=True)
    title = Bilingual("title")
    host = Bilingual("host")
    description = Bilingual("description")

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["conference", "number"], name="forum_number_unique"),
            models.UniqueConstraint(
                fields=["conference", "source_key"],
                condition=~models.Q(source_key=""),
                name="forum_source_key_unique",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number:02} {self.title.here}"
