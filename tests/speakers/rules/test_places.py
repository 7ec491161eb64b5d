from dataclasses import FrozenInstanceError

import pytest

from events.rules.programme import AppearanceRole
from speakers.rules.places import (
    MOST_PEOPLE,
    Placed,
    PlaceDeed,
    PlaceFault,
    PlaceRefused,
    PlaceStep,
    StageEntry,
    arranged,
    with_successor,
)
from toolkit.text import Text


def an_entry(**fields: object) -> StageEntry:
    values: dict[str, object] = {
        "speaker": None,
        "name": "王伟",
        "role": AppearanceRole.CHAIR,
        "affiliation": Text(en="Example"),
    }
    return StageEntry(**(values | fields))  # type: ignore[arg-type]  # any field


@pytest.mark.parametrize(
    "other", [{"speaker": 7}, {"name": "汪伟"}, {"role": AppearanceRole.SPEAKER}, {"affiliation": Text()}]
)
def test_entries_are_equal_only_if_all_values_are(other: dict[str, object]) -> None:
    assert an_entry() == an_entry()
    assert an_entry(**other) != an_entry()


def test_an_entry_is_immutable() -> None:
    entry = an_entry()
    with pytest.raises(FrozenInstanceError):
        entry.name = "汪伟"  # type: ignore[misc]  # must fail


def test_an_entry_takes_only_keyword_arguments() -> None:
    with pytest.raises(TypeError):
        StageEntry(None, "王伟", AppearanceRole.CHAIR, Text())  # type: ignore[call-arg]  # must fail


CHAIR = AppearanceRole.CHAIR


def placed(*speakers: int, role: AppearanceRole = CHAIR) -> tuple[Placed, ...]:
    return tuple(Placed(speaker=speaker, role=role) for speaker in speakers)


def after(
    people: tuple[Placed, ...], step: PlaceStep, speaker: int, role: AppearanceRole | None = None
) -> tuple[Placed, ...]:
    return arranged(people, PlaceDeed(step=step, person=Placed(speaker=speaker, role=CHAIR), role=role))


@pytest.mark.parametrize(
    ("step", "speaker", "expected"),
    [
        (PlaceStep.ADD, 4, (1, 2, 3, 4)),
        (PlaceStep.ADD, 2, (1, 2, 3)),
        (PlaceStep.REMOVE, 2, (1, 3)),
        (PlaceStep.UP, 3, (1, 3, 2)),
        (PlaceStep.UP, 1, (1, 2, 3)),
        (PlaceStep.DOWN, 1, (2, 1, 3)),
        (PlaceStep.DOWN, 3, (1, 2, 3)),
    ],
)
def test_people_are_added_removed_and_moved(step: PlaceStep, speaker: int, expected: tuple[int, ...]) -> None:
    assert after(placed(1, 2, 3), step, speaker) == placed(*expected)


def test_somebody_who_is_recast_keeps_the_place_in_the_order() -> None:
    recast = after(placed(1, 2, 3), PlaceStep.RECAST, 2, AppearanceRole.HOST)
    assert recast == (*placed(1), *placed(2, role=AppearanceRole.HOST), *placed(3))


def test_somebody_who_is_recast_to_a_role_they_have_already_is_there_once() -> None:
    both = (*placed(1), *placed(1, role=AppearanceRole.HOST))
    assert after(both, PlaceStep.RECAST, 1, AppearanceRole.HOST) == placed(1, role=AppearanceRole.HOST)


def test_somebody_can_be_added_in_a_second_role() -> None:
    host = placed(1, role=AppearanceRole.HOST)
    assert after(host, PlaceStep.ADD, 1) == (*host, *placed(1))


@pytest.mark.parametrize("step", [PlaceStep.REMOVE, PlaceStep.UP, PlaceStep.DOWN, PlaceStep.RECAST])
def test_nothing_is_done_to_somebody_who_is_not_there_in_this_role(step: PlaceStep) -> None:
    with pytest.raises(PlaceRefused) as refused:
        after(placed(1, role=AppearanceRole.HOST), step, 1, CHAIR)
    assert refused.value.fault is PlaceFault.NOT_THERE


def test_a_place_has_an_end() -> None:
    full = placed(*range(MOST_PEOPLE))
    assert after(full[:-1], PlaceStep.ADD, MOST_PEOPLE - 1) == full
    with pytest.raises(PlaceRefused) as refused:
        after(full, PlaceStep.ADD, MOST_PEOPLE)
    assert refused.value.fault is PlaceFault.FULL


HOST = AppearanceRole.HOST


def test_a_successor_stands_where_the_other_stood() -> None:
    [old], [new] = placed(2), placed(7)
    assert with_successor(placed(1, 2, 3), old, new) == placed(1, 7, 3)
    [host] = placed(2, role=HOST)
    assert with_successor(placed(1, 2, 3), old, host) == (*placed(1), host, *placed(3))
    assert with_successor(placed(1, 2, 3), old, old) == placed(1, 2, 3)


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        (placed(4), placed(7), PlaceFault.NOT_THERE),
        (placed(1, role=HOST), placed(7), PlaceFault.NOT_THERE),
        (placed(1), placed(3), PlaceFault.ALREADY_THERE),
    ],
)
def test_nobody_is_replaced_who_has_gone_or_by_somebody_who_is_there(
    old: tuple[Placed, ...], new: tuple[Placed, ...], fault: PlaceFault
) -> None:
    with pytest.raises(PlaceRefused) as refused:
        with_successor(placed(1, 2, 3), old[0], new[0])
    assert refused.value.fault is fault
