"""Configuration of the app `registration`."""

from django.apps import AppConfig


class RegistrationConfig(AppConfig):
    """Registers the app and plugs into the sockets of `events`."""

    name = "registration"

    def ready(self) -> None:
        """Plug in the jobs, letters and pages of this app."""
        # Models can be imported only after all apps are loaded.
        from events import extensions
        from registration.exporters import personal
        from registration.exporters.delegates import DELEGATES_EXPORT
        from registration.forms import links
        from registration.forms.history import VOCABULARY
        from registration.forms.public import links as public_links
        from registration.forms.public import of_session as public_links_of_session
        from registration.forms.references import of_person
        from registration.forms.sheets import DELEGATES
        from registration.jobs import kinds
        from registration.jobs.sheets import take_delegates
        from registration.jobs.state_letters import compose, compose_known, compose_reissued
        from registration.operations.furnishing import furnish
        from registration.operations.printing import EXPORT_JOB
        from registration.operations.state_letters import KINDS, KNOWN_LETTER, LETTERS_JOB, REISSUED_LETTER
        from registration.queries.audience import people_invited

        for kind in KINDS.values():
            extensions.letter_composers.plug(kind, compose)
        extensions.letter_composers.plug(REISSUED_LETTER, compose_reissued)
        extensions.letter_composers.plug(KNOWN_LETTER, compose_known)
        extensions.sheet_kinds.plug("delegates", DELEGATES(run=take_delegates))
        extensions.console_links += links.LINKS
        extensions.setup_steps.append(links.steps)
        extensions.session_links.append(links.of_session)
        extensions.expected_audience.append(people_invited)
        extensions.public_links.append(public_links)
        extensions.session_public_links.append(public_links_of_session)
        extensions.person_references.append(of_person)
        extensions.personal_data += personal.SOURCES
        extensions.conference_furnishers.append(furnish)
        extensions.job_kinds.plug(EXPORT_JOB, kinds.BADGES)
        extensions.job_kinds.plug(LETTERS_JOB, kinds.LETTERS)
        extensions.job_kinds.plug(DELEGATES_EXPORT, kinds.DELEGATES)
        extensions.vocabularies.append(VOCABULARY)
