"""The journal of the programme: recording deeds, and undoing and redoing them."""

from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import date, datetime, time
from enum import StrEnum
from typing import cast

from django.apps import apps
from django.db import IntegrityError, transaction
from django.db.models import Model, Q, QuerySet

from events.access import authorise
from events.extensions import Scope, journalled
from events.models import Conference, Deed, Forum, Session, Talk, User
from events.operations.approval import KeptApproval, keep_approval
from events.operations.editing import authorise_edit
from events.operations.office.audit import record_in
from events.operations.office.changes import lock_row, set_columns, uses_of
from events.operations.times import session_fault_in, span_of
from events.rules.journal import (
    LONGEST_MEMORY,
    Columns,
    DeedKind,
    Entry,
    NextSteps,
    RowChange,
    RowKey,
    next_steps,
    row_changes,
    rows_as_json,
    rows_from_json,
)
from events.rules.office.roles import Right
from toolkit.jsonable import Jsonable
from toolkit.text import Text

OUTSIDE_JOURNAL: dict[type[Model], frozenset[str]] = {
    Forum: frozenset(
        {
            "state",
            "approved_part",
            "approved_at",
            "approved_by_id",
            "reopened_until",
            "changed_at",
            "changed_by_id",
            "reminded_at",
        }
    )
}
"""Columns that no deed takes back: the steps between the centre and the hosts, and what the journal itself writes."""


@dataclass
class DeedLog:
    """A deed that is being done. `deed` is set at its end, unless nothing has changed.

    `forums`, `sessions` and `talks` are the rows that it may change, `touched` the forums that these belong to.
    """

    conference: Conference
    kind: DeedKind
    about: Text
    by: User | None
    now: datetime
    undoes: Deed | None = None
    deed: Deed | None = None
    touched: set[int] = field(default_factory=set)
    forums: set[int] = field(default_factory=set)
    sessions: set[int] = field(default_factory=set)
    talks: set[int] = field(default_factory=set)
    before: dict[RowKey, Columns] = field(default_factory=dict)
    approvals: dict[int, KeptApproval] = field(default_factory=dict)

    @property
    def scope(self) -> Scope:
        """The part of the programme that the deed may change."""
        return Scope(forums=frozenset(self.forums), sessions=frozenset(self.sessions), talks=frozenset(self.talks))

    def covers(
        self,
        *,
        sessions: Collection[Session] | QuerySet[Session] = (),
        talks: Collection[Talk] | QuerySet[Talk] = (),
        forums: Collection[Forum] | QuerySet[Forum] = (),
    ) -> None:
        """Add rows that the deed is about to change."""
        scope = Scope(
            forums=frozenset(row.pk for row in forums) - self.forums,
            sessions=frozenset(row.pk for row in sessions) - self.sessions,
            talks=frozenset(row.pk for row in talks) - self.talks,
        )
        self.before = _rows_in(scope) | self.before
        self.adds(sessions=sessions, talks=talks)
        self.forums |= scope.forums
        self.touched |= scope.forums
        for key in self.touched - self.approvals.keys():
            self.approvals[key] = keep_approval(key, by=self.by)

    def adds(self, *, sessions: Iterable[Session] = (), talks: Iterable[Talk] = ()) -> None:
        """Add rows that the deed has just made."""
        for session in sessions:
            self.sessions.add(session.pk)
            self._touch(session.forum_id)
        for talk in talks:
            self.talks.add(talk.pk)
            self._touch(talk.session.forum_id if talk.session else talk.forum_id)

    def _touch(self, forum: int | None) -> None:
        if forum is not None:
            self.touched.add(forum)


_current: ContextVar[DeedLog | None] = ContextVar("deed", default=None)


