"""The people on stage: those named in people.toml, and invented people for all other places."""

import re
from dataclasses import dataclass
from functools import cache

from events.rules.names import latin_name_for
from portal.demo import reading
from portal.demo.dice import dice
from portal.demo.names import invented_names
from portal.demo.reading import ForumText, PersonText
from toolkit.text import Text

SAMPLE = Text("示例数据。", "Sample data.")
CHAIRS = 2
CO_SPEAKERS = frozenset({(2, 1), (6, 8), (11, 4), (13, 3), (16, 0), (24, 1)})
"""(forum, index of talk) of the talks that two people give together."""
KINDS = ("university", "university", "institute", "institute", "hospital", "company")
PROPER = frozenset({"Chinese"})
HONOURS = ("prof", "prof", "dr", "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """Somebody on stage. `withdrawn` means that their talk was cancelled; `rank` puts plenary speakers first."""

    key: str
    name: str
    name_latin: str
    honour: str
    post: Text
    affiliation: Text
    biography: Text
    withdrawn: bool = False
    rank: int | None = None

    @property
    def is_academician(self) -> bool:
        """Whether they are a member of one of the two academies."""
        return self.honour in {"cas", "cae"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Cast:
    """Everybody on stage, by key, and the keys of those in each forum. Talks are numbered from 0."""

    figures: dict[str, Figure]
    chairs: dict[int, tuple[str, ...]]
    openers: dict[int, str]
    speakers: dict[tuple[int, int], tuple[str, ...]]


@cache
def the_cast() -> Cast:
    """Return the people on stage, the same every time."""
    figures = [_by_hand(number, person) for number, person in enumerate(reading.people())]
    openers = {
        person.opens: figure.key for person, figure in zip(reading.people(), figures, strict=True) if person.opens
    }
    invented = _Invention()
    chairs = {
        forum.number: tuple(invented.somebody(forum, chairs=True) for _ in range(CHAIRS)) for forum in reading.forums()
    }
    named = {
        person.speaks: figure.key for person, figure in zip(reading.people(), figures, strict=True) if person.speaks
    }
    speakers = {
        (forum.number, talk): _known(forum, talk, chairs, openers) or _speakers_of(forum, talk, named, invented)
        for forum in reading.forums()
        for talk in range(len(forum.talks))
    }
    return Cast(
        figures={figure.key: figure for figure in (*figures, *invented.figures)},
        chairs=chairs,
        openers=openers,
        speakers=speakers,
    )


def _known(forum: ForumText, talk: int, chairs: dict[int, tuple[str, ...]], openers: dict[int, str]) -> tuple[str, ...]:
    """Return who gives a talk besides chairing or opening the forum, as far as the text says."""
    first, second = chairs[forum.number]
    known = {"first chair": first, "second chair": second, "opener": openers.get(forum.number, first)}
    by = forum.talks[talk].by
    return (known[by],) if by else ()


def _speakers_of(
    forum: ForumText, talk: int, named: dict[tuple[int, int], str], invented: "_Invention"
) -> tuple[str, ...]:
    text = forum.talks[talk]
    if text.placeholder:
        return ()
    first = named.get((forum.number, talk + 1)) or invented.somebody(forum, withdrawn=text.cancelled)
    if (forum.number, talk) in CO_SPEAKERS:
        return first, invented.somebody(forum)
    return (first,)


def _by_hand(number: int, person: PersonText) -> Figure:
    known = reading.institutions().named(person.at)
    affiliation = known[1] if known else Text(person.at, person.at_en)
    forum = next((f for f in reading.forums() if person.speaks and f.number == person.speaks[0]), None)
    topic = Text(*person.topic) if person.topic[0] else _topic(forum)
    post = Text(*person.post)
    return Figure(
        key=person.key or f"hand-{number}",
        name=person.name,
        name_latin=person.latin or latin_name_for(person.name),
        honour=person.honour,
        post=post,
        affiliation=affiliation,
        biography=biography(number, affiliation=affiliation, post=post, topic=topic),
        rank=number + 1 if number < 3 else None,
    )


class _Invention:
    """Invents people and draws their institutions from a seeded random source."""

    def __init__(self) -> None:
        self.figures: list[Figure] = []
        self._names = invented_names(400)
        self._dice = dice("cast")

    def somebody(self, forum: ForumText, *, chairs: bool = False, withdrawn: bool = False) -> str:
        """Invent a person for this forum and return their key."""
        number = len(self.figures)
        affiliation, post = self._place(forum, chairs=chairs)
        figure = Figure(
            key=f"cast-{number}",
            name=self._names[number],
            name_latin=latin_name_for(self._names[number]),
            honour="prof" if chairs else self._dice.choice(HONOURS),
            post=post,
            affiliation=affiliation,
            biography=biography(number, affiliation=affiliation, post=post, topic=_topic(forum)),
            withdrawn=withdrawn,
        )
        self.figures.append(figure)
        return figure.key

    def _place(self, forum: ForumText, *, chairs: bool) -> tuple[Text, Text]:
        institutions = reading.institutions()
        host = institutions.named(forum.host_zh)
        if chairs and host and not any(figure.affiliation == host[1] for figure in self.figures[-1:]):
            kind, affiliation = host
        else:
            kind = self._dice.choice(KINDS)
            affiliation = self._dice.choice(institutions.by_kind[kind])
        posts = institutions.posts[kind]
        return affiliation, posts[0] if chairs else self._dice.choice(posts)


def _topic(forum: ForumText | None) -> Text:
    return Text(forum.title_zh, _in_a_sentence(forum.title_en)) if forum else Text()


def _small(word: re.Match[str]) -> str:
    return word[0] if word[0] in PROPER or (len(word[0]) > 1 and word[0].isupper()) else word[0].lower()


def _in_a_sentence(title: str) -> str:
    """Turn Genome Editing into genome editing; leave RNA and Chinese as they are."""
    return re.sub(r"[A-Za-z]+", _small, title)


def biography(number: int, *, affiliation: Text, post: Text, topic: Text) -> Text:
    """Return a biography of two sentences of one of four kinds, marked as invented."""
    zh = (
        f"{affiliation.zh}{post.zh}，主要从事{topic.zh}研究。团队兼做方法与应用，数据与代码尽量公开。",
        f"现任{affiliation.zh}{post.zh}。研究兴趣为{topic.zh}，近年关注从实验室结果到可重复应用之间的距离。",
        f"{affiliation.zh}{post.zh}，长期围绕{topic.zh}开展工作，主持过多个跨单位合作项目。",
        f"在{affiliation.zh}任{post.zh}，负责{topic.zh}方向，同时为研究生讲授实验设计与统计。",
    )
    en = (
        f"{post.en}, {affiliation.en}. Works on {topic.en}, on methods as well as uses, with data and code kept open.",
        f"{post.en} at {affiliation.en}, interested in {topic.en} and in how a result becomes repeatable.",
        f"{post.en} at {affiliation.en}. Has worked on {topic.en} for many years and led several joint projects.",
        f"{post.en} at {affiliation.en}, responsible for work on {topic.en}; also teaches design of experiments.",
    )
    return Text(zh[number % 4] + SAMPLE.zh, f"{en[number % 4]} {SAMPLE.en}")
