from events.rules.journal import (
    Columns,
    Entry,
    NextSteps,
    RowChange,
    RowKey,
    next_steps,
    row_changes,
    rows_as_json,
    rows_from_json,
)

TALK, ROOM = ("events.talk", 1), ("events.room", 1)
SAME: Columns = {"name": "same"}


def test_what_differs_is_told_by_row() -> None:
    before: dict[RowKey, Columns] = {
        TALK: {"title": "A", "room": 1},
        ("events.talk", 2): {"title": "gone"},
        ROOM: {"name": "same"},
    }
    after: dict[RowKey, Columns] = {
        TALK: {"title": "B", "room": 1},
        ("events.talk", 3): {"title": "new"},
        ROOM: {"name": "same"},
    }
    changed, added, removed = row_changes(before, after)
    assert changed == RowChange(model="events.talk", key=1, before={"title": "A"}, after={"title": "B"})
    assert added == RowChange(model="events.talk", key=3, before=None, after={"title": "new"})
    assert removed == RowChange(model="events.talk", key=2, before={"title": "gone"}, after=None)
    assert added.inverse == RowChange(model="events.talk", key=3, before={"title": "new"}, after=None)


def test_changes_come_back_from_json() -> None:
    rows = row_changes({TALK: {"a": 1}}, {TALK: {"a": None}, ROOM: {"equipment": ["projector"]}})
    assert rows_from_json(rows_as_json(rows)) == rows


def test_undo_takes_the_last_deed_first_and_redo_the_last_undone() -> None:
    first, second = Entry(1), Entry(2)
    assert next_steps([]) == NextSteps()
    assert next_steps([first, second]) == NextSteps(undo=2)
    assert next_steps([first, second, Entry(3, undoes=2)]) == NextSteps(undo=1, redo=3)
    both = [first, second, Entry(3, undoes=2), Entry(4, undoes=1)]
    assert next_steps(both) == NextSteps(redo=4)
    assert next_steps([*both, Entry(5, undoes=4)]) == NextSteps(undo=5, redo=3)
    assert next_steps([*both, Entry(5, undoes=4), Entry(6, undoes=3)]) == NextSteps(undo=6)
    assert next_steps([*both, Entry(5, undoes=4), Entry(6, undoes=5)]) == NextSteps(redo=6)


def test_a_new_deed_ends_redoing() -> None:
    assert next_steps([Entry(1), Entry(2, undoes=1), Entry(3)]) == NextSteps(undo=3)


def test_only_so_many_deeds_are_remembered() -> None:
    entries = [Entry(number) for number in range(1, 6)] + [Entry(6, undoes=5), Entry(7, undoes=4)]
    assert next_steps(entries, most=2) == NextSteps(redo=7)
