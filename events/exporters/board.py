"""The board of forums as a spreadsheet."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from events.exporters.tables import ExportTable
from events.forms.words import COUNTED, FORUM_STATES
from events.models import Conference
from events.queries.board import board_of
from events.rules.board import BoardLine, Counted
from events.rules.office.reach import Reach
from toolkit.sheets.writing import Written

BOARD_EXPORT = "forums.export"


def board_table(conference: Conference, reach: Reach, *, knows_closed: bool) -> ExportTable:
    """Return a row for each forum within the reach, by number. Headings are in the active language, times local."""
    lines = board_of(conference, reach, knows_closed=knows_closed).lines
    return ExportTable(
        name=f"forums-{conference.slug}",
        title=_("Forums"),
        header=[
            *(_("No."), _("Title in Chinese"), _("Title in English"), _("State")),
            *(pgettext("board", "Complete, %"), _("Talks"), *(str(COUNTED[what]) for what in Counted)),
            *(pgettext("board", "Last change"), pgettext("board", "Changed by"), _("Forum secretary")),
        ],
        rows=(_row(line, conference) for line in lines),
        total=len(lines),
    )


def _row(line: BoardLine, conference: Conference) -> Sequence[Written]:
    changed = line.changed_at.astimezone(conference.zone).replace(tzinfo=None) if line.changed_at else None
    return [
        *(line.number, line.title.zh, line.title.en, str(FORUM_STATES[line.state])),
        *(line.per_cent, line.talks, *(line.counts.get(what, 0) for what in Counted)),
        *(changed, line.changed_by, "\n".join(contact.name for contact in line.contacts)),
    ]
