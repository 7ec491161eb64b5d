"""Start-up of the app `doors`."""

from django.apps import AppConfig


class DoorsConfig(AppConfig):
    """Name the app to Django and plug in what it adds."""

    name = "doors"

    def ready(self) -> None:
        """Fill the sockets of lower apps: links, set-up step, live figure, first checkpoint and others."""
        # Models can be imported only once all apps are loaded.
        from doors.exporters.attendance import ATTENDANCE_EXPORT
        from doors.exporters.personal import scan_records
        from doors.forms import links
        from doors.forms.history import VOCABULARY
        from doors.forms.panels import scans_panel
        from doors.jobs.kinds import ATTENDANCE
        from doors.operations.furnishing import furnish
        from doors.queries.entries import first_entry
        from events import extensions
        from registration import extensions as registration_extensions

        extensions.console_links += links.LINKS
        extensions.job_kinds.plug(ATTENDANCE_EXPORT, ATTENDANCE)
        extensions.setup_steps.append(links.steps)
        extensions.live_fragments.append(links.live_of_session)
        extensions.personal_data.append(scan_records)
        extensions.conference_furnishers.append(furnish)
        extensions.vocabularies.append(VOCABULARY)
        registration_extensions.entry_sources.append(first_entry)
        registration_extensions.delegate_panels.append(scans_panel)
