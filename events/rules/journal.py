"""The journal of the programme: what each deed did to the rows, and which deed is the next to be undone."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from toolkit.jsonable import Jsonable

LONGEST_MEMORY = 50
"""How many deeds a person can take back, one after the other."""


class DeedKind(StrEnum):
    """What somebody did to the programme."""

    ADD_SESSIONS = "add_sessions"
    CHANGE_SESSION = "change_session"
    MOVE_SESSION = "move_session"
    SWAP_SESSIONS = "swap_sessions"
    SWAP_ROOMS = "swap_rooms"
    REMOVE_SESSION = "remove_session"
    ADD_TALKS = "add_talks"
    CHANGE_TALK = "change_talk"
    MOVE_TALK = "move_talk"
    SWAP_TALKS = "swap_talks"
    SET_LENGTH = "set_length"
    PIN_TALK = "pin_talk"
    REMOVE_TALK = "remove_talk"
    CHANGE_FORUM = "change_forum"
    MOVE_FORUM = "move_forum"
    CHANGE_PEOPLE = "change_people"
    GRANT_REQUEST = "grant_request"
    IMPORT = "import"
    UNDO = "undo"
    REDO = "redo"


Columns = dict[str, Jsonable]
"""The columns of a row, as JSON values: instants in ISO 8601, other rows by primary key."""
RowKey = tuple[str, int]
"""The label of a model (`events.talk`) and a primary key."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RowChange:
    """What a deed did to one row: the columns that differ, before and after.

    A row that was added has no `before`, one that was removed no `after`; the other side then has all columns.
    """

    model: str
    key: int
    before: Columns | None
    after: Columns | None

    @property
    def inverse(self) -> "RowChange":
        """The change that takes this one back."""
        return RowChange(model=self.model, key=self.key, before=self.after, after=self.before)


def row_changes(before: Mapping[RowKey, Columns], after: Mapping[RowKey, Columns]) -> tuple[RowChange, ...]:
    """Return what differs between the rows before and after a deed: changed and added ones, then those removed."""
    found: list[RowChange] = []
    for (model, key), new in after.items():
        old = before.get((model, key))
        if old is None:
            found.append(RowChange(model=model, key=key, before=None, after=new))
        elif names := [name for name in new if new[name] != old[name]]:
            found.append(
                RowChange(
                    model=model,
                    key=key,
                    before={name: old[name] for name in names},
                    after={name: new[name] for name in names},
                )
            )
    gone = [place for place in before if place not in after]
    found += [RowChange(model=model, key=key, before=before[model, key], after=None) for model, key in gone]
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Entry:
    """A deed of one person: its number, and the number of the deed that it undoes, if any."""

    number: int
    undoes: int | None = None


@dataclass(frozen=True, slots=True)
class NextSteps:
    """The deeds that undo and redo would take back: None if there is none. Redoing takes back an undoing."""

    undo: int | None = None
    redo: int | None = None


def next_steps(entries: Iterable[Entry], *, most: int = LONGEST_MEMORY) -> NextSteps:
    """Return what a person can undo and redo, from their deeds, oldest first. `most` deeds can be undone.

    A new deed ends redoing. Taking back an undoing is a deed that can be undone in its turn.
    """
    done: list[int] = []
    undone: list[int] = []
    for entry in entries:
        if entry.undoes is None:
            done = [*done, entry.number][-most:]
            undone.clear()
        elif entry.undoes in undone:
            undone.remove(entry.undoes)
            done.append(entry.number)
        else:
            done = [number for number in done if number != entry.undoes]
            undone.append(entry.number)
    return NextSteps(undo=done[-1] if done else None, redo=undone[-1] if undone else None)


def rows_as_json(rows: Iterable[RowChange]) -> list[dict[str, Jsonable]]:
    """Return the changes as plain JSON values, as a deed stores them."""
    return [{"model": row.model, "key": row.key, "before": row.before, "after": row.after} for row in rows]


def rows_from_json(stored: Iterable[Mapping[str, Jsonable]]) -> tuple[RowChange, ...]:
    """Return the changes that `rows_as_json` has stored."""
    return tuple(
        RowChange(
            model=str(row["model"]),
            key=int(str(row["key"])),
            before=_columns(row["before"]),
            after=_columns(row["after"]),
        )
        for row in stored
    )


def _columns(value: Jsonable) -> Columns | None:
    return value if isinstance(value, dict) else None
