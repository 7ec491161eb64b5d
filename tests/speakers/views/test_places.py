"""The console page that chooses the people of a forum, a session or a talk."""

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from events.models import Conference, Person, Talk
from events.rules.office.roles import Role
from speakers.models import Appearance, Speaker
from speakers.operations.people import add_speaker
from speakers.rules.edits import PersonEdit
from speakers.views.console.picker import MOST_FOUND
from tests.builders.people import NOW, Cast, a_conference, a_person, signed_in
from tests.builders.programme import a_session, a_talk


@pytest.fixture
def secretary(cast: Cast) -> Client:
    return signed_in(cast.members[Role.FORUM_SECRETARY])


@pytest.fixture
def talk(cast: Cast) -> Talk:
    return a_talk(a_session(cast.conference, cast.forum))


def address_of(talk: Talk) -> str:
    return reverse("console_talk_people", args=[talk.conference.slug, talk.code])


def a_speaker(cast: Cast, name: str, affiliation: str = "") -> Speaker:
    return add_speaker(cast.conference, PersonEdit(name=name, affiliation_en=affiliation), by=None, now=NOW)


def there(talk: Talk) -> list[tuple[str, str]]:
    return [(row.speaker.person.name, row.role) for row in Appearance.objects.filter(talk=talk)]


def page(client: Client, address: str, **headers: str) -> str:
    return " ".join(client.get(address, headers=headers).content.decode().split())


def test_somebody_is_found_by_pinyin_and_chosen_by_a_button(secretary: Client, cast: Cast, talk: Talk) -> None:
    namesakes = [a_speaker(cast, "王伟", "Example University"), a_speaker(cast, "王伟", "Institute of Examples")]
    a_speaker(cast, "李娜")
    shown = page(secretary, address_of(talk) + "?q=wangwei")
    assert [name in shown for name in ("Example University", "Institute of Examples", "李娜")] == [True, True, False]
    assert f'name="pick" value="{namesakes[1].person_id}"' in shown
    answer = secretary.post(address_of(talk), {"pick": namesakes[1].person_id, "role": "moderator"})
    assert (answer.status_code, answer["Location"]) == (302, address_of(talk))
    assert there(talk) == [("王伟", "moderator")]
    assert Appearance.objects.get().speaker == namesakes[1]


def test_the_page_names_people_and_no_codes_are_typed(secretary: Client, cast: Cast, talk: Talk) -> None:
    speaker = a_speaker(cast, "云承泽", "Example University")
    Appearance.objects.create(speaker=speaker, talk=talk, role="speaker")
    shown = page(secretary, address_of(talk))
    assert "<b><bdi>云承泽</bdi></b>" in shown
    assert f"#{speaker.code}" not in shown
    assert "<textarea" not in shown
    assert "already here" in page(secretary, address_of(talk) + "?q=ycz")


def test_htmx_fetches_the_matches_or_the_picker_alone(secretary: Client, cast: Cast, talk: Talk) -> None:
    a_speaker(cast, "云承泽")
    found = page(secretary, address_of(talk) + "?q=yun&part=found", **{"HX-Request": "true"})
    assert found.startswith('<div id="picker-found"')
    assert "云承泽" in found
    whole = page(secretary, address_of(talk) + "?q=yun", **{"HX-Request": "true"})
    assert whole.startswith('<section class="part picker"')
    assert found in whole


def test_people_are_moved_recast_and_taken_off(secretary: Client, cast: Cast, talk: Talk) -> None:
    speakers = [a_speaker(cast, name) for name in ("王伟", "李娜")]
    for speaker in speakers:
        secretary.post(address_of(talk), {"pick": speaker.person_id, "role": "speaker"})
    second = {"person": speakers[1].code, "present_role": "speaker", "role": "speaker"}
    secretary.post(address_of(talk), second | {"step": "up"})
    assert there(talk) == [("李娜", "speaker"), ("王伟", "speaker")]
    secretary.post(address_of(talk), second | {"step": "recast", "role": "keynote"})
    assert there(talk) == [("李娜", "keynote"), ("王伟", "speaker")]
    late = secretary.post(address_of(talk), second | {"step": "remove"}, follow=True)
    assert "Somebody else has just changed the people here." in late.content.decode()
    secretary.post(address_of(talk), second | {"step": "remove", "present_role": "keynote"})
    assert there(talk) == [("王伟", "speaker")]


