"""The people on stage as a spreadsheet."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from events.exporters.tables import ExportTable
from events.forms.words import APPEARANCE_ROLES, HONOURS, SESSION_KINDS
from events.models import Conference, Session
from events.rules.office.reach import Reach
from speakers.forms.words import STATES
from speakers.models import Appearance, Speaker
from speakers.queries.people import found_speakers, on_stage_within, with_appearances
from toolkit.batches import in_batches
from toolkit.sheets.writing import Written
from toolkit.text import Text

SPEAKERS_EXPORT = "speakers.export"
BATCH = 500
"""Number of speakers read from the database at a time, with their appearances."""


def speakers_table(conference: Conference, text: str, reach: Reach, *, knows_closed: bool) -> ExportTable:
    """Return the speakers within the reach who match the search text, by name, with their appearances.

    Headings are in the active language. Appearances in closed-door sessions are left out unless `knows_closed`.
    """
    speakers = on_stage_within(found_speakers(conference, text), reach)
    rows = in_batches(with_appearances(speakers, reach, knows_closed=knows_closed), BATCH)
    return ExportTable(
        name=f"speakers-{conference.slug}",
        title=_("People on stage"),
        header=_header(),
        rows=(_row(speaker) for speaker in rows),
        total=speakers.count(),
    )


def _header() -> list[str]:
    return [
        *(pgettext("person", "Name"), _("Name in Latin letters"), _("Title")),
        *(_("Post in Chinese"), _("Post in English"), _("Institution in Chinese"), _("Institution in English")),
        *(_("State"), _("On stage"), _("Biography in Chinese"), _("Biography in English")),
    ]


def _row(speaker: Speaker) -> Sequence[Written]:
    person = speaker.person
    return [
        *(person.name, person.name_latin, str(HONOURS[person.honour]) if person.honour else ""),
        *(person.post_zh, person.post_en, person.affiliation_zh, person.affiliation_en),
        str(STATES[speaker.state]),
        "\n".join(_place(appearance) for appearance in speaker.appearances.all()),
        *(speaker.biography_zh, speaker.biography_en),
    ]


def _place(appearance: Appearance) -> str:
    """Return where the speaker appears, and the role: "Enzymes designed from scratch (Speaker)"."""
    forum, session, talk = appearance.forum, appearance.session, appearance.talk
    where = talk.title if talk else forum.title if forum else _session_title(session) if session else Text()
    return _("%(where)s (%(role)s)") % {"where": where.here, "role": APPEARANCE_ROLES[appearance.role]}


def _session_title(session: Session) -> Text:
    if session.title:
        return session.title
    if session.forum:
        return session.forum.title
    kind = str(SESSION_KINDS[session.kind])
    return Text(zh=kind, en=kind)
