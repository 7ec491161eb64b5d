"""Start-up of the app `registration`."""

from django.apps import AppConfig


class RegistrationConfig(AppConfig):
    """Names the app to Django and plugs in what it adds."""

    name = "registration"

    def ready(self) -> None:
        """Plugs the jobs, the letters and the console's pages of this app."""
        # Models can be imported only once all apps are there.
        from events import extensions
        from registration.forms import links
        from registration.forms.sheets import DELEGATES
        from registration.jobs.badges import print_for_job
        from registration.jobs.bulk_letters import write_letters
        from registration.jobs.sheets import take_delegates
        from registration.jobs.state_letters import compose, compose_reissued
        from registration.operations.furnishing import furnish
        from registration.operations.printing import EXPORT_JOB
        from registration.operations.state_letters import KINDS, LETTERS_JOB, REISSUED_LETTER

        extensions.letter_composers |= dict.fromkeys(KINDS.values(), compose)
        extensions.letter_composers[REISSUED_LETTER] = compose_reissued
        extensions.sheet_kinds["delegates"] = DELEGATES(run=take_delegates)
        extensions.console_links += links.LINKS
        extensions.setup_steps.append(links.steps)
        extensions.session_links.append(links.of_session)
        extensions.conference_furnishers.append(furnish)
        extensions.job_runners[EXPORT_JOB] = print_for_job
        extensions.job_runners[LETTERS_JOB] = write_letters
