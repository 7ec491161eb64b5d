from collections.abc import Sequence
from dataclasses import replace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from events.models import Conference, Person, Talk
from events.rules.exchange import Feed, FeedConference, FeedEvent, FeedFormat, FeedPerson
from events.rules.programme import AppearanceRole
from events.rules.publication import Change, ChangeKind, Subject
from events.rules.strokes import LONGEST
from speakers.models import Appearance, Speaker, SpeakerState
from speakers.operations.feed_people import LONGEST_KEY, take_people
from tests.builders.people import NOW, Cast, a_conference
from tests.builders.programme import a_session, a_talk
from tests.builders.programmes import a_speaker, on_stage
from toolkit.text import Text

pytestmark = pytest.mark.django_db
ADA = FeedPerson(key="7", id="7", name=Text(en="Ada Byron"), biography=Text("织", "Writes about engines."))
WANG = FeedPerson(key="8", id="8", name=Text("王示例", "WANG Shili"))


@pytest.fixture
def conference(cast: Cast) -> Conference:
    return cast.conference


@pytest.fixture
def talks(conference: Conference) -> dict[str, Talk]:
    """Create two talks; return them by the keys of their events."""
    session = a_session(conference)
    return {"looms": a_talk(session), "night": a_talk(session, 20, title_en="Night talk")}


def an_event(key: str, *persons: str, kind: str = "") -> FeedEvent:
    return FeedEvent(
        key=key, title=Text(en=key), starts_at=NOW, ends_at=NOW, room="hall", kind=kind, persons=tuple(persons)
    )


def a_feed(persons: Sequence[FeedPerson], *events: FeedEvent) -> Feed:
    return Feed(
        format=FeedFormat.XML,
        conference=FeedConference(),
        rooms=(),
        tracks=(),
        persons=tuple(persons),
        events=events,
    )


def take(conference: Conference, feed: Feed, talks: dict[str, Talk] | None = None) -> list[tuple[str, str, str]]:
    """Import the people of the feed; return kind, subject and title of every change."""
    changes = take_people(conference, feed, talks or {}, now=NOW)
    return [(change.kind.value, change.subject.value, change.title.zh or change.title.en) for change in changes]


def on(talk: Talk) -> list[tuple[str, str, int]]:
    rows = Appearance.objects.filter(talk=talk).select_related("speaker__person")
    return [(row.speaker.person.name, row.role, row.position) for row in rows]


def test_everybody_in_the_feed_becomes_a_confirmed_speaker_even_without_a_talk(conference: Conference) -> None:
    assert take(conference, a_feed([ADA, WANG])) == [("added", "speaker", "Ada Byron"), ("added", "speaker", "王示例")]
    speaker = Speaker.objects.get(person__name="Ada Byron")
    assert (speaker.conference, speaker.state) == (conference, SpeakerState.CONFIRMED)
    assert (speaker.biography_zh, speaker.biography_en) == ("织", "Writes about engines.")
    assert speaker.feed == {"key": "7", "id": "7", "name": {"zh": "", "en": "Ada Byron"}}


def test_people_can_be_found_and_sorted(conference: Conference) -> None:
    take(conference, a_feed([WANG]))
    person = Person.objects.get(name="王示例")
    assert (person.name_latin, person.organisation, person.created_at) == (
        "WANG Shili",
        conference.organisation,
        NOW,
    )
    assert person.source_key == f"feed/{conference.pk}/8"
    assert {"王示例", "wangshili", "wsl"} <= set(person.search_keys.split())
    assert person.sort_pinyin.startswith("wang 王")
    assert person.sort_strokes


def test_codes_are_the_same_in_every_database(conference: Conference) -> None:
    [change] = take_people(conference, a_feed([ADA]), {}, now=NOW)
    code = Speaker.objects.get().code
    assert change == Change(kind=ChangeKind.ADDED, subject=Subject.SPEAKER, key=code, title=Text(zh="Ada Byron"))
    Speaker.objects.all().delete()
    take(conference, a_feed([ADA]))
    assert Speaker.objects.get().code == code == "GZCZW7E5"


