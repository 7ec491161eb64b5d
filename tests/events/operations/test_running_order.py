from datetime import timedelta

import pytest

from events.models import Forum, Session, Talk
from events.operations.office.changes import Overtaken, Vanished
from events.operations.running_order import OrderRefused, pin_talk, place_talk, set_length, swap_talks
from events.operations.times import TimesRefused
from tests.builders.people import NOW, Cast
from tests.builders.programme import a_session, a_talk

MINUTE = timedelta(minutes=1)


def order(session: Session) -> list[tuple[str, int, int]]:
    """Titles with the minutes from the start of the session until start and end, in the order of positions."""
    return [
        (
            talk.title_en,
            (talk.starts_at - session.starts_at) // MINUTE,
            (talk.ends_at - session.starts_at) // MINUTE,
        )
        for talk in session.talks.order_by("position")
    ]


@pytest.fixture
def session(cast: Cast) -> Session:
    """Two hours with A, B and C of 20 minutes each, one after the other."""
    session = a_session(cast.conference, cast.forum)
    for number, title in enumerate("ABC"):
        a_talk(session, 20 * number, title_en=title, position=number + 1)
    return session


def talk(title: str) -> Talk:
    return Talk.objects.get(title_en=title)


def test_a_talk_that_is_put_first_moves_the_others_down(session: Session) -> None:
    place_talk(talk("C"), session, 0, by=None, now=NOW)
    assert order(session) == [("C", 0, 20), ("A", 20, 40), ("B", 40, 60)]


def test_a_longer_talk_moves_those_after_it(session: Session) -> None:
    set_length(talk("A"), 35 * MINUTE, by=None, now=NOW)
    assert order(session) == [("A", 0, 35), ("B", 35, 55), ("C", 55, 75)]


def test_a_pinned_talk_stays_and_a_gap_counts_as_a_pin(cast: Cast) -> None:
    session = a_session(cast.conference)
    a_talk(session, 0, title_en="A")
    a_talk(session, 40, title_en="B")
    set_length(talk("A"), 30 * MINUTE, by=None, now=NOW)
    assert order(session) == [("A", 0, 30), ("B", 40, 60)]
    assert talk("B").is_pinned
    pin_talk(talk("B"), None, by=None, now=NOW)
    assert order(session) == [("A", 0, 30), ("B", 30, 50)]
    pin_talk(talk("B"), session.starts_at + 45 * MINUTE, by=None, now=NOW)
    assert order(session) == [("A", 0, 30), ("B", 45, 65)]


def test_a_talk_goes_to_another_session_and_what_it_leaves_closes_up(cast: Cast, session: Session) -> None:
    other = a_session(cast.conference, cast.forum, starts_at=NOW, ends_at=NOW + 60 * MINUTE)
    a_talk(other, 0, title_en="X")
    place_talk(talk("A"), other, 1, by=None, now=NOW)
    assert order(session) == [("B", 0, 20), ("C", 20, 40)]
    assert order(other) == [("X", 0, 20), ("A", 20, 40)]


def test_the_tray_keeps_a_talk_with_its_forum_and_length(cast: Cast, session: Session) -> None:
    place_talk(talk("B"), None, by=None, now=NOW)
    waiting = talk("B")
    assert (waiting.session, waiting.forum, waiting.ends_at - waiting.starts_at) == (None, cast.forum, 20 * MINUTE)
    assert order(session) == [("A", 0, 20), ("C", 20, 40)]
    set_length(waiting, 25 * MINUTE, by=None, now=NOW)
    place_talk(talk("B"), session, 1, by=None, now=NOW)
    assert order(session) == [("A", 0, 20), ("B", 20, 45), ("C", 45, 65)]
    assert talk("B").forum is None


def test_two_talks_change_places_and_keep_their_lengths(cast: Cast, session: Session) -> None:
    set_length(talk("A"), 30 * MINUTE, by=None, now=NOW)
    swap_talks(talk("A"), talk("C"), by=None, now=NOW)
    assert order(session) == [("C", 0, 20), ("B", 20, 40), ("A", 40, 70)]
    other = a_session(cast.conference, cast.forum, starts_at=NOW, ends_at=NOW + 60 * MINUTE)
    a_talk(other, 0, title_en="X")
    swap_talks(talk("B"), talk("X"), by=None, now=NOW)
    assert order(session) == [("C", 0, 20), ("X", 20, 40), ("A", 40, 70)]
    assert order(other) == [("B", 0, 20)]


def test_a_talk_may_end_after_its_session_but_not_start_after_it(session: Session) -> None:
    set_length(talk("C"), 90 * MINUTE, by=None, now=NOW)
    with pytest.raises(TimesRefused):
        set_length(talk("B"), 110 * MINUTE, by=None, now=NOW)
    with pytest.raises(TimesRefused):
        pin_talk(talk("A"), session.starts_at - MINUTE, by=None, now=NOW)
    assert order(session) == [("A", 0, 20), ("B", 20, 40), ("C", 40, 130)]


@pytest.mark.parametrize("length", [timedelta(0), -MINUTE, timedelta(hours=24, minutes=1)])
def test_impossible_lengths_are_refused(session: Session, length: timedelta) -> None:
    with pytest.raises(OrderRefused):
        set_length(talk("A"), length, by=None, now=NOW)


def test_a_talk_in_the_tray_has_no_time_to_be_pinned_to_or_swapped(session: Session) -> None:
    place_talk(talk("A"), None, by=None, now=NOW)
    with pytest.raises(OrderRefused):
        pin_talk(talk("A"), session.starts_at, by=None, now=NOW)
    with pytest.raises(OrderRefused):
        swap_talks(talk("A"), talk("B"), by=None, now=NOW)
    with pytest.raises(OrderRefused):
        swap_talks(talk("B"), talk("B"), by=None, now=NOW)


def test_who_moves_what_somebody_else_has_just_moved_or_removed_is_told(cast: Cast, session: Session) -> None:
    stale = talk("A")
    place_talk(talk("A"), None, by=None, now=NOW)
    with pytest.raises(Overtaken):
        place_talk(stale, session, 2, by=None, now=NOW)
    Talk.objects.filter(title_en="A").delete()
    with pytest.raises(Vanished):
        place_talk(stale, session, 2, by=None, now=NOW)
    gone = a_session(cast.conference)
    kept = Session.objects.get(pk=gone.pk)
    gone.delete()
    with pytest.raises(Session.DoesNotExist):
        place_talk(talk("B"), kept, 0, by=None, now=NOW)


def test_other_conferences_are_out_of_reach(cast: Cast, session: Session) -> None:
    foreign = a_session(cast.neighbours_conference)
    with pytest.raises(Session.DoesNotExist):
        place_talk(talk("A"), foreign, 0, by=None, now=NOW)
    with pytest.raises(Talk.DoesNotExist):
        swap_talks(talk("A"), a_talk(foreign), by=None, now=NOW)
    assert Forum.objects.get(pk=cast.forum.pk).changed_at is None
