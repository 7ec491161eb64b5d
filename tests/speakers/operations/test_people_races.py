"""People who are added to a place at the same moment all stay there, and nobody is made twice.

Controls: one that stores whole lists loses some, one that makes whom it has not found makes them twice.
"""

from threading import Barrier

import pytest

from events.models import Person, Talk, User
from events.rules.office.roles import Role
from events.rules.programme import AppearanceRole
from speakers.models import Appearance, Speaker
from speakers.operations.people import LooksLike, add_speaker, arrange_people, place_new_person, set_people
from speakers.queries.people import people_in, similar_people
from speakers.rules.edits import PersonEdit
from speakers.rules.places import Placed, PlaceDeed, PlaceStep, StageEntry
from tests.builders.people import NOW, the_cast
from tests.builders.programme import a_session, a_talk
from tests.races import at_once
from toolkit.text import Text

TIMES = 4
pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]


def a_talk_and_people() -> tuple[Talk, list[Speaker], User]:
    """Create an empty talk, four speakers, and the owner of the conference."""
    cast = the_cast()
    people = [PersonEdit(name=f"王{number}") for number in range(TIMES)]
    speakers = [add_speaker(cast.conference, person, by=None, now=NOW) for person in people]
    return a_talk(a_session(cast.conference, cast.forum)), speakers, cast.members[Role.OWNER]


def test_nobody_is_lost() -> None:
    talk, speakers, owner = a_talk_and_people()

    def add(number: int) -> None:
        person = Placed(speaker=speakers[number].pk, role=AppearanceRole.SPEAKER)
        arrange_people(Talk.objects.get(pk=talk.pk), PlaceDeed(step=PlaceStep.ADD, person=person), by=owner, now=NOW)

    at_once(add, times=TIMES)
    assert Appearance.objects.filter(talk=talk).count() == TIMES
    assert set(Appearance.objects.filter(talk=talk).values_list("position", flat=True)) == set(range(TIMES))


def test_control_who_stores_the_list_that_they_have_seen_removes_the_others() -> None:
    talk, speakers, owner = a_talk_and_people()
    all_have_read = Barrier(TIMES)

    def add_carelessly(number: int) -> None:
        seen = [row.speaker for row in people_in(talk)]
        all_have_read.wait(timeout=30)
        entries = [
            StageEntry(speaker=speaker.pk, name="", role=AppearanceRole.SPEAKER, affiliation=Text())
            for speaker in (*seen, speakers[number])
        ]
        set_people(Talk.objects.get(pk=talk.pk), entries, by=owner, now=NOW)

    at_once(add_carelessly, times=TIMES)
    assert Appearance.objects.filter(talk=talk).count() < TIMES


def places_of_one_forum() -> tuple[list[Talk], User]:
    """Create four talks and the owner of the conference."""
    cast = the_cast()
    session = a_session(cast.conference, cast.forum)
    return [a_talk(session, 20 * number) for number in range(TIMES)], cast.members[Role.OWNER]


def test_somebody_new_who_is_entered_at_several_places_at_once_is_made_once() -> None:
    talks, owner = places_of_one_forum()

    def enter(number: int) -> bool:
        talk = Talk.objects.select_related("conference").get(pk=talks[number].pk)
        try:
            place_new_person(talk, PersonEdit(name="王伟"), AppearanceRole.SPEAKER, by=owner, now=NOW)
        except LooksLike:
            return False
        return True

    assert sorted(at_once(enter, times=TIMES)) == [False] * (TIMES - 1) + [True]
    assert Person.objects.filter(name="王伟").count() == 1


def test_control_who_looks_first_and_then_makes_somebody_makes_them_twice() -> None:
    talks, owner = places_of_one_forum()
    all_have_looked = Barrier(TIMES)

    def enter_carelessly(number: int) -> None:
        edit, conference = PersonEdit(name="王伟"), talks[number].conference
        similar = similar_people(Person.objects.filter(organisation=conference.organisation), conference, edit)
        all_have_looked.wait(timeout=30)
        if not similar:
            add_speaker(conference, edit, by=owner, now=NOW)

    at_once(enter_carelessly, times=TIMES)
    assert Person.objects.filter(name="王伟").count() == TIMES
