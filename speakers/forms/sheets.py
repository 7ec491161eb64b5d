"""Texts of the console pages that import a programme, or the agenda of a forum."""

from functools import partial

from django.utils.translation import gettext_lazy as _

from events.extensions import SheetKind
from events.rules.office.roles import Right

EXAMPLE = _(
    "Date|Time|Forum|Room|Title|Speaker|Affiliation|Chair|Type\n"
    "16 April|14:00-14:20|1|B301|Enzymes from scratch|WANG Wei|Example University|LI Ming|Talk\n"
    "16 April|14:20-14:40|1|B301|Tea||||Break\n"
    "16 April|16:00-17:00||B302|Round table|||LIN Zhiyuan|Closed meeting"
)

PROGRAMME = partial(
    SheetKind,
    right=Right.EDIT_PROGRAMME,
    back="console_programme",
    title=_("Programme from a spreadsheet"),
    columns=_(
        "Required: day, time (or start and end) and title. Optional: forum (its number or title), room, "
        "speakers, institution, chairs, kind. Consecutive rows of one forum in one room become one session. "
        "New forums and people are created; rooms must exist already."
    ),
    example=EXAMPLE,
)

AGENDA_EXAMPLE = _(
    "9:30-9:50 Opening address - WANG Wei, Example University\n"
    "9:50-10:10 Enzymes from scratch - LI Ming, ZHANG Hua, Example Institute\n"
    "10:10-10:25 Tea\n"
    "10:25-11:00 Round table  Moderator: LIN Zhiyuan  Panel: CHEN Yu, ZHOU Lan"
)

AGENDA = partial(
    SheetKind,
    right=Right.EDIT_OWN_FORUM,
    back="console_forum",
    title=_("Agenda from a document"),
    columns=_(
        "A table with headings, or lines and lists that begin with a time. Each item goes into the session of the "
        "forum that holds its time; rooms and times of sessions stay as they are. "
        "What is not certain is asked row by row."
    ),
    example=AGENDA_EXAMPLE,
    is_of_forum=True,
)
