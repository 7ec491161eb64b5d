"""Start-up of the app `registration`."""

from django.apps import AppConfig


class RegistrationConfig(AppConfig):
    """Names the app to Django."""

    name = "registration"
