"""Edits of speakers and their persons; see `events.rules.edits`."""

from dataclasses import dataclass, fields
from typing import Self

from events.rules.edits import Edit
from events.rules.names import latin_name_for, search_keys, sort_pinyin
from events.rules.strokes import stroke_key

LONGEST_LATIN = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonEdit(Edit):
    """A person's name, title, posts, institution, e-mail and phone."""

    name: str
    name_latin: str = ""
    honour: str = ""
    post_zh: str = ""
    post_en: str = ""
    affiliation_zh: str = ""
    affiliation_en: str = ""
    email: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyedPersonEdit(PersonEdit):
    """A person with the sort and search keys computed from the names."""

    sort_pinyin: str
    sort_strokes: str
    search_keys: str

    @classmethod
    def keyed(cls, edit: PersonEdit) -> Self:
        """Return the edit with its sort and search keys, and with a name in Latin letters if it lacks one."""
        latin = edit.name_latin or latin_name_for(edit.name, at_most=LONGEST_LATIN)
        own = {field.name: getattr(edit, field.name) for field in fields(PersonEdit)}
        return cls(
            **(own | {"name_latin": latin}),
            sort_pinyin=sort_pinyin(edit.name, latin),
            sort_strokes=stroke_key(edit.name),
            search_keys=search_keys(edit.name, latin),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeakerEdit(Edit):
    """A speaker's state, rank and biographies at one conference."""

    state: str = "invited"
    manual_rank: int | None = None
    must_not_clash: bool = False
    biography_zh: str = ""
    biography_en: str = ""
