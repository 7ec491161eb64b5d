"""The programme as a spreadsheet, as the console words it."""

from functools import partial

from django.utils.translation import gettext_lazy as _

from events.extensions import SheetKind
from events.rules.roles import Right

EXAMPLE = """日期|时间|分会|会场|题目|报告人|单位|主持人|类型
4月16日|14:00-14:20|1|B301|从头设计的酶 / Enzymes from scratch|王伟|示例大学|李明|报告
4月16日|14:20-14:40|1|B301|茶歇||||茶歇
4月16日|16:00-17:00|闭门会||圆桌会商|||林知远|闭门会"""

PROGRAMME = partial(
    SheetKind,
    right=Right.EDIT_PROGRAMME,
    back="console_programme",
    title=_("Programme from a spreadsheet"),
    columns=_(
        "Day, time (or start and end), title: these three are needed. Forum (its number or title), room, speakers, "
        "institution, chairs, kind. Rows of one forum that follow one another in a room become one session. "
        "Forums and people that are new are made; rooms have to be there."
    ),
    example=EXAMPLE,
)
