"""Builders for a conference's rooms, sessions and talks."""

from datetime import timedelta

from events.models import Conference, Forum, ForumGroup, Room, Session, Talk
from tests.builders.people import NOW


def a_room(conference: Conference, name: str = "A201", **fields: object) -> Room:
    """Create a room with 160 seats."""
    values: dict[str, object] = {"name_zh": name, "name_en": name, "floor": "2F", "capacity": 160} | fields
    return Room.objects.create(conference=conference, **values)


def a_group(conference: Conference, letter: str = "A", **fields: object) -> ForumGroup:
    """Create a group of forums, identified by a letter."""
    values: dict[str, object] = {"title_zh": "合成生物与制造", "title_en": "Synthetic Biology"} | fields
    return ForumGroup.objects.create(conference=conference, letter=letter, **values)


def a_session(conference: Conference, forum: Forum | None = None, **fields: object) -> Session:
    """Create a forum's session from 14:00 to 16:00 in Shanghai, or a plenary if no forum is given."""
    starts_at = NOW.replace(hour=6, minute=0)
    values: dict[str, object] = {
        "kind": "forum" if forum else "plenary",
        "title_zh": "" if forum else "大会报告",
        "title_en": "" if forum else "Plenary",
        "starts_at": starts_at,
        "ends_at": starts_at + timedelta(hours=2),
    } | fields
    return Session.objects.create(conference=conference, forum=forum, **values)


def session_of(talk: Talk) -> Session:
    """Return the session of a talk that is in one."""
    assert talk.session is not None
    return talk.session


def a_talk(session: Session, minute: int = 0, **fields: object) -> Talk:
    """Create a talk of 20 minutes that begins `minute` minutes after the session."""
    starts_at = session.starts_at + timedelta(minutes=minute)
    values: dict[str, object] = {
        "title_zh": "从头设计的酶",
        "title_en": "Enzymes designed from scratch",
        "starts_at": starts_at,
        "ends_at": starts_at + timedelta(minutes=20),
    } | fields
    return Talk.objects.create(conference=session.conference, session=session, **values)
