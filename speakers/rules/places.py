"""Who is to be in a place on stage, as it is typed."""

from dataclasses import dataclass

from events.rules.programme import AppearanceRole
from toolkit.text import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class StageEntry:
    """Somebody in a place: a speaker who is there already, by primary key, or a name for a new one."""

    speaker: int | None
    name: str
    role: AppearanceRole
    affiliation: Text
