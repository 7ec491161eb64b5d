"""A conference: its names, days, place, colour and state."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db import models
from django.db.models import F, Q

from events.models.organisation import Organisation
from events.rules.forums import Locks, Unapproved
from events.rules.programme import day_of
from toolkit.bilingual import Bilingual


class ConferenceState(models.TextChoices):
    """The life of a conference, from the first draft to the archive."""

    DRAFT = "draft", "draft"
    OPEN = "open", "open"
    LIVE = "live", "live"
    CLOSED = "closed", "closed"
    ARCHIVED = "archived", "archived"


class NameOrder(models.TextChoices):
    """How people of equal rank are sorted."""

    PINYIN = "pinyin", "pinyin"
    STROKES = "strokes", "strokes"


class Conference(models.Model):
    """A conference. Its instants are stored in UTC and shown in its own time zone."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="conferences")
    slug = models.SlugField(max_length=50, unique=True)
    title_zh = models.CharField(max_length=200, blank=True)
    title_en = models.CharField(max_length=200, blank=True)
    short_title_zh = models.CharField(max_length=60, blank=True)
    short_title_en = models.CharField(max_length=60, blank=True)
    edition_zh = models.CharField(max_length=60, blank=True)
    edition_en = models.CharField(max_length=60, blank=True)
    intro_zh = models.TextField(blank=True)
    intro_en = models.TextField(blank=True)
    notice_zh = models.CharField(max_length=300, blank=True)
    notice_en = models.CharField(max_length=300, blank=True)
    city_zh = models.CharField(max_length=100, blank=True)
    city_en = models.CharField(max_length=100, blank=True)
    arrival_zh = models.TextField(blank=True)
    arrival_en = models.TextField(blank=True)
    desk_zh = models.CharField(max_length=300, blank=True)
    desk_en = models.CharField(max_length=300, blank=True)
    hosts_zh = models.CharField(max_length=500, blank=True)
    hosts_en = models.CharField(max_length=500, blank=True)
    contact_email = models.EmailField(max_length=254, blank=True)
    contact_phone = models.CharField(max_length=32, blank=True)
    starts_on = models.DateField()
    ends_on = models.DateField()
    timezone = models.CharField(max_length=64, default="Asia/Shanghai")
    day_starts_at = models.TimeField(default=time(5))
    accent = models.CharField(max_length=7, default="#0E4B4D")
    name_order = models.CharField(max_length=10, choices=NameOrder.choices, default=NameOrder.PINYIN)
    state = models.CharField(max_length=10, choices=ConferenceState.choices, default=ConferenceState.DRAFT)
    public_version = models.PositiveIntegerField(default=0)
    withdrawn_photos = models.JSONField(default=list, blank=True)
    is_example = models.BooleanField(default=False)
    feed = models.JSONField(default=dict, blank=True)
    submit_by = models.DateTimeField(null=True, blank=True)
    locks_rooms = models.BooleanField(default=True)
    locks_times = models.BooleanField(default=True)
    locks_titles = models.BooleanField(default=False)
    unapproved = models.CharField(
        max_length=20, choices=[(each.value, each.value) for each in Unapproved], default=Unapproved.AS_IT_IS.value
    )
    walk_same_floor = models.PositiveSmallIntegerField(default=0)
    walk_other_floor = models.PositiveSmallIntegerField(default=0)
    walk_other_venue = models.PositiveSmallIntegerField(default=0)
    created_at = models.DateTimeField()
    title = Bilingual("title")
    short_title = Bilingual("short_title")
    edition = Bilingual("edition")
    intro = Bilingual("intro")
    notice = Bilingual("notice")
    city = Bilingual("city")
    arrival = Bilingual("arrival")
    desk = Bilingual("desk")
    hosts = Bilingual("hosts")

    class Meta:
        ordering = ["-starts_on", "slug"]
        constraints = [
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="conference_days_in_order")
        ]

    def __str__(self) -> str:
        return self.title.here or self.slug

    @property
    def zone(self) -> ZoneInfo:
        """The time zone that the conference's days and times are given in."""
        return ZoneInfo(self.timezone)

    @property
    def locks(self) -> Locks:
        """What the hosts of forums may not change themselves."""
        return Locks(rooms=self.locks_rooms, times=self.locks_times, titles=self.locks_titles)

    @property
    def ends_at(self) -> datetime:
        """When the last day ends: at `day_starts_at` of the next calendar day."""
        return datetime.combine(self.ends_on + timedelta(days=1), self.day_starts_at, self.zone)

    def day_of(self, instant: datetime) -> date:
        """Return the conference day of an aware instant; the hours after midnight belong to the day before."""
        return day_of(instant, zone=self.zone, day_starts_at=self.day_starts_at)

    @property
    def is_public(self) -> bool:
        """Whether everybody may see it."""
        return self.state != ConferenceState.DRAFT

    @property
    def takes_registrations(self) -> bool:
        """Whether its state allows delegates to sign up."""
        return self.state in {ConferenceState.OPEN, ConferenceState.LIVE}
