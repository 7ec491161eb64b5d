"""The console's texts for importing delegates from a spreadsheet."""

from functools import partial

from django.utils.translation import gettext_lazy as _

from events.extensions import SheetKind, SheetOption
from events.rules.office.roles import Right

EXAMPLE = _(
    "Name|Institution|Post|Phone|E-mail|Category\n"
    "WANG Wei|Example University|Professor|138 0000 0000|wangwei@example.com|Delegate\n"
    "LIN Zhiyuan|Example Institute||+65 9000 0000|lin@example.com|Invited guest"
)

DELEGATES = partial(
    SheetKind,
    right=Right.EDIT_DELEGATES,
    back="console_delegates",
    title=_("Delegates from a spreadsheet"),
    columns=_(
        "Required: a name, and a phone number or an e-mail address. Optional: Latin name, institution, post, category, "
        "remark, arrival. Exports from Eventbrite and pretix are recognised as well. No letters are sent; you can send "
        "them from the list of delegates afterwards."
    ),
    example=EXAMPLE,
    option=SheetOption(
        label=_("Create the missing categories:"),
        otherwise=_("Otherwise these people are registered under the usual category."),
    ),
)
