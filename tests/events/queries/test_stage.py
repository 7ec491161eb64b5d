"""People on stage, as returned by the provider of the release section."""

import pytest

from events.extensions import ReleaseSection, StagePeople, release_sections
from events.models import Conference, Forum
from events.queries.stage import NamedRole, StageNames, stage_names, stage_people
from events.rules.programme import AppearanceRole, PersonRole
from speakers.models import Appearance
from tests.builders.people import Cast
from tests.builders.programmes import SmallProgramme, a_programme
from toolkit.text import Text

pytestmark = pytest.mark.django_db


@pytest.fixture
def small(cast: Cast) -> SmallProgramme:
    return a_programme(cast.conference, cast.forum)


def test_without_a_provider_nobody_is_on_stage(monkeypatch: pytest.MonkeyPatch, small: SmallProgramme) -> None:
    monkeypatch.delitem(release_sections, ReleaseSection.STAGE)

    assert stage_people(small.conference) == StagePeople()
    assert stage_names(small.conference) == StageNames({}, {}, {})


def test_the_head_of_a_forum_lists_people_by_name(small: SmallProgramme) -> None:
    Appearance.objects.filter(forum=small.forum).delete()
    Appearance.objects.create(forum=small.forum, speaker=small.speaker, role=AppearanceRole.CHAIR)

    names = stage_names(small.conference)
    name = Text(zh=small.speaker.person.name, en=small.speaker.person.name_latin)

    assert names.by_forum == {small.forum.pk: [NamedRole(name, AppearanceRole.CHAIR, speaker=small.speaker.code)]}


def test_a_role_of_an_unknown_person_is_left_out(monkeypatch: pytest.MonkeyPatch, small: SmallProgramme) -> None:
    def nobody_known(conference: Conference, *, forum: Forum | None = None) -> StagePeople:
        return StagePeople(by_talk={7: (PersonRole(speaker="gone", role=AppearanceRole.SPEAKER),)})

    monkeypatch.setitem(release_sections, ReleaseSection.STAGE, nobody_known)

    assert stage_names(small.conference) == StageNames(by_forum={}, by_session={}, by_talk={7: []})
