"""Configuration of the app `speakers`."""

from django.apps import AppConfig


class SpeakersConfig(AppConfig):
    """App configuration that registers `speakers` with the sockets of `events`."""

    name = "speakers"

    def ready(self) -> None:
        """Register the app's pages, jobs, exports and checks with `events.extensions`."""
        # Models cannot be imported before Django has loaded all apps.
        from events import extensions
        from events.models import Session, Talk
        from speakers.exporters.personal import appearance_records, speaker_records
        from speakers.exporters.speakers import SPEAKERS_EXPORT
        from speakers.forms import links
        from speakers.forms.completeness import missing_people
        from speakers.forms.history import VOCABULARY
        from speakers.forms.public import links as public_links
        from speakers.forms.public import person_url, photo_url
        from speakers.forms.references import of_person
        from speakers.forms.sheets import AGENDA, PROGRAMME
        from speakers.jobs.kinds import SPEAKERS
        from speakers.jobs.photos import sweep
        from speakers.jobs.sheets import take_agenda, take_programme
        from speakers.jobs.warming import warm_pages
        from speakers.models import Appearance
        from speakers.queries.bookings import bookings_of_people
        from speakers.queries.desk import forum_cast
        from speakers.queries.performers import performers
        from speakers.queries.recipients import stage_recipients
        from speakers.queries.stage import appearances_in, stage_people

        extensions.sheet_kinds.plug("programme", PROGRAMME(run=take_programme))
        extensions.sheet_kinds.plug("agenda", AGENDA(run=take_agenda))
        extensions.console_links += links.LINKS
        extensions.job_kinds.plug(SPEAKERS_EXPORT, SPEAKERS)
        extensions.clash_links.append(links.of_clash)
        extensions.forum_links.append(links.of_forum)
        extensions.session_links.append(links.of_session)
        extensions.talk_links.append(links.of_talk)
        extensions.release_sections.plug(extensions.ReleaseSection.STAGE, stage_people)
        extensions.public_links.append(public_links)
        extensions.people_pages.plug(extensions.PeoplePage.CHOOSE, links.people_url)
        extensions.public_pages.plug(extensions.PublicPage.PERSON, person_url)
        extensions.public_pages.plug(extensions.PublicPage.PHOTO, photo_url)
        extensions.completeness.append(missing_people)
        extensions.person_references.append(of_person)
        extensions.personal_data += (speaker_records, appearance_records)
        extensions.booking_sources.append(bookings_of_people)
        extensions.release_recipients.append(stage_recipients)
        extensions.performer_sources.append(performers)
        extensions.after_publish += (warm_pages, sweep)
        extensions.journalled[Appearance] = appearances_in
        extensions.forum_casts.append(forum_cast)
        extensions.removed_with[Session].add(Appearance)
        extensions.removed_with[Talk].add(Appearance)
        extensions.vocabularies.append(VOCABULARY)
