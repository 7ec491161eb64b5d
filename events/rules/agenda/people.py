"""Reading the people of an item: names, institutions and posts, in one field or in two."""

import re
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from events.rules.agenda.labels import labelled
from events.rules.agenda.names import (
    is_nobody,
    is_surely_name,
    may_be_name,
    name_and_title,
    two_names,
    without_padding,
)
from events.rules.agenda.posts import institution_and_post, looks_like_post
from events.rules.names import NameRefused, clean_name, has_han, is_placeholder, two_scripts, visible
from events.rules.programme_rows import StageName

LONGEST = 300
_SEPARATOR = re.compile(r"[、／/;；&＆|｜\n,，]|(?<=[\u3400-\u9fff])[和与及](?=[\u3400-\u9fff])|\band\b", re.IGNORECASE)
_BRACKETED = re.compile(r"^(?P<name>[^（(]+?)\s*[（(](?P<inside>[^）)]*)[）)]?\s*(?P<rest>.*)$")
_LATIN_THEN_HAN = re.compile(r"^(?P<latin>[A-Za-z][A-Za-z .'’-]*[A-Za-z.])\s+(?P<han>[\u3400-\u9fff].*)$")
_INSIDE = {ord(sign): 0xF000 + number for number, sign in enumerate("、／/;；&＆|｜\n,，和与及")}
_OUTSIDE = {hidden: sign for sign, hidden in _INSIDE.items()}


class CastDoubt(StrEnum):
    """What a person has to decide about the words in the field of the people."""

    WORDS = "words"
    SEVERAL = "several"


class CastAnswer(StrEnum):
    """The answers: they are people, or words for nobody; several people, or one."""

    PEOPLE = "people"
    WORDS = "words"
    SEVERAL = "several"
    ONE = "one"


ANSWERS = {
    CastDoubt.WORDS: (CastAnswer.WORDS, CastAnswer.PEOPLE),
    CastDoubt.SEVERAL: (CastAnswer.SEVERAL, CastAnswer.ONE),
}


@dataclass(frozen=True, slots=True)
class Named:
    """The words of one field with people, and those of the field beside it with their institutions and posts."""

    people: str
    posts: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cast:
    """The people of an item.

    `placeholder` has words that stand for nobody in particular. `doubts` are what is not certain, `unread` the names
    that could not be read, `has_lost_posts` whether institutions could not be given to the people.
    """

    speakers: tuple[StageName, ...] = ()
    moderators: tuple[StageName, ...] = ()
    placeholder: str = ""
    doubts: frozenset[CastDoubt] = frozenset()
    unread: tuple[str, ...] = ()
    has_lost_posts: bool = False


def read_people(
    named: Sequence[Named], *, answers: Container[CastAnswer] = (), institutions: Container[str] = ()
) -> Cast:
    """Return the people named in these fields, as the answers to earlier doubts say.

    Without an answer, the likelier reading is taken and the doubt is told. `institutions` are words that look like
    names and are none.
    """
    casts = [_cast(one, answers, institutions) for one in named]
    return Cast(
        speakers=tuple(person for cast in casts for person in cast.speakers),
        moderators=tuple(person for cast in casts for person in cast.moderators),
        placeholder="、".join(filter(None, (cast.placeholder for cast in casts)))[:LONGEST],
        doubts=frozenset().union(*(cast.doubts for cast in casts)),
        unread=tuple(name for cast in casts for name in cast.unread),
        has_lost_posts=any(cast.has_lost_posts for cast in casts),
    )


def _cast(named: Named, answers: Container[CastAnswer], institutions: Container[str]) -> Cast:
    told = labelled(without_padding(named.people))
    groups = [_Group(answers, institutions, has_posts=bool(named.posts.strip())) for _ in range(2)]
    for group, texts in zip(groups, (told.speakers, told.moderators), strict=True):
        for text in texts:
            group.read(text)
    speakers, moderators = groups
    given, has_lost = _with_posts(speakers.people, without_padding(named.posts))
    return Cast(
        speakers=tuple(given),
        moderators=tuple(moderators.people),
        placeholder="、".join((*speakers.words, *moderators.words)),
        doubts=frozenset((*speakers.doubts, *moderators.doubts)),
        unread=(*speakers.unread, *moderators.unread),
        has_lost_posts=has_lost,
    )


