import json
import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.utils.html import escape
from pydantic import JsonValue

from events.models import Conference, ConferenceState
from events.operations.publishing import publish
from tests.builders.people import NOW, Cast, a_conference
from tests.builders.programmes import HIDDEN_WORDS, SmallProgramme, a_programme, a_session, a_talk

pytestmark = pytest.mark.django_db


@pytest.fixture
def small(cast: Cast) -> SmallProgramme:
    programme = a_programme(cast.conference, cast.forum)
    publish(cast.conference, by=None, now=NOW)
    return programme


def every_page(small: SmallProgramme) -> list[str]:
    pages = ["", "programme/", f"programme/{NOW.date()}/", "forums/1/", "speakers/", "speakers/?q=lin", "now/"]
    pages += [f"speakers/{small.speaker.code}/", "programme/words.json"]
    pages += [f"sessions/{each.code}/" for each in (small.plenary, small.forum_session, small.closed)]
    pages += [f"talks/{each.code}/" for each in small.talks]
    return [f"/{language}/bio27/{page}" for language in ("en", "zh-hans") for page in pages]


def test_nothing_of_a_closed_door_meeting_is_on_any_page(client: Client, small: SmallProgramme) -> None:
    for page in every_page(small):
        html = client.get(page).content.decode()
        assert [word for word in HIDDEN_WORDS if escape(word) in html] == [], page


def test_a_page_is_the_same_for_everybody_and_sets_no_cookie(cast: Cast, small: SmallProgramme) -> None:
    signed_in, stranger = Client(), Client()
    signed_in.force_login(cast.somebody)
    for page in every_page(small):
        theirs, ours = signed_in.get(page), stranger.get(page)
        assert theirs.content == ours.content, page
        assert (dict(theirs.cookies), dict(ours.cookies)) == ({}, {}), page


def test_unpublished_changes_are_not_shown(client: Client, small: SmallProgramme) -> None:
    a_talk(small.forum_session, after=60, minutes=10, title_en="A late addition")
    assert "A late addition" not in client.get("/en/bio27/forums/1/").content.decode()
    publish(small.conference, by=None, now=NOW + timedelta(hours=1))
    assert "A late addition" in client.get("/en/bio27/forums/1/").content.decode()


