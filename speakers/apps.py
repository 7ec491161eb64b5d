"""Start-up of the app `speakers`."""

from django.apps import AppConfig


class SpeakersConfig(AppConfig):
    """Names the app to Django."""

    name = "speakers"
