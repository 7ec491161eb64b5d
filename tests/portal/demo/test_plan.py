"""The demo's programme: the numbers of the model conference, and nobody in two places at once."""

import os
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import combinations
from typing import NamedTuple

from events.rules.programme import AppearanceRole, SessionKind, TalkKind
from portal.demo import reading
from portal.demo.cast import the_cast
from portal.demo.plan import PlannedSession, the_programme


class Taken(NamedTuple):
    """A room or person occupied by a session; `starts` and `ends` are minutes of the day."""

    what: str
    key: str
    day: int
    starts: int
    ends: int
    session: str


DIGEST = """
import hashlib, django; django.setup()
from portal.demo.cast import the_cast
from portal.demo.delegates import the_delegates
from portal.demo.plan import the_programme
print(hashlib.sha256(repr((the_programme(), the_cast(), the_delegates())).encode()).hexdigest())
"""


def taken(session: PlannedSession) -> Iterator[Taken]:
    """Yield the room and the people that a session occupies, with the times."""
    yield Taken("room", session.room, session.day, session.starts, session.ends, session.key)
    chairs = the_cast().chairs.get(session.forum or 0, ())
    for figure in (*chairs, *(role.figure for role in session.people)):
        yield Taken("person", figure, session.day, session.starts, session.ends, session.key)
    for item in session.items:
        for role in item.people:
            yield Taken("person", role.figure, session.day, item.starts, item.ends, session.key)


def clashes(sessions: Iterable[PlannedSession]) -> list[tuple[Taken, Taken]]:
    """Return the pairs of bookings in which two sessions occupy the same room or person at once."""
    everything = sorted(booking for session in sessions for booking in taken(session))
    return [
        (first, second)
        for first, second in combinations(everything, 2)
        if first[:3] == second[:3] and first.session != second.session and second.starts < first.ends
    ]


def test_there_are_three_plenaries_three_closed_meetings_and_one_release_session() -> None:
    kinds = Counter(session.kind for session in the_programme())
    assert (kinds[SessionKind.PLENARY], kinds[SessionKind.CLOSED_DOOR], kinds[SessionKind.RELEASE]) == (3, 3, 1)
    assert kinds[SessionKind.CEREMONY] == 2
    labels = [session.label for session in the_programme() if session.label and not session.forum]
    assert labels == ["P1", "P2", "P3", "R", "C1", "W1", "W2", "C2", "C3", "W3"]


def test_each_forum_has_chairs_an_address_talks_a_panel_and_a_break() -> None:
    for forum in reading.forums():
        items = [item for session in the_programme() if session.forum == forum.number for item in session.items]
        counts = Counter(item.kind for item in items)
        assert len(the_cast().chairs[forum.number]) == 2
        assert (counts[TalkKind.ADDRESS], counts[TalkKind.PANEL]) == (1, 1)
        assert counts[TalkKind.TALK] == len(forum.talks)
        assert counts[TalkKind.BREAK] == len(forum.halves)


def test_all_26_forums_meet_on_the_first_afternoon() -> None:
    assert len({s.forum for s in the_programme() if s.forum and s.day == 1 and s.starts == 14 * 60}) == 26


def test_every_forum_meets_on_the_second_day_too_and_most_on_the_third() -> None:
    meeting = Counter(day for _forum, day in {(s.forum, s.day) for s in the_programme() if s.forum})
    assert meeting == {1: 26, 2: 26, 3: 21}


def test_every_panel_has_five_different_people() -> None:
    panels = [item for session in the_programme() for item in session.items if item.kind is TalkKind.PANEL]
    assert [panel.title.zh for panel in panels if len({role.figure for role in panel.people}) < 5] == []


def test_no_room_and_no_person_is_in_two_places_at_once() -> None:
    assert clashes(the_programme()) == []


def test_a_clash_would_be_found() -> None:
    last = the_programme()[-1]
    assert len(clashes([last, replace(last, key="again", starts=last.starts + 10)])) > 0


def test_each_panel_has_a_moderator_and_four_of_the_forums_speakers() -> None:
    panels = [item for session in the_programme() for item in session.items if item.kind is TalkKind.PANEL]
    roles = [[role.role for role in panel.people] for panel in panels]
    assert roles == [[AppearanceRole.MODERATOR, *[AppearanceRole.PANELLIST] * 4]] * 26


def test_the_plan_is_the_same_in_every_process() -> None:
    digests = {_digest_with(hash_seed) for hash_seed in ("1", "2")}
    assert len(digests) == 1


def _digest_with(hash_seed: str) -> str:
    environment = os.environ | {"PYTHONHASHSEED": hash_seed, "DJANGO_SETTINGS_MODULE": "portal.settings"}
    return subprocess.run(  # noqa: S603 - a fixed script, run by this interpreter
        [sys.executable, "-c", DIGEST], env=environment, check=True, capture_output=True, text=True
    ).stdout