def test_a_cached_page_takes_one_query_and_an_unchanged_one_has_no_body(
    client: Client, small: SmallProgramme, django_assert_num_queries: object
) -> None:
    first = client.get("/en/bio27/programme/")
    with django_assert_num_queries(1):  # type: ignore[operator]  # pytest-django's fixture has no public type
        again = client.get("/en/bio27/programme/", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize("sessions", [1, 3])
def test_rendering_takes_the_same_queries_for_one_session_and_for_three(
    client: Client, small: SmallProgramme, sessions: int, django_assert_num_queries: object
) -> None:
    for number in range(sessions):
        block = a_session(small.conference, None, starts_at=NOW + timedelta(hours=3 + number), title_en=f"S{number}")
        a_talk(block)
    publish(small.conference, by=None, now=NOW)
    client.get("/en/bio27/now/")  # cache the release, which each process reads once
    statements = 3 if connection.vendor == "postgresql" else 1  # the turn of a page is taken and given back
    for page in ("", "programme/", "programme/words.json", "speakers/"):
        with django_assert_num_queries(statements):  # type: ignore[operator]  # as above
            client.get(f"/en/bio27/{page}")


def test_a_draft_and_unknown_pages_are_not_found(client: Client, cast: Cast, small: SmallProgramme) -> None:
    a_conference(cast.organisation, "draft27", state=ConferenceState.DRAFT)
    missing = ["draft27/", "nothing/", "bio27/forums/99/", "bio27/talks/NOSUCH/", "bio27/sessions/NOSUCH/"]
    missing += ["bio27/speakers/NOSUCH/", "bio27/programme/2031-01-01/", "bio27/programme/2027-02-31/"]
    assert [client.get(f"/en/{page}").status_code for page in missing] == [404] * len(missing)


def test_before_the_first_release_the_home_page_says_so(client: Client, cast: Cast) -> None:
    page = client.get("/en/bio27/").content.decode()
    assert "The programme has not been published yet." in page
    for path in ("programme/", "speakers/", "forums/1/"):
        answer = client.get(f"/en/bio27/{path}")
        assert (answer.status_code, "has not been published yet" in answer.content.decode()) == (404, True)


def test_pages_are_sent_without_indentation_except_in_preformatted_text(client: Client, small: SmallProgramme) -> None:
    assert "\n  " not in client.get("/en/bio27/programme/").content.decode()
    code = "```\nfor strand in double_helix:\n    read(strand)\n```"
    small.forum_session.talks.update(abstract_en=code)
    publish(small.conference, by=None, now=NOW + timedelta(hours=1))
    page = client.get(f"/en/bio27/talks/{small.talks[0].code}/").content.decode()
    assert "double_helix:\n    read" in page


def test_breaks_are_not_offered_as_the_next_talk(client: Client, small: SmallProgramme) -> None:
    a_talk(small.forum_session, after=60, minutes=10, kind="break", title_en="Tea", position=2)
    a_talk(small.forum_session, after=70, minutes=10, title_en="After tea", position=3)
    publish(small.conference, by=None, now=NOW + timedelta(hours=1))
    neighbours = client.get(f"/en/bio27/talks/{small.talks[1].code}/").content.decode().split('class="neighbours"')[1]
    assert "After tea" in neighbours
    assert ">Tea<" not in neighbours


def test_markup_in_a_title_is_escaped(client: Client, small: SmallProgramme) -> None:
    small.forum_session.talks.update(title_en="<script>alert(1)</script>", abstract_en="<script>alert(2)</script>ok")
    publish(small.conference, by=None, now=NOW + timedelta(hours=1))
    for page in every_page(small):
        assert "<script>alert" not in client.get(page).content.decode(), page


def test_the_portal_lists_only_public_conferences(client: Client, cast: Cast) -> None:
    a_conference(cast.organisation, "draft27", title_en="Hidden draft", state=ConferenceState.DRAFT)
    page = client.get("/en/").content.decode()
    assert "Hidden draft" not in page
    assert page.count("National Biotechnology Innovation Conference") == Conference.objects.count() - 1


def test_a_calendar_keeps_its_folded_lines(client: Client, small: SmallProgramme) -> None:
    small.forum_session.talks.update(title_zh="合成生物学" * 30)
    publish(small.conference, by=None, now=NOW + timedelta(hours=1))
    calendar = client.get("/zh-hans/bio27/schedule.ics").content
    assert b"\r\n " in calendar
    assert calendar.count(b"\n") == calendar.count(b"\r\n")


LINKED = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)


def linked_data(client: Client, page: str) -> dict[str, JsonValue]:
    (found,) = LINKED.findall(client.get(page).content.decode())
    data: dict[str, JsonValue] = json.loads(found)
    return data


def test_pages_tell_search_engines_what_they_are_about(client: Client, small: SmallProgramme) -> None:
    code = small.talks[0].code
    home, talk = linked_data(client, "/en/bio27/"), linked_data(client, f"/en/bio27/talks/{code}/")
    assert (home["name"], talk["name"]) == ("National Biotechnology Innovation Conference", "Synthetic chromosomes")
    assert str(talk["url"]).endswith(f"/en/bio27/talks/{code}/")
    assert linked_data(client, f"/zh-hans/bio27/talks/{code}/")["name"] != talk["name"]


def test_linked_data_cannot_be_left_by_a_title(client: Client, small: SmallProgramme) -> None:
    talk = small.talks[0]
    talk.title_en = "</script><script>alert(1)</script>"
    talk.save()
    publish(small.conference, by=None, now=NOW)
    page = f"/en/bio27/talks/{talk.code}/"
    assert linked_data(client, page)["name"] == talk.title_en
    assert "<script>alert" not in client.get(page).content.decode()


def test_a_closed_door_meeting_has_no_linked_data(client: Client, small: SmallProgramme) -> None:
    page = client.get(f"/en/bio27/sessions/{small.closed.code}/")
    assert (page.status_code, LINKED.findall(page.content.decode())) == (200, [])
