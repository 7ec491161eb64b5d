"""Lists in the console take as many queries for three rows as for one."""

import pytest
from django.core.cache import caches
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from doors.queries import presence
from events.models import Forum
from events.rules.office.roles import Role
from speakers.models import Appearance, Speaker
from tests.builders.doors import a_category, a_checkpoint, a_closed_meeting, a_delegate, a_device, a_scan, an_invitation
from tests.builders.people import Cast, a_person
from tests.builders.programme import a_group, a_room, a_session, a_talk
from tests.builders.signups import a_quota


def more(cast: Cast, number: int) -> None:
    """Add one row to every list, with relations between the rows."""
    conference = cast.conference
    room, group = a_room(conference, f"B30{number}"), a_group(conference, f"G{number}")
    forum = Forum.objects.create(conference=conference, number=10 + number, group=group, title_zh="分会")
    session = a_session(conference, forum, room=room)
    talk = a_talk(session)
    speaker = Speaker.objects.create(conference=conference, person=a_person(cast.organisation, f"王{number}"))
    Appearance.objects.create(speaker=speaker, talk=talk, role="speaker")
    Appearance.objects.create(speaker=speaker, forum=forum, role="chair")
    category = a_category(conference, f"c{number}", quota=a_quota(conference, 9), letter="V")
    delegate = a_delegate(conference, category, f"李{number}", state="confirmed")
    door = a_checkpoint(conference, f"Door {number}", room=room)
    door.categories.set([category])
    device = a_device(door, name=f"Device {number}", key=f"key{number}")
    an_invitation(a_closed_meeting(conference), delegate)
    a_scan(door, delegate, device=device)


LISTS = {
    "console": 7,
    "console_programme": 13,
    "console_forums": 15,
    "console_publish": 27,
    "console_setup": 10,
    "console_setup_rooms": 6,
    "console_setup_forums": 6,
    "console_setup_categories": 6,
    "console_team": 9,
    "console_history": 5,
    "console_people": 6,
    "console_overview": 35,
    "console_delegates": 8,
    "console_badges": 7,
    "console_doors": 6,
    "console_devices": 8,
    "console_attendance": 15,
    "console_attendance_review": 8,
    "console_delegates_letters": 7,
}


@pytest.mark.usefixtures("at_nine")
@pytest.mark.parametrize(("name", "queries"), LISTS.items(), ids=list(LISTS))
def test_a_list_takes_as_many_queries_for_three_rows_as_for_one(
    cast: Cast, client: Client, monkeypatch: pytest.MonkeyPatch, name: str, queries: int
) -> None:
    monkeypatch.setattr(presence, "open_transactions", frozenset)  # asked while others have one open
    client.force_login(cast.members[Role.OWNER])
    address = reverse(name, kwargs={} if name == "console" else {"conference": cast.conference.slug})
    found = []
    for numbers in ((1,), (2, 3)):
        for number in numbers:
            more(cast, number)
        caches["pages"].clear()
        with CaptureQueriesContext(
            connection,
        ) as captured:
            assert client.get(address).status_code == 200
        found.append(len(captured))
    assert found == [queries, queries]
