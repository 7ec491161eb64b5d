"""The console page that chooses the people of a forum, a session or a talk."""

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from events.models import Conference, Talk
from events.rules.office.roles import Role
from speakers.models import Appearance, Speaker
from speakers.operations.people import add_speaker
from speakers.rules.edits import PersonEdit
from speakers.views.console.places import MOST_FOUND
from tests.builders.people import NOW, Cast, a_conference, signed_in
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
    assert f'name="add" value="{namesakes[1].code}"' in shown
    answer = secretary.post(address_of(talk), {"add": namesakes[1].code, "role": "moderator"})
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


def test_htmx_fetches_the_matches_alone(secretary: Client, cast: Cast, talk: Talk) -> None:
    a_speaker(cast, "云承泽")
    part = page(secretary, address_of(talk) + "?q=yun", **{"HX-Request": "true"})
    assert part.startswith('<div id="found"')
    assert "云承泽" in part
    assert "<html" not in part


def test_people_are_moved_recast_and_taken_off(secretary: Client, cast: Cast, talk: Talk) -> None:
    speakers = [a_speaker(cast, name) for name in ("王伟", "李娜")]
    for speaker in speakers:
        secretary.post(address_of(talk), {"add": speaker.code, "role": "speaker"})
    second = {"person": speakers[1].code, "present_role": "speaker", "role": "speaker"}
    secretary.post(address_of(talk), second | {"step": "up"})
    assert there(talk) == [("李娜", "speaker"), ("王伟", "speaker")]
    secretary.post(address_of(talk), second | {"step": "recast", "role": "keynote"})
    assert there(talk) == [("李娜", "keynote"), ("王伟", "speaker")]
    late = secretary.post(address_of(talk), second | {"step": "remove"}, follow=True)
    assert "Somebody else has just changed the people here." in late.content.decode()
    secretary.post(address_of(talk), second | {"step": "remove", "present_role": "keynote"})
    assert there(talk) == [("王伟", "speaker")]


def test_a_new_person_is_added_by_name(secretary: Client, cast: Cast, talk: Talk) -> None:
    shown = page(secretary, address_of(talk) + "?q=苗明野")
    assert 'name="new" value="苗明野"' in shown
    answer = secretary.post(address_of(talk), {"new": "苗明野", "role": "speaker"}, follow=True)
    assert "New among the people: 苗明野" in answer.content.decode()
    assert there(talk) == [("苗明野", "speaker")]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({"new": "王伟、李娜", "role": "speaker"}, "This is not one person"),
        ({"new": "x" * 61, "role": "speaker"}, "This is not one person"),
        ({"new": "王\u202e伟", "role": "speaker"}, "invisible control characters"),
        ({"new": "王伟", "role": "king"}, "king"),
        ({"add": "NOSUCH", "role": "speaker"}, "no longer among the people on stage"),
        ({"add": "王\x00", "role": "speaker"}, "Null characters are not allowed."),
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
    assert theirs.code not in page(secretary, address_of(talk) + "?q=王伟")
    secretary.post(address_of(talk), {"add": theirs.code, "role": "speaker"})
    assert there(talk) == []


def test_somebody_who_is_in_two_places_then_is_told_of_at_once(secretary: Client, cast: Cast, talk: Talk) -> None:
    speaker = a_speaker(cast, "王伟")
    other = a_talk(a_session(cast.conference))
    Appearance.objects.create(speaker=speaker, talk=other, role="speaker")
    answer = secretary.post(address_of(talk), {"add": speaker.code, "role": "speaker"}, follow=True)
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
    assert "at another conference" in shown
    for _time in range(2):  # the second press of the same button changes nothing
        client.post(address_of(talk), {"known": there_before.person_id, "role": "speaker"})
    assert there(talk) == [("云承泽", "speaker")]
    assert Speaker.objects.filter(conference=cast.conference).get().person == there_before.person
    again = page(client, address_of(talk) + "?q=ycz")
    assert "at another conference" not in again
    assert "already here" in again


def test_a_secretary_neither_finds_people_of_another_conference_nor_takes_them_by_a_typed_key(
    secretary: Client, cast: Cast, talk: Talk
) -> None:
    elsewhere = a_speaker_elsewhere(cast, "云承泽", "Institute of Examples")
    assert "Institute of Examples" not in page(secretary, address_of(talk) + "?q=ycz")
    for key in (str(elsewhere.person_id), "0", "x", "9" * 30):
        answer = secretary.post(address_of(talk), {"known": key, "role": "speaker"}, follow=True)
        assert answer.status_code == 200
    assert there(talk) == []
    assert not Speaker.objects.filter(conference=cast.conference).exists()


def test_another_organisations_people_are_not_found_by_an_owner(client: Client, cast: Cast, talk: Talk) -> None:
    theirs = add_speaker(cast.neighbours_conference, PersonEdit(name="云承泽"), by=None, now=NOW)
    a_speaker_elsewhere(cast, "王伟")
    client.force_login(cast.members[Role.OWNER])
    assert f'value="{theirs.person_id}"' not in page(client, address_of(talk) + "?q=ycz")
    client.post(address_of(talk), {"known": theirs.person_id, "role": "speaker"})
    assert there(talk) == []


def test_people_of_other_conferences_fill_what_room_is_left_and_take_the_same_queries(
    client: Client, cast: Cast, talk: Talk, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client.force_login(cast.members[Role.OWNER])
    address = address_of(talk) + "?q=王"
    for number in range(3):
        a_speaker_elsewhere(cast, f"王{number}")
        if number != 1:
            with django_assert_num_queries(QUERIES + 2):
                page(client, address)
    for number in range(MOST_FOUND - 2):
        a_speaker(cast, f"王伟{number}")
    shown = client.get(address).context
    assert [len(shown["found"]), len(shown["elsewhere"]), shown["has_more"]] == [MOST_FOUND - 2, 2, True]


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
