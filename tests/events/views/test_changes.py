"""The public page and the feed of what has changed. They read releases only and are ready like all public pages."""

from datetime import timedelta
from xml.etree.ElementTree import Element

import pytest
from defusedxml.ElementTree import fromstring
from django.test import Client
from django.urls import reverse
from django.utils.translation import override
from pytest_django import DjangoAssertNumQueries

from events.models import Session, Talk
from events.operations.publishing import publish, republish
from events.queries import news
from events.rules.programme import SessionKind
from events.rules.publication import PublishWishes
from tests.builders.people import NOW, Cast
from tests.builders.programmes import HIDDEN_WORDS, SmallProgramme, a_programme, a_speaker, a_talk, on_stage
from tests.shared_rows import forget_everything
from toolkit.text import Text

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite_is_enough("reads what was stored, as other pages do")]
ATOM = "{http://www.w3.org/2005/Atom}"
MARKUP = "<script>alert(1)</script>&\x0b"


@pytest.fixture
def small(cast: Cast) -> SmallProgramme:
    forget_everything()
    small = a_programme(cast.conference, cast.forum)
    publish(small.conference, by=None, now=NOW)
    return small


def address(small: SmallProgramme, name: str = "conference_changes", language: str = "en") -> str:
    with override(language):
        return reverse(name, args=[small.conference.slug])


def shown(client: Client, small: SmallProgramme, language: str = "en") -> str:
    answer = client.get(address(small, language=language))
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def publish_changes(small: SmallProgramme) -> None:
    """Move the forum's session, cancel one of its talks, replace the speaker of the other, and add a talk."""
    first, second = small.talks
    a_talk(small.plenary, title_en="Opening words", title_zh="致辞")
    Session.objects.filter(pk=small.plenary.pk).update(starts_at=small.plenary.starts_at - timedelta(minutes=12))
    second.is_cancelled = True
    second.save()
    first.appearances.all().delete()
    on_stage(a_speaker(small.conference, "贝叶", "BEI Ye"), first)
    note = Text("大会报告提前。", f"The plenary begins earlier. {MARKUP}")
    publish(small.conference, by=None, now=NOW + timedelta(days=1), wishes=PublishWishes(note=note))


def test_the_page_tells_what_each_release_has_changed_the_newest_first(client: Client, small: SmallProgramme) -> None:
    publish_changes(small)
    page = shown(client, small)
    assert page.index("Release 2") < page.index("Release 1")
    newest = page.split('id="r2"')[1].split('id="r1"')[0]
    assert newest.index("New time") < newest.index("Opening words") < newest.index("Other speaker")
    assert "Bei Ye" in newest
    assert "Lin Zhiyuan" not in newest, "who has been replaced is not named"
    cancelled = newest.split("Cancelled")[1].split("</li>")[0]
    assert cancelled.index("Gene circuits") < cancelled.index("<del>")
    assert " → " not in cancelled
    assert "alert(1)</script>" not in newest
    assert "The whole programme was published for the first time." in page
    chinese = shown(client, small, "zh-hans")
    assert "大会报告提前。" in chinese
    assert [word for word in HIDDEN_WORDS if word in page + chinese] == []
    assert address(small) in client.get(address(small, "conference_programme")).content.decode()


def test_the_feed_is_valid_atom_and_its_texts_are_texts(client: Client, small: SmallProgramme) -> None:
    Talk.objects.filter(pk=small.talks[0].pk).update(title_en=f"Synthetic {MARKUP}")
    publish_changes(small)
    with override("en"):
        answer = client.get(address(small, "conference_changes_feed"))
    assert answer["Content-Type"] == "application/atom+xml; charset=utf-8"
    feed: Element = fromstring(answer.content)
    assert feed.tag == f"{ATOM}feed"
    ours = next(link.get("href", "") for link in feed.iter(f"{ATOM}link") if link.get("rel") == "self")
    assert ours.endswith(address(small, "conference_changes_feed"))
    for part in (feed, *feed.iter(f"{ATOM}entry")):
        for name in ("id", "title", "updated"):
            assert [bool(node.text) for node in part.findall(f"{ATOM}{name}")] == [True], (part.tag, name)
    assert feed.find(f"{ATOM}author/{ATOM}name") is not None
    entries = feed.findall(f"{ATOM}entry")
    assert [entry.findtext(f"{ATOM}title") for entry in entries] == ["Release 2", "Release 1"]
    ids = {node.text for node in feed.iter(f"{ATOM}id")}
    chinese = client.get(address(small, "conference_changes_feed", "zh-hans"))
    assert len(ids | {node.text for node in fromstring(chinese.content).iter(f"{ATOM}id")}) == 6
    told = entries[0].findtext(f"{ATOM}summary") or ""
    assert "Synthetic &lt;script&gt;" in told
    assert "<script" not in told
    origin = ours.removesuffix(address(small, "conference_changes_feed"))
    links = [link.get("href", "") for link in feed.iter(f"{ATOM}link")]
    assert all(link.startswith(f"{origin}/") for link in links)
    assert f'href="{origin}/en/' in told


def test_what_goes_behind_closed_doors_later_is_no_longer_told(client: Client, small: SmallProgramme) -> None:
    session = small.forum_session
    for row in (session, *small.talks):
        row.starts_at, row.ends_at = row.starts_at + timedelta(minutes=30), row.ends_at + timedelta(minutes=30)
        row.title_en = f"{row.title_en} anew"
        row.save()
    publish(small.conference, by=None, now=NOW)
    assert "Taihu Hall" in shown(client, small)
    assert "Synthetic chromosomes anew" in shown(client, small)
    Session.objects.filter(pk=session.pk).update(kind=SessionKind.CLOSED_DOOR)
    publish(small.conference, by=None, now=NOW)
    told = shown(client, small)
    assert "Synthetic chromosomes" not in told
    assert "Taihu Hall" not in told


def test_of_very_many_changes_the_page_says_how_many_it_leaves_out(
    client: Client, small: SmallProgramme, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(news, "MOST_SHOWN", 2)
    publish_changes(small)
    newest = shown(client, small).split('id="r2"')[1].split('id="r1"')[0]
    assert newest.count("<li>") == 2
    assert "and 2 more" in newest


def test_a_roll_back_is_told_as_one(client: Client, small: SmallProgramme) -> None:
    publish_changes(small)
    republish(small.conference.releases.get(number=1), by=None, now=NOW + timedelta(days=2))
    assert "The programme is again as it was in release 1." in shown(client, small)


@pytest.mark.parametrize("releases", [1, 3])
def test_a_ready_page_costs_the_same_however_many_releases_there_are_and_sets_no_cookie(
    client: Client, small: SmallProgramme, django_assert_num_queries: DjangoAssertNumQueries, releases: int
) -> None:
    for number in range(releases):
        a_talk(small.plenary, after=number, minutes=1)
        publish(small.conference, by=None, now=NOW)
    for name in ("conference_changes", "conference_changes_feed"):
        forget_everything()
        with django_assert_num_queries(3):  # the conference, the public release, and what releases have changed
            answer = client.get(address(small, name))
        assert not answer.cookies
        with django_assert_num_queries(1):  # the conference's state and release
            again = client.get(address(small, name), headers={"If-None-Match": answer["ETag"]})
        assert again.status_code == 304
