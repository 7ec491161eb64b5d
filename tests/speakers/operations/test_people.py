import pytest

from events.models import AuditEntry, DistinctPeople, Person
from events.operations.office.changes import InUse
from events.rules.names.likeness import Likeness
from events.rules.office.roles import Role
from events.rules.programme import AppearanceRole
from speakers.models import Appearance, Speaker
from speakers.operations.people import (
    LooksLike,
    add_known_speaker,
    add_speaker,
    arrange_people,
    change_speaker,
    place_known_person,
    place_new_person,
    remove_speaker,
    replace_person,
    set_people,
)
from speakers.rules.edits import PersonEdit, SpeakerEdit
from speakers.rules.places import Placed, PlaceDeed, PlaceFault, PlaceRefused, PlaceStep, StageEntry
from tests.builders.people import NOW, Cast, a_conference
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
    [entry] = AuditEntry.objects.all()
    assert (entry.deed, entry.subject, entry.details["name"]) == ("add", "speaker", "王伟")


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


def a_deed(step: PlaceStep, speaker: Speaker) -> PlaceDeed:
    return PlaceDeed(step=step, person=Placed(speaker=speaker.pk, role=AppearanceRole.SPEAKER))


def test_people_are_added_and_moved_one_by_one(cast: Cast) -> None:
    talk = a_talk(a_session(cast.conference, cast.forum))
    speakers = [add_speaker(cast.conference, PersonEdit(name=name), by=None, now=NOW) for name in ("王伟", "李娜")]
    for speaker in speakers:
        arrange_people(talk, a_deed(PlaceStep.ADD, speaker), by=None, now=NOW)
    arrange_people(talk, a_deed(PlaceStep.UP, speakers[1]), by=None, now=NOW)
    rows = Appearance.objects.filter(talk=talk)
    assert [(row.speaker, row.role) for row in rows] == [(speakers[1], "speaker"), (speakers[0], "speaker")]
    entry = AuditEntry.objects.filter(subject="talk").order_by("pk").last()
    assert entry
    assert entry.details == {"people": ["王伟, 李娜", "李娜, 王伟"]}


def test_a_speaker_of_another_conference_cannot_be_placed(cast: Cast) -> None:
    theirs = add_speaker(cast.neighbours_conference, PersonEdit(name="王伟"), by=None, now=NOW)
    with pytest.raises(PlaceRefused) as refused:
        arrange_people(cast.forum, a_deed(PlaceStep.ADD, theirs), by=None, now=NOW)
    assert refused.value.fault is PlaceFault.UNKNOWN
    assert not Appearance.objects.exists()


def test_a_new_person_is_placed_behind_the_others(cast: Cast) -> None:
    set_people(cast.forum, [NEW], by=None, now=NOW)
    made = place_new_person(cast.forum, PersonEdit(name="王伟"), AppearanceRole.CHAIR, by=None, now=NOW)
    rows = Appearance.objects.filter(forum=cast.forum)
    assert [(row.speaker.person.name, row.role) for row in rows] == [("苗明野", "moderator"), ("王伟", "chair")]
    assert made.person.name_latin == "WANG Wei"


def test_a_person_of_another_conference_becomes_a_speaker_once_with_an_audit_entry(cast: Cast) -> None:
    talk = a_talk(a_session(cast.conference, cast.forum))
    before = add_speaker(a_conference(cast.organisation, "bio26"), PersonEdit(name="王伟"), by=None, now=NOW)
    owner = cast.members[Role.OWNER]
    made = place_known_person(talk, before.person_id, AppearanceRole.SPEAKER, by=owner, now=NOW)
    again = place_known_person(cast.forum, before.person_id, AppearanceRole.CHAIR, by=None, now=NOW)
    assert (made, made.person, made.conference) == (again, before.person, cast.conference)
    assert [(row.talk, row.forum) for row in made.appearances.order_by("pk")] == [(talk, None), (None, cast.forum)]
    added = AuditEntry.objects.filter(conference=cast.conference, deed="add", subject_key=str(made.pk))
    assert [entry.by for entry in added] == [owner]


@pytest.mark.parametrize("role", [Role.PROGRAMME_EDITOR, Role.FORUM_SECRETARY])
def test_who_may_not_see_the_other_conference_cannot_take_its_people(cast: Cast, role: Role) -> None:
    talk = a_talk(a_session(cast.conference, cast.forum))
    before = add_speaker(a_conference(cast.organisation, "bio26"), PersonEdit(name="王伟"), by=None, now=NOW)
    with pytest.raises(PlaceRefused) as refused:
        place_known_person(talk, before.person_id, AppearanceRole.SPEAKER, by=cast.members[role], now=NOW)
    assert refused.value.fault is PlaceFault.UNKNOWN


