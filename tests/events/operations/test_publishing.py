import json
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django_q.models import OrmQ

from events.access import Denied
from events.models import AuditEntry, ConferenceState, Release, Session
from events.operations.publishing import PublishFault, PublishRefused, publish
from events.queries.releases import current_index
from events.rules.office.authority import Denial
from events.rules.office.roles import Role
from events.rules.programme import SessionKind
from events.rules.publication import ChangeKind, Subject
from tests.builders.people import NOW, Cast
from tests.builders.programmes import (
    HIDDEN_WORDS,
    SmallProgramme,
    a_programme,
    a_room,
    a_session,
    a_speaker,
    a_talk,
    on_stage,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def small(cast: Cast) -> SmallProgramme:
    return a_programme(cast.conference, cast.forum)


def test_the_first_publication_is_release_one_and_raises_the_public_version(small: SmallProgramme) -> None:
    publication = publish(small.conference, by=None, now=NOW)
    small.conference.refresh_from_db()
    assert (publication.is_new, publication.release.number, small.conference.public_version) == (True, 1, 1)
    assert publication.changes == ()


def test_releases_are_numbered_one_by_one(small: SmallProgramme) -> None:
    numbers = []
    for title in ("One", "Two", "Three"):
        Session.objects.filter(pk=small.plenary.pk).update(title_en=title)
        numbers.append(publish(small.conference, by=None, now=NOW).release.number)
    small.conference.refresh_from_db()
    assert (numbers, small.conference.public_version) == ([1, 2, 3], 3)


def test_the_public_reads_exactly_what_was_published(small: SmallProgramme) -> None:
    publish(small.conference, by=None, now=NOW)
    index = current_index(small.conference)
    assert index is not None
    programme = index.programme
    told = [(session.title.en, session.room, len(session.talks)) for session in programme.sessions]
    assert told == [
        ("Plenary", str(small.hall.pk), 0),
        ("Synbio", str(small.hall.pk), 2),
        ("Closed meeting on policy", None, 0),
    ]


def test_publishing_the_same_content_twice_makes_one_release(small: SmallProgramme) -> None:
    first = publish(small.conference, by=None, now=NOW)
    second = publish(small.conference, by=None, now=NOW + timedelta(hours=1))
    assert (second.is_new, second.release) == (False, first.release)
    assert Release.objects.count() == 1


def test_an_audit_entry_records_who_published_what(cast: Cast, small: SmallProgramme) -> None:
    publish(small.conference, by=cast.members[Role.ORGANISER], now=NOW)
    entry = AuditEntry.objects.get(deed="publish")
    assert (entry.by, entry.conference, entry.details["number"]) == (cast.members[Role.ORGANISER], small.conference, 1)


def test_a_release_lists_what_changed_since_the_last(small: SmallProgramme) -> None:
    publish(small.conference, by=None, now=NOW)
    moved, changed = small.talks
    moved.starts_at, moved.ends_at = moved.starts_at + timedelta(minutes=5), moved.ends_at + timedelta(minutes=5)
    moved.ends_at = changed.starts_at
    moved.save()
    changed.title_en = "Gene circuits by design"
    changed.save()
    added = a_talk(small.plenary, title_en="Opening")
    publication = publish(small.conference, by=None, now=NOW)
    told = {(change.kind, change.subject, change.key) for change in publication.changes}
    assert told == {
        (ChangeKind.MOVED, Subject.TALK, moved.code),
        (ChangeKind.CHANGED, Subject.TALK, changed.code),
        (ChangeKind.ADDED, Subject.TALK, added.code),
    }


def test_a_talk_that_moves_with_its_session_is_reported_once(small: SmallProgramme) -> None:
    publish(small.conference, by=None, now=NOW)
    other = a_room(small.conference, "金鸡湖厅", "Jinji Hall")
    small.forum_session.room = other
    small.forum_session.save()
    publication = publish(small.conference, by=None, now=NOW)
    assert [(change.kind, change.subject) for change in publication.changes] == [
        (ChangeKind.MOVED, Subject.SESSION),
        (ChangeKind.ADDED, Subject.ROOM),
    ]
    assert publication.changes[0].after is not None
    assert publication.changes[0].after.room.en == "Jinji Hall"


def test_a_removed_talk_is_reported_by_name(small: SmallProgramme) -> None:
    publish(small.conference, by=None, now=NOW)
    small.talks[1].delete()
    publication = publish(small.conference, by=None, now=NOW)
    assert [(change.kind, change.title.en) for change in publication.changes] == [(ChangeKind.REMOVED, "Gene circuits")]


def test_only_title_host_and_time_of_a_closed_door_session_are_public(small: SmallProgramme) -> None:
    publish(small.conference, by=None, now=NOW)
    index = current_index(small.conference)
    assert index is not None
    programme = index.programme
    closed = next(session for session in programme.sessions if session.kind is SessionKind.CLOSED_DOOR)
    assert (closed.title.en, closed.host.en) == ("Closed meeting on policy", "Example Academy")
    assert (closed.starts_at, closed.ends_at) == (small.closed.starts_at, small.closed.ends_at)
    assert (closed.room, closed.people, closed.talks, closed.description.zh) == (None, (), (), "")


def test_nothing_of_a_closed_door_session_is_anywhere_in_the_release(small: SmallProgramme) -> None:
    publish(small.conference, by=None, now=NOW)
    small.closed.starts_at += timedelta(minutes=10)
    small.closed.save()
    release = publish(small.conference, by=None, now=NOW).release
    release.refresh_from_db()
    kept = json.dumps([release.document, release.changes], ensure_ascii=False)
    assert [word for word in HIDDEN_WORDS if word in kept] == []


def test_a_room_clash_stops_the_publication_and_is_named(small: SmallProgramme) -> None:
    a_session(small.conference, small.hall, title_en="Rehearsal")
    with pytest.raises(PublishRefused) as refusal:
        publish(small.conference, by=None, now=NOW)
    assert refusal.value.fault is PublishFault.CLASHES
    named = [(clash.first.what.en, clash.second.what.en) for clash in refusal.value.clashes]
    assert named == [("Plenary", "Rehearsal")]
    assert not Release.objects.exists()


def test_an_owner_publishes_in_spite_of_a_clash_with_a_reason_that_the_release_records(
    cast: Cast, small: SmallProgramme
) -> None:
    a_session(small.conference, small.hall, title_en="Rehearsal")
    owner = cast.members[Role.OWNER]
    publication = publish(small.conference, by=owner, now=NOW, accept_clashes=" The hall is divided. ")
    assert publication.release.accepted_reason == "The hall is divided."
    assert [clash["label"]["en"] for clash in publication.release.accepted_clashes] == ["Taihu Hall"]
    assert len(publication.accepted) == 1


def test_an_organiser_may_publish_but_not_accept_a_room_clash(cast: Cast, small: SmallProgramme) -> None:
    a_session(small.conference, small.hall)
    with pytest.raises(PublishRefused) as refusal:
        publish(small.conference, by=cast.members[Role.ORGANISER], now=NOW, accept_clashes="It fits.")
    assert refusal.value.fault is PublishFault.MAY_NOT_ACCEPT


@pytest.mark.parametrize("role", [Role.PROGRAMME_EDITOR, Role.FORUM_SECRETARY, Role.REGISTRAR, Role.VIEWER])
def test_others_may_not_publish(cast: Cast, small: SmallProgramme, role: Role) -> None:
    with pytest.raises(Denied) as refusal:
        publish(small.conference, by=cast.members[role], now=NOW)
    assert refusal.value.reason is Denial.NO_RIGHT


def test_the_neighbours_owner_may_not_publish(cast: Cast, small: SmallProgramme) -> None:
    with pytest.raises(Denied) as refusal:
        publish(small.conference, by=cast.neighbour, now=NOW)
    assert refusal.value.reason is Denial.NOT_A_MEMBER


def test_a_person_in_two_places_is_a_warning(small: SmallProgramme) -> None:
    elsewhere = a_session(small.conference, a_room(small.conference), starts_at=small.forum_session.starts_at)
    on_stage(small.speaker, elsewhere)
    publication = publish(small.conference, by=None, now=NOW)
    assert publication.is_new
    assert {clash.second.what.en for clash in publication.warnings} == {"Plenary", "Gene circuits"}


def test_a_person_who_must_not_clash_stops_the_publication(small: SmallProgramme) -> None:
    small.speaker.must_not_clash = True
    small.speaker.save()
    elsewhere = a_session(small.conference, a_room(small.conference), starts_at=small.forum_session.starts_at)
    on_stage(small.speaker, elsewhere)
    with pytest.raises(PublishRefused) as refusal:
        publish(small.conference, by=None, now=NOW)
    assert {clash.first.label.zh for clash in refusal.value.clashes} == {"林知远"}


def test_placeholders_are_not_people(small: SmallProgramme) -> None:
    guest = a_speaker(small.conference, "特邀嘉宾", "")
    on_stage(guest, small.plenary)
    on_stage(guest, a_session(small.conference, a_room(small.conference)))
    assert publish(small.conference, by=None, now=NOW).warnings == ()


def test_two_talks_at_once_in_one_session_are_a_clash_of_its_room(small: SmallProgramme) -> None:
    a_talk(small.forum_session, after=10, title_en="Intruder")
    with pytest.raises(PublishRefused) as refusal:
        publish(small.conference, by=None, now=NOW)
    assert [(clash.first.what.en, clash.second.what.en) for clash in refusal.value.clashes] == [
        ("Synthetic chromosomes", "Intruder"),
        ("Intruder", "Gene circuits"),
    ]


@pytest.mark.parametrize("rows", [1, 3])
def test_publishing_takes_the_same_number_of_queries_whatever_the_size(small: SmallProgramme, rows: int) -> None:
    for number in range(rows):
        a_talk(small.plenary, after=number * 10, minutes=10)
    with CaptureQueriesContext(connection) as statements:
        publish(small.conference, by=None, now=NOW)
    assert len(statements) == 24


@pytest.mark.parametrize("letters", [500, 501])
def test_the_reason_for_accepting_clashes_has_at_most_500_characters(
    cast: Cast, small: SmallProgramme, letters: int
) -> None:
    a_session(small.conference, small.hall)
    owner, reason = cast.members[Role.OWNER], "x" * letters
    if letters == 500:
        release = publish(small.conference, by=owner, now=NOW, accept_clashes=f" {reason} ").release
        assert release.accepted_reason == reason
    else:
        with pytest.raises(PublishRefused) as refusal:
            publish(small.conference, by=owner, now=NOW, accept_clashes=reason)
        assert refusal.value.fault is PublishFault.REASON_TOO_LONG
        assert len(refusal.value.clashes) == 1


def test_an_accepted_clash_is_not_a_warning(cast: Cast, small: SmallProgramme) -> None:
    a_session(small.conference, small.hall, title_en="Rehearsal")
    elsewhere = a_session(small.conference, a_room(small.conference), starts_at=small.forum_session.starts_at)
    on_stage(small.speaker, elsewhere)
    publication = publish(small.conference, by=cast.members[Role.OWNER], now=NOW, accept_clashes="It fits.")
    assert {clash.stops_publication for clash in publication.accepted} == {True}
    assert {clash.stops_publication for clash in publication.warnings} == {False}
    assert len(publication.release.accepted_clashes) == len(publication.accepted) + len(publication.warnings)


def test_publishing_without_changes_still_reports_warnings(small: SmallProgramme) -> None:
    elsewhere = a_session(small.conference, a_room(small.conference), starts_at=small.forum_session.starts_at)
    on_stage(small.speaker, elsewhere)
    first = publish(small.conference, by=None, now=NOW)
    again = publish(small.conference, by=None, now=NOW)
    assert (again.is_new, again.release, again.warnings, again.changes) == (False, first.release, first.warnings, ())


def test_what_follows_is_queued_with_a_new_release_that_the_public_sees(small: SmallProgramme) -> None:
    for _time in range(2):
        publish(small.conference, by=None, now=NOW)
    assert OrmQ.objects.count() == 1, "the second time there was nothing new"
    small.conference.state = ConferenceState.DRAFT
    small.conference.save()
    a_talk(small.forum_session, after=60, minutes=10)
    publish(small.conference, by=None, now=NOW)
    assert OrmQ.objects.count() == 1, "nobody sees the release of a draft"