@contextmanager
def deed(
    conference: Conference,
    kind: DeedKind,
    *,
    about: Text,
    by: User | None,
    now: datetime,
    sessions: Collection[Session] = (),
    talks: Collection[Talk] = (),
    forums: Collection[Forum] = (),
) -> Iterator[DeedLog]:
    """Record what the block does to these sessions with their talks, talks and forums, and to the people in them.

    In the caller's transaction, after it has asked whether `by` may do so. A deed inside another is a part of that.
    What a host changes of an approved forum leaves what was approved as it is; what the centre changes is approved.
    """
    outer = _current.get()
    if outer is not None:
        outer.covers(sessions=sessions, talks=talks, forums=forums)
        yield outer
        return
    with transaction.atomic(), recording(DeedLog(conference, kind, about, by, now)) as log:
        log.covers(sessions=sessions, talks=talks, forums=forums)
        yield log


@contextmanager
def recording(log: DeedLog) -> Iterator[DeedLog]:
    """Make `log` the deed that is being done, and store it when the block ends without an exception."""
    token = _current.set(log)
    try:
        yield log
    finally:
        _current.reset(token)
    _store(log)


def _store(log: DeedLog) -> None:
    after = _rows_in(log.scope)
    rows = row_changes(log.before, after)
    if not rows:
        return
    log.deed = Deed.objects.create(
        conference=log.conference,
        kind=log.kind.value,
        about_zh=log.about.zh[:200],
        about_en=log.about.en[:200],
        by=log.by,
        at=log.now,
        rows=rows_as_json(rows),
        undoes=log.undoes,
    )
    log.touched |= _forums_of(after)
    for key in log.touched:
        kept = log.approvals.get(key) or keep_approval(key, by=log.by)
        kept.settle()
    log.deed.forums.set(log.touched)
    Forum.objects.filter(pk__in=log.touched).update(changed_at=log.now, changed_by=log.by)


def _forums_of(rows: dict[RowKey, Columns]) -> set[int]:
    """Return the forums that sessions are in now: a deed may have put one into another forum."""
    keys = (columns["forum_id"] for (model, _key), columns in rows.items() if model == _label(Session))
    return {key for key in keys if isinstance(key, int)}


def _label(model: type[Model]) -> str:
    return model._meta.label_lower


def _rows_in(scope: Scope) -> dict[RowKey, Columns]:
    """Return the rows of a part of the programme as they are now; one query for each model that it can have."""
    found: dict[RowKey, Columns] = {}
    if scope == Scope():
        return found
    for model, rows in _sources(scope):
        names = _columns(model)
        for row in rows.order_by().values("pk", *names):
            found[_label(model), row["pk"]] = {name: _jsonable(row[name]) for name in names}
    return found


def _sources(scope: Scope) -> list[tuple[type[Model], QuerySet[Model]]]:
    """Return the journalled models with their rows in `scope`, in the order in which rows refer to each other."""
    own: list[tuple[type[Model], QuerySet[Model]]] = []
    if scope.forums:
        own.append((Forum, _all(Forum.objects.filter(pk__in=scope.forums))))
    if scope.sessions:
        own.append((Session, _all(Session.objects.filter(pk__in=scope.sessions))))
    if scope.sessions or scope.talks:
        own.append((Talk, _all(Talk.objects.filter(Q(pk__in=scope.talks) | Q(session__in=scope.sessions)))))
    return [*own, *((model, rows(scope)) for model, rows in journalled.items())]


def _all(rows: QuerySet[Forum] | QuerySet[Session] | QuerySet[Talk]) -> QuerySet[Model]:
    return cast("QuerySet[Model]", rows)  # querysets are invariant to the type checker


def _columns(model: type[Model]) -> list[str]:
    left_out = OUTSIDE_JOURNAL.get(model, frozenset())
    own = (each for each in model._meta.concrete_fields if not each.primary_key)
    return [each.attname for each in own if each.attname not in left_out]


def _jsonable(value: object) -> Jsonable:
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    return cast("Jsonable", value)  # what else these models have is JSON already


class UndoFault(StrEnum):
    """Why a deed cannot be taken back."""

    NOTHING = "nothing"
    NOT_THE_LAST = "not_the_last"
    CHANGED_SINCE = "changed_since"
    IN_USE = "in_use"
    DAYS_CHANGED = "days_changed"


