from dataclasses import FrozenInstanceError

import pytest

from events.rules.programme import AppearanceRole
from speakers.rules.places import StageEntry
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
