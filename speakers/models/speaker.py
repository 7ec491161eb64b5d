"""Speakers of a conference and their appearances on stage."""

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce

from events.models import Conference, Forum, Person, Session, Talk
from events.rules.programme import AppearanceRole
from toolkit.bilingual import Bilingual
from toolkit.codes import short_code


class SpeakerState(models.TextChoices):
    """Whether a speaker has answered the invitation, and how."""

    INVITED = "invited", "invited"
    CONFIRMED = "confirmed", "confirmed"
    DECLINED = "declined", "declined"
    WITHDRAWN = "withdrawn", "withdrawn"


class Speaker(models.Model):
    """A person as a speaker at one conference. Name, title and posts belong to the person."""

    conference = models.ForeignKey(Conference, on_delete=models.CASCADE, related_name="speakers")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="speakers")
    code = models.CharField(max_length=16, default=short_code)
    state = models.CharField(max_length=10, choices=SpeakerState.choices, default=SpeakerState.INVITED)
    biography_zh = models.TextField(blank=True)
    biography_en = models.TextField(blank=True)
    photo = models.ImageField(upload_to="speakers/", blank=True)
    manual_rank = models.PositiveIntegerField(null=True, blank=True)
    must_not_clash = models.BooleanField(default=False)
    feed = models.JSONField(default=dict, blank=True)
    biography = Bilingual("biography")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["conference", "person"], name="speaker_person_unique"),
            models.UniqueConstraint(fields=["conference", "code"], name="speaker_code_unique"),
        ]

    def __str__(self) -> str:
        return self.code


class Appearance(models.Model):
    """A speaker's role in exactly one of: a talk, a session, a forum."""

    speaker = models.ForeignKey(Speaker, on_delete=models.CASCADE, related_name="appearances")
    forum = models.ForeignKey(Forum, on_delete=models.CASCADE, null=True, blank=True, related_name="appearances")
    session = models.ForeignKey(Session, on_delete=models.CASCADE, null=True, blank=True, related_name="appearances")
    talk = models.ForeignKey(Talk, on_delete=models.CASCADE, null=True, blank=True, related_name="appearances")
    role = models.CharField(max_length=16, choices=[(role.value, role.value) for role in AppearanceRole])
    position = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=(
                    Q(forum__isnull=False, session__isnull=True, talk__isnull=True)
                    | Q(forum__isnull=True, session__isnull=False, talk__isnull=True)
                    | Q(forum__isnull=True, session__isnull=True, talk__isnull=False)
                ),
                name="appearance_in_one_place",
            ),
            models.UniqueConstraint(
                "speaker",
                Coalesce("forum", 0),
                Coalesce("session", 0),
                Coalesce("talk", 0),
                "role",
                name="appearance_unique",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.speaker_id} {self.role}"


class Absence(models.Model):
    """A time at which a speaker cannot appear. Both times are instants."""

    speaker = models.ForeignKey(Speaker, on_delete=models.CASCADE, related_name="absences")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()

    class Meta:
        ordering = ["starts_at", "pk"]
        constraints = [models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="absence_times_in_order")]
