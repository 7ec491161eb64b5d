import json
from datetime import timedelta

import pytest
from django.db import connection
from django.db.models import F
from django.test.utils import CaptureQueriesContext
from django_q.models import OrmQ

from events.access import Denied
from events.models import AcceptedClash, AuditEntry, ConferenceState, Letter, Release, Session, Talk, User
from events.operations.publishing import PublishFault, PublishRefused, publish, republish
from events.queries.pending import pending_release
from events.queries.releases import current_index
from events.rules.office.authority import Denial
from events.rules.office.roles import Role
from events.rules.programme import AppearanceRole, Programme, SessionKind, from_document
from events.rules.publication import ChangeKind, PublishWishes, Subject
from speakers.models import Appearance, Speaker
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
from toolkit.text import Text

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
    named = [tuple(end.what.en for end in clash.bookings) for clash in refusal.value.clashes]
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
    assert {clash.bookings[-1].what.en for clash in publication.warnings} == {"Plenary", "Gene circuits"}


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
    assert [tuple(end.what.en for end in clash.bookings) for clash in refusal.value.clashes] == [
        ("Synthetic chromosomes", "Intruder"),
        ("Intruder", "Gene circuits"),
    ]


@pytest.mark.parametrize("rows", [1, 3])
def test_publishing_takes_the_same_number_of_queries_whatever_the_size(small: SmallProgramme, rows: int) -> None:
    for number in range(rows):
        a_talk(small.plenary, after=number * 10, minutes=10)
    with CaptureQueriesContext(connection) as statements:
        publish(small.conference, by=None, now=NOW)
    assert len(statements) == 29


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


def address_of(speaker: Speaker, email: str, *, language: str = "", account: bool = False) -> None:
    person = speaker.person
    if account:
        person.user = User.objects.create_user(email, language=language)
    else:
        person.email = email
    person.save()


def move(session: Session, minutes: int = 30) -> None:
    """Move a session with its talks."""
    later = {
        "starts_at": F("starts_at") + timedelta(minutes=minutes),
        "ends_at": F("ends_at") + timedelta(minutes=minutes),
    }
    Session.objects.filter(pk=session.pk).update(**later)
    session.talks.update(**later)


def content(release: Release) -> Programme:
    release.refresh_from_db()
    return from_document(release.document)


def test_people_whose_place_has_moved_are_written_to_once_with_all_of_it(cast: Cast, small: SmallProgramme) -> None:
    chair = a_speaker(small.conference, "Chen Yi", "CHEN Yi")
    on_stage(chair, small.forum_session, AppearanceRole.CHAIR)
    address_of(small.speaker, "lin@academy.example")
    address_of(chair, "chen@academy.example", language="zh-hans", account=True)
    publish(small.conference, by=None, now=NOW)
    assert not Letter.objects.exists(), "the first release has moved nobody"
    move(small.forum_session)
    publication = publish(small.conference, by=cast.members[Role.OWNER], now=NOW)
    release = publication.release
    letters = {letter.recipient: letter for letter in Letter.objects.all()}
    assert set(letters) == {"lin@academy.example", "chen@academy.example"}
    lin, chen = letters["lin@academy.example"], letters["chen@academy.example"]
    assert (lin.kind, lin.subject_key, lin.asked_by) == ("programme_changed", str(release.pk), cast.members[Role.OWNER])
    first, second = small.talks
    told = [f"moved/talk/{talk.code}/{small.forum_session.code}/speaker" for talk in (first, second)]
    assert lin.context["notices"].split() == told
    assert (lin.context["is_bilingual"], chen.language, "is_bilingual" in chen.context) == ("yes", "zh-hans", False)
    assert publication.letters == 2
    assert AuditEntry.objects.filter(deed="publish").latest("pk").details["letters"] == 2
    assert publish(small.conference, by=None, now=NOW).letters == 0
    assert Letter.objects.count() == 2


