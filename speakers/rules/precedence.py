"""Precedence (排序) of speakers: the one order for every list, page, badge sheet and book."""

from dataclasses import dataclass

ACADEMICIAN, OFFICE, NO_RANK = 0, 1, 2
RANKS = {"cas_cae": ACADEMICIAN, "cas": ACADEMICIAN, "cae": ACADEMICIAN, "foreign": ACADEMICIAN, "minister": OFFICE}
LAST = 1_000_000


@dataclass(frozen=True, kw_only=True)
class Rank:
    """The facts that a person's place in the order depends on."""

    honour: str
    manual_rank: int | None
    sort_pinyin: str
    sort_strokes: str
    name: str


def precedence(standing: Rank, *, by_strokes: bool) -> tuple[int, int, str, str]:
    """Return a sort key: honour or office, the organiser's own rank, pinyin or strokes, then the name itself."""
    rank = RANKS.get(standing.honour, NO_RANK)
    manual = LAST if standing.manual_rank is None else standing.manual_rank
    spelt = standing.sort_strokes if by_strokes else standing.sort_pinyin
    return rank, manual, spelt or standing.name, standing.name
