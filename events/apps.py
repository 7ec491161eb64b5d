"""Start-up of the app `events`."""

from django.apps import AppConfig


class EventsConfig(AppConfig):
    """Names the app to Django and plugs in its letters."""

    name = "events"

    def ready(self) -> None:
        """Plugs the letters of this app."""
        # Models can be imported only once all apps are there.
        from events import extensions, mail

        extensions.letter_composers["trial"] = mail.trial
