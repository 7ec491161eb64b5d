import pytest

from events.models import AuditEntry, Person
from events.operations.office.changes import InUse
from events.rules.programme import AppearanceRole
from speakers.models import Appearance
from speakers.operations.people import add_speaker, change_speaker, remove_speaker, set_people
from speakers.rules.edits import PersonEdit, SpeakerEdit
from speakers.rules.places import StageEntry
from tests.builders.people import NOW, Cast
from tests.builders.programme import a_session, a_talk
from toolkit.text import Text

NEW = StageEntry(
    speaker=None, name="苗明野", role=AppearanceRole.MODERATOR, affiliation=Text(zh="示例大学", en="Example")
)


def test_an_added_person_can_be_found_and_sorted(cast: Cast) -> None:
    added = add_speaker(cast.conference, PersonEdit(name="王伟"), by=None, now=NOW)
    person = added.person
    assert (person.name_latin, person.organisation) == ("WANG Wei", cast.organisation)
    assert {"王伟", "wangwei", "ww"} <= set(person.search_keys.split())


def test_a_place_has_exactly_the_people_named_in_their_order(cast: Cast) -> None:
    talk = a_talk(a_session(cast.conference, cast.forum))
    first = add_speaker(cast.conference, PersonEdit(name="王伟"), by=None, now=NOW)
    known = StageEntry(speaker=first.pk, name="王伟", role=AppearanceRole.SPEAKER, affiliation=Text())
    [made] = set_people(talk, [NEW, known], by=None, now=NOW)
    assert (made.person.name, made.person.affiliation_en) == ("苗明野", "Example")
    rows = Appearance.objects.filter(talk=talk)
    assert [(row.speaker, row.role) for row in rows] == [(made, "moderator"), (first, "speaker")]
    set_people(talk, [known], by=None, now=NOW)
    assert [row.speaker for row in Appearance.objects.filter(talk=talk)] == [first]
    assert AuditEntry.objects.filter(deed="change", subject="talk").count() == 2


def test_the_same_people_again_write_nothing(cast: Cast) -> None:
    first = add_speaker(cast.conference, PersonEdit(name="王伟"), by=None, now=NOW)
    known = StageEntry(speaker=first.pk, name="王伟", role=AppearanceRole.CHAIR, affiliation=Text())
    set_people(cast.forum, [known, known], by=None, now=NOW)
    before = AuditEntry.objects.count()
    set_people(cast.forum, [known], by=None, now=NOW)
    assert (AuditEntry.objects.count(), Appearance.objects.count()) == (before, 1)


def test_a_new_spelling_updates_the_search_keys(cast: Cast) -> None:
    speaker = add_speaker(cast.conference, PersonEdit(name="王伟"), by=None, now=NOW)
    edit = PersonEdit(name="汪伟", affiliation_zh="示例大学")
    change_speaker(speaker, person=edit, stage=SpeakerEdit(must_not_clash=True), by=None, now=NOW)
    person = Person.objects.get(pk=speaker.person_id)
    speaker.refresh_from_db()
    assert (person.name, person.affiliation_zh, speaker.must_not_clash) == ("汪伟", "示例大学", True)
    assert person.name_latin == "WANG Wei"
    assert "汪伟" in person.search_keys


def test_somebody_on_stage_cannot_be_removed(cast: Cast) -> None:
    [made] = set_people(cast.forum, [NEW], by=None, now=NOW)
    with pytest.raises(InUse) as refusal:
        remove_speaker(made, by=None, now=NOW)
    assert refusal.value.by == {"appearance": 1}
    set_people(cast.forum, [], by=None, now=NOW)
    remove_speaker(made, by=None, now=NOW)
    assert Person.objects.filter(name="苗明野").exists()
