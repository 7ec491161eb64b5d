import pytest
from django.http import QueryDict
from django.utils import translation

from events.models import Person
from events.rules.names import latin_name_for
from events.rules.programme import AppearanceRole
from speakers.forms.people import PersonForm, PlacesForm, TitlesForm
from speakers.forms.places import FAULTS
from speakers.models import Speaker
from speakers.operations.people import add_speaker, change_speaker
from speakers.rules.edits import PersonEdit, SpeakerEdit
from speakers.rules.places import MOST_PEOPLE, PlaceFault, StageEntry
from tests.builders.people import NOW, Cast
from toolkit.text import Text


def places_form(cast: Cast, *lines: str) -> PlacesForm:
    """Return the form with lines for forum 1."""
    data = QueryDict(mutable=True)
    data["lines"] = "\n".join(f"1, {line}" for line in lines)
    with translation.override("en"):
        form = PlacesForm(cast.conference, data)
        form.is_valid()
    return form


def entries(form: PlacesForm) -> list[StageEntry]:
    ((_place, found),) = form.placed.values()
    return found


def test_lines_become_people_with_roles_and_institutions(cast: Cast) -> None:
    known = add_speaker(cast.conference, PersonEdit(name="王伟"), by=None, now=NOW)
    form = places_form(cast, "王伟, host", "苗明野, , 示例大学 / Example University", "Ada Lovelace")
    assert form.errors == {}
    assert [(entry.speaker, entry.name, entry.role, entry.affiliation) for entry in entries(form)] == [
        (known.pk, "王伟", AppearanceRole.HOST, Text()),
        (None, "苗明野", AppearanceRole.CHAIR, Text(zh="示例大学", en="Example University")),
        (None, "Ada Lovelace", AppearanceRole.CHAIR, Text()),
    ]


def test_the_institution_chooses_between_two_people_of_one_name(cast: Cast) -> None:
    first, second = (
        add_speaker(cast.conference, PersonEdit(name="王伟", affiliation_zh=zh, affiliation_en=en), by=None, now=NOW)
        for zh, en in (("示例大学", "Example University"), ("示例研究所", "Institute of Examples"))
    )
    words = (
        "several people are called 王伟; give the institution of one of them: Example University, Institute of Examples"
    )
    assert words in str(places_form(cast, "王伟").errors)
    assert words in str(places_form(cast, "王伟, , 另一所大学").errors)
    for line, speaker in (("王伟, , 示例研究所", second), ("王伟, chair, example university", first)):
        assert [entry.speaker for entry in entries(places_form(cast, line))] == [speaker.pk]
    assert words.split(":", maxsplit=1)[0] in str(places_form(cast, "王伟, , 另一所大学").errors)


def test_the_institution_chooses_whose_title_is_changed(cast: Cast) -> None:
    for zh in ("示例大学", "示例研究所"):
        add_speaker(cast.conference, PersonEdit(name="王伟", affiliation_zh=zh), by=None, now=NOW)
    data = QueryDict(mutable=True)
    data["lines"] = "王伟, Professor, , 示例研究所"
    with translation.override("en"):
        form = TitlesForm(cast.conference, data)
        assert form.errors == {}
    assert [(speaker.person.affiliation_zh, edit.honour) for speaker, edit in form.changes] == [("示例研究所", "prof")]


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        ("王伟, king", "Line 1: “king” is not a role"),
        ("王伟 #N6XQGUCN", "Line 1: this is not one person&#x27;s name"),
        ("王伟、李娜", "Line 1: this is not one person&#x27;s name"),
        ("a, , c, d", "Line 1: there are too many parts"),
        ("x" * 61, "Line 1: this is not one person&#x27;s name"),
        ("王伟 微信wang2027", "Line 1: this is not one person&#x27;s name"),
        ("王伟, chair, 示例大学 example。com", "Line 1: “示例大学 example。com” has a web address, a telephone number"),
        ("王\u202e伟", "invisible control characters"),
        ("王\x00伟", "invisible control characters"),
    ],
)
def test_errors_are_reported_by_line_and_nobody_is_created(cast: Cast, lines: str, words: str) -> None:
    form = places_form(cast, lines)
    with translation.override("en"):
        assert words in str(form.errors)
    assert not Speaker.objects.exists()
    assert not Person.objects.exists()


