from datetime import timedelta

from events.rules.versions import session_version, talk_version
from tests.builders.people import NOW

HOUR = timedelta(hours=1)


def test_a_session_has_another_version_once_it_is_moved() -> None:
    versions = {
        session_version(room=1, starts_at=NOW, ends_at=NOW + HOUR),
        session_version(room=2, starts_at=NOW, ends_at=NOW + HOUR),
        session_version(room=None, starts_at=NOW, ends_at=NOW + HOUR),
        session_version(room=1, starts_at=NOW - HOUR, ends_at=NOW + HOUR),
        session_version(room=1, starts_at=NOW, ends_at=NOW + 2 * HOUR),
    }
    assert len(versions) == 5
    assert session_version(room=1, starts_at=NOW, ends_at=NOW + HOUR) in versions


def test_a_talk_has_another_version_once_it_is_moved_and_not_when_those_before_it_grow() -> None:
    versions = {
        talk_version(session=1, after=7, length=HOUR, is_pinned=False),
        talk_version(session=2, after=7, length=HOUR, is_pinned=False),
        talk_version(session=None, after=None, length=HOUR, is_pinned=False),
        talk_version(session=1, after=None, length=HOUR, is_pinned=False),
        talk_version(session=1, after=8, length=HOUR, is_pinned=False),
        talk_version(session=1, after=7, length=2 * HOUR, is_pinned=False),
        talk_version(session=1, after=7, length=HOUR, is_pinned=True),
    }
    assert len(versions) == 7
