from datetime import timedelta

import pytest

from events.models import Conference, Person, Session, Talk
from events.operations.programme_table import StoredItem
from events.rules.programme import SessionKind, TalkKind
from events.rules.programme_rows import ProgrammeItem, StageName
from speakers.models import Appearance, Speaker, SpeakerState
from speakers.operations.table_people import store_people
from tests.builders.people import NOW, Cast, a_conference, a_person
from tests.builders.programme import a_session, a_talk
from tests.builders.programmes import a_speaker, on_stage

pytestmark = pytest.mark.django_db
SU = StageName(name="苏念")
SU_XINGCHA = StageName(name="苏念", affiliation="星槎院")
SU_QINGCHENG = StageName(name="苏念", affiliation="青橙")
GU = StageName(name="顾远")


@pytest.fixture
def conference(cast: Cast) -> Conference:
    return cast.conference


@pytest.fixture
def session(cast: Cast) -> Session:
    return a_session(cast.conference, cast.forum)


def stored(session: Session, *, talk: Talk | None = None, **fields: object) -> StoredItem:
    """Return a stored item of the spreadsheet that belongs to this session, or to the talk."""
    item = ProgrammeItem(starts_at=NOW, ends_at=NOW + timedelta(minutes=20), title="酶", **fields)  # type: ignore[arg-type] # any field
    return StoredItem(item=item, session=session, talk=talk)


def names_in(session: Session, *names: StageName) -> int:
    """Store one talk for each name, in this order; return the number of new speakers."""
    items = [stored(session, talk=a_talk(session, 20 * n), speakers=(name,)) for n, name in enumerate(names)]
    return store_people(session.conference, items, now=NOW)


def told() -> list[tuple[str, str, str, int]]:
    """Return name, role, kind of place and position of every appearance."""
    rows = Appearance.objects.select_related("speaker__person").order_by("pk")
    return [(row.speaker.person.name, row.role, "talk" if row.talk_id else "session", row.position) for row in rows]


def institutions() -> list[str]:
    return sorted(Person.objects.filter(name="苏念").values_list("affiliation_zh", flat=True))


@pytest.mark.parametrize(
    ("kind", "role"), [(kind, "panellist" if kind is TalkKind.PANEL else "speaker") for kind in TalkKind]
)
def test_people_of_a_talk_have_the_role_of_its_kind_and_chairs_are_in_the_session(
    conference: Conference, session: Session, kind: TalkKind, role: str
) -> None:
    item = stored(
        session,
        talk=a_talk(session),
        kind=kind,
        chairs=(GU,),
        moderators=(StageName(name="林深"),),
        speakers=(SU, StageName(name="江雨")),
    )
    assert store_people(conference, [item], now=NOW) == 4
    assert told() == [
        ("顾远", "chair", "session", 0),
        ("林深", "moderator", "talk", 0),
        ("苏念", role, "talk", 1),
        ("江雨", role, "talk", 2),
    ]


@pytest.mark.parametrize("kind", [TalkKind.TALK, TalkKind.PANEL])
def test_a_closed_door_session_has_a_host_and_guests(conference: Conference, session: Session, kind: TalkKind) -> None:
    item = stored(session, kind=kind, block=SessionKind.CLOSED_DOOR, chairs=(GU,), speakers=(SU,))
    assert store_people(conference, [item], now=NOW) == 2
    assert told() == [("顾远", "host", "session", 0), ("苏念", "guest_of_honour", "session", 1)]


def test_any_other_session_of_its_own_has_chairs_and_speakers(conference: Conference, session: Session) -> None:
    item = stored(session, block=SessionKind.WORKSHOP, chairs=(GU,), moderators=(SU,), speakers=(SU,))
    store_people(conference, [item], now=NOW)
    assert told() == [
        ("顾远", "chair", "session", 0),
        ("苏念", "moderator", "session", 1),
        ("苏念", "speaker", "session", 2),
    ]


def test_a_chair_repeated_in_every_row_is_on_stage_once(conference: Conference, session: Session) -> None:
    items = [stored(session, talk=a_talk(session, minute), chairs=(GU,)) for minute in (0, 20)]
    assert store_people(conference, items, now=NOW) == 1
    assert told() == [("顾远", "chair", "session", 0)]


def test_repeating_an_import_changes_nothing_and_new_people_come_last(conference: Conference, session: Session) -> None:
    talk = a_talk(session)
    first = stored(session, talk=talk, speakers=(SU, GU))
    store_people(conference, [first], now=NOW)
    assert store_people(conference, [first], now=NOW) == 0
    assert len(told()) == 2
    store_people(conference, [stored(session, talk=talk, speakers=(GU, StageName(name="江雨")))], now=NOW)
    assert told()[2:] == [("江雨", "speaker", "talk", 2)]


def test_positions_are_counted_in_each_place(conference: Conference, session: Session) -> None:
    known = a_speaker(conference, "顾远")
    first, second = a_talk(session), a_talk(session, 20)
    on_stage(known, first)
    store_people(
        conference, [stored(session, talk=first, speakers=(SU,)), stored(session, talk=second, speakers=(SU,))], now=NOW
    )
    assert told()[1:] == [("苏念", "speaker", "talk", 1), ("苏念", "speaker", "talk", 0)]


