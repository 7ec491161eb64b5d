"""The demo's texts, read from `content/*.toml` into dataclasses."""

import tomllib
from dataclasses import dataclass
from datetime import time
from functools import cache
from pathlib import Path
from typing import ClassVar, Literal

from pydantic import ConfigDict, TypeAdapter

from events.rules.programme import SessionKind, TalkKind
from toolkit.text import Text

FOLDER = Path(__file__).parent / "content"
STRICT = ConfigDict(extra="forbid")


@dataclass(frozen=True, slots=True, kw_only=True)
class TalkText:
    """A talk of a forum; either language may be missing. `minutes` only where the layout may not choose.

    `by` is somebody of the forum: "first chair", "second chair" or "opener"; else a colleague is invented.
    """

    __pydantic_config__: ClassVar[ConfigDict] = STRICT
    zh: str = ""
    en: str = ""
    about_zh: str = ""
    about_en: str = ""
    placeholder_zh: str = ""
    placeholder_en: str = ""
    minutes: int | None = None
    cancelled: bool = False
    by: Literal["", "first chair", "second chair", "opener"] = ""

    @property
    def title(self) -> Text:
        """The title."""
        return Text(zh=self.zh, en=self.en)

    @property
    def about(self) -> Text:
        """The abstract."""
        return Text(zh=self.about_zh, en=self.about_en)

    @property
    def placeholder(self) -> Text:
        """The text shown while nobody is named."""
        return Text(zh=self.placeholder_zh, en=self.placeholder_en)