@dataclass(slots=True)
class _Group:
    """People who are read one after another; what follows a name is its institution and post."""

    answers: Container[CastAnswer]
    institutions: Container[str]
    has_posts: bool
    people: list[StageName] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)
    doubts: set[CastDoubt] = field(default_factory=set)
    waiting: list[str] = field(default_factory=list)
    """Words before the first name, such as the institution of the person named next."""

    def read(self, text: str) -> None:
        """Read a text of one or more names."""
        start = len(self.people)
        for part in _parts(text):
            self._part(part, is_first=len(self.people) == start)
        self._share_institution(start)
        self._settle(start)

    def _part(self, part: str, *, is_first: bool) -> None:
        if is_placeholder(part):
            self.words.append(part)
        elif self._takes_name(part):
            return
        elif is_first:
            self.waiting.append(part)
        else:
            self._add_post(part)

    def _takes_name(self, part: str) -> bool:
        """Read a part that is one name, or names with their posts between them."""
        if self._is_name(part):
            self._add(part)
            return True
        if (found := _BRACKETED.match(part)) and self._is_name(found["name"]):
            self._add(found["name"], " ".join(filter(None, (found["inside"], found["rest"]))))
            return True
        if (found := _LATIN_THEN_HAN.match(part)) and self._is_name(found["latin"]):
            self._add(found["latin"], found["han"])
            return True
        if (pair := two_names(part)) is not None:
            self._add_pair(pair, part)
            return True
        return self._takes_words(part.split(" "))

    def _takes_words(self, words: list[str]) -> bool:
        names = [at for at, word in enumerate(words) if has_han(word) and self._is_name(word)]
        if not names and len(words) > 1 and self._may_be(words[0]) and looks_like_post(" ".join(words[1:])):
            names = [0]
        if not names:
            return False
        if names[0] > 0:  # 中国工程院院士 王伟: what stands before the name belongs to it
            others = words[: names[0]] + words[names[0] + 1 :]
            self._add(words[names[0]], " ".join(others))
            return True
        names = self._without_adjacent(names, count=len(words))
        for at, end in zip(names, [*names[1:], len(words)], strict=True):
            self._add(words[at], " ".join(words[at + 1 : end]))
        return True

    def _without_adjacent(self, names: list[int], *, count: int) -> list[int]:
        """Ask whether 高通 in 王伟 高通 总裁 is a person, as in 赵帅 刘新良 Linaro."""
        adjacent = [at for at, before in zip(names[1:], names, strict=False) if at == before + 1]
        if not adjacent or adjacent[-1] == count - 1:
            return names
        if CastAnswer.ONE in self.answers:
            return [at for at in names if at not in adjacent]
        if CastAnswer.SEVERAL not in self.answers:
            self.doubts.add(CastDoubt.SEVERAL)
        return names

    def _add_pair(self, pair: tuple[str, str], whole: str) -> None:
        if CastAnswer.ONE in self.answers:
            self._add(whole)
            return
        if CastAnswer.SEVERAL not in self.answers:
            self.doubts.add(CastDoubt.SEVERAL)
        self._add(pair[0])
        self._add(pair[1])

    def _is_name(self, text: str) -> bool:
        return is_surely_name(text, institutions=self.institutions)

    def _may_be(self, text: str) -> bool:
        return may_be_name(text, institutions=self.institutions)

    def _add(self, name: str, posts: str = "") -> None:
        bare, title = name_and_title(name)
        both = two_scripts(bare)
        try:
            cleaned = clean_name(both[0] if both else bare)
        except NameRefused:
            self.unread.append(name)
            return
        waiting, self.waiting = "、".join(self.waiting), []
        institution, post = institution_and_post(posts or waiting)
        self.people.append(StageName(name=cleaned, affiliation=institution[:LONGEST], post=(post or title)[:LONGEST]))

    def _add_post(self, text: str) -> None:
        person = self.people[-1]
        if not person.affiliation and not person.post:
            institution, post = institution_and_post(text)
        else:
            institution, post = person.affiliation, "、".join(filter(None, (person.post, text)))
        self.people[-1] = replace(person, affiliation=institution[:LONGEST], post=post[:LONGEST])

    def _share_institution(self, start: int) -> None:
        """Give the last institution to those named before it without one: 姚俊/王晓东 某某公司."""
        added = self.people[start:]
        if len(added) > 1 and added[-1].affiliation and not any(person.affiliation for person in added[:-1]):
            self.people[start:] = [replace(person, affiliation=added[-1].affiliation) for person in added]

    def _settle(self, start: int) -> None:
        """Decide on words without a name: they are nobody, or a person with a rare name, or it is asked."""
        waiting, self.waiting = self.waiting, []
        if not waiting:
            return
        if is_nobody(waiting[-1]) or CastAnswer.WORDS in self.answers:
            self.words += waiting
        elif CastAnswer.PEOPLE in self.answers or (self.has_posts and all(map(self._may_be, waiting))):
            for part in waiting:
                self._add(part)
        else:
            self.words += waiting
            self.doubts.add(CastDoubt.WORDS)


