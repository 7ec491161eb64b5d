"""What a forum lacks: translations, found by `events`, and people on stage, found by `speakers`."""

import pytest
from django.utils import translation

from events.forms.completeness import gaps_of
from events.models import Forum
from events.rules.programme import AppearanceRole, SessionKind, TalkKind
from speakers.models import Appearance
from tests.builders.people import Cast
from tests.builders.programmes import SmallProgramme, a_programme, a_session, a_talk

pytestmark = pytest.mark.django_db


@pytest.fixture
def small(cast: Cast) -> SmallProgramme:
    small = a_programme(cast.conference, cast.forum)
    Appearance.objects.get_or_create(forum=small.forum, speaker=small.speaker, role=AppearanceRole.CHAIR)
    for talk in small.talks:
        Appearance.objects.get_or_create(talk=talk, speaker=small.speaker, role=AppearanceRole.SPEAKER)
    return small


def missing(forum: Forum) -> list[tuple[str, str]]:
    """Sentences and addresses."""
    with translation.override("en"):
        return [(gap.words, gap.url) for gap in gaps_of([forum])[forum.pk]]


def test_a_complete_forum_has_no_gaps(small: SmallProgramme) -> None:
    assert missing(small.forum) == []


def test_a_missing_translation_and_a_missing_chair_are_both_reported(small: SmallProgramme) -> None:
    small.forum.title_en = ""
    Appearance.objects.filter(forum=small.forum).delete()

    assert missing(small.forum) == [
        ("The forum’s title is in one language only.", "/console/bio27/forums/1/"),
        ("Nobody chairs the forum.", "/console/bio27/forums/1/people/"),
    ]


def test_a_talk_in_one_language_is_missing_the_other(small: SmallProgramme) -> None:
    talk = small.talks[0]
    talk.title_zh = ""
    talk.save()

    words = f"“{talk.title_en}”: the title is in one language only."
    assert missing(small.forum) == [(words, f"/console/bio27/talks/{talk.code}/")]


@pytest.mark.parametrize("kind", list(TalkKind))
def test_talks_addresses_and_panels_need_somebody_on_stage(small: SmallProgramme, kind: TalkKind) -> None:
    talk = a_talk(small.forum_session, after=90, kind=kind, title_zh="合成", title_en="Synthesis")

    needed = [("“Synthesis”: nobody is named.", f"/console/bio27/talks/{talk.code}/people/")]
    assert missing(small.forum) == (needed if kind in {TalkKind.TALK, TalkKind.ADDRESS, TalkKind.PANEL} else [])


def test_a_talk_without_a_title_is_reported(small: SmallProgramme) -> None:
    a_talk(small.forum_session, after=90, title_zh="", title_en="")

    assert [words for words, _url in missing(small.forum)] == ["A talk without a title: nobody is named."]


def test_cancelled_sessions_and_talks_have_no_gaps(small: SmallProgramme) -> None:
    a_talk(small.forum_session, after=90, title_zh="", title_en="Off", is_cancelled=True)
    off = a_session(small.conference, None, kind=SessionKind.FORUM, forum=small.forum, is_cancelled=True)
    a_talk(off, title_zh="", title_en="Off")

    assert missing(small.forum) == []


def test_a_closed_door_meeting_is_not_reported_on(small: SmallProgramme) -> None:
    closed = a_session(small.conference, None, kind=SessionKind.CLOSED_DOOR, forum=small.forum)
    a_talk(closed, title_zh="", title_en="Secret")

    assert missing(small.forum) == []


def test_many_forums_take_as_many_queries_as_one(small: SmallProgramme, django_assert_num_queries: object) -> None:
    others = [Forum.objects.create(conference=small.conference, number=n, title_zh="分会") for n in (7, 8)]
    forums = list(small.conference.forums.all())

    with django_assert_num_queries(3):  # type: ignore[operator]  # pytest-django's fixture has no public type
        found = gaps_of(forums)

    assert [len(found[forum.pk]) for forum in others] == [2, 2]
