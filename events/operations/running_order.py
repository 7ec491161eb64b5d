"""The talks of a session as a list with lengths: putting them in order, elsewhere, or in the tray."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from enum import StrEnum

from django.db import transaction
from django.db.models import F

from events.access import authorise
from events.models import Conference, Session, Talk, User
from events.operations.editing import authorise_edit
from events.operations.journal import deed
from events.operations.office.audit import record_in
from events.operations.office.changes import Overtaken, Vanished, label_of
from events.operations.times import TimesRefused, span_of
from events.queries.running_order import item_of, items_of
from events.rules.journal import DeedKind
from events.rules.office.roles import Right
from events.rules.running_order import LONGEST_TALK, Item, computed, first_outside, inserted
from events.rules.spans import NamedSpan, TimesFault

PLACED = ("session", "starts_at", "ends_at", "position", "is_pinned")
"""The columns that say where a talk is."""


class OrderFault(StrEnum):
    """Why the running order was not changed."""

    NO_LENGTH = "no_length"
    TOO_LONG = "too_long"
    NOT_IN_A_SESSION = "not_in_a_session"
    ONE_AND_THE_SAME = "one_and_the_same"


class OrderRefused(Exception):
    """The running order was not changed."""

    def __init__(self, fault: OrderFault) -> None:
        super().__init__(fault)
        self.fault = fault


@transaction.atomic
def place_talk(talk: Talk, session: Session | None, position: int = 0, *, by: User | None, now: datetime) -> None:
    """Put a talk at a position of a session, counted from 0 without it, or in its forum's tray.

    The talks after its old and its new place move up and down. Raises TimesRefused if the session has no time left for
    it, and DoesNotExist for a session of another conference.
    """
    conference = talk.conference
    if session is not None:
        conference.sessions.get(pk=session.pk)
    old = talk.session
    rows = _locked({row.pk for row in (old, session) if row is not None})
    _refuse_moved(talk)
    authorise_edit(by, talk, now=now)
    if session is not None:
        authorise_edit(by, session, now=now)
    with deed(conference, DeedKind.MOVE_TALK, about=talk.title, by=by, now=now, sessions=rows.values(), talks=[talk]):
        _authorise_other_forum(by, conference, old, session)
        items = {key: items_of(row) for key, row in rows.items()}
        if session is None:
            Talk.objects.filter(pk=talk.pk).update(
                session=None, forum=old.forum if old else talk.forum, is_pinned=False
            )
        else:
            arranged = inserted(items[session.pk], item_of(talk, None), position)
            _arrange(rows[session.pk], arranged, joining=[talk])
        if old is not None and old != session:
            _arrange(rows[old.pk], [item for item in items[old.pk] if item.key != talk.pk])
        record_in(conference, "move", talk, by=by, now=now, details={"name": label_of(talk)})


@transaction.atomic
def set_length(talk: Talk, length: timedelta, *, by: User | None, now: datetime) -> None:
    """Make a talk longer or shorter; those after it move. Raises OrderRefused and TimesRefused."""
    if length <= timedelta(0):
        raise OrderRefused(OrderFault.NO_LENGTH)
    if length > LONGEST_TALK:
        raise OrderRefused(OrderFault.TOO_LONG)
    with _one_talk(talk, DeedKind.SET_LENGTH, by=by, now=now) as session:
        if session is None:
            Talk.objects.filter(pk=talk.pk).update(ends_at=F("starts_at") + length)
            return
        items = items_of(session)
        _arrange(session, [replace(each, length=length) if each.key == talk.pk else each for each in items])


@transaction.atomic
def pin_talk(talk: Talk, starts_at: datetime | None, *, by: User | None, now: datetime) -> None:
    """Make a talk start at a time whatever is before it, or with None again when the one before it ends.

    Raises TimesRefused for a time outside the session, and OrderRefused for a talk in the tray.
    """
    with _one_talk(talk, DeedKind.PIN_TALK, by=by, now=now) as session:
        if session is None:
            raise OrderRefused(OrderFault.NOT_IN_A_SESSION)
        items = [replace(each, pinned_at=starts_at) if each.key == talk.pk else each for each in items_of(session)]
        times = {each.key: each.span.starts_at for each in computed(session.starts_at, items)}
        _arrange(session, sorted(items, key=lambda each: times[each.key]))


@transaction.atomic
def swap_talks(first: Talk, second: Talk, *, by: User | None, now: datetime) -> None:
    """Let two talks of a conference change places; each keeps its length. Raises OrderRefused and TimesRefused."""
    conference = first.conference
    conference.talks.get(pk=second.pk)
    if first.pk == second.pk:
        raise OrderRefused(OrderFault.ONE_AND_THE_SAME)
    if first.session is None or second.session is None:
        raise OrderRefused(OrderFault.NOT_IN_A_SESSION)
    rows = _locked({first.session.pk, second.session.pk})
    for talk in (first, second):
        _refuse_moved(talk)
        authorise_edit(by, talk, now=now)
    _authorise_other_forum(by, conference, first.session, second.session)
    about = first.title
    with deed(conference, DeedKind.SWAP_TALKS, about=about, by=by, now=now, sessions=rows.values()):
        swapped = {first.pk: item_of(second, None), second.pk: item_of(first, None)}
        items = {key: [_in_place_of(each, swapped) for each in items_of(row)] for key, row in rows.items()}
        for key, session in rows.items():
            _arrange(session, items[key], joining=[first, second])
        details = {"name": label_of(first), "with": label_of(second)}
        record_in(conference, "swap", first, by=by, now=now, details=details)


def _in_place_of(item: Item, swapped: Mapping[int, Item]) -> Item:
    """Return what takes the place of `item`; a place that is pinned stays at its time."""
    other = swapped.get(item.key)
    return item if other is None else replace(other, pinned_at=item.pinned_at)


@contextmanager
def _one_talk(talk: Talk, kind: DeedKind, *, by: User | None, now: datetime) -> Iterator[Session | None]:
    """Lock the session of a talk, ask whether `by` may edit it, and record what the block does."""
    rows = _locked({talk.session.pk} if talk.session else ())
    _refuse_moved(talk)
    authorise_edit(by, talk, now=now)
    with deed(talk.conference, kind, about=talk.title, by=by, now=now, sessions=rows.values(), talks=[talk]):
        yield rows.get(talk.session_id or 0)
        record_in(talk.conference, kind.value, talk, by=by, now=now, details={"name": label_of(talk)})


def _authorise_other_forum(by: User | None, conference: Conference, old: Session | None, new: Session | None) -> None:
    """Only the centre moves a talk from one forum to another."""
    if old is not None and new is not None and old.forum_id != new.forum_id:
        authorise(by, Right.EDIT_PROGRAMME, conference)


def _locked(keys: Iterable[int]) -> dict[int, Session]:
    """Lock sessions, in the order of their keys, so that two editors never wait for each other."""
    wanted = sorted(keys)
    rows = Session.objects.select_for_update(of=("self",)).select_related("forum", "conference").order_by("pk")
    found = {row.pk: row for row in rows.filter(pk__in=wanted)}
    if len(found) < len(wanted):
        raise Vanished
    return found


def _refuse_moved(talk: Talk) -> None:
    """Raise Overtaken if somebody has put the talk elsewhere since it was read, Vanished if it is gone."""
    there = Talk.objects.select_for_update(of=("self",)).filter(pk=talk.pk).first()
    if there is None:
        raise Vanished
    if there.session_id != talk.session_id:
        raise Overtaken("session")


def _arrange(session: Session, items: Sequence[Item], *, joining: Collection[Talk] = ()) -> None:
    """Store the times and positions of the talks that differ. Those that are `joining` may come from elsewhere."""
    placed = computed(session.starts_at, items)
    outside = first_outside(span_of(session), placed)
    if outside is not None:
        raise TimesRefused(TimesFault.OUTSIDE_SESSION, NamedSpan(session.title, span_of(session)))
    rows = {talk.pk: talk for talk in session.talks.all()}
    rows |= Talk.objects.in_bulk([talk.pk for talk in joining])
    pinned = {item.key for item in items if item.pinned_at is not None}
    changed, differing = [], set[str]()
    for position, each in enumerate(placed, start=1):
        talk = rows[each.key]
        wanted = (session.pk, each.span.starts_at, each.span.ends_at, position, each.key in pinned)
        stored = (talk.session_id, talk.starts_at, talk.ends_at, talk.position, talk.is_pinned)
        if wanted != stored:
            differing |= {name for name, new, old in zip(PLACED, wanted, stored, strict=True) if new != old}
            talk.session, talk.forum, talk.position = session, None, position
            talk.starts_at, talk.ends_at, talk.is_pinned = each.span.starts_at, each.span.ends_at, each.key in pinned
            changed.append(talk)
    if changed:
        # A talk that joins leaves its forum's tray.
        Talk.objects.bulk_update(changed, sorted(differing | ({"forum"} if "session" in differing else set())))
