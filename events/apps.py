"""Start-up of the app `events`."""

from django.apps import AppConfig


class EventsConfig(AppConfig):
    """Names the app to Django."""

    name = "events"