@dataclass(frozen=True, slots=True, kw_only=True)
class PartText:
    """Two to six talks under one heading, without a break in between."""

    __pydantic_config__: ClassVar[ConfigDict] = STRICT
    title_zh: str
    title_en: str
    talks: tuple[TalkText, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ForumText:
    """A forum: where it meets, on which half days (1pm, 2am...), and its talks."""

    __pydantic_config__: ClassVar[ConfigDict] = STRICT
    number: int
    group: str
    room: str
    seats: int
    halves: tuple[str, ...]
    title_zh: str
    title_en: str
    host_zh: str
    host_en: str
    about_zh: str
    about_en: str
    panel_zh: str
    panel_en: str
    parts: tuple[PartText, ...]

    @property
    def talks(self) -> list[TalkText]:
        """All talks in order. A talk is identified by its index here."""
        return [talk for part in self.parts for talk in part.talks]


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemText:
    """An item of a session of the conference as a whole; `person` is a key of people.toml."""

    __pydantic_config__: ClassVar[ConfigDict] = STRICT
    kind: TalkKind
    minutes: int
    title_zh: str
    title_en: str
    person: str = ""
    about_zh: str = ""
    about_en: str = ""
    placeholder_zh: str = ""
    placeholder_en: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionText:
    """A session of the conference as a whole; `day` counts from 1, times are local."""

    __pydantic_config__: ClassVar[ConfigDict] = STRICT
    label: str
    kind: SessionKind
    hall: str
    day: int
    starts: time
    ends: time
    title_zh: str
    title_en: str
    capacity: int | None = None
    chair: str = ""
    host_zh: str = ""
    host_en: str = ""
    about_zh: str = ""
    about_en: str = ""
    items: tuple[ItemText, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonText:
    """A person of people.toml. `at` names the institution; `opens` a forum; `speaks` is (forum, talk) from 1."""

    __pydantic_config__: ClassVar[ConfigDict] = STRICT
    name: str
    honour: str
    at: str
    post: tuple[str, str]
    key: str = ""
    latin: str = ""
    at_en: str = ""
    topic: tuple[str, str] = ("", "")
    opens: int | None = None
    speaks: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class HallText:
    """A room that does not belong to a forum."""

    __pydantic_config__: ClassVar[ConfigDict] = STRICT
    key: str
    name_zh: str
    name_en: str
    floor: str
    capacity: int


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupText:
    """A letter under which forums are listed."""

    __pydantic_config__: ClassVar[ConfigDict] = STRICT
    letter: str
    title_zh: str
    title_en: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ConferenceText:
    """conference.toml: the columns of the rows that it becomes, by name."""

    __pydantic_config__: ClassVar[ConfigDict] = STRICT
    conference: dict[str, str]
    organisation: dict[str, str]
    venue: dict[str, str]
    halls: tuple[HallText, ...]
    groups: tuple[GroupText, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NameText:
    """names.toml: the parts of invented names, and the names to avoid."""

    __pydantic_config__: ClassVar[ConfigDict] = STRICT
    surnames: str
    compound: tuple[str, ...]
    given: tuple[str, ...]
    foreign: tuple[tuple[str, str], ...]
    never: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class QuotaText:
    """Places that categories share; a `size` of 0 stands for as many as are taken."""

    __pydantic_config__: ClassVar[ConfigDict] = STRICT
    key: str
    name_zh: str
    name_en: str
    size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CategoryText:
    """A category of delegates. `kinds` are those of institutions.toml; `posts` replace the posts of the kind."""

    __pydantic_config__: ClassVar[ConfigDict] = STRICT
    code: str
    kinds: tuple[str, ...]
    count: int
    price: int
    letter: str
    band_colour: str
    name_zh: str
    name_en: str
    description_zh: str
    description_en: str
    rights_zh: str
    rights_en: str
    quota: str = ""
    posts: str = ""
    needs_approval: bool = False
    is_public: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class CategoriesText:
    """categories.toml."""

    __pydantic_config__: ClassVar[ConfigDict] = STRICT
    quotas: tuple[QuotaText, ...]
    categories: tuple[CategoryText, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Institutions:
    """institutions.toml: names and posts by kind, each in Chinese and English."""

    by_kind: dict[str, tuple[Text, ...]]
    posts: dict[str, tuple[Text, ...]]

    def named(self, name_zh: str) -> tuple[str, Text] | None:
        """Return the kind and both names of an institution, by its Chinese name."""
        for kind, names in self.by_kind.items():
            for name in names:
                if name.zh == name_zh:
                    return kind, name
        return None


@cache
def forums() -> tuple[ForumText, ...]:
    """Return the 26 forums, by number."""
    read = [TypeAdapter(ForumText).validate_python(_toml(path)) for path in sorted(FOLDER.glob("forum_*.toml"))]
    return tuple(read)


@cache
def sessions() -> tuple[SessionText, ...]:
    """Return the sessions of the conference as a whole, by time."""
    return TypeAdapter(tuple[SessionText, ...]).validate_python(_toml(FOLDER / "sessions.toml")["sessions"])


@cache
def people() -> tuple[PersonText, ...]:
    """Return the people of people.toml."""
    return TypeAdapter(tuple[PersonText, ...]).validate_python(_toml(FOLDER / "people.toml")["people"])


@cache
def conference() -> ConferenceText:
    """Return the conference with its halls and groups."""
    return TypeAdapter(ConferenceText).validate_python(_toml(FOLDER / "conference.toml"))


@cache
def categories() -> CategoriesText:
    """Return the six categories and their quotas."""
    return TypeAdapter(CategoriesText).validate_python(_toml(FOLDER / "categories.toml"))


@cache
def names() -> NameText:
    """Return the parts of invented names."""
    return TypeAdapter(NameText).validate_python(_toml(FOLDER / "names.toml"))


@cache
def institutions() -> Institutions:
    """Return the invented institutions."""
    content = _toml(FOLDER / "institutions.toml")
    pairs = TypeAdapter(dict[str, tuple[tuple[str, str], ...]])
    posts = pairs.validate_python(content.pop("posts"))
    return Institutions(by_kind=_texts(pairs.validate_python(content)), posts=_texts(posts))


def _texts(pairs: dict[str, tuple[tuple[str, str], ...]]) -> dict[str, tuple[Text, ...]]:
    return {key: tuple(Text(zh=zh, en=en) for zh, en in values) for key, values in pairs.items()}


def _toml(path: Path) -> dict[str, object]:
    return tomllib.loads(path.read_text(encoding="utf-8"))
