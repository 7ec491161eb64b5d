"""Entries of a form that lists the people of a forum, session or talk."""

from dataclasses import dataclass

from events.rules.programme import AppearanceRole
from toolkit.text import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class StageEntry:
    """A person to be put on stage: a speaker by primary key, or None and the name of a new speaker."""

    speaker: int | None
    name: str
    role: AppearanceRole
    affiliation: Text