def new(name: str, **fields: str) -> dict[str, str]:
    """Return what the form of a new person sends."""
    return {"new": "1", "name": name, "role": "speaker"} | fields


def test_a_new_person_is_made_only_by_a_form_of_their_own(secretary: Client, cast: Cast, talk: Talk) -> None:
    shown = page(secretary, address_of(talk) + "?q=苗明野")
    assert "New person…" in shown
    form = page(secretary, address_of(talk) + "?q=苗明野&new=1")
    assert 'name="name" dir="auto" value="苗明野"' in form
    data = new("苗明野", affiliation="示例大学 / Example University", post="所长")
    answer = secretary.post(address_of(talk), data, follow=True)
    assert "New among the people: 苗明野" in answer.content.decode()
    assert there(talk) == [("苗明野", "speaker")]
    person = Speaker.objects.get().person
    assert (person.affiliation_zh, person.affiliation_en, person.post_zh) == ("示例大学", "Example University", "所长")


def test_somebody_similar_is_asked_about_and_may_be_taken_or_be_another(
    secretary: Client, cast: Cast, talk: Talk
) -> None:
    known = a_speaker(cast, "王玮", "Institute of Examples")
    asked = secretary.post(address_of(talk), new("王伟", affiliation="示例大学"))
    shown = " ".join(asked.content.decode().split())
    assert asked.status_code == 422
    assert "Somebody similar is known already." in shown
    assert "Institute of Examples" in shown
    assert 'value="示例大学"' in shown
    assert there(talk) == []
    secretary.post(address_of(talk), {"pick": known.person_id, "role": "speaker"})
    assert there(talk) == [("王玮", "speaker")]
    secretary.post(address_of(talk), new("王伟", although=str(known.person_id)))
    assert there(talk) == [("王玮", "speaker"), ("王伟", "speaker")]


def test_another_person_takes_the_place_and_the_role_in_three_clicks(secretary: Client, cast: Cast, talk: Talk) -> None:
    old, second = a_speaker(cast, "王伟"), a_speaker(cast, "李娜")
    for position, speaker in enumerate((old, second)):
        Appearance.objects.create(speaker=speaker, talk=talk, role="moderator", position=position)
    other = a_talk(a_session(cast.conference))
    new_one = a_speaker(cast, "云承泽")
    Appearance.objects.create(speaker=new_one, talk=other, role="speaker")
    own = reverse("console_talk", args=[cast.conference.slug, talk.code])
    address = f"{address_of(talk)}?replace={old.code}-moderator&next={own}".replace("/", "%2F")
    assert f'href="{address_of(talk)}?{address.partition("?")[2]}"' in secretary.get(own).content.decode().replace(
        "&amp;", "&"
    )
    picker = page(secretary, f"{address_of(talk)}?replace={old.code}-moderator&next={own}", **{"HX-Request": "true"})
    assert "Instead of 王伟" in picker
    data = {"pick": new_one.person_id, "role": "moderator", "replace": f"{old.code}-moderator", "next": own}
    answer = secretary.post(address_of(talk), data)
    assert answer["Location"] == own
    told = secretary.get(own).content.decode()
    assert "云承泽 takes the place of 王伟." in told
    assert "This now clashes:" in told
    assert there(talk) == [("云承泽", "moderator"), ("李娜", "moderator")]
    late = secretary.post(address_of(talk), data, follow=True).content.decode()
    assert "Somebody else has just changed the people here." in late
    assert there(talk) == [("云承泽", "moderator"), ("李娜", "moderator")]


@pytest.mark.parametrize("elsewhere", ["https://elsewhere.example/", "//elsewhere.example/", "javascript:alert(1)", ""])
def test_the_way_back_stays_in_the_portal(secretary: Client, cast: Cast, talk: Talk, elsewhere: str) -> None:
    speaker = a_speaker(cast, "王伟")
    answer = secretary.post(address_of(talk), {"pick": speaker.person_id, "role": "speaker", "next": elsewhere})
    assert answer["Location"] == address_of(talk)