def test_a_new_person_can_be_printed_found_and_sorted(conference: Conference, session: Session) -> None:
    names_in(session, StageName(name="苏念", affiliation="星槎院", post="院长"))
    speaker = Speaker.objects.get()
    person = speaker.person
    assert (speaker.conference, speaker.state) == (conference, SpeakerState.CONFIRMED)
    assert (person.organisation, person.created_at) == (conference.organisation, NOW)
    assert (person.name, person.name_latin) == ("苏念", "SU Nian")
    assert (person.affiliation_zh, person.post_zh) == ("星槎院", "院长")
    assert (person.affiliation_en, person.post_en) == ("", "")
    assert {"苏念", "sunian", "sn"} <= set(person.search_keys.split())
    assert person.sort_pinyin.startswith("su ")
    assert person.sort_strokes


@pytest.mark.parametrize(
    ("affiliation", "post", "column"),
    [("Example", "Dean", "en"), ("Example", "院长", "zh"), ("星槎院", "Dean", "zh")],
)
def test_institution_and_post_go_into_one_language(session: Session, affiliation: str, post: str, column: str) -> None:
    names_in(session, StageName(name="Ada Byron", affiliation=affiliation, post=post))
    person = Person.objects.get()
    told = {
        language: (getattr(person, f"affiliation_{language}"), getattr(person, f"post_{language}"))
        for language in ("zh", "en")
    }
    assert told.pop(column) == (affiliation, post)
    assert list(told.values()) == [("", "")]


def test_different_spellings_of_a_name_are_one_person(session: Session) -> None:
    assert names_in(session, StageName(name="Ada Byron"), StageName(name="ADA  BYRON")) == 1


def test_two_institutions_make_two_people_and_a_bare_name_means_the_first(session: Session) -> None:
    assert names_in(session, SU, SU_XINGCHA, SU_QINGCHENG) == 2
    assert institutions() == ["星槎院", "青橙"]
    bare = Appearance.objects.order_by("pk")[0]
    assert bare.speaker.person.affiliation_zh == "星槎院"


def test_everybody_appears_under_their_own_institution(session: Session) -> None:
    names_in(session, SU_QINGCHENG, SU_XINGCHA)
    rows = Appearance.objects.select_related("speaker__person").order_by("talk__starts_at")
    assert [row.speaker.person.affiliation_zh for row in rows] == ["青橙", "星槎院"]


@pytest.mark.parametrize(
    ("known", "name", "new"),
    [
        ({"affiliation_zh": "星槎院"}, SU_XINGCHA, 0),
        ({"affiliation_en": "星槎院"}, SU_XINGCHA, 0),
        ({"affiliation_zh": "星槎院"}, SU, 0),
        ({}, SU_XINGCHA, 0),
        ({"affiliation_zh": "青橙"}, SU_XINGCHA, 1),
    ],
)
def test_an_existing_speaker_is_used_unless_the_institutions_differ(
    conference: Conference, session: Session, known: dict[str, str], name: StageName, new: int
) -> None:
    speaker = a_speaker(conference, "苏念")
    Person.objects.filter(pk=speaker.person_id).update(**known)
    assert names_in(session, name) == new
    assert (Appearance.objects.get().speaker == speaker) is (new == 0)


@pytest.mark.parametrize(
    ("known", "name", "is_taken"),
    [
        ({"affiliation_zh": "星槎院"}, SU_XINGCHA, True),
        ({"affiliation_en": "星槎院"}, SU_XINGCHA, True),
        ({"affiliation_zh": "星槎院"}, SU, False),
        ({}, SU_XINGCHA, False),
        ({}, SU, False),
        ({"affiliation_zh": "青橙"}, SU_XINGCHA, False),
    ],
)
def test_a_person_of_the_organisation_is_recognised_only_by_name_and_institution(
    conference: Conference, session: Session, known: dict[str, str], name: StageName, *, is_taken: bool
) -> None:
    person = a_person(conference.organisation, "苏念", **known)
    assert names_in(session, name) == 1
    assert (Speaker.objects.get().person == person) is is_taken
    assert Person.objects.count() == (1 if is_taken else 2)


def test_among_two_such_people_the_older_record_is_used(conference: Conference, session: Session) -> None:
    older, _newer = (a_person(conference.organisation, "苏念", affiliation_zh="星槎院") for _ in range(2))
    names_in(session, SU_XINGCHA)
    assert Speaker.objects.get().person == older


def test_people_of_other_organisations_and_speakers_of_other_conferences_stay_unknown(
    cast: Cast, session: Session
) -> None:
    a_person(cast.neighbours_conference.organisation, "苏念", affiliation_zh="星槎院")
    a_speaker(a_conference(cast.organisation, "bio28"), "顾远")
    assert names_in(session, SU_XINGCHA, GU) == 2
    assert Speaker.objects.filter(conference=cast.conference).count() == 2
    assert Person.objects.filter(name="苏念", organisation=cast.organisation).count() == 1


def test_a_sort_key_never_exceeds_its_column(session: Session) -> None:
    names_in(session, StageName(name="齾" * 61))
    assert len(Person.objects.get().sort_strokes) == 300


def test_the_latin_form_of_a_long_name_fits_its_column(conference: Conference, session: Session) -> None:
    assert names_in(session, StageName(name="庄" * 60)) == 1
    assert len(Person.objects.get(name="庄" * 60).name_latin) == 200
