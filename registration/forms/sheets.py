"""The console's texts for importing delegates from a spreadsheet."""

from functools import partial

from django.utils.translation import gettext_lazy as _

from events.extensions import SheetKind
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
        "Name, and a phone number or an e-mail address: these are needed. Latin name, institution, post, category, "
        "remark, arrival. Lists from Eventbrite and pretix are known as well. No letters are sent; that can be done "
        "from the list of delegates afterwards."
    ),
    example=EXAMPLE,
    makes_categories=True,
)