def test_people_are_on_stage_in_the_feeds_order_and_role(conference: Conference, talks: dict[str, Talk]) -> None:
    feed = a_feed([ADA, WANG], an_event("looms", "8", "7", kind="Keynote"), an_event("night", "7"))
    take(conference, feed, talks)
    assert on(talks["looms"]) == [
        ("王示例", AppearanceRole.KEYNOTE, 0),
        ("Ada Byron", AppearanceRole.KEYNOTE, 1),
    ]
    assert on(talks["night"]) == [("Ada Byron", AppearanceRole.SPEAKER, 0)]


def test_whoever_is_on_stage_in_an_event_that_could_not_be_read_stays(
    conference: Conference, talks: dict[str, Talk]
) -> None:
    take(conference, a_feed([ADA, WANG], an_event("looms", "7"), an_event("night", "8")), talks)

    changes = take_people(conference, a_feed([]), {}, held={talks["looms"].pk}, now=NOW)

    assert [(change.kind, change.title.zh) for change in changes] == [(ChangeKind.REMOVED, "王示例")]
    assert [speaker.person.name for speaker in Speaker.objects.select_related("person")] == ["Ada Byron"]
    assert on(talks["looms"]) == [("Ada Byron", AppearanceRole.SPEAKER, 0)]


def test_the_same_people_again_change_nothing(conference: Conference, talks: dict[str, Talk]) -> None:
    feed = a_feed([ADA, WANG], an_event("looms", "8", "7"), an_event("night"))
    take(conference, feed, talks)
    kept = list(Appearance.objects.values_list("pk", flat=True))
    assert take(conference, feed, talks) == []
    assert list(Appearance.objects.values_list("pk", flat=True)) == kept


@pytest.mark.parametrize(
    "event",
    [
        an_event("looms", "7"),
        an_event("looms", "8", "7"),
        an_event("looms", "7", "8", kind="keynote"),
        an_event("looms"),
    ],
    ids=["fewer", "another order", "another role", "nobody"],
)
def test_replacing_people_in_a_talk_counts_as_a_change(
    conference: Conference, talks: dict[str, Talk], event: FeedEvent
) -> None:
    both = a_feed([ADA, WANG], an_event("looms", "7", "8"), an_event("night", "7"))
    take(conference, both, talks)
    [night] = Appearance.objects.filter(talk=talks["night"])
    changes = take_people(conference, replace(both, events=(event, both.events[1])), talks, now=NOW)
    talk = talks["looms"]
    assert changes == (Change(kind=ChangeKind.CHANGED, subject=Subject.TALK, key=talk.code, title=talk.title),)
    assert len(on(talk)) == len(event.persons)
    assert Appearance.objects.get(talk=talks["night"]) == night


def test_naming_the_first_people_of_a_talk_is_not_a_change(conference: Conference, talks: dict[str, Talk]) -> None:
    take(conference, a_feed([ADA], an_event("looms")), talks)
    assert take(conference, a_feed([ADA], an_event("looms", "7")), talks) == []


def test_another_name_or_biography_counts_as_a_change_of_the_speaker(conference: Conference) -> None:
    take(conference, a_feed([ADA, WANG]))
    renamed = replace(ADA, name=Text(en="Ada King"))
    assert take(conference, a_feed([renamed, WANG])) == [("changed", "speaker", "Ada King")]
    rewritten = replace(WANG, biography=Text("新", "New."))
    assert take(conference, a_feed([renamed, rewritten])) == [("changed", "speaker", "王示例")]
    assert (Person.objects.count(), Speaker.objects.count()) == (2, 2)


def test_people_no_longer_in_the_feed_stop_being_speakers_but_remain_people(
    conference: Conference, talks: dict[str, Talk]
) -> None:
    take(conference, a_feed([ADA, WANG], an_event("looms", "7")), talks)
    ada = Speaker.objects.get(person__name="Ada Byron")
    changes = take_people(conference, a_feed([WANG], an_event("looms")), talks, now=NOW)
    assert changes[-1] == Change(
        kind=ChangeKind.REMOVED, subject=Subject.SPEAKER, key=ada.code, title=Text(zh="Ada Byron")
    )
    assert [row.person.name for row in Speaker.objects.select_related("person")] == ["王示例"]
    assert take(conference, a_feed([ADA, WANG])) == [("added", "speaker", "Ada Byron")]
    assert Person.objects.get(name="Ada Byron") == ada.person