def test_namesakes_are_told_apart_and_addresses_are_not_shown(secretary: Client, cast: Cast, talk: Talk) -> None:
    twins = [a_speaker(cast, "王伟", "Example University") for _twin in range(2)]
    third = a_speaker(cast, "王伟", "Institute of Examples")
    Person.objects.update(email="wang@example.org", phone="13800000001")
    Person.objects.filter(pk=third.person_id).update(honour="cas", post_en="Director")
    for speaker in twins:
        Appearance.objects.create(speaker=speaker, talk=talk, role="speaker")
    shown = page(secretary, address_of(talk) + "?q=ww")
    assert [shown.count(f"#{twin.code}") for twin in twins] == [2, 2]
    assert f"#{third.code}" not in shown
    assert ["Academician of CAS" in shown, "Director" in shown] == [True, True]
    assert "wang@example.org" not in shown
    assert "13800000001" not in shown


def test_the_list_of_people_on_stage_tells_namesakes_apart(client: Client, cast: Cast) -> None:
    twins = [a_speaker(cast, "王伟", "Example University") for _twin in range(2)]
    third = a_speaker(cast, "王伟", "Institute of Examples")
    client.force_login(cast.members[Role.OWNER])
    shown = page(client, reverse("console_people", args=[cast.conference.slug]))
    assert [f"#{speaker.code}" in shown for speaker in (*twins, third)] == [True, True, False]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (new("王伟、李娜"), "This is not one person"),
        (new("x" * 61), "This is not one person"),
        (new("王\u202e伟"), "invisible control characters"),
        (new("王伟", role="king"), "king"),
        (new("王伟", affiliation="www.example.com"), "A web address"),
        (new("王伟", post="所" * 301), "is too long"),
        (new("Иван"), "Enter the name in Latin letters, too."),
        (new(""), "This field is required."),
        ({"pick": "1" * 12, "role": "speaker"}, "no longer among the people on stage"),
        ({"pick": "王", "role": "speaker"}, "Enter a whole number."),
        ({"person": "王\x00", "step": "up", "role": "speaker"}, "Null characters are not allowed."),
        ({}, "This field is required."),
    ],
)
def test_what_cannot_be_done_is_told_and_nobody_is_created(
    secretary: Client, talk: Talk, data: dict[str, str], words: str
) -> None:
    assert words in secretary.post(address_of(talk), data, follow=True).content.decode()
    assert not Speaker.objects.exists()


def test_speakers_of_another_conference_are_neither_found_nor_placed(secretary: Client, cast: Cast, talk: Talk) -> None:
    theirs = add_speaker(cast.neighbours_conference, PersonEdit(name="王伟"), by=None, now=NOW)
    assert f'value="{theirs.person_id}"' not in page(secretary, address_of(talk) + "?q=王伟")
    secretary.post(address_of(talk), {"pick": theirs.person_id, "role": "speaker"})
    assert there(talk) == []


def test_somebody_who_is_in_two_places_then_is_told_of_at_once(secretary: Client, cast: Cast, talk: Talk) -> None:
    speaker = a_speaker(cast, "王伟")
    other = a_talk(a_session(cast.conference))
    Appearance.objects.create(speaker=speaker, talk=other, role="speaker")
    answer = secretary.post(address_of(talk), {"pick": speaker.person_id, "role": "speaker"}, follow=True)
    assert "This now clashes:" in answer.content.decode()
    assert reverse("console_talk", args=[cast.conference.slug, other.code]) in answer.content.decode()


def a_speaker_elsewhere(cast: Cast, name: str, affiliation: str = "") -> Speaker:
    """Put somebody on the stage of another conference of the organisation."""
    other = Conference.objects.filter(slug="bio26").first() or a_conference(cast.organisation, "bio26")
    return add_speaker(other, PersonEdit(name=name, affiliation_en=affiliation), by=None, now=NOW)


