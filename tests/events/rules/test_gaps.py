import pytest

from events.rules.gaps import GapKind, share_complete


@pytest.mark.parametrize(
    ("looked_at", "missing", "talks", "expected"),
    [
        (40, {}, 10, 100),
        (40, {GapKind.NO_PHOTO: 1}, 10, 97),
        (1000, {GapKind.NO_PHOTO: 1}, 100, 99),
        (4, {GapKind.NO_SPEAKER: 2, GapKind.UNANSWERED: 2}, 2, 0),
        (2, {}, 0, 0),
        (0, {}, 3, 0),
    ],
)
def test_a_forum_is_complete_when_nothing_is_missing(
    looked_at: int, missing: dict[GapKind, int], talks: int, expected: int
) -> None:
    assert share_complete(looked_at=looked_at, missing=missing, talks=talks) == expected
