"""Texts of the console page that imports a programme from a spreadsheet."""

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