def _parts(text: str) -> Iterator[str]:
    """Yield the parts between separators, but not those in brackets, in a name, or between two words (Cui, Na)."""
    hidden = re.sub(r"[（(][^（）()]*[)）]", lambda found: found[0].translate(_INSIDE), text)
    plain = visible(hidden)
    if not has_han(plain) and re.fullmatch(r"[^\s,]+, [^\s,]+", plain):
        yield plain
        return
    at = 0
    for found in _SEPARATOR.finditer(hidden):
        if found[0] in "和与及" and not _joins(hidden[at : found.start()], hidden[found.end() :]):
            continue
        yield from _shown(hidden[at : found.start()])
        at = found.end()
    yield from _shown(hidden[at:])


def _joins(before: str, after: str) -> bool:
    """Return whether a word for "and" stands between two names; in 许清和 and 王和平 it is part of one."""
    following = re.split(r"[、／/;；&＆|｜\n,，\s和与及]", after.strip(), maxsplit=1)[0]
    return is_surely_name(visible(before).rsplit(" ", 1)[-1]) and is_surely_name(following)


def _shown(text: str) -> Iterator[str]:
    shown = visible(text.translate(_OUTSIDE)).strip(" ,，;；、:：。.")
    if shown:
        yield shown


def _with_posts(people: list[StageName], text: str) -> tuple[list[StageName], bool]:
    """Return the people with what the field beside theirs says, and whether it could not be divided among them."""
    lines = [visible(line) for line in text.splitlines() if visible(line)]
    if not lines or not people:
        return people, False
    if len(people) == 1:
        return [_posted(people[0], "\n".join(lines))], False
    for parts in (lines, re.split(r"[/／;；]", lines[0]), re.split(r"[、,，/／;；]", lines[0])):
        if len(parts) == len(people):
            return [_posted(*pair) for pair in zip(people, parts, strict=True)], False
    if len(lines) == 1 and not re.search(r"[、,，/／;；]", lines[0]):
        return [_posted(person, lines[0]) for person in people], False
    return people, True


def _posted(person: StageName, text: str) -> StageName:
    institution, post = institution_and_post(text)
    if person.affiliation:
        return replace(person, post="、".join(filter(None, (person.post, institution, post)))[:LONGEST])
    return replace(person, affiliation=institution[:LONGEST], post=(post or person.post)[:LONGEST])
