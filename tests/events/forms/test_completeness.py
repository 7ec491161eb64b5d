"""What a forum lacks: translations, found by `events`, and people on stage, found by `speakers`."""

import pytest
from django.utils import translation

from events.models import Forum
from events.queries.completeness import completeness_of
from events.rules.gaps import GapKind
from events.rules.programme import AppearanceRole, SessionKind, TalkKind
from speakers.models import Appearance, SpeakerState
from tests.builders.people import Cast
from tests.builders.programmes import SmallProgramme, a_programme, a_session, a_talk

pytestmark = pytest.mark.django_db


@pytest.fixture
def small(cast: Cast) -> SmallProgramme:
    small = a_programme(cast.conference, cast.forum)
    Appearance.objects.get_or_create(forum=small.forum, speaker=small.speaker, role=AppearanceRole.CHAIR)
    for talk in small.talks:
        Appearance.objects.get_or_create(talk=talk, speaker=small.speaker, role=AppearanceRole.SPEAKER)
        talk.abstract_zh = talk.abstract_en = ""
        talk.save()
    small.speaker.photo = "speakers/1/portrait.jpg"
    small.speaker.save()
    return small


def missing(forum: Forum) -> list[tuple[str, str]]:
    """Sentences and addresses."""
    with translation.override("en"):
        return [(gap.words, gap.url) for gap in completeness_of([forum])[forum.pk].gaps]


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


@pytest.mark.parametrize(
    ("title", "abstract", "words"),
    [
        ("Genes", "", "the title is in one language only."),
        ("基因 / Genes", "On genes.", "the abstract is in one language only."),
        ("Genes", "On genes.", "title and abstract are in one language only."),
    ],
)
def test_title_and_abstract_of_a_talk_are_one_gap(small: SmallProgramme, title: str, abstract: str, words: str) -> None:
    talk, halves = small.talks[0], title.split(" / ")
    talk.title_zh, talk.title_en, talk.abstract_en = halves[0] if len(halves) == 2 else "", halves[-1], abstract
    talk.save()

    assert [said for said, _url in missing(small.forum)] == [f"“Genes”: {words}"]


def test_a_person_without_photograph_or_answer_is_reported_once_for_the_forum(small: SmallProgramme) -> None:
    speaker = small.speaker
    speaker.photo, speaker.state = "", SpeakerState.INVITED
    speaker.save()

    url, found = f"/console/bio27/people/{speaker.code}/", completeness_of([small.forum])[small.forum.pk]
    assert [(gap.kind, gap.url) for gap in found.gaps] == [(GapKind.NO_PHOTO, url), (GapKind.UNANSWERED, url)]
    # The forum's title and chair, two talks with a title and a speaker each, a photograph and an answer.
    assert (found.talks, found.looked_at, found.per_cent) == (2, 8, 75)


@pytest.mark.parametrize(("name", "state"), [("特邀嘉宾", SpeakerState.CONFIRMED), ("林知远", SpeakerState.DECLINED)])
def test_placeholders_and_people_who_declined_are_nobody(small: SmallProgramme, name: str, state: str) -> None:
    small.speaker.person.name, small.speaker.state = name, state
    small.speaker.person.save()
    small.speaker.save()

    kinds = [gap.kind for gap in completeness_of([small.forum])[small.forum.pk].gaps]
    assert kinds == [GapKind.NO_CHAIR, GapKind.NO_SPEAKER, GapKind.NO_SPEAKER]


def test_a_talk_that_waits_for_a_session_is_looked_at(small: SmallProgramme) -> None:
    talk = small.talks[0]
    talk.session, talk.forum, talk.title_en = None, small.forum, ""
    talk.save()

    assert [gap.kind for gap in completeness_of([small.forum])[small.forum.pk].gaps] == [GapKind.NO_TRANSLATION]


def test_many_forums_take_as_many_queries_as_one(small: SmallProgramme, django_assert_num_queries: object) -> None:
    others = [Forum.objects.create(conference=small.conference, number=n, title_zh="分会") for n in (7, 8)]
    forums = list(small.conference.forums.all())

    with django_assert_num_queries(2):  # type: ignore[operator]  # pytest-django's fixture has no public type
        found = completeness_of(forums)

    assert [len(found[forum.pk].gaps) for forum in others] == [2, 2]
