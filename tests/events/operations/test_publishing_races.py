"""Two people press "publish" at once, and others sign up meanwhile."""

from collections.abc import Callable
from threading import Event

import pytest
from django.db import connection, transaction

from events.models import Conference, Letter, Person, Release, Talk
from events.operations import publishing
from events.operations.publishing import publish
from events.queries import pending
from events.queries.programme import draft_programme
from events.rules.programme import Programme
from events.rules.publication import PublishWishes
from tests.builders.people import NOW, Cast, the_cast
from tests.builders.programmes import a_programme, a_talk
from tests.races import at_once

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.race]


def test_concurrent_publications_make_one_release() -> None:
    cast = the_cast()
    a_programme(cast.conference, cast.forum)

    def press(number: int) -> bool:
        return publish(Conference.objects.get(pk=cast.conference.pk), by=None, now=NOW).is_new

    assert sorted(at_once(press, times=4)) == [False, False, False, True]
    assert [release.number for release in Release.objects.all()] == [1]
    cast.conference.refresh_from_db()
    assert cast.conference.public_version == 1


def test_who_presses_at_the_same_time_writes_one_letter() -> None:
    cast = the_cast()
    small = a_programme(cast.conference, cast.forum)
    Person.objects.filter(pk=small.speaker.person_id).update(email="lin@academy.example")
    publish(cast.conference, by=None, now=NOW)
    small.talks[0].delete()
    shown = pending.pending_release(cast.conference).shown

    def press(number: int) -> int:
        found = Conference.objects.get(pk=cast.conference.pk)
        return publish(found, by=None, now=NOW, wishes=PublishWishes(shown=shown)).letters

    assert sorted(at_once(press, times=4)) == [0, 0, 0, 1]
    assert (Letter.objects.count(), Release.objects.count()) == (1, 2)


def test_an_edit_after_it_was_read_waits_for_the_next_release(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    shown = pending.pending_release(cast.conference).shown

    def edit(number: int) -> None:
        Talk.objects.filter(conference=cast.conference).update(title_en="Edited meanwhile")

    while_it_is_worked_out(monkeypatch, edit)
    publication = publish(cast.conference, by=None, now=NOW, wishes=PublishWishes(shown=shown))
    assert publication.is_new
    assert "Edited meanwhile" not in str(publication.release.document)
    assert publish(cast.conference, by=None, now=NOW).is_new


@pytest.fixture
def cast() -> Cast:
    cast = the_cast()
    a_programme(cast.conference, cast.forum)
    return cast


def while_it_is_worked_out(monkeypatch: pytest.MonkeyPatch, deed: Callable[[int], None]) -> None:
    """Do this, on another connection, as soon as a publication has read the draft for the first time."""
    read, done = draft_programme, Event()

    def draft(conference: Conference) -> Programme:
        programme = read(conference)
        if not done.is_set():
            done.set()
            at_once(deed, times=1)
        return programme

    monkeypatch.setattr(pending, "draft_programme", draft)


def somebody_signs_up(cast: Cast, monkeypatch: pytest.MonkeyPatch, *, locked: bool) -> bool:
    """Return whether another person gets the conference's row, and may write, before a publication is ready."""
    working, was_first = Event(), Event()

    def wait_for_them(number: int) -> None:
        working.set()
        was_first.wait(timeout=2)

    def press() -> bool:
        if not locked:
            return publish(cast.conference, by=None, now=NOW).is_new
        with transaction.atomic():
            Conference.objects.select_for_update().get(pk=cast.conference.pk)
            return publish(cast.conference, by=None, now=NOW).is_new

    def sign_up() -> bool:
        assert working.wait(timeout=30)
        with transaction.atomic():
            Conference.objects.select_for_update(no_key=True).get(pk=cast.conference.pk)
            is_first = not Release.objects.exists()
        was_first.set()
        return is_first

    while_it_is_worked_out(monkeypatch, wait_for_them)
    was_published, was_first_of_all = at_once(lambda number: (press, sign_up)[number](), times=2)
    assert was_published
    return was_first_of_all


def test_who_signs_up_does_not_wait_until_a_publication_is_worked_out(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert somebody_signs_up(cast, monkeypatch, locked=False) is True


def test_they_would_wait_if_the_conference_were_locked_first(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    assert somebody_signs_up(cast, monkeypatch, locked=True) is False


def test_a_release_is_not_replaced_by_what_was_read_before_it(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    def publish_a_late_talk(number: int) -> None:
        a_talk(cast.conference.sessions.filter(kind="forum").get(), after=60, minutes=10, title_en="A late talk")
        publish(Conference.objects.get(pk=cast.conference.pk), by=None, now=NOW)

    while_it_is_worked_out(monkeypatch, publish_a_late_talk)
    publication = publish(cast.conference, by=None, now=NOW)
    assert (publication.is_new, publication.release.number) == (False, 1)
    assert "A late talk" in str(publication.release.document)


@pytest.mark.parametrize("looks_again", [True, False])
def test_a_conference_that_was_changed_meanwhile_is_published_as_it_is_now(
    cast: Cast,
    monkeypatch: pytest.MonkeyPatch,
    looks_again: bool,  # noqa: FBT001 - a table of facts
) -> None:
    def rename(number: int) -> None:
        Conference.objects.filter(pk=cast.conference.pk).update(title_en="Another title")

    while_it_is_worked_out(monkeypatch, rename)
    if not looks_again:
        monkeypatch.setattr(publishing, "_is_overtaken", lambda draft, locked: False)
    document = publish(cast.conference, by=None, now=NOW).release.document
    assert ("Another title" in str(document)) is looks_again


def test_a_conference_that_changes_without_end_is_locked_at_last(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    looks: list[bool] = []

    def is_overtaken(draft: object, locked: object) -> bool:
        looks.append(connection.in_atomic_block)
        return True

    monkeypatch.setattr(publishing, "_is_overtaken", is_overtaken)
    assert publish(cast.conference, by=None, now=NOW).is_new
    assert looks == [True] * 3
