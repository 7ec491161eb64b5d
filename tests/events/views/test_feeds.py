import json
from xml.etree import ElementTree as ET

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from events.models import Conference, ConferenceState
from events.operations.publishing import publish
from tests.builders.people import NOW, Cast
from tests.builders.programmes import HIDDEN_WORDS, SmallProgramme, a_programme

pytestmark = pytest.mark.django_db
FEEDS = ["schedule.xml", "schedule.json", "schedule.ics"]


@pytest.fixture
def small(cast: Cast) -> SmallProgramme:
    return a_programme(cast.conference, cast.forum)


@pytest.fixture
def published(small: SmallProgramme) -> SmallProgramme:
    publish(small.conference, by=None, now=NOW)
    return small


@pytest.mark.parametrize(
    ("feed", "content_type"),
    [
        ("schedule.xml", "application/xml; charset=utf-8"),
        ("schedule.json", "application/json"),
        ("schedule.ics", "text/calendar; charset=utf-8"),
    ],
)
def test_every_feed_has_its_content_type_and_last_modified(
    published: SmallProgramme, client: Client, feed: str, content_type: str
) -> None:
    response = client.get(f"/en/bio27/{feed}")
    assert (response.status_code, response.headers["Content-Type"]) == (200, content_type)
    assert response.headers["Last-Modified"] == "Fri, 16 Apr 2027 01:12:00 GMT"
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert "Set-Cookie" not in response.headers


@pytest.mark.parametrize("feed", FEEDS)
def test_a_reader_with_the_current_version_gets_304(published: SmallProgramme, client: Client, feed: str) -> None:
    first = client.get(f"/en/bio27/{feed}")
    by_tag = client.get(f"/en/bio27/{feed}", headers={"If-None-Match": first.headers["ETag"]})
    by_time = client.get(f"/en/bio27/{feed}", headers={"If-Modified-Since": first.headers["Last-Modified"]})
    assert [(response.status_code, response.content) for response in (by_tag, by_time)] == [(304, b""), (304, b"")]


def test_an_older_copy_is_not_enough(published: SmallProgramme, client: Client) -> None:
    old = {"If-Modified-Since": "Fri, 16 Apr 2027 01:11:59 GMT"}
    assert client.get("/en/bio27/schedule.xml", headers=old).status_code == 200
    assert client.get("/en/bio27/schedule.xml", headers={"If-Modified-Since": "yesterday"}).status_code == 200


def test_a_new_release_changes_the_feed(published: SmallProgramme, client: Client) -> None:
    first = client.get("/en/bio27/schedule.json")
    published.talks[0].title_en = "Another title"
    published.talks[0].save()
    assert client.get("/en/bio27/schedule.json").content == first.content
    publish(published.conference, by=None, now=NOW)
    second = client.get("/en/bio27/schedule.json", headers={"If-None-Match": first.headers["ETag"]})
    assert b"Another title" in second.content


def test_each_language_has_a_feed(published: SmallProgramme, client: Client) -> None:
    titles = [
        ET.fromstring(client.get(f"/{language}/bio27/schedule.xml").content).findtext("conference/title")  # noqa: S314 - our output
        for language in ("en", "zh-hans")
    ]
    assert titles == ["National Biotechnology Innovation Conference", "全国生物技术创新大会"]


def test_addresses_in_a_feed_are_the_portals(published: SmallProgramme, client: Client) -> None:
    document = json.loads(client.get("/en/bio27/schedule.json", headers={"Host": "localhost"}).content)
    code = published.talks[0].code
    urls = [
        event["url"]
        for day in document["schedule"]["conference"]["days"]
        for events in day["rooms"].values()
        for event in events
    ]
    assert f"http://localhost:8000/en/bio27/talks/{code}/" in urls


@pytest.mark.parametrize("feed", FEEDS)
@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_a_feed_reveals_nothing_from_behind_a_closed_door(
    published: SmallProgramme, client: Client, feed: str, language: str
) -> None:
    words = client.get(f"/{language}/bio27/{feed}").content.decode().replace("\r\n ", "")
    assert [word for word in HIDDEN_WORDS if word in words] == []


@pytest.mark.parametrize("feed", FEEDS)
def test_before_the_first_release_there_is_no_feed(small: SmallProgramme, client: Client, feed: str) -> None:
    assert client.get(f"/en/bio27/{feed}").status_code == 404


def test_a_draft_conference_has_no_feed(published: SmallProgramme, client: Client) -> None:
    Conference.objects.filter(slug="bio27").update(state=ConferenceState.DRAFT)
    assert client.get("/en/bio27/schedule.xml").status_code == 404


def test_a_feed_takes_two_queries_rendered_and_one_cached(published: SmallProgramme, client: Client) -> None:
    client.get("/en/bio27/programme/")
    counts = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as statements:
            client.get("/en/bio27/schedule.xml")
        counts.append(len(statements))
    turn = 2 if connection.vendor == "postgresql" else 0  # it is taken and given back
    assert counts == [2 + turn, 1]