def test_somebody_whose_name_is_not_chinese_is_written_to_in_english(small: SmallProgramme) -> None:
    speaker = a_speaker(small.conference, "Ada Lovelace", "")
    address_of(speaker, "ada@academy.example")
    publish(small.conference, by=None, now=NOW)
    on_stage(speaker, small.plenary)
    on_stage(a_speaker(small.conference, "特邀嘉宾", ""), small.plenary)
    publish(small.conference, by=None, now=NOW)
    assert [(letter.recipient, letter.language) for letter in Letter.objects.all()] == [("ada@academy.example", "en")]


def test_without_letters_none_are_written_and_the_history_says_so(small: SmallProgramme) -> None:
    address_of(small.speaker, "lin@academy.example")
    publish(small.conference, by=None, now=NOW)
    move(small.forum_session)
    release = publish(small.conference, by=None, now=NOW, wishes=PublishWishes(writes_letters=False)).release
    assert (release.writes_letters, Letter.objects.count()) == (False, 0)
    assert AuditEntry.objects.filter(deed="publish").latest("pk").details["writes_letters"] is False


def test_while_the_conference_is_a_draft_nobody_is_written_to(small: SmallProgramme) -> None:
    address_of(small.speaker, "lin@academy.example")
    small.conference.state = ConferenceState.DRAFT
    small.conference.save()
    publish(small.conference, by=None, now=NOW)
    move(small.forum_session)
    assert publish(small.conference, by=None, now=NOW).letters == 0
    assert not Letter.objects.exists()


@pytest.mark.parametrize("people", [1, 3])
def test_letters_are_queued_with_the_same_number_of_queries_for_one_person_and_for_three(
    small: SmallProgramme, people: int
) -> None:
    for number in range(people):
        speaker = a_speaker(small.conference, f"Guest {number}", "")
        address_of(speaker, f"guest-{number}@academy.example")
        on_stage(speaker, small.talks[0])
    publish(small.conference, by=None, now=NOW)
    move(small.forum_session)
    with CaptureQueriesContext(connection) as statements:
        assert publish(small.conference, by=None, now=NOW).letters == people
    assert len(statements) == 33


def test_a_release_keeps_its_note(small: SmallProgramme) -> None:
    note = Text("07 与 14 分会对调会场。", "Forums 07 and 14 swap rooms. <b>")
    release = publish(small.conference, by=None, now=NOW, wishes=PublishWishes(note=note)).release
    assert release.note == note
    with pytest.raises(PublishRefused) as refusal:
        publish(small.conference, by=None, now=NOW, wishes=PublishWishes(note=Text(en="x" * 2001)))
    assert refusal.value.fault is PublishFault.NOTE_TOO_LONG


def test_nothing_else_is_published_than_what_somebody_has_seen(small: SmallProgramme) -> None:
    seen = pending_release(small.conference).shown
    Talk.objects.filter(pk=small.talks[0].pk).update(title_en="Edited meanwhile")
    with pytest.raises(PublishRefused) as refusal:
        publish(small.conference, by=None, now=NOW, wishes=PublishWishes(shown=seen))
    assert (refusal.value.fault, Release.objects.count()) == (PublishFault.OVERTAKEN, 0)
    seen_now = pending_release(small.conference).shown
    assert publish(small.conference, by=None, now=NOW, wishes=PublishWishes(shown=seen_now)).is_new


def test_the_same_draft_after_another_release_is_not_what_somebody_has_seen(small: SmallProgramme) -> None:
    first = publish(small.conference, by=None, now=NOW).release
    move(small.forum_session)
    publish(small.conference, by=None, now=NOW)
    seen = pending_release(small.conference, republishes=first).shown
    small.talks[0].delete()
    publish(small.conference, by=None, now=NOW)
    with pytest.raises(PublishRefused) as refusal:
        republish(first, by=None, now=NOW, wishes=PublishWishes(shown=seen))
    assert refusal.value.fault is PublishFault.OVERTAKEN


def test_nobody_can_talk_away_the_clash_of_somebody_who_must_not_clash(cast: Cast, small: SmallProgramme) -> None:
    small.speaker.must_not_clash = True
    small.speaker.save()
    on_stage(small.speaker, a_session(small.conference, a_room(small.conference), starts_at=small.talks[0].starts_at))
    with pytest.raises(PublishRefused) as refusal:
        publish(small.conference, by=cast.members[Role.OWNER], now=NOW, accept_clashes="It will do.")
    assert refusal.value.fault is PublishFault.MUST_NOT_CLASH
    assert not Release.objects.exists()


