"""Checkpoints, devices, and the prefixes by which devices name credentials."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from doors.rules.admission import CheckpointKind, DoorDirection
from events.models import Conference, Room, Session
from registration.models.category import Category
from registration.models.delegate import Credential
from toolkit.bilingual import Bilingual
from toolkit.codes import short_code


class Checkpoint(models.Model):
    """A checkpoint (签到点) with its rule of admission: the main entrance, a room, a meal."""

    conference = models.ForeignKey(Conference, on_delete=models.CASCADE, related_name="checkpoints")
    room = models.ForeignKey(Room, on_delete=models.SET_NULL, null=True, blank=True, related_name="checkpoints")
    session = models.ForeignKey(Session, on_delete=models.PROTECT, null=True, blank=True, related_name="checkpoints")
    code = models.CharField(max_length=16, default=short_code)
    name_zh = models.CharField(max_length=100, blank=True)
    name_en = models.CharField(max_length=100, blank=True)
    kind = models.CharField(
        max_length=10,
        choices=[(kind.value, kind.value) for kind in CheckpointKind],
        default=CheckpointKind.ORDINARY.value,
    )
    direction = models.CharField(
        max_length=4, choices=[(each.value, each.value) for each in DoorDirection], default="in"
    )
    categories = models.ManyToManyField(Category, blank=True, related_name="checkpoints")
    opens_at = models.DateTimeField(null=True, blank=True)
    closes_at = models.DateTimeField(null=True, blank=True)
    re_entry = models.BooleanField(default=False)
    capacity = models.PositiveIntegerField(null=True, blank=True)
    position = models.PositiveIntegerField(default=0)
    is_active = models.BooleanField(default=True)
    name = Bilingual("name")

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["conference", "code"], name="checkpoint_code_unique"),
            models.CheckConstraint(
                condition=~Q(kind="closed") | Q(session__isnull=False), name="checkpoint_closed_has_list"
            ),
        ]

    def __str__(self) -> str:
        return self.name.here


class Device(models.Model):
    """A paired scanner. Its key is stored as a hash."""

    conference = models.ForeignKey(Conference, on_delete=models.CASCADE, related_name="devices")
    code = models.CharField(max_length=16, default=short_code)
    name = models.CharField(max_length=60)
    key_hash = models.CharField(max_length=64, unique=True)
    checkpoints = models.ManyToManyField(Checkpoint, related_name="devices")
    paired_at = models.DateTimeField()
    paired_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True)
    last_seen_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["name", "pk"]
        constraints = [models.UniqueConstraint(fields=["conference", "code"], name="device_code_unique")]

    def __str__(self) -> str:
        return self.name


class DevicePairing(models.Model):
    """A one-time offer to pair a device, shown as a QR for ten minutes. The secret is stored as a hash."""

    conference = models.ForeignKey(Conference, on_delete=models.CASCADE, related_name="pairings")
    name = models.CharField(max_length=60)
    secret_hash = models.CharField(max_length=64, unique=True)
    checkpoints = models.ManyToManyField(Checkpoint, related_name="pairings")
    offered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True)
    offered_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)
    device = models.OneToOneField(Device, on_delete=models.SET_NULL, null=True, blank=True, related_name="pairing")

    def __str__(self) -> str:
        return self.name


class DoorDay(models.Model):
    """The salt of one event day: the same for all devices of the conference, so that deltas of lists are possible."""

    conference = models.ForeignKey(Conference, on_delete=models.CASCADE, related_name="door_days")
    day = models.DateField()
    salt = models.BinaryField(max_length=32)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["conference", "day"], name="door_day_unique")]

    def __str__(self) -> str:
        return f"{self.conference_id} {self.day}"


class CredentialPrefix(models.Model):
    """(day, prefix) -> credential. Devices send day and prefix instead of the code."""

    door_day = models.ForeignKey(DoorDay, on_delete=models.CASCADE, related_name="prefixes")
    prefix = models.CharField(max_length=16)
    credential = models.ForeignKey(Credential, on_delete=models.CASCADE, related_name="prefixes")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["door_day", "prefix"], name="prefix_unique"),
            models.UniqueConstraint(fields=["door_day", "credential"], name="prefix_of_credential_unique"),
        ]

    def __str__(self) -> str:
        return f"{self.door_day_id} {self.prefix}"
