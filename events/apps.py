"""App configuration of `events`."""

from django.apps import AppConfig


class EventsConfig(AppConfig):
    """Configuration that plugs the app into its own sockets."""

    name = "events"

    def ready(self) -> None:
        """Plug in the letters, jobs, bookings, personal data and console pages of this app."""
        # Models can be imported only after all apps are loaded.
        from events import extensions, mail
        from events.exporters.board import BOARD_EXPORT
        from events.exporters.personal import person_records
        from events.forms import links
        from events.forms.completeness import missing_translations
        from events.forms.office.vocabulary import VOCABULARY
        from events.jobs.kinds import BOARD, SHEETS
        from events.jobs.warming import warm_pages
        from events.operations.forums import FORUM_RETURNED, FORUM_SUBMITTED
        from events.operations.office.uploads import SHEET_JOB
        from events.operations.request_answers import CHANGE_ANSWERED
        from events.operations.requests import CHANGE_ASKED
        from events.operations.submission import FORUM_REOPENED
        from events.queries.bookings import bookings_of_rooms
        from events.queries.office.secretaries import FORUM_REMINDER
        from events.queries.office.team import TEAM_INVITED
        from events.queries.review import PROGRAMME_CHANGED

        extensions.letter_composers.plug("trial", mail.trial)
        extensions.letter_composers.plug(TEAM_INVITED, mail.team_invited)
        extensions.letter_composers.plug(CHANGE_ASKED, mail.change_asked)
        extensions.letter_composers.plug(CHANGE_ANSWERED, mail.change_answered)
        extensions.letter_composers.plug(FORUM_SUBMITTED, mail.forum_submitted)
        extensions.letter_composers.plug(FORUM_RETURNED, mail.forum_returned)
        extensions.letter_composers.plug(FORUM_REOPENED, mail.forum_reopened)
        extensions.letter_composers.plug(FORUM_REMINDER, mail.forum_reminder)
        extensions.letter_composers.plug(PROGRAMME_CHANGED, mail.programme_changed)
        extensions.job_kinds.plug(SHEET_JOB, SHEETS)
        extensions.job_kinds.plug(BOARD_EXPORT, BOARD)
        extensions.console_links += links.LINKS
        extensions.forum_links.append(links.of_forum)
        extensions.session_links.append(links.of_session)
        extensions.vocabularies.append(VOCABULARY)
        extensions.completeness.append(missing_translations)
        extensions.personal_data.append(person_records)
        extensions.booking_sources.append(bookings_of_rooms)
        extensions.after_publish.append(warm_pages)
