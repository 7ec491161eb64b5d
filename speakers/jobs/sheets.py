"""The import of programmes and agendas that were uploaded in the console."""

from datetime import datetime

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from events.models import Conference, User
from events.rules.agenda.rows import AgendaOutcome
from events.rules.office.sheet_reports import SheetLine, SheetReport, SheetWishes
from events.rules.programme_rows import ProgrammeItem
from speakers.exporters.agenda_report import agenda_lines
from speakers.exporters.programme_report import words_of
from speakers.operations.agenda_import import import_agenda
from speakers.operations.programme_import import import_programme
from toolkit import dates
from toolkit.lists import listed
from toolkit.sheets.cells import Sheet


def take_programme(
    conference: Conference, sheet: Sheet, wishes: SheetWishes, *, by: User | None, now: datetime
) -> SheetReport:
    """Import the sheet and return the report for the console; an implementation of `events.extensions.SheetRunner`."""
    done = import_programme(conference, sheet, wishes=wishes, by=by, now=now)
    stored = _("Stored: %(items)d items, %(forums)d new forums, %(speakers)d new speakers. Nothing is published yet.")
    counts = {"items": done.stored, "forums": done.forums, "speakers": done.speakers}
    return SheetReport(
        lines=tuple(
            SheetLine(
                line=row.line,
                outcome=row.outcome.value,
                name=row.title[:80],
                read=_read(row.item) if row.item else row.cells,
                remarks=tuple(words_of(finding) for finding in row.deciding),
            )
            for row in done.table.rows
        ),
        counts={outcome.value: count for outcome, count in done.table.counts().items()},
        clashes=tuple(clash.mark for clash in done.clashes),
        fault=_("Some rows are refused.") if done.is_refused else "",
        stored=stored % counts if not done.is_refused and not wishes.is_trial else "",
    )


def _read(item: ProgrammeItem) -> tuple[str, ...]:
    """Return when and where the item takes place and who is on stage, as far as the row said so."""
    day = dates.day_and_weekday(item.starts_at.date(), get_language() or "zh-hans")
    people = listed(person.name for person in (*item.speakers, *item.moderators, *item.chairs)) or item.placeholder
    forum = _("Forum %(n)s") % {"n": f"{int(item.forum):02}"} if item.forum.isdecimal() else item.forum
    return tuple(filter(None, (f"{day} {item.starts_at:%H:%M}–{item.ends_at:%H:%M}", forum, people)))


def take_agenda(
    conference: Conference, sheet: Sheet, wishes: SheetWishes, *, by: User | None, now: datetime
) -> SheetReport:
    """Import the agenda of the forum and return the report; an implementation of `events.extensions.SheetRunner`."""
    forum = conference.forums.select_related("conference").get(pk=wishes.forum_id or 0)
    done = import_agenda(forum, sheet, answers=wishes.answers, is_trial=wishes.is_trial, by=by, now=now)
    counts = done.table.counts()
    if counts[AgendaOutcome.SKIP] == len(done.table.rows):
        return SheetReport(
            refusal=_(
                "No item of an agenda was found. An item begins with its time, such as 9:30-9:50, or stands in a table."
            )
        )
    open_questions = done.open_questions
    fault = ngettext(
        "%(n)s row still asks something, so nothing was stored.",
        "%(n)s rows still ask something, so nothing was stored.",
        open_questions,
    )
    stored = _("Stored: %(items)d items, %(speakers)d new speakers. Nothing is published yet.")
    is_done = not wishes.is_trial and not open_questions
    return SheetReport(
        lines=agenda_lines(done.table, done.sessions, zone=conference.zone),
        counts={outcome.value: count for outcome, count in counts.items()},
        clashes=tuple(clash.mark for clash in done.clashes),
        fault=fault % {"n": open_questions} if open_questions and not wishes.is_trial else "",
        stored=stored % {"items": done.stored, "speakers": done.speakers} if is_done else "",
    )