def test_who_may_see_another_conference_finds_its_people_and_puts_them_on_stage_here(
    client: Client, cast: Cast, talk: Talk
) -> None:
    there_before = a_speaker_elsewhere(cast, "云承泽", "Institute of Examples")
    client.force_login(cast.members[Role.OWNER])
    client.cookies["django_language"] = "en"
    shown = page(client, address_of(talk) + "?q=ycz")
    assert "Institute of Examples" in shown
    assert "not yet at this conference" in shown
    for _time in range(2):  # the second press of the same button changes nothing
        client.post(address_of(talk), {"pick": there_before.person_id, "role": "speaker"})
    assert there(talk) == [("云承泽", "speaker")]
    assert Speaker.objects.filter(conference=cast.conference).get().person == there_before.person
    again = page(client, address_of(talk) + "?q=ycz")
    assert "not yet at this conference" not in again
    assert "already here" in again


def test_a_secretary_neither_finds_people_of_another_conference_nor_takes_them_by_a_typed_key(
    secretary: Client, cast: Cast, talk: Talk
) -> None:
    elsewhere = a_speaker_elsewhere(cast, "云承泽", "Institute of Examples")
    assert "Institute of Examples" not in page(secretary, address_of(talk) + "?q=ycz")
    for key in (str(elsewhere.person_id), "0", "x", "9" * 30):
        answer = secretary.post(address_of(talk), {"pick": key, "role": "speaker"}, follow=True)
        assert answer.status_code == 200
    assert there(talk) == []
    assert not Speaker.objects.filter(conference=cast.conference).exists()


def test_another_organisations_people_are_not_found_by_an_owner(client: Client, cast: Cast, talk: Talk) -> None:
    theirs = add_speaker(cast.neighbours_conference, PersonEdit(name="云承泽"), by=None, now=NOW)
    a_speaker_elsewhere(cast, "王伟")
    client.force_login(cast.members[Role.OWNER])
    assert f'value="{theirs.person_id}"' not in page(client, address_of(talk) + "?q=ycz")
    client.post(address_of(talk), {"pick": theirs.person_id, "role": "speaker"})
    assert there(talk) == []


def test_whose_name_begins_with_the_text_comes_first(secretary: Client, cast: Cast, talk: Talk) -> None:
    for name in ("柏蔚", "李王", "王柏", "文清"):
        a_speaker(cast, name)
    for text, expected in (("w", ["王柏", "文清", "柏蔚", "李王"]), ("王", ["王柏", "李王"])):
        found = secretary.get(address_of(talk), {"q": text}).context["picker"].found
        assert [one.person.name for one in found] == expected


def test_own_speakers_come_before_people_of_other_conferences(client: Client, cast: Cast, talk: Talk) -> None:
    client.force_login(cast.members[Role.OWNER])
    for number in range(3):
        a_speaker_elsewhere(cast, f"王{number}")
    for number in range(MOST_FOUND - 2):
        a_speaker(cast, f"王伟{number}")
    picker = client.get(address_of(talk) + "?q=王").context["picker"]
    assert [one.state for one in picker.found] == ["invited"] * (MOST_FOUND - 2) + [None] * 2
    assert picker.has_more


def test_who_sees_all_delegates_of_the_organisation_finds_people_who_were_never_on_stage(
    cast: Cast, talk: Talk
) -> None:
    person = a_person(cast.organisation, "云承泽", search_keys="云承泽 yunchengze ycz")
    addresses = {role: address_of(talk) + "?q=ycz" for role in (Role.OWNER, Role.PROGRAMME_EDITOR)}
    found = {role: page(signed_in(cast.members[role]), address) for role, address in addresses.items()}
    assert {role: f'value="{person.pk}"' in shown for role, shown in found.items()} == {
        Role.OWNER: True,
        Role.PROGRAMME_EDITOR: False,
    }


def test_three_matches_take_as_many_queries_as_one(
    secretary: Client, cast: Cast, talk: Talk, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    def fill() -> None:
        a_speaker(cast, "王伟", "Example")
        Appearance.objects.create(speaker=a_speaker(cast, "李娜"), talk=talk, role="speaker")

    fill()
    page(secretary, address_of(talk))
    with django_assert_num_queries(QUERIES):
        page(secretary, address_of(talk) + "?q=王")
    fill()
    fill()
    with django_assert_num_queries(QUERIES):
        page(secretary, address_of(talk) + "?q=王")


QUERIES = 7
