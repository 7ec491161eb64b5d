"""Where an item of the programme is, as one text: an editor sends it along, so that two do not move the same item."""

from datetime import datetime, timedelta


def session_version(*, room: int | None, starts_at: datetime, ends_at: datetime) -> str:
    """Return the same text for as long as nobody moves the session or changes its length."""
    return f"{room or ''}/{starts_at.timestamp():.0f}/{ends_at.timestamp():.0f}"


def talk_version(*, session: int | None, after: int | None, length: timedelta, is_pinned: bool) -> str:
    """Return the same text for as long as the talk stays in its session, `after` the same other talk, with its length.

    That the talks before it become longer, or change places among themselves, is no change of its own.
    """
    return f"{session or ''}/{after or ''}/{length // timedelta(minutes=1)}{'!' if is_pinned else ''}"
