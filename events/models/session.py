"""Sessions and the talks in them."""

from django.db import models
from django.db.models import F, Q

from events.models.conference import Conference
from events.models.forum import Forum
from events.models.venue import Room
from events.rules.programme import SessionAccess, SessionKind, TalkKind
from toolkit.bilingual import Bilingual
from toolkit.codes import short_code


class Session(models.Model):
    """A block in one room. It belongs to a forum or to the conference as a whole."""

    conference = models.ForeignKey(Conference, on_delete=models.CASCADE, related_name="sessions")
    forum = models.ForeignKey(Forum, on_delete=models.CASCADE, null=True, blank=True, related_name="sessions")
    room = models.ForeignKey(Room, on_delete=models.PROTECT, null=True, blank=True, related_name="sessions")
    code = models.CharField(max_length=16, default=short_code)
    label = models.CharField(max_length=8, blank=True)
    kind = models.CharField(max_length=12, choices=[(kind.value, kind.value) for kind in SessionKind])
    access = models.CharField(
        max_length=12,
        choices=[(access.value, access.value) for access in SessionAccess],
        default=SessionAccess.OPEN.value,
    )
    title_zh = models.CharField(max_length=500, blank=True)
    title_en = models.CharField(max_length=500, blank=True)
    host_zh = models.CharField(max_length=300, blank=True)
    host_en = models.CharField(max_length=300, blank=True)
    description_zh = models.TextField(blank=True)
    description_en = models.TextField(blank=True)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    capacity = models.PositiveIntegerField(null=True, blank=True)
    needs = models.JSONField(default=list, blank=True)
    is_cancelled = models.BooleanField(default=False)
    source_key = models.CharField(max_length=300, blank=True)
    feed = models.JSONField(default=dict, blank=True)
    title = Bilingual("title")
    host = Bilingual("host")
    description = Bilingual("description")

    class Meta:
        ordering = ["starts_at", "room", "pk"]
        indexes = [models.Index(fields=["conference", "starts_at"], name="session_by_start")]
        constraints = [
            models.UniqueConstraint(fields=["conference", "code"], name="session_code_unique"),
            models.CheckConstraint(condition=Q(ends_at__gte=F("starts_at")), name="session_times_in_order"),
            models.UniqueConstraint(
                fields=["conference", "source_key"],
                condition=~Q(source_key=""),
                name="session_source_key_unique",
            ),
        ]

    def __str__(self) -> str:
        return self.title.here or self.code


class Talk(models.Model):
    """An item inside a session, with its own start, end and position.

    A talk without a session waits in the tray, with the forum that it belongs to; of its times only the length counts.
    A talk starts when the one before it ends, unless it `is_pinned` to its time.
    """

    conference = models.ForeignKey(Conference, on_delete=models.CASCADE, related_name="talks")
    session = models.ForeignKey(Session, on_delete=models.CASCADE, null=True, blank=True, related_name="talks")
    forum = models.ForeignKey(Forum, on_delete=models.CASCADE, null=True, blank=True, related_name="waiting_talks")
    code = models.CharField(max_length=16, default=short_code)
    kind = models.CharField(
        max_length=12, choices=[(kind.value, kind.value) for kind in TalkKind], default=TalkKind.TALK.value
    )
    position = models.PositiveIntegerField(default=0)
    title_zh = models.CharField(max_length=500, blank=True)
    title_en = models.CharField(max_length=500, blank=True)
    abstract_zh = models.TextField(blank=True)
    abstract_en = models.TextField(blank=True)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    placeholder_zh = models.CharField(max_length=300, blank=True)
    placeholder_en = models.CharField(max_length=300, blank=True)
    is_pinned = models.BooleanField(default=False)
    needs = models.JSONField(default=list, blank=True)
    is_cancelled = models.BooleanField(default=False)
    source_key = models.CharField(max_length=200, blank=True)
    feed = models.JSONField(default=dict, blank=True)
    title = Bilingual("title")
    abstract = Bilingual("abstract")
    placeholder = Bilingual("placeholder")

    class Meta:
        ordering = ["starts_at", "position", "pk"]
        indexes = [models.Index(fields=["conference", "starts_at"], name="talk_by_start")]
        constraints = [
            models.UniqueConstraint(fields=["conference", "code"], name="talk_code_unique"),
            models.CheckConstraint(condition=Q(ends_at__gte=F("starts_at")), name="talk_times_in_order"),
            models.CheckConstraint(condition=Q(session=None) | Q(forum=None), name="talk_forum_while_waiting"),
            models.UniqueConstraint(
                fields=["conference", "source_key"],
                condition=~Q(source_key=""),
                name="talk_source_key_unique",
            ),
        ]

    def __str__(self) -> str:
        return self.title.here or self.code
