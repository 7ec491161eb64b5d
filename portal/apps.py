"""Start-up of the app `portal`."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    """Names the app to Django."""

    name = "portal"