class UndoRefused(Exception):
    """Nothing was changed. `by` is who has changed the same thing since, if that is known, and `about` what it was."""

    def __init__(self, fault: UndoFault, *, by: User | None = None, about: Text | None = None) -> None:
        super().__init__(fault)
        self.fault = fault
        self.by = by
        self.about = about or Text()


@dataclass(frozen=True, slots=True)
class Undoable:
    """The deeds that a person would take back by undoing and by redoing; None if there is none."""

    undo: Deed | None
    redo: Deed | None


def undoable(conference: Conference, *, by: User) -> Undoable:
    """Return what undo would take back, and what redo would do again; takes two queries."""
    steps = _steps(conference, by=by)
    rows = Deed.objects.select_related("undoes").in_bulk([key for key in (steps.undo, steps.redo) if key])
    undoing = rows.get(steps.redo or 0)
    return Undoable(undo=rows.get(steps.undo or 0), redo=undoing.undoes if undoing else None)


def _steps(conference: Conference, *, by: User) -> NextSteps:
    last = Deed.objects.filter(conference=conference, by=by).exclude(rows=[]).order_by("-pk")
    numbers = list(last.values_list("pk", "undoes")[: 3 * LONGEST_MEMORY])
    return next_steps([Entry(number, undoes) for number, undoes in reversed(numbers)], most=LONGEST_MEMORY)


@transaction.atomic
def undo(conference: Conference, *, by: User, now: datetime, expected: int | None = None) -> Deed:
    """Take back the person's last deed, if that is the `expected` one; raises UndoRefused."""
    lock_row(conference)  # before what is in it, in the same order as moving a session
    last = _steps(conference, by=by).undo
    if expected is not None and last != expected:
        raise UndoRefused(UndoFault.NOT_THE_LAST)
    return _take_back(conference, last, DeedKind.UNDO, by=by, now=now)


@transaction.atomic
def redo(conference: Conference, *, by: User, now: datetime) -> Deed:
    """Do the deed again that the person has undone last; raises UndoRefused."""
    lock_row(conference)
    return _take_back(conference, _steps(conference, by=by).redo, DeedKind.REDO, by=by, now=now)


def _take_back(conference: Conference, key: int | None, kind: DeedKind, *, by: User, now: datetime) -> Deed:
    if key is None:
        raise UndoRefused(UndoFault.NOTHING)
    taken = Deed.objects.get(pk=key)
    rows = [change.inverse for change in rows_from_json(taken.rows)]
    _authorise(conference, taken, rows, by=by, now=now)
    log = DeedLog(conference, kind, Text(taken.about_zh, taken.about_en), by, now, undoes=taken)
    with recording(log):
        log.covers(
            forums=Forum.objects.filter(pk__in=_keys(rows, Forum) | _places(rows, "forum_id")),
            sessions=Session.objects.filter(pk__in=_keys(rows, Session) | _places(rows, "session_id")),
            talks=_talks(_keys(rows, Talk) | _places(rows, "talk_id")),
        )
        _write(conference, taken, rows)
        log.adds(
            sessions=Session.objects.filter(pk__in=_keys(rows, Session)),
            talks=_talks(_keys(rows, Talk)),
        )
    record_in(conference, kind.value, conference, by=by, now=now, details={"name": taken.about_zh or taken.about_en})
    if log.deed is None:
        raise UndoRefused(UndoFault.NOTHING)
    return log.deed


def _authorise(conference: Conference, taken: Deed, rows: list[RowChange], *, by: User, now: datetime) -> None:
    """Raise Denied unless `by` may still edit everything that the deed changed."""
    forums = list(taken.forums.select_related("conference"))
    central = Session.objects.filter(pk__in=_keys(rows, Session) | _places(rows, "session_id"), forum=None)
    if not forums or central.exists():
        authorise(by, Right.EDIT_PROGRAMME, conference)
    for forum in forums:
        authorise_edit(by, forum, now=now)


def _talks(keys: Iterable[int]) -> QuerySet[Talk]:
    return Talk.objects.filter(pk__in=keys).select_related("session")


