"""Start-up of the app `registration`."""

from django.apps import AppConfig


class RegistrationConfig(AppConfig):
    """Names the app to Django and plugs in its jobs."""

    name = "registration"

    def ready(self) -> None:
        """Plugs the jobs of this app."""
        # Models can be imported only once all apps are there.
        from events import extensions
        from registration.jobs.badges import print_for_job
        from registration.operations.printing import EXPORT_JOB

        extensions.job_runners[EXPORT_JOB] = print_for_job