def test_a_new_person_who_looks_like_somebody_is_refused_until_somebody_says_that_they_are_two(cast: Cast) -> None:
    known = add_speaker(cast.conference, PersonEdit(name="王玮"), by=None, now=NOW)
    edit = PersonEdit(name="王伟")
    with pytest.raises(LooksLike) as refusal:
        place_new_person(cast.forum, edit, AppearanceRole.CHAIR, by=None, now=NOW)
    assert [(one.person, one.likeness) for one in refusal.value.people] == [(known.person, Likeness.SOUND)]
    assert not Appearance.objects.exists()
    owner = cast.members[Role.OWNER]
    made = place_new_person(cast.forum, edit, AppearanceRole.CHAIR, although=[known.person_id], by=owner, now=NOW)
    pair = DistinctPeople.objects.get()
    assert (pair.first, pair.second, pair.by) == (known.person, made.person, owner)


def test_somebody_known_becomes_a_speaker_once(cast: Cast) -> None:
    before = add_speaker(a_conference(cast.organisation, "bio26"), PersonEdit(name="王伟"), by=None, now=NOW)
    owner = cast.members[Role.OWNER]
    made = [add_known_speaker(cast.conference, before.person_id, by=owner, now=NOW) for _time in range(2)]
    assert (made[0], made[0].person) == (made[1], before.person)
    assert AuditEntry.objects.filter(conference=cast.conference, deed="add").count() == 1


def test_a_secretary_is_not_told_of_similar_people_of_another_conference(cast: Cast) -> None:
    add_speaker(a_conference(cast.organisation, "bio26"), PersonEdit(name="王伟"), by=None, now=NOW)
    edit = PersonEdit(name="王伟")
    secretary = cast.members[Role.FORUM_SECRETARY]
    with pytest.raises(LooksLike):
        place_new_person(cast.forum, edit, AppearanceRole.CHAIR, by=cast.members[Role.OWNER], now=NOW)
    made = place_new_person(cast.forum, edit, AppearanceRole.CHAIR, by=secretary, now=NOW)
    assert made.conference == cast.conference


def test_a_successor_takes_the_position_and_the_role(cast: Cast) -> None:
    talk = a_talk(a_session(cast.conference, cast.forum))
    first, second, third = (
        add_speaker(cast.conference, PersonEdit(name=name), by=None, now=NOW) for name in ("王伟", "李娜", "云承泽")
    )
    for speaker in (first, second):
        arrange_people(talk, a_deed(PlaceStep.ADD, speaker), by=None, now=NOW)
    old = Placed(speaker=first.pk, role=AppearanceRole.SPEAKER)
    assert replace_person(talk, old, third.person_id, by=None, now=NOW) == third
    rows = Appearance.objects.filter(talk=talk)
    assert [(row.speaker, row.role) for row in rows] == [(third, "speaker"), (second, "speaker")]
    new = Placed(speaker=third.pk, role=AppearanceRole.SPEAKER)
    made = replace_person(talk, new, PersonEdit(name="苗明野"), role=AppearanceRole.KEYNOTE, by=None, now=NOW)
    rows = Appearance.objects.filter(talk=talk)
    assert [(row.speaker, row.role) for row in rows] == [(made, "keynote"), (second, "speaker")]
    entry = AuditEntry.objects.filter(subject="talk").order_by("pk").last()
    assert entry
    assert entry.details == {"people": ["云承泽, 李娜", "苗明野, 李娜"]}


def test_nobody_is_replaced_by_a_person_out_of_reach(cast: Cast) -> None:
    chair = add_speaker(cast.conference, PersonEdit(name="王伟"), by=None, now=NOW)
    theirs = add_speaker(cast.neighbours_conference, PersonEdit(name="李娜"), by=None, now=NOW)
    set_people(
        cast.forum,
        [StageEntry(speaker=chair.pk, name="", role=AppearanceRole.CHAIR, affiliation=Text())],
        by=None,
        now=NOW,
    )
    old = Placed(speaker=chair.pk, role=AppearanceRole.CHAIR)
    with pytest.raises(PlaceRefused) as refused:
        replace_person(cast.forum, old, theirs.person_id, by=cast.members[Role.OWNER], now=NOW)
    assert refused.value.fault is PlaceFault.UNKNOWN
    assert Appearance.objects.get().speaker == chair
