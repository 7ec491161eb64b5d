from datetime import timedelta

import pytest
from django.urls import reverse

from events.operations.journal import undo
from events.operations.office.changes import Vanished
from events.queries.bookings import programme_clashes
from events.rules.bookings import ClashKind
from events.rules.office.roles import Role
from speakers.models import Absence, Appearance, Speaker
from speakers.operations.joining import join_speakers
from tests.builders.people import NOW, Cast, a_person, signed_in
from tests.builders.programme import a_session, a_talk

pytestmark = pytest.mark.django_db


@pytest.fixture
def two(cast: Cast) -> tuple[Speaker, Speaker]:
    """Return two records of one name: both host a session, and each speaks in a talk at the same time."""
    session = a_session(cast.conference, cast.forum)
    made = []
    for _ in range(2):
        person = a_person(cast.organisation, affiliation_zh="示例大学")
        speaker = Speaker.objects.create(conference=cast.conference, person=person)
        Appearance.objects.create(speaker=speaker, session=session, role="host")
        Appearance.objects.create(speaker=speaker, talk=a_talk(a_session(cast.conference)), role="speaker")
        made.append(speaker)
    return made[0], made[1]


def places(speaker: Speaker) -> int:
    return Appearance.objects.filter(speaker=speaker).count()


def test_the_appearances_and_absences_of_one_record_go_to_the_other(cast: Cast, two: tuple[Speaker, Speaker]) -> None:
    kept, other = two
    Speaker.objects.filter(pk=other.pk).update(must_not_clash=True)
    Absence.objects.create(speaker=other, starts_at=NOW, ends_at=NOW + timedelta(hours=1))
    other.refresh_from_db()
    join_speakers(kept, other, by=cast.members[Role.OWNER], now=NOW)
    assert (places(kept), places(other)) == (3, 0)  # both hosted one session
    assert Absence.objects.get().speaker == kept
    assert Speaker.objects.get(pk=kept.pk).must_not_clash
    assert cast.conference.deeds.count() == 1
    undo(cast.conference, by=cast.members[Role.OWNER], now=NOW)
    assert (places(kept), places(other)) == (2, 2)


def test_only_two_speakers_of_one_conference_are_joined(cast: Cast, two: tuple[Speaker, Speaker]) -> None:
    person = a_person(cast.neighbours_conference.organisation)
    stranger = Speaker.objects.create(conference=cast.neighbours_conference, person=person)
    for other in (two[0], stranger):
        with pytest.raises(Vanished):
            join_speakers(two[0], other, by=None, now=NOW)


def test_the_clash_that_asks_leads_to_the_page_that_joins(cast: Cast, two: tuple[Speaker, Speaker]) -> None:
    owner = signed_in(cast.members[Role.OWNER])
    clash = next(each for each in programme_clashes(cast.conference) if each.kind is ClashKind.MAYBE_ONE)
    codes = [end.who.code for end in clash.bookings if end.who]
    address = reverse("console_person_join", args=[cast.conference.slug, *codes])
    asked = owner.get(reverse("console_clash", args=[cast.conference.slug, clash.key])).content.decode()
    assert f'href="{address}"' in asked
    assert owner.get(address).content.decode().count("2 appearances") == 2
    told = owner.post(address, {"keep": codes[1]}, follow=True).content.decode()
    assert "This now clashes:" in told
    assert places(Speaker.objects.get(code=codes[1])) == 3
    assert ClashKind.MAYBE_ONE not in {each.kind for each in programme_clashes(cast.conference)}
