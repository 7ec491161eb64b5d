"""What a feed says about people; see `events.rules.feed_rows`."""

from dataclasses import dataclass

from events.rules.columns import Json
from events.rules.edits import Edit


@dataclass(frozen=True, slots=True, kw_only=True)
class FedPerson(Edit):
    """A person's names, with the keys by which they are sorted and found."""

    name: str
    name_latin: str
    sort_pinyin: str
    sort_strokes: str
    search_keys: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FedSpeaker(Edit):
    """A speaker's biography."""

    biography_zh: str
    biography_en: str
    feed: Json
