"""The console's list of sessions: a day, or a search over all days."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from events.models import AcceptedClash, Forum, Session
from events.queries.bookings import programme_clashes
from events.rules.office.roles import Role
from speakers.models import Appearance
from speakers.operations.people import add_speaker
from speakers.rules.edits import PersonEdit
from tests.builders.people import NOW, Cast, signed_in
from tests.builders.programme import a_room, a_session, a_talk


@pytest.fixture
def owner(cast: Cast) -> Client:
    return signed_in(cast.members[Role.OWNER])


def found(client: Client, cast: Cast, **asked: str | int) -> list[Session]:
    """Return the sessions in the list."""
    page = client.get(reverse("console_programme", args=[cast.conference.slug]), asked).context["page"]
    return [row.session for row in page.object_list]


def a_programme(cast: Cast) -> tuple[Session, Session, Session]:
    """Create a forum's session with a talk by 王伟 on the first day, a plenary without a room on the second, and a
    closed-door meeting on the third.
    """
    room = a_room(cast.conference)
    first = a_session(cast.conference, cast.forum, title_zh="上半场", title_en="First half", room=room)
    speaker = add_speaker(cast.conference, PersonEdit(name="王伟", affiliation_en="Beichen"), by=None, now=NOW)
    Appearance.objects.create(speaker=speaker, talk=a_talk(first), role="speaker")
    later = NOW + timedelta(days=1)
    plenary = a_session(cast.conference, starts_at=later, ends_at=later + timedelta(hours=1))
    a_talk(plenary, title_en="")
    last = later + timedelta(days=1)
    hall = a_room(cast.conference, "F601")
    closed = a_session(
        cast.conference, kind="closed_door", starts_at=last, ends_at=last, title_zh="闭门", title_en="Shut", room=hall
    )
    a_talk(closed, title_zh="密谈", title_en="Secret talk")
    return first, plenary, closed


def test_a_search_goes_over_all_days_and_all_its_filters(owner: Client, cast: Cast) -> None:
    first, plenary, closed = a_programme(cast)
    assert found(owner, cast) == [first]
    assert found(owner, cast, day="2027-04-17") == [plenary]
    expected: list[tuple[dict[str, str | int], list[Session]]] = [
        ({"q": "酶"}, [first, plenary]),
        ({"q": "congtou"}, [first, plenary]),
        ({"q": "dhbg"}, [plenary]),
        ({"q": "synbio"}, [first]),
        ({"q": "酶", "day": "2027-04-18"}, [first, plenary]),
        ({"q": "secret"}, [closed]),
        ({"person": "ww"}, [first]),
        ({"person": "beichen", "kind": "plenary"}, []),
        ({"forum": cast.forum.number}, [first]),
        ({"room": first.room_id or 0}, [first]),
        ({"kind": "plenary"}, [plenary]),
        ({"trouble": "no_room"}, [plenary]),
        ({"trouble": "no_speaker"}, [plenary]),
        ({"trouble": "no_translation"}, [plenary]),
        ({"trouble": "clash"}, []),
    ]
    assert [found(owner, cast, **asked) for asked, _sessions in expected] == [sessions for _asked, sessions in expected]
    twin = a_session(cast.conference, room=first.room, title_zh="撞期", title_en="Clash")
    assert found(owner, cast, trouble="clash") == [twin, first]
    assert found(signed_in(cast.members[Role.FORUM_SECRETARY]), cast, trouble="clash") == [twin, first]
    [clash] = programme_clashes(cast.conference)
    AcceptedClash.objects.create(conference=cast.conference, mark=clash.mark, reason="A partition wall", at=NOW)
    assert found(owner, cast, trouble="clash") == []


def test_results_keep_day_and_time_and_have_the_forum_beside_the_session(owner: Client, cast: Cast) -> None:
    a_programme(cast)
    address = reverse("console_programme", args=[cast.conference.slug])
    shown = " ".join(owner.get(address, {"q": "酶"}).content.decode().split())
    for words in (
        "2 sessions on all days",
        "First half",
        "Synbio",
        "14:00",
        "Saturday 17 April",
        "Talk without a speaker",
    ):
        assert words in shown, words
    part = owner.get(address, {"q": "酶"}, headers={"HX-Request": "true"}).content.decode()
    assert part.strip().startswith('<div id="rows"')
    nothing = owner.get(address, {"q": "糖"}).content.decode()
    assert "No session matches." in nothing
    assert "Show all" in nothing


def test_what_nobody_could_have_chosen_counts_as_no_filter(owner: Client, cast: Cast) -> None:
    first, _plenary, _closed = a_programme(cast)
    nonsense = {"forum": "x", "room": "9" * 40, "kind": "king", "trouble": "all", "day": "never", "page": "-1"}
    assert found(owner, cast, **nonsense) == [first]
    assert found(owner, cast, forum=99) == []


def test_what_is_behind_closed_doors_is_not_found_by_others(cast: Cast) -> None:
    _first, _plenary, closed = a_programme(cast)
    guest = add_speaker(cast.conference, PersonEdit(name="秦隐"), by=None, now=NOW)
    Appearance.objects.create(speaker=guest, talk=closed.talks.get(), role="speaker")
    viewer = signed_in(cast.members[Role.VIEWER])
    assert found(viewer, cast, q="闭门") == [closed]
    assert found(viewer, cast, q="secret") == []
    assert found(viewer, cast, person="秦") == []
    assert found(viewer, cast, room=closed.room_id or 0) == []
    assert found(viewer, cast, trouble="clash", q="闭门") == [closed]  # clashes are not a viewer's business
    page = viewer.get(reverse("console_programme", args=[cast.conference.slug]), {"q": "闭门"}).content.decode()
    assert "F601" not in page
    assert "In a clash" not in page


def test_a_secretary_finds_the_own_forum_and_the_plenaries_alone(cast: Cast) -> None:
    first, plenary, _closed = a_programme(cast)
    other = Forum.objects.create(conference=cast.conference, number=2, title_zh="酶工程", title_en="Enzyme engineering")
    theirs = a_session(cast.conference, other)
    secretary = signed_in(cast.members[Role.FORUM_SECRETARY])
    assert found(secretary, cast, q="酶") == [first, plenary]
    assert found(secretary, cast, forum=2) == []
    page = secretary.get(reverse("console_programme", args=[cast.conference.slug]), {"q": "酶"}).content.decode()
    assert "Enzyme engineering" not in page
    assert theirs.code not in page


@pytest.mark.parametrize("asked", [{}, {"q": "酶"}, {"trouble": "no_room"}])
def test_three_sessions_take_as_many_queries_as_one(
    owner: Client, cast: Cast, asked: dict[str, str], django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    def fill(number: int) -> None:
        session = a_session(cast.conference, cast.forum, title_zh="酶")
        speaker = add_speaker(cast.conference, PersonEdit(name=f"王{number}"), by=None, now=NOW)
        Appearance.objects.create(speaker=speaker, talk=a_talk(session), role="speaker")

    address = reverse("console_programme", args=[cast.conference.slug])
    queries = SEARCH if asked else DAY
    fill(1)
    with django_assert_num_queries(queries):
        owner.get(address, asked)
    for number in (2, 3):
        fill(number)
    with django_assert_num_queries(queries):
        owner.get(address, asked)


DAY = 13
SEARCH = DAY + 5
