"""Parsing of free-form cells of a programme spreadsheet that name the people on stage."""

import re
from dataclasses import dataclass

from events.rules.agenda.labels import labelled
from events.rules.names import NameRefused, clean_name, has_han, is_placeholder, names_several, two_scripts, visible
from events.rules.programme_rows import StageName

_BETWEEN = re.compile(r"[、／/;；&＆|｜\n]+|\band\b", re.IGNORECASE)
_BETWEEN_HAN = re.compile(r"[,，]+|\s{2,}")
_BRACKETS = re.compile(r"\s*[（(【\[]([^）)】\]]*)[）)】\]]?\s*$")
_TITLES = re.compile(
    r"\s*(?:院士|教授|副教授|研究员|副研究员|博士|博导|主任医师|主任|院长|所长|处长|司长|部长|局长|会长|理事长|董事长|总经理|总裁|"
    r"总监|先生|女士|老师|Prof\.?|Professor|Dr\.?|Ph\.?D\.?|M\.?D\.?)+\s*$",
    re.IGNORECASE,
)
_TITLES_BEFORE = re.compile(r"^(?:(?:Prof(?:essor)?|Dr|Mr|Ms|Mrs)\.?\s+)+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class SheetPeople:
    """People named in one cell.

    `placeholder` holds words that stand for people not named yet. `is_divided` is true if moderators and speakers
    shared the cell. `unread` holds names that could not be parsed.
    """

    speakers: tuple[StageName, ...] = ()
    moderators: tuple[StageName, ...] = ()
    placeholder: str = ""
    is_divided: bool = False
    unread: tuple[str, ...] = ()


def read_cast(text: str) -> SheetPeople:
    """Return the people named in a cell.

    Names may be separated by any common sign, preceded by a label (`主持人：`) and followed by a title or brackets.
    """
    told = labelled(text)
    moderators, speakers = (
        [name for one in texts for name in _names(one)] for texts in (told.moderators, told.speakers)
    )
    return _cast(speakers, moderators, is_divided=bool(moderators) and told.has_labels)


def _cast(speakers: list[str], moderators: list[str], *, is_divided: bool) -> SheetPeople:
    nobody = [name for name in (*speakers, *moderators) if is_placeholder(name)]
    read = [[_stage_name(name) for name in names if not is_placeholder(name)] for names in (speakers, moderators)]
    unread = [name for name in (*speakers, *moderators) if not is_placeholder(name) and _stage_name(name) is None]
    people = [tuple(one for one in group if one is not None) for group in read]
    return SheetPeople(people[0], people[1], "、".join(nobody), is_divided, tuple(unread))


def _names(text: str) -> list[str]:
    parts = [part for part in _BETWEEN.split(_outside_brackets(text)) if part]
    divided = (name for part in parts for name in _divided(part))
    return [name for name in (_shown(visible(name)) for name in divided) if name]


def _divided(text: str) -> list[str]:
    """Split names at commas or wide gaps. Split Latin ones only if each part has a space: «Cui, Na» is one person."""
    if has_han(text):
        return _BETWEEN_HAN.split(text)
    names = [name.strip() for name in text.split(",")]
    return names if all(" " in name for name in names) else [text]


def _outside_brackets(text: str) -> str:
    """Replace separators inside brackets with private-use characters, so that names are not split there."""
    return re.sub(r"[（(][^（）()]*[)）]", lambda found: found[0].translate(_HIDDEN), text)


_HIDDEN = {ord(sign): 0xF000 + number for number, sign in enumerate("、／/;；&＆|｜\n,， ")}
_SHOWN = {hidden: sign for sign, hidden in _HIDDEN.items()}


def _shown(text: str) -> str:
    return text.translate(_SHOWN).strip(" ,，;；、:：")


def _stage_name(text: str) -> StageName | None:
    bracketed = _BRACKETS.search(text)
    inside = bracketed[1].strip() if bracketed else ""
    bare = _TITLES_BEFORE.sub("", text[: bracketed.start()] if bracketed else text)
    shorter = _TITLES.sub("", bare)
    bare = shorter if len(shorter.strip()) > 1 else bare
    if names_several(bare):
        return None
    both = two_scripts(text)
    try:
        if both is not None:
            return StageName(name=clean_name(both[0]))
        return StageName(name=clean_name(bare), affiliation=inside)
    except NameRefused:
        return None


def with_posts(people: tuple[StageName, ...], text: str) -> tuple[tuple[StageName, ...], bool]:
    """Return the people with affiliation and post from the next column, and whether that text had to be ignored.

    For one person, the first line is the affiliation and the others are the post. For several people, the text must
    have one part for each, which is the affiliation; otherwise it is ignored.
    """
    lines = [visible(line) for line in text.splitlines() if visible(line)]
    if not lines or not people:
        return people, False
    if len(people) == 1:
        return (StageName(name=people[0].name, affiliation=lines[0][:300], post="、".join(lines[1:])[:300]),), False
    parts = lines if len(lines) == len(people) else [part.strip() for part in re.split(r"[/／;；]", lines[0])]
    if len(parts) != len(people):
        return people, True
    pairs = zip(people, parts, strict=True)
    return tuple(StageName(name=one.name, affiliation=part[:300]) for one, part in pairs), False