def test_a_speaker_of_another_conference_is_unknown(cast: Cast) -> None:
    add_speaker(cast.neighbours_conference, PersonEdit(name="王伟"), by=None, now=NOW)
    assert [entry.speaker for entry in entries(places_form(cast, "王伟"))] == [None]


@pytest.mark.parametrize(
    ("name", "latin", "changed", "then"),
    [
        ("周一一", "", "吴二二", "WU Erer"),
        ("周一一", "CHOW Yiyi", "吴二二", "CHOW Yiyi"),
        ("Ann Smith", "", "Ann Jones", "Ann Jones"),
        ("周一一", "", "周一一", "ZHOU Yiyi"),
    ],
)
def test_a_changed_name_makes_the_latin_name_anew_unless_it_was_typed(
    cast: Cast, name: str, latin: str, changed: str, then: str
) -> None:
    speaker = add_speaker(cast.conference, PersonEdit(name=name, name_latin=latin), by=None, now=NOW)
    with translation.override("en"):
        shown = PersonForm(instance=speaker.person)
    assert shown["name_latin"].value() == latin
    assert (f"Now: {speaker.person.name_latin}." in str(shown["name_latin"].help_text)) == (not latin)
    sent = QueryDict(mutable=True)
    sent.update({field.name: str(field.value() or "") for field in shown} | {"name": changed})
    form = PersonForm(sent, instance=speaker.person)
    assert form.errors == {}
    change_speaker(speaker, person=form.edit(), stage=SpeakerEdit.of(speaker), by=None, now=NOW)
    speaker.person.refresh_from_db()
    assert (speaker.person.name, speaker.person.name_latin) == (changed, then)


@pytest.mark.parametrize(
    ("name", "length"), [("周" * 60, 60), ("周" * 60, 200), ("单晓岚", 200)], ids=["cut by a delegate", "cut", "whole"]
)
def test_a_form_sent_without_a_change_keeps_the_latin_name(cast: Cast, name: str, length: int) -> None:
    latin = latin_name_for(name, at_most=length)
    speaker = add_speaker(cast.conference, PersonEdit(name=name, name_latin=latin), by=None, now=NOW)
    sent = QueryDict(mutable=True)
    sent.update({field.name: str(field.value() or "") for field in PersonForm(instance=speaker.person)})
    form = PersonForm(sent, instance=speaker.person)
    assert form.errors == {}
    change_speaker(speaker, person=form.edit(), stage=SpeakerEdit.of(speaker), by=None, now=NOW)
    speaker.person.refresh_from_db()
    assert speaker.person.name_latin == latin


def test_whoever_meets_a_full_place_is_told_how_many_people_it_takes() -> None:
    assert f" {MOST_PEOPLE} " in str(FAULTS[PlaceFault.FULL])
    with translation.override("zh-hans"):
        assert f" {MOST_PEOPLE} " in str(FAULTS[PlaceFault.FULL])


def test_a_latin_name_is_asked_for_where_it_cannot_be_made(cast: Cast) -> None:
    sent = QueryDict(mutable=True)
    sent.update({"name": "김민준", "seen": ""})
    person = Person(organisation=cast.organisation)
    with translation.override("en"):
        assert PersonForm(sent, instance=person).errors == {"name_latin": ["Enter the name in Latin letters, too."]}
    sent["name_latin"] = "KIM Minjun"
    assert PersonForm(sent, instance=person).errors == {}


@pytest.mark.parametrize("field", ["name_latin", "post_zh", "post_en", "affiliation_zh", "affiliation_en"])
def test_advertising_is_refused_at_its_field(cast: Cast, field: str) -> None:
    sent = QueryDict(mutable=True)
    sent.update({"name": "王伟", field: "WANG 微信wang2027", "seen": ""})
    with translation.override("en"):
        errors = PersonForm(sent, instance=Person(organisation=cast.organisation)).errors
        assert errors == {field: ["A web address, a telephone number or an account cannot stand here."]}


def test_advertising_is_refused_in_a_pasted_post(cast: Cast) -> None:
    add_speaker(cast.conference, PersonEdit(name="王伟"), by=None, now=NOW)
    data = QueryDict(mutable=True)
    data["lines"] = "王伟, , 院长 QQ 12345"
    with translation.override("en"):
        assert "Line 1: “院长 QQ 12345” has a web address" in str(TitlesForm(cast.conference, data).errors)