def test_a_clash_of_rooms_that_was_accepted_needs_no_reason_again(cast: Cast, small: SmallProgramme) -> None:
    a_session(small.conference, small.hall, title_en="Rehearsal")
    (clash,) = pending_release(small.conference).clashes
    AcceptedClash.objects.create(conference=small.conference, mark=clash.mark, reason="The hall is divided.", at=NOW)
    publication = publish(small.conference, by=cast.members[Role.ORGANISER], now=NOW)
    assert (publication.is_new, publication.accepted, publication.release.accepted_reason) == (True, (), "")
    assert len(publication.release.accepted_clashes) == 1


def test_what_was_removed_stays_in_the_release_as_removed(small: SmallProgramme) -> None:
    publish(small.conference, by=None, now=NOW)
    talk = small.talks[1]
    code = talk.code
    talk.delete()
    release = publish(small.conference, by=None, now=NOW).release
    assert [(item.code, item.title.en) for item in content(release).removed] == [(code, "Gene circuits")]
    assert publish(small.conference, by=None, now=NOW).is_new is False


def test_nothing_is_told_of_what_has_gone_behind_closed_doors(small: SmallProgramme) -> None:
    address_of(small.speaker, "lin@academy.example")
    publish(small.conference, by=None, now=NOW)
    Session.objects.filter(pk=small.forum_session.pk).update(kind=SessionKind.CLOSED_DOOR)
    release = publish(small.conference, by=None, now=NOW).release
    told = json.dumps([content(release).removed[0].title.en, release.changes], ensure_ascii=False, default=str)
    assert "Synthetic chromosomes" not in told
    assert [change["key"] for change in release.changes if change["subject"] == "talk"] == []
    assert "Taihu Hall" not in json.dumps([change for change in release.changes if change["subject"] == "session"])
    assert not Letter.objects.exists()


def test_an_earlier_release_is_published_again_under_a_new_number(cast: Cast, small: SmallProgramme) -> None:
    address_of(small.speaker, "lin@academy.example")
    first = publish(small.conference, by=None, now=NOW).release
    move(small.forum_session)
    publish(small.conference, by=None, now=NOW)
    Letter.objects.all().delete()
    publication = republish(first, by=cast.members[Role.OWNER], now=NOW + timedelta(hours=1))
    again = publication.release
    assert (again.number, again.republishes, publication.is_new, publication.letters) == (3, first, True, 1)
    assert content(again) == content(first)
    assert first.conference.public_version == 3
    entry = AuditEntry.objects.filter(deed="publish").latest("pk")
    assert (entry.details["number"], entry.details["republishes"]) == (3, 1)
    assert republish(first, by=None, now=NOW).is_new is False, "it is the current one"


def test_what_was_added_in_between_is_kept_as_removed_by_the_roll_back(small: SmallProgramme) -> None:
    first = publish(small.conference, by=None, now=NOW).release
    added = a_talk(small.plenary, title_en="Opening")
    publish(small.conference, by=None, now=NOW)
    assert [item.code for item in content(republish(first, by=None, now=NOW).release).removed] == [added.code]


def test_nobody_comes_back_who_has_left_nor_what_is_secret_by_now(small: SmallProgramme) -> None:
    guest = a_speaker(small.conference, "贝叶", "BEI Ye")
    on_stage(guest, small.plenary)
    first = publish(small.conference, by=None, now=NOW).release
    Appearance.objects.filter(speaker=guest).delete()
    guest.delete()
    Session.objects.filter(pk=small.forum_session.pk).update(kind=SessionKind.CLOSED_DOOR)
    publish(small.conference, by=None, now=NOW)
    shown = content(republish(first, by=None, now=NOW).release)
    assert "贝叶" not in str(shown)
    closed = next(session for session in shown.sessions if session.code == small.forum_session.code)
    assert (closed.is_closed, closed.talks, closed.room) == (True, (), None)
