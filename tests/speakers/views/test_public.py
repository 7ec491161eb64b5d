"""The public pages of the speakers."""

import re
from datetime import timedelta

import pytest
from django.test import Client

from events.operations.publishing import publish
from events.rules.names import search_keys, sort_pinyin
from events.rules.programme import AppearanceRole
from speakers.models import Appearance, Speaker
from tests.builders.people import NOW, Cast
from tests.builders.programme import session_of
from tests.builders.programmes import SmallProgramme, a_programme, a_speaker, on_stage
from tests.names_on_pages import HEBREW, elements_with

pytestmark = pytest.mark.django_db
NAMES = [("白雪", "BAI Xue"), ("柏安", "BAI An"), ("Hélène Côté", "CÔTÉ Hélène"), ("王伟", "WANG Wei")]


@pytest.fixture
def small(cast: Cast) -> SmallProgramme:
    programme = a_programme(cast.conference, cast.forum)
    for name, latin in NAMES:
        on_stage(_named(a_speaker(cast.conference, name, latin)), programme.talks[0])
    publish(cast.conference, by=None, now=NOW)
    return programme


def _named(speaker: Speaker) -> Speaker:
    person = speaker.person
    person.search_keys = search_keys(person.name, person.name_latin)
    person.sort_pinyin = sort_pinyin(person.name, person.name_latin)
    person.save()
    return speaker


def listed(client: Client, path: str) -> list[str]:
    page = client.get(path).content.decode().split("<main")[1].split("</main")[0]
    return re.findall(r'/speakers/\w+/"><bdi>(?:<span[^>]*>)?([^<]+)', page)


def test_in_english_people_are_listed_by_the_first_letter_of_the_reading(client: Client, small: SmallProgramme) -> None:
    assert listed(client, "/en/bio27/speakers/") == ["Bai An", "Bai Xue", "Côté Hélène", "Lin Zhiyuan", "Wang Wei"]


def test_in_chinese_a_family_stays_together(client: Client, small: SmallProgramme) -> None:
    families = [name[0] for name in listed(client, "/zh-hans/bio27/speakers/") if name[0] in "白柏"]
    assert sorted(families) in (families, families[::-1])


@pytest.mark.parametrize("query", ["王", "wangwei", "wang wei", "ww"])
def test_people_are_found_by_one_character_pinyin_or_initials(
    client: Client, small: SmallProgramme, query: str
) -> None:
    assert listed(client, f"/en/bio27/speakers/?q={query}") == ["Wang Wei"]


def test_names_that_begin_with_the_query_come_first(client: Client, small: SmallProgramme) -> None:
    on_stage(_named(a_speaker(small.conference, "凌望波", "LING Wangbo")), small.talks[0])
    publish(small.conference, by=None, now=NOW + timedelta(hours=1))
    assert listed(client, "/en/bio27/speakers/?q=wang") == ["Wang Wei", "Ling Wangbo"]


@pytest.mark.parametrize("query", ["%F0%9F%A7%AC", "a" * 5000, "%E2%80%AE", "' OR 1=1 --", "<script>"])
def test_an_odd_query_finds_nobody_without_an_error(client: Client, small: SmallProgramme, query: str) -> None:
    answer = client.get(f"/en/bio27/speakers/?q={query}")
    assert answer.status_code == 200
    assert "<script>" not in answer.content.decode()


def test_a_latin_name_has_no_second_form(client: Client, small: SmallProgramme) -> None:
    speaker = Speaker.objects.get(person__name="Hélène Côté")
    on_stage(speaker, small.plenary)
    publish(small.conference, by=None, now=NOW + timedelta(hours=1))
    for path in ("", f"{speaker.code}/"):
        assert 'class="alt"' not in client.get(f"/en/bio27/speakers/{path}").content.decode()
    han = Speaker.objects.get(person__name="王伟")
    there = client.get(f"/en/bio27/speakers/{han.code}/").content.decode()
    assert '<span class="alt" lang="zh-Hans"><bdi>王伟</bdi></span>' in there


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_a_name_written_from_right_to_left_is_set_apart_on_every_page(
    client: Client, small: SmallProgramme, language: str
) -> None:
    guest = _named(a_speaker(small.conference, HEBREW, HEBREW))
    for item in (small.plenary, small.talks[0]):
        on_stage(guest, item)
    Appearance.objects.create(speaker=guest, role=AppearanceRole.CHAIR, forum=session_of(small.talks[0]).forum)
    publish(small.conference, by=None, now=NOW + timedelta(hours=1))
    root, talk = f"/{language}/bio27", small.talks[0]
    for path in (
        "programme/",
        "forums/1/",
        f"sessions/{session_of(talk).code}/",
        f"talks/{talk.code}/",
        "speakers/",
        "speakers/?q=" + HEBREW[:3],
        f"speakers/{guest.code}/",
    ):
        places = elements_with(HEBREW, client.get(f"{root}/{path}").content.decode())
        assert set(places) == {"bdi"}, path
