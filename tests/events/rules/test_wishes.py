import json
from datetime import date

import pytest

from events.rules.wishes import MoveSession, MoveTalk, PinTalk, Unreadable, asked, asked_step

DAY = "2027-04-16"


def document(**wish: object) -> bytes:
    return json.dumps({"day": DAY, "since": 3, "on": "2027-04-17", "wish": wish}).encode()


def test_what_the_editor_sends_is_read_by_the_name_of_its_deed() -> None:
    sent = asked(document(deed="move_session", session="a", version="v", room=None, starts=-5))
    assert (sent.day, sent.since, sent.on) == (date(2027, 4, 16), 3, date(2027, 4, 17))
    assert sent.wish == MoveSession(session="a", version="v", room=None, starts=-5)
    assert asked(document(deed="move_talk", talk="a", version="v", session="", position=0)).wish == MoveTalk(
        talk="a", version="v", session="", position=0
    )
    assert asked(document(deed="pin_talk", talk="a", version="v", is_pinned=True)).wish == PinTalk(
        talk="a", version="v", is_pinned=True
    )
    assert asked_step(json.dumps({"day": DAY, "since": 0, "step": "redo"}).encode()).step == "redo"


@pytest.mark.parametrize(
    "sent",
    [
        b"",
        b"[]",
        b"\xff",
        document(deed="move_everything"),
        document(deed="move_session", session="a", version="v", room=None),
        document(deed="move_session", session="a", version="v", room=0, starts=0),
        document(deed="move_session", session="a", version="v", room=2**31, starts=0),
        document(deed="move_session", session="a", version="v", room=1, starts=10**7),
        document(deed="move_talk", talk="a\x00", version="v", session="", position=0),
        document(deed="move_talk", talk="a", version="v", session="", position=-1),
        document(deed="set_length", talk="a" * 17, version="v", minutes=5),
        document(deed="set_length", talk="a", version="v", minutes="1e9"),
        document(deed="move_forum", forum=-1, room=1),
    ],
)
def test_anything_else_is_unreadable(sent: bytes) -> None:
    with pytest.raises(Unreadable):
        asked(sent)


@pytest.mark.parametrize("day", ["1969-12-31", "2500-01-02", "0001-01-01", "today", ""])
def test_a_day_beyond_all_conferences_is_unreadable(day: str) -> None:
    with pytest.raises(Unreadable):
        asked_step(json.dumps({"day": day, "since": 0, "step": "undo"}).encode())
