"""The export of the people on stage."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from events.models import AuditEntry, Job
from events.rules.office.reach import Reach
from events.rules.office.roles import Role
from events.rules.programme import AppearanceRole
from speakers.exporters.speakers import SPEAKERS_EXPORT, speakers_table
from speakers.models import Appearance
from tests.builders.exports import an_export, read_export
from tests.builders.people import NOW, Cast, signed_in
from tests.builders.programmes import a_closed_session, a_programme, a_room, a_session, a_speaker, a_talk, on_stage
from tests.queue import run_queue


def test_people_are_exported_with_their_appearances(cast: Cast) -> None:
    programme = a_programme(cast.conference, cast.forum)
    person = programme.speaker.person
    person.honour, person.affiliation_zh, person.post_en = "prof", "吴淞理工大学", "=cmd()"
    person.save()
    on_stage(programme.speaker, programme.forum_session, AppearanceRole.CHAIR)
    Appearance.objects.create(speaker=programme.speaker, forum=cast.forum, role=AppearanceRole.CHAIR)
    asked = {"text": "吴淞", "knows_closed": "yes", "reach": "*"}
    header, *rows = read_export(an_export(SPEAKERS_EXPORT, cast.conference, cast.members[Role.OWNER], **asked))
    assert header == [
        *("Name", "Name in Latin letters", "Title", "Post in Chinese", "Post in English", "Institution in Chinese"),
        *("Institution in English", "State", "On stage", "Biography in Chinese", "Biography in English"),
    ]
    [row] = rows
    assert row[:8] == ["林知远", "LIN Zhiyuan", "Professor", None, "'=cmd()", "吴淞理工大学", None, "Confirmed"]
    assert str(row[8]).splitlines() == [
        "Synbio (Chair)",
        "Synthetic chromosomes (Speaker)",
        "Synbio (Chair)",
        "Gene circuits (Speaker)",
    ]


@pytest.mark.parametrize(("role", "knows"), [(Role.VIEWER, False), (Role.PROGRAMME_EDITOR, True)])
def test_closed_door_appearances_are_left_out_for_members_without_the_right(
    cast: Cast, role: Role, *, knows: bool
) -> None:
    a_closed_session(cast.conference, starts_at=NOW)
    signed_in(cast.members[role]).post(reverse("console_people_export", kwargs={"conference": cast.conference.slug}))
    run_queue()
    [_header, row] = read_export(Job.objects.get())
    assert (row[0], "Secret talk" in str(row[8])) == ("秦隐", knows)
    assert AuditEntry.objects.get(deed=SPEAKERS_EXPORT).details == {"rows": 1}


@pytest.mark.parametrize("count", [1, 3])
def test_a_list_of_any_length_is_four_queries(cast: Cast, count: int) -> None:
    session = a_session(cast.conference, a_room(cast.conference))
    for number in range(count):
        on_stage(a_speaker(cast.conference, f"王{number}"), a_talk(session, after=number))
    with CaptureQueriesContext(connection) as asked:
        table = speakers_table(cast.conference, "", Reach(None), knows_closed=False)
        assert len(list(table.rows)) == table.total == count
    assert len(asked) == 4
