"""The list of clashes, one clash with its repairs, and what settles it."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from events.models import AcceptedClash, DistinctPeople, Forum, Membership, Session, Talk
from events.queries.bookings import programme_clashes
from events.rules.bookings import Clash
from events.rules.office.roles import Role
from speakers.models import Appearance, Speaker
from tests.builders.people import NOW, Cast, a_member, a_person, signed_in
from tests.builders.programme import a_room, a_session, a_talk, session_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def owner(cast: Cast) -> Client:
    return signed_in(cast.members[Role.OWNER])


def of(cast: Cast, role: Role) -> Client:
    return signed_in(cast.members[role])


def the_list(cast: Cast) -> str:
    return reverse("console_clashes", args=[cast.conference.slug])


def page_of(clash: Clash, cast: Cast) -> str:
    return reverse("console_clash", args=[cast.conference.slug, clash.key])


def read(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", answer.content.decode())


def speaker_in(cast: Cast, *places: Talk | Session, name: str = "林知远", **fields: object) -> Speaker:
    person = a_person(cast.organisation, name, affiliation_zh="示例大学")
    speaker = Speaker.objects.create(conference=cast.conference, person=person, **fields)
    for place in places:
        Appearance.objects.create(speaker=speaker, role="speaker", **{place._meta.model_name or "": place})
    return speaker


def one_clash(cast: Cast) -> Clash:
    (clash,) = programme_clashes(cast.conference)
    return clash


def a_clash_of_people(cast: Cast) -> Clash:
    """Let a speaker be in the second talk of the forum and in a plenary at once."""
    session = a_session(cast.conference, cast.forum, room=a_room(cast.conference, "B301"))
    a_talk(session, title_en="First of all")
    talk = a_talk(session, 20, title_en="Both at once")
    start = talk.starts_at
    plenary = a_session(cast.conference, starts_at=start, ends_at=start + timedelta(minutes=20), title_en="Plenary A")
    speaker_in(cast, talk, plenary)
    return one_clash(cast)


def a_clash_of_rooms(cast: Cast) -> Clash:
    room = a_room(cast.conference, "B302")
    for title in ("There before", "Came later"):
        a_session(cast.conference, room=room, title_en=title)
    return one_clash(cast)


def test_the_list_links_both_ends_and_the_owners_and_counts_in_the_navigation(owner: Client, cast: Cast) -> None:
    clash = a_clash_of_people(cast)
    page = read(owner, the_list(cast))
    for part in ("LIN Zhiyuan", "In two places at once · 20 min at once", "Both at once", "Plenary A", "B301"):
        assert part in page
    assert page.count(f'href="{page_of(clash, cast)}"') == 1
    assert 'Clashes<span class="count">1</span>' in page
    opened = read(owner, page_of(clash, cast))
    assert "forum_secretary@example.com" in opened
    assert "What can be done" in opened


def test_an_empty_list_says_that_nothing_clashes(owner: Client, cast: Cast) -> None:
    assert "Nothing clashes." in read(owner, the_list(cast))


def test_the_list_is_filtered_by_weight_kind_and_forum(owner: Client, cast: Cast) -> None:
    a_clash_of_people(cast)
    assert "Both at once" in read(owner, f"{the_list(cast)}?weight=soft&kind=person&forum=1")
    for query in ("weight=hard", "kind=walk"):
        page = read(owner, f"{the_list(cast)}?{query}")
        assert "Both at once" not in page
        assert "No clash is like that." in page
    assert "Both at once" in read(owner, f"{the_list(cast)}?weight=bogus&forum=999")


def test_one_press_applies_a_repair_and_tells_what_it_has_mended(owner: Client, cast: Cast) -> None:
    clash = a_clash_of_people(cast)
    page = owner.get(page_of(clash, cast))
    best = page.context["repairs"][0]
    answer = owner.post(page_of(clash, cast), {"repair": best.key}, follow=True)
    assert answer.redirect_chain[0][0] == the_list(cast)
    assert "No longer a clash:" in answer.content.decode()
    assert programme_clashes(cast.conference) == ()
    assert cast.conference.deeds.count() == 1


def test_a_repair_that_no_longer_fits_changes_nothing(owner: Client, cast: Cast) -> None:
    clash = a_clash_of_people(cast)
    key = owner.get(page_of(clash, cast)).context["repairs"][0].key
    before = list(Talk.objects.values_list("starts_at", flat=True))
    for data in ({"repair": f"{key}x"}, {"repair": ""}, {}):
        told = owner.post(page_of(clash, cast), data, follow=True).content.decode()
        assert "The programme has changed meanwhile." in told
    assert list(Talk.objects.values_list("starts_at", flat=True)) == before


def test_a_clash_that_is_gone_is_not_found_and_cannot_be_settled(owner: Client, cast: Cast) -> None:
    clash = a_clash_of_rooms(cast)
    Session.objects.all().delete()
    assert owner.get(page_of(clash, cast)).status_code == 404
    told = owner.post(page_of(clash, cast), {"keep": "1", "reason": "x"}, follow=True).content.decode()
    assert "The programme has changed meanwhile." in told


def test_an_owner_keeps_a_clash_of_rooms_for_a_reason_and_takes_it_back(owner: Client, cast: Cast) -> None:
    clash = a_clash_of_rooms(cast)
    address = page_of(clash, cast)
    refused = owner.post(address, {"keep": "1", "reason": " "})
    assert (refused.status_code, "Give the reason why it stays." in refused.content.decode()) == (422, True)
    owner.post(address, {"keep": "1", "reason": "<b>A wall</b> divides it"})
    page = read(owner, the_list(cast))
    assert "Kept for a reason" in page
    assert "&lt;b&gt;A wall&lt;/b&gt; divides it" in page
    assert "Hard clashes" not in page
    owner.post(address, {"revoke": "1"})
    assert not AcceptedClash.objects.exists()
    assert "Hard clashes" in read(owner, the_list(cast))


def test_only_an_owner_may_keep_a_clash_of_rooms_and_nobody_one_of_an_academician(cast: Cast) -> None:
    editor = of(cast, Role.PROGRAMME_EDITOR)
    clash = a_clash_of_rooms(cast)
    assert "Only an owner can decide to keep this clash." in read(editor, page_of(clash, cast))
    assert editor.post(page_of(clash, cast), {"keep": "1", "reason": "x"}).status_code == 403
    Session.objects.all().delete()
    hard = a_clash_of_people(cast)
    Speaker.objects.update(must_not_clash=True)
    owner = of(cast, Role.OWNER)
    assert "The person must not clash" in read(owner, page_of(hard, cast))
    told = owner.post(page_of(hard, cast), {"keep": "1", "reason": "x"}, follow=True).content.decode()
    assert "This clash cannot be kept" in told
    assert not AcceptedClash.objects.exists()


def test_two_people_of_one_name_are_told_apart_once(owner: Client, cast: Cast) -> None:
    for _ in range(2):
        speaker_in(cast, a_session(cast.conference))
    clash = one_clash(cast)
    page = read(owner, page_of(clash, cast))
    assert "They are two people" in page
    assert page.count("示例大学") >= 2
    owner.post(page_of(clash, cast), {"distinct": "1"})
    assert DistinctPeople.objects.count() == 1
    assert "Nothing clashes." in read(owner, the_list(cast))


def test_secretaries_see_the_clashes_of_their_forums_and_mend_them_inside(cast: Cast) -> None:
    clash = a_clash_of_people(cast)
    other = Forum.objects.create(conference=cast.conference, number=2, title_en="Other forum")
    room = a_room(cast.conference, "C101")
    for title in ("Hidden one", "Hidden two"):
        a_session(cast.conference, other, room=room, title_en=title, starts_at=NOW, ends_at=NOW + timedelta(hours=1))
    secretary = of(cast, Role.FORUM_SECRETARY)
    page = read(secretary, the_list(cast))
    assert ("Both at once" in page, "Hidden one" in page) == (True, False)
    opened = secretary.get(page_of(clash, cast))
    assert opened.context["repairs"]
    assert all(repair.session == clash.first.session for repair in opened.context["repairs"] if clash.first.talk)
    assert "Keep both?" not in opened.content.decode()
    secretary.post(page_of(clash, cast), {"repair": opened.context["repairs"][0].key})
    assert clash.mark not in {each.mark for each in programme_clashes(cast.conference)}


def test_a_secretary_of_the_other_forum_is_told_only_its_number(cast: Cast) -> None:
    other = Forum.objects.create(conference=cast.conference, number=2, title_en="Other forum")
    mine = a_talk(a_session(cast.conference, other), title_en="My own talk")
    theirs = a_talk(a_session(cast.conference, cast.forum), title_en="A draft of others")
    speaker_in(cast, mine, theirs)
    member = a_member(
        Role.FORUM_SECRETARY,
        organisation=cast.organisation,
        conference=cast.conference,
        forum=other,
        email="two@example.com",
    )
    page = read(signed_in(member), page_of(one_clash(cast), cast))
    assert ("My own talk" in page, "Forum 01" in page, "A draft of others" in page) == (True, True, False)
    assert Membership.objects.filter(forum=other).exists()


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_takes_as_many_statements_for_three_clashes_as_for_one(owner: Client, cast: Cast, rows: int) -> None:
    for number in range(rows):
        talk = a_talk(a_session(cast.conference, cast.forum, room=a_room(cast.conference, f"A{number}")))
        speaker_in(cast, talk, a_session(cast.conference), name=f"林{number}")
    clash = programme_clashes(cast.conference)[0]
    assert session_of(talk).pk
    owner.get(the_list(cast))
    counted = []
    for address in (the_list(cast), page_of(clash, cast)):
        with CaptureQueriesContext(connection) as statements:
            owner.get(address)
        counted.append(len(statements))
    assert counted == [14, 22]
