"""Venues and rooms."""

from django.db import models

from events.models.conference import Conference
from toolkit.bilingual import Bilingual


class Venue(models.Model):
    """A building or a site of one conference."""

    conference = models.ForeignKey(Conference, on_delete=models.CASCADE, related_name="venues")
    name_zh = models.CharField(max_length=200, blank=True)
    name_en = models.CharField(max_length=200, blank=True)
    address_zh = models.CharField(max_length=300, blank=True)
    address_en = models.CharField(max_length=300, blank=True)
    position = models.PositiveIntegerField(default=0)
    name = Bilingual("name")
    address = Bilingual("address")

    class Meta:
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.name.here


class Room(models.Model):
    """A room that sessions take place in."""

    conference = models.ForeignKey(Conference, on_delete=models.CASCADE, related_name="rooms")
    venue = models.ForeignKey(Venue, on_delete=models.PROTECT, related_name="rooms", null=True, blank=True)
    name_zh = models.CharField(max_length=200, blank=True)
    name_en = models.CharField(max_length=200, blank=True)
    floor = models.CharField(max_length=20, blank=True)
    capacity = models.PositiveIntegerField(null=True, blank=True)
    equipment = models.JSONField(default=list, blank=True)
    position = models.PositiveIntegerField(default=0)
    source_key = models.CharField(max_length=200, blank=True)
    feed = models.JSONField(default=dict, blank=True)
    name = Bilingual("name")

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["conference", "source_key"],
                condition=~models.Q(source_key=""),
                name="room_source_key_unique",
            )
        ]

    def __str__(self) -> str:
        return self.name.here


class Walk(models.Model):
    """The minutes from one room to another, in both directions, where the conference's general ones are wrong."""

    conference = models.ForeignKey(Conference, on_delete=models.CASCADE, related_name="walks")
    first = models.ForeignKey(Room, on_delete=models.CASCADE, related_name="+")
    second = models.ForeignKey(Room, on_delete=models.CASCADE, related_name="+")
    minutes = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="walk_unique"),
            models.CheckConstraint(condition=models.Q(first__lt=models.F("second")), name="walk_rooms_in_order"),
        ]
