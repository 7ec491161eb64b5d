import json
from dataclasses import replace
from datetime import UTC, date, datetime, time
from enum import StrEnum
from zoneinfo import ZoneInfo

import pytest
from pydantic import ValidationError

from events.rules.programme import (
    CLOSED_ROOM,
    AppearanceRole,
    GroupItem,
    PersonRole,
    Programme,
    RoomItem,
    SessionAccess,
    SessionKind,
    TalkKind,
    day_of,
    from_document,
    to_document,
)
from tests.builders.released import FACTS, a_forum_item, a_session_item, a_speaker_item, a_talk_item
from toolkit.jsonable import Jsonable
from toolkit.text import Text

FRIDAY, SATURDAY = date(2027, 4, 16), date(2027, 4, 17)
CHAIR = PersonRole(speaker="AB12CD34", role=AppearanceRole.CHAIR)


@pytest.mark.parametrize(
    ("instant", "day"),
    [
        (datetime(2027, 4, 16, 20, 59, 59, tzinfo=UTC), FRIDAY),
        (datetime(2027, 4, 16, 21, 0, tzinfo=UTC), SATURDAY),
        (datetime(2027, 4, 17, 15, 59, tzinfo=UTC), SATURDAY),
        (datetime(2027, 4, 17, 16, 1, tzinfo=UTC), SATURDAY),
    ],
)
def test_before_the_day_starts_an_instant_counts_for_the_day_before(instant: datetime, day: date) -> None:
    assert day_of(instant, zone=ZoneInfo("Asia/Shanghai"), day_starts_at=time(5)) == day
    assert FACTS.day_of(instant) == day


def test_a_conference_has_its_own_zone_and_start_of_the_day() -> None:
    facts = replace(FACTS, timezone="Europe/Brussels", day_starts_at=time(0))
    assert facts.zone == ZoneInfo("Europe/Brussels")
    assert facts.day_of(datetime(2027, 4, 16, 21, 59, tzinfo=UTC)) == FRIDAY
    assert facts.day_of(datetime(2027, 4, 16, 22, 0, tzinfo=UTC)) == SATURDAY


@pytest.mark.parametrize("kind", SessionKind)
def test_only_a_closed_door_session_loses_its_secrets(kind: SessionKind) -> None:
    session = a_session_item(
        "S1",
        9,
        10,
        kind=kind,
        host=Text(en="Academy"),
        description=Text(en="Secret"),
        room="bamboo",
        capacity=12,
        people=(CHAIR,),
        talks=(a_talk_item("T1", 9, 10),),
        feed={"url": "https://hidden.example/"},
    )
    public = session.without_secrets()
    assert session.is_closed == (kind is SessionKind.CLOSED_DOOR)
    if kind is not SessionKind.CLOSED_DOOR:
        assert public == session
    else:
        assert public == a_session_item("S1", 9, 10, kind=kind, host=Text(en="Academy"))


def test_a_programme_survives_its_document() -> None:
    programme = Programme(
        conference=FACTS,
        rooms=(RoomItem(key="hall", name=Text("太湖厅", "Taihu Hall"), floor="2F", capacity=160, feed={"guid": "g"}),),
        groups=(GroupItem(letter="A", title=Text("甲", "A")),),
        forums=(a_forum_item(1, "A", people=(CHAIR,)),),
        sessions=(a_session_item("S1", 9, 10, forum=1, room="hall", talks=(a_talk_item("T1", 9, 9.5, "AB12CD34"),)),),
        speakers=(a_speaker_item("AB12CD34"),),
    )
    document = to_document(programme)
    assert from_document(json.loads(json.dumps(document))) == programme


def test_a_document_has_dates_and_instants_in_iso_8601() -> None:
    session = a_session_item("S1", 9, 10)
    document = to_document(
        Programme(conference=FACTS, rooms=(), groups=(), forums=(), sessions=(session,), speakers=())
    )
    words = json.dumps(document)
    assert '"starts_at": "2027-04-16T01:00:00Z"' in words
    assert '"starts_on": "2027-04-16"' in words
    assert '"day_starts_at": "05:00:00"' in words


@pytest.mark.parametrize("document", [{}, {"conference": {}, "rooms": []}])
def test_a_malformed_document_is_refused(document: dict[str, Jsonable]) -> None:
    with pytest.raises(ValidationError):
        from_document(document)


@pytest.mark.parametrize(
    ("kind", "values"),
    [
        (SessionKind, "plenary forum closed_door release ceremony workshop break social"),
        (SessionAccess, "open sign_up invitation"),
        (TalkKind, "talk address panel discussion ceremony break"),
        (AppearanceRole, "keynote chair host moderator guest_of_honour speaker panellist"),
    ],
)
def test_stored_values_and_their_order_never_change(kind: type[StrEnum], values: str) -> None:
    assert [member.value for member in kind] == values.split()


def test_the_neutral_room_of_closed_door_sessions_is_named_in_both_languages() -> None:
    assert Text("闭门会", "Closed meeting") == CLOSED_ROOM