def _keys(rows: Iterable[RowChange], model: type[Model]) -> set[int]:
    return {change.key for change in rows if change.model == _label(model)}


def _places(rows: Iterable[RowChange], column: str) -> set[int]:
    sides = (side for change in rows for side in (change.before, change.after) if side)
    return {key for side in sides if isinstance(key := side.get(column), int)}


def _write(conference: Conference, taken: Deed, rows: list[RowChange]) -> None:
    models: list[type[Model]] = [Forum, Session, Talk, *journalled]
    order = [_label(model) for model in models]
    made = sorted((change for change in rows if change.before is None), key=lambda change: order.index(change.model))
    gone = sorted((change for change in rows if change.after is None), key=lambda change: -order.index(change.model))
    changed = [change for change in rows if change.before is not None and change.after is not None]
    for change in [*made, *changed, *gone]:
        _write_one(conference, taken, change)


def _write_one(conference: Conference, taken: Deed, change: RowChange) -> None:
    model = apps.get_model(change.model)
    row = model._default_manager.select_for_update(of=("self",)).filter(pk=change.key).first()
    expected = change.before
    if (row is None) != (expected is None) or (row is not None and not _is_as(row, expected or {})):
        raise _overtaken(taken, change)
    if change.after is None:
        _delete(row)
        return
    row = row or model(pk=change.key)
    set_columns(row, ((name, model._meta.get_field(name).to_python(value)) for name, value in change.after.items()))
    _refuse_outside(conference, row)
    try:
        with transaction.atomic():
            row.save(force_insert=expected is None)
    except IntegrityError:  # what it refers to is gone, or something else has taken its place
        raise _overtaken(taken, change) from None


def _is_as(row: Model, columns: Columns) -> bool:
    return all(_jsonable_of(row, name) == value for name, value in columns.items())


def _jsonable_of(row: Model, name: str) -> Jsonable:
    return _jsonable(getattr(row, name))


def _delete(row: Model | None) -> None:
    if row is None:
        return
    if any(count for _name, count in uses_of(row)):
        raise UndoRefused(UndoFault.IN_USE)
    row.delete()


def _refuse_outside(conference: Conference, row: Model) -> None:
    if isinstance(row, Session) and session_fault_in(conference, span_of(row)):
        raise UndoRefused(UndoFault.DAYS_CHANGED, about=row.title)


def _overtaken(taken: Deed, change: RowChange) -> UndoRefused:
    """Return the refusal, with who has changed this row since the deed."""
    later = Deed.objects.filter(conference_id=taken.conference_id, pk__gt=taken.pk).exclude(by=taken.by)
    for one in later.select_related("by").order_by("-pk")[:LONGEST_MEMORY]:
        if any((row.model, row.key) == (change.model, change.key) for row in rows_from_json(one.rows)):
            return UndoRefused(UndoFault.CHANGED_SINCE, by=one.by, about=one.about)
    return UndoRefused(UndoFault.CHANGED_SINCE)


def deeds_since(conference: Conference, number: int, *, most: int = 200) -> list[Deed]:
    """Return the deeds after that of this number, oldest first, `most` at most; one query."""
    return list(Deed.objects.filter(conference=conference, pk__gt=number).select_related("by")[:most])


@contextmanager
def importing(conference: Conference, *, by: User | None) -> Iterator[None]:
    """Approve what a file of the centre changes in the block, in forums whose draft is not what was approved."""
    kept = [keep_approval(key, by=by) for key in _forums_apart(conference)]
    yield
    for each in kept:
        each.settle()


def _forums_apart(conference: Conference) -> list[int]:
    return list(conference.forums.filter(approved_part__isnull=False).values_list("pk", flat=True))


def note_import(conference: Conference, *, by: User | None, now: datetime) -> None:
    """Note that a file has replaced a part of the programme. That is not taken back row by row."""
    Deed.objects.create(conference=conference, kind=DeedKind.IMPORT.value, by=by, at=now)
