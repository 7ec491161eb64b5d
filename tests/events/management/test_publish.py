from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from events.models import Letter, Person, Release
from speakers.models import Speaker
from tests.builders.people import NOW, Cast
from tests.builders.programmes import SmallProgramme, a_programme, a_session, on_stage

pytestmark = pytest.mark.django_db


@pytest.fixture
def small(cast: Cast) -> SmallProgramme:
    return a_programme(cast.conference, cast.forum)


@pytest.fixture(autouse=True)
def english_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "C.UTF-8")


def publish(*arguments: str) -> str:
    out = StringIO()
    call_command("publish", *arguments, stdout=out)
    return out.getvalue()


def test_the_command_names_the_release_it_published(small: SmallProgramme) -> None:
    assert publish("bio27") == "Published bio27, release 1.\n"


def test_a_second_run_reports_no_change(small: SmallProgramme) -> None:
    publish("bio27")
    assert publish("bio27") == "Nothing changed: bio27 stays at release 1.\n"


def test_the_command_lists_what_moved(small: SmallProgramme) -> None:
    publish("bio27")
    talk = small.talks[0]
    talk.starts_at += timedelta(minutes=5)
    talk.save()
    assert publish("bio27").splitlines() == [
        "Published bio27, release 2.",
        "Moved:",
        "  Synthetic chromosomes: 2027-04-16 10:12 Taihu Hall → 2027-04-16 10:17 Taihu Hall",
    ]


def test_clashes_are_named_and_nothing_is_published(small: SmallProgramme) -> None:
    a_session(small.conference, small.hall, starts_at=NOW + timedelta(minutes=30), title_en="Rehearsal")
    with pytest.raises(CommandError) as refusal:
        publish("bio27")
    assert str(refusal.value).splitlines() == [
        "Not published: in 2 cases a room or a person is taken twice.",
        (
            "  Taihu Hall: “Rehearsal” (2027-04-16 09:42–10:42) at the same time as "
            "“Plenary” (2027-04-16 09:12–10:12); “Synbio” (2027-04-16 10:12–11:12)"
        ),
        "Move one of each, or give a reason: --accept-clashes REASON",
    ]
    assert not Release.objects.exists()


def test_a_reason_publishes_in_spite_of_clashes(small: SmallProgramme) -> None:
    a_session(small.conference, small.hall, title_en="Rehearsal")
    told = publish("bio27", "--accept-clashes", "The hall is divided.")
    assert told.startswith("Published bio27, release 1.\nAccepted, with the reason that the release records:\n")


def test_an_unknown_conference_is_reported_in_one_sentence(db: None) -> None:
    with pytest.raises(CommandError, match=r"^There is no conference “nowhere”\.$"):
        publish("nowhere")


def test_nobody_talks_away_the_clash_of_somebody_who_must_not_clash(small: SmallProgramme) -> None:
    Speaker.objects.filter(pk=small.speaker.pk).update(must_not_clash=True)
    elsewhere = a_session(small.conference, None, starts_at=small.talks[0].starts_at, hours=0.25)
    on_stage(small.speaker, elsewhere)
    with pytest.raises(CommandError) as refusal:
        publish("bio27", "--accept-clashes", "It will do.")
    assert str(refusal.value).splitlines()[-1] == (
        "Somebody who must not clash is in two places: move one of them first."
    )


@pytest.mark.parametrize(("options", "letters"), [([], 1), (["--without-letters"], 0)])
def test_the_command_says_how_many_letters_are_queued(small: SmallProgramme, options: list[str], letters: int) -> None:
    Person.objects.filter(pk=small.speaker.person_id).update(email="lin@academy.example")
    publish("bio27")
    small.talks[0].delete()
    assert ("1 letter is queued." in publish("bio27", *options)) is bool(letters)
    assert Letter.objects.count() == letters
