"""Start-up of the app `registration`."""

from django.apps import AppConfig


class RegistrationConfig(AppConfig):
    """Names the app to Django and plugs in its jobs and letters."""

    name = "registration"

    def ready(self) -> None:
        """Plugs the jobs and the letters of this app."""
        # Models can be imported only once all apps are there.
        from events import extensions
        from registration.jobs.badges import print_for_job
        from registration.jobs.letters import compose
        from registration.operations.letters import KINDS
        from registration.operations.printing import EXPORT_JOB

        extensions.letter_composers |= dict.fromkeys(KINDS.values(), compose)
        extensions.job_runners[EXPORT_JOB] = print_for_job
