"""The demo's accounts. Their password is public."""

from dataclasses import dataclass

from events.rules.office.roles import Role

PASSWORD = "rostrum-demo"  # noqa: S105 - printed at every start and of use on the demo alone


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """An account. Without a role it is a delegate's; `forum` is the forum that a secretary edits."""

    email: str
    name: str
    what: str
    role: Role | None = None
    forum: int | None = None


ACCOUNTS = (
    Account(email="owner@rostrum.example", name="莫问渠", what="owner 负责人", role=Role.OWNER),
    Account(email="organiser@rostrum.example", name="尹安澜", what="organiser 会务管理员", role=Role.ORGANISER),
    Account(
        email="secretary@rostrum.example",
        name="宁初霁",
        what="secretary of forum 07 分会秘书",
        role=Role.FORUM_SECRETARY,
        forum=7,
    ),
    Account(email="registrar@rostrum.example", name="余映雪", what="registrar 报名管理员", role=Role.REGISTRAR),
    Account(email="doorlead@rostrum.example", name="邱守一", what="door lead 签到领班", role=Role.DOOR_LEAD),
    Account(email="door@rostrum.example", name="骆云舟", what="door helper 签到员", role=Role.DOOR_STAFF),
    Account(email="delegate@rostrum.example", name="林知远", what="delegate 参会代表"),
)
NEIGHBOUR = Account(
    email="neighbour@rostrum.example", name="汤枕书", what="owner of another organisation 另一机构", role=Role.OWNER
)
