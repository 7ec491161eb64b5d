"""From a form to a clash, and from the clash to the gate: walking times, equipment, needs and absences."""

import pytest
from django.test import Client
from django.urls import reverse

from events.models import Conference, Room, Session, Talk, Walk
from events.queries.bookings import programme_clashes
from events.rules.bookings import ClashKind
from events.rules.office.roles import Role
from speakers.models import Absence, Appearance, Speaker
from tests.builders.people import NOW, Cast, a_person, signed_in
from tests.builders.programme import a_room, a_session, a_talk

pytestmark = pytest.mark.django_db


@pytest.fixture
def owner(cast: Cast) -> Client:
    return signed_in(cast.members[Role.OWNER])


def address(cast: Cast, name: str, *arguments: str | int) -> str:
    return reverse(name, args=[cast.conference.slug, *arguments])


def kinds(cast: Cast) -> list[ClashKind]:
    return [clash.kind for clash in programme_clashes(Conference.objects.get(pk=cast.conference.pk))]


def sent_back(owner: Client, page: str) -> dict[str, object]:
    """Return what the form of the page sends if nothing is typed."""
    form = owner.get(page).context["form"]
    values = {name: form[name].value() for name in form.fields}
    return {name: value for name, value in values.items() if value not in (None, "", False)}


def test_walking_times_are_set_with_exceptions_and_make_clashes(owner: Client, cast: Cast) -> None:
    first, second = a_room(cast.conference, "B304"), a_room(cast.conference, "C101", floor="1F")
    early = a_session(cast.conference, room=first)
    late = a_session(cast.conference, room=second, starts_at=early.ends_at, ends_at=early.ends_at + (NOW - NOW))
    Session.objects.filter(pk=late.pk).update(ends_at=early.ends_at.replace(hour=9))
    speaker = Speaker.objects.create(conference=cast.conference, person=a_person(cast.organisation))
    for session in (early, late):
        Appearance.objects.create(speaker=speaker, session=session, role="speaker")
    page = address(cast, "console_setup_walks")
    minutes = {"walk_same_floor": "0", "walk_other_floor": "0", "walk_other_venue": "0"}
    wrong = owner.post(page, {**minutes, "lines": "B304, C999, 5\nB304, B304, 1\nB304, C101\nC101, B304, x"})
    told = wrong.content.decode()
    assert wrong.status_code == 422
    for part in ("Line 1: there is no room “C999”", "Line 2: “B304” is given twice", "Line 3:", "Line 4: “x” is not"):
        assert part in told
    assert "C101, B304, x" in told
    saved = owner.post(page, {**minutes, "lines": "C101, B304, 5"}, follow=True).content.decode()
    assert "0 min in between, 5 min to walk" in saved
    assert (kinds(cast), Walk.objects.get().minutes) == ([ClashKind.WALK], 5)
    assert "B304 | C101 | 5" in owner.get(page).content.decode()
    assert "No longer a clash:" in owner.post(page, {**minutes, "lines": ""}, follow=True).content.decode()


def test_equipment_is_pasted_and_ticked_and_missed_where_it_is_needed(owner: Client, cast: Cast) -> None:
    rooms = address(cast, "console_setup_rooms")
    refused = owner.post(rooms, {"lines": "A201, 2F, 160, 投影、锣"})
    assert "“锣” is not in the list of equipment" in refused.content.decode()
    owner.post(rooms, {"lines": "A201, 2F, 160, 投影、Simultaneous interpretation"})
    room = Room.objects.get()
    assert room.equipment == ["projector", "interpretation"]
    session = a_session(cast.conference, room=room)
    talk = a_talk(session)
    page = address(cast, "console_session", session.code)
    answer = owner.post(page, sent_back(owner, page) | {"needs": ["voting", "projector"]}, follow=True)
    assert "Equipment missing · Voting devices" in answer.content.decode()
    page = address(cast, "console_talk", talk.code)
    owner.post(page, sent_back(owner, page) | {"needs": ["streaming"]})
    assert (Session.objects.get().needs, Talk.objects.get().needs) == (["projector", "voting"], ["streaming"])
    assert kinds(cast) == [ClashKind.EQUIPMENT] * 2
    page = address(cast, "console_setup_room", room.pk)
    has = ["projector", "interpretation", "streaming", "voting"]
    mended = owner.post(page, sent_back(owner, page) | {"equipment": has}, follow=True).content.decode()
    assert "No longer a clash:" in mended
    history = owner.get(address(cast, "console_history")).content.decode()
    assert "Equipment: Projector, Simultaneous interpretation → Projector, Simultaneous interpretation, " in history


def test_needs_outside_the_list_are_refused(owner: Client, cast: Cast) -> None:
    page = address(cast, "console_session", a_session(cast.conference).code)
    assert owner.post(page, sent_back(owner, page) | {"needs": ["gong"]}).status_code == 422


def test_an_absence_is_noted_on_the_speakers_page_and_taken_away(owner: Client, cast: Cast) -> None:
    session = a_session(cast.conference)
    speaker = Speaker.objects.create(conference=cast.conference, person=a_person(cast.organisation))
    Appearance.objects.create(speaker=speaker, session=session, role="speaker")
    page = address(cast, "console_person_absences", speaker.code)
    day = {"away-from_day": "2027-04-16", "away-until_day": "2027-04-16"}
    wrong = owner.post(page, {**day, "away-from_time": "12:00", "away-until_time": "11:00"}, follow=True)
    assert "The end is not after the start." in wrong.content.decode()
    assert "required" in owner.post(page, day, follow=True).content.decode()
    told = owner.post(page, {**day, "away-from_time": "15:00", "away-until_time": "18:00"}, follow=True)
    assert "Cannot come then · 60 min at once" in told.content.decode()
    assert kinds(cast) == [ClashKind.ABSENCE]
    (clash,) = programme_clashes(cast.conference)
    listed = owner.get(reverse("console_clash", args=[cast.conference.slug, clash.key])).content.decode()
    assert f'href="{address(cast, "console_person", speaker.code)}"' in listed
    mended = owner.post(page, {"remove": str(Absence.objects.get().pk)}, follow=True).content.decode()
    assert "No longer a clash:" in mended
    assert not Absence.objects.exists()