def test_people_from_elsewhere_are_left_alone(conference: Conference, talks: dict[str, Talk]) -> None:
    own = a_speaker(conference, "林知远")
    on_stage(own, own_talk := a_talk(a_session(conference), title_en="Our own"))
    take(conference, a_feed([ADA], an_event("looms", "7")), talks)
    assert take(conference, a_feed([], an_event("looms")), talks)[-1] == ("removed", "speaker", "Ada Byron")
    assert Speaker.objects.get() == own
    assert on(own_talk) == [("林知远", AppearanceRole.SPEAKER, 0)]


def test_conferences_of_one_organisation_do_not_share_the_ids_of_their_feeds(conference: Conference) -> None:
    later = a_conference(conference.organisation, "bio28")
    take(conference, a_feed([ADA]))
    assert take(later, a_feed([ADA])) == [("added", "speaker", "Ada Byron")]
    take(later, a_feed([]))
    assert Person.objects.filter(name="Ada Byron").count() == 2
    assert Speaker.objects.get().conference == conference


def test_a_person_stays_the_same_when_another_gets_the_same_id(conference: Conference) -> None:
    take(conference, a_feed([ADA]))
    before = Person.objects.get()
    joined = [replace(ADA, key="7/Ada King", name=Text(en="Ada King")), replace(ADA, key="7/Ada Byron")]
    assert ("added", "speaker", "Ada King") in take(conference, a_feed(joined))
    assert Person.objects.get(name="Ada Byron") == before
    assert take(conference, a_feed(joined)) == []


def test_a_person_whose_id_becomes_unique_stays_the_same(conference: Conference) -> None:
    joined = [replace(ADA, key="7/Ada King", name=Text(en="Ada King")), replace(ADA, key="7/Ada Byron")]
    take(conference, a_feed(joined))
    before = Person.objects.get(name="Ada Byron")
    take(conference, a_feed([ADA]))
    assert Person.objects.get(name="Ada Byron") == before
    assert Person.objects.count() == 2


def test_a_stored_person_is_never_duplicated(conference: Conference) -> None:
    take(conference, a_feed([ADA]))
    twins = [replace(ADA, key="7#2"), replace(ADA, key="7#3")]
    take(conference, a_feed(twins))
    assert Person.objects.filter(name="Ada Byron").count() == 2
    assert Speaker.objects.count() == 2


def test_a_key_keeps_its_owner_even_if_a_namesake_with_that_id_comes_first(conference: Conference) -> None:
    take(conference, a_feed([ADA]))
    before = Person.objects.get()
    take(conference, a_feed([replace(ADA, key="7#2"), ADA]))
    assert Person.objects.get(source_key=f"feed/{conference.pk}/7") == before
    assert Person.objects.count() == 2


@pytest.mark.parametrize(("length", "is_kept"), [(LONGEST_KEY, True), (LONGEST_KEY + 1, False)])
def test_a_key_too_long_for_its_column_is_hashed(conference: Conference, length: int, *, is_kept: bool) -> None:
    long = replace(ADA, key="k" * length)
    take(conference, a_feed([long]))
    stored = Person.objects.get().source_key.removeprefix(f"feed/{conference.pk}/")
    assert (stored == long.key) is is_kept
    assert len(stored) == (length if is_kept else 64)
    assert take(conference, a_feed([long])) == []


def test_a_sort_key_never_exceeds_its_column(conference: Conference) -> None:
    take(conference, a_feed([replace(WANG, name=Text("齾" * 120))]))
    assert len(Person.objects.get().sort_strokes) == LONGEST == 300


@pytest.mark.parametrize("number", [1, 12])
def test_many_people_take_as_many_queries_as_one(conference: Conference, number: int) -> None:
    people = [replace(ADA, key=str(key), id=str(key)) for key in range(number)]
    with CaptureQueriesContext(connection) as statements:
        take(conference, a_feed(people))
    assert len(statements) == 5
