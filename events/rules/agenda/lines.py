"""Reading a line of an agenda: 9:30-9:50 开场致辞 王伟 某某大学校长."""

import re
from collections.abc import Container, Sequence
from dataclasses import dataclass

from events.rules.agenda.labels import before_label
from events.rules.agenda.names import is_nobody, is_surely_name, looks_like_institution, may_be_name, without_padding
from events.rules.agenda.people import Named, read_people
from events.rules.agenda.posts import looks_like_post
from events.rules.daytimes import leading_stretch
from events.rules.names import has_han, visible

_GAP = re.compile(r"\t|\s*[|｜]\s*|\u3000+| {2,}")
_DASH = re.compile(r"\s+[-–—]+\s+|——+|\s*(?:[，,]\s*)?\bby\s+", re.IGNORECASE)
_BRACKETS_AT_END = re.compile(r"^(?P<title>.+?)\s*[（(](?P<inside>[^（）()]+)[)）]$")
_COLON = re.compile(r"^(?P<people>[^:：]{2,40})[:：]\s*(?P<title>.+)$")
_LISTED = re.compile(r"[、／/;；&＆]")


@dataclass(frozen=True, slots=True, kw_only=True)
class AgendaLine:
    """A line with its time, title and people. `other` is another reading, if the title may end elsewhere."""

    time: str
    title: str
    named: tuple[Named, ...] = ()
    other: "Reading | None" = None


@dataclass(frozen=True, slots=True)
class Reading:
    """A title, and the people beside it."""

    title: str
    named: tuple[Named, ...] = ()


def read_line(cells: Sequence[str], *, institutions: Container[str] = ()) -> AgendaLine | None:
    """Return the parts of a line or of cells without headings; None if it does not begin with a time."""
    begun = leading_stretch(cells[0]) if cells else None
    if begun is None:
        return None
    time, rest = begun
    parts = [part for cell in (rest, *cells[1:]) for part in _GAP.split(without_padding(cell)) if part.strip()]
    if len(parts) > 1:
        title, named, is_sure = _from_parts(parts, institutions)
    else:
        title, named, is_sure = _from_words(parts[0].strip() if parts else "", institutions)
    other = None if is_sure else _other(title, named)
    return AgendaLine(time=time, title=visible(title), named=named, other=other)


def _other(title: str, named: tuple[Named, ...]) -> Reading:
    """Return the reading that the whole line is the title, or, if it is that already, that its last word is not."""
    if named:
        return Reading(visible(f"{title} {named[0].people}"))
    head, _, tail = visible(title).rpartition(" ")
    return Reading(head, (Named(tail),))


Split = tuple[str, tuple[Named, ...], bool]


def _is_cast(text: str, institutions: Container[str]) -> bool:
    """Return whether the text names people and nothing else."""
    cast = read_people([Named(text)], institutions=institutions)
    return bool(cast.speakers or cast.moderators) and not cast.doubts and not cast.unread and not cast.placeholder


def _from_parts(parts: Sequence[str], institutions: Container[str]) -> Split:
    """Read parts that were set apart by tabs, bars or wide gaps: the title, then people and their posts in turn."""
    title, others = parts[0], list(parts[1:])
    if _is_cast(title, institutions) and not _is_cast(others[0], institutions) and not looks_like_post(others[0]):
        title, others[0] = others[0], title  # 王伟 | 酶的设计
    if len(others) > 1 and not any(_names(part, institutions) for part in others):
        return title, (Named(others[0], "\n".join(others[1:])),), True
    named: list[Named] = []
    for part in others:
        if not named or _names(part, institutions):
            named.append(Named(part))
        else:
            named[-1] = Named(named[-1].people, "\n".join(filter(None, (named[-1].posts, part))))
    return title, tuple(named), True


def _names(text: str, institutions: Container[str]) -> bool:
    return is_nobody(text) or (_begins_with_name(text, institutions) and _is_cast(text, institutions))


def _begins_with_name(text: str, institutions: Container[str]) -> bool:
    """Return whether a sure name comes first; in 飞腾 副总裁 a firm does, though 飞腾 might be a rare name."""
    starts = [
        re.split(r"[\s、／/;；&＆,，（(]", text, maxsplit=1)[0],
        re.split(r"[、,，（(\u3400-\u9fff]", text, maxsplit=1)[0],
    ]
    return any(is_surely_name(start.strip(), institutions=institutions) for start in starts) or before_label(text) == (
        "",
        text,
    )


def _from_words(text: str, institutions: Container[str]) -> Split:
    """Read a text in which only single spaces, signs or labels stand between title and people."""
    for found in (_labelled(text), _bracketed(text, institutions), _after_dash(text, institutions)):
        if found is not None:
            return found
    before = _COLON.match(text)
    if before is not None and _is_cast(before["people"], institutions):
        return before["title"], (Named(before["people"]),), True
    words = text.split(" ")
    for at_name in (_han_name_at, _rare_name_at, _latin_name_at):
        place = at_name(words, institutions)
        if place is not None:
            at, is_sure = place
            return " ".join(words[:at]), (Named(" ".join(words[at:])),), is_sure
    if len(words) > 1 and is_nobody(words[-1]) and has_han(words[-1]):
        return " ".join(words[:-1]), (Named(words[-1]),), has_han(words[-2])
    # Without a name the last word may be whom the item is by (操作系统新生态 华为), or the end of the title.
    return text, (), not _may_end_with_people(words)


def _han_name_at(words: Sequence[str], institutions: Container[str]) -> tuple[int, bool] | None:
    """Return where the first Chinese name stands behind a title, and whether it is sure to be one."""
    names = [at for at, word in enumerate(words) if at and _is_cast_word(word, institutions)]
    if not names:
        return None
    at, after = names[0], words[names[0] + 1 :]
    if names[1:2] == [at + 1]:
        return at, False
    is_institution = looks_like_institution(" ".join(after), institutions=institutions)
    return at, not after or len(names) > 1 or is_institution or (len(after) == 1 and len(words[at]) > 2)


def _rare_name_at(words: Sequence[str], institutions: Container[str]) -> tuple[int, bool] | None:
    """Return where a name with a rare family name may stand: before its institution."""
    for at in range(1, len(words) - 1):
        is_rare = has_han(words[at]) and may_be_name(words[at], institutions=institutions)
        if is_rare and looks_like_institution(" ".join(words[at + 1 :]), institutions=institutions):
            return at, False
    return None


def _latin_name_at(words: Sequence[str], institutions: Container[str]) -> tuple[int, bool] | None:
    """Return where a Latin name of two to four words stands behind a Chinese title."""
    for at in range(1, len(words) - 1):
        for end in range(min(at + 4, len(words)), at + 1, -1):
            if has_han(words[at - 1]) and is_surely_name(" ".join(words[at:end]), institutions=institutions):
                return at, False
    return None


def _is_cast_word(word: str, institutions: Container[str]) -> bool:
    parts = [part for part in _LISTED.split(re.sub(r"[（(].*$", "", word)) if part]
    return bool(parts) and all(has_han(part) and is_surely_name(part, institutions=institutions) for part in parts)


def _may_end_with_people(words: Sequence[str]) -> bool:
    if len(words) == 1 or not any(map(has_han, words)) or "&" in {words[-1][0], words[-2][-1]}:
        return False
    return len(words[-1]) <= 4 or _LISTED.search(words[-1]) is not None


def _labelled(text: str) -> Split | None:
    found = before_label(text)
    return (found[0].rstrip(" ,，;；（("), (Named(found[1].rstrip("）)")),), True) if found and found[0] else None


def _bracketed(text: str, institutions: Container[str]) -> Split | None:
    found = _BRACKETS_AT_END.match(text)
    if found is None or (" " in found["title"] and _is_cast_word(found["title"].rsplit(" ", 1)[1], institutions)):
        return None
    return (found["title"], (Named(found["inside"]),), True) if _is_cast(found["inside"], institutions) else None


def _after_dash(text: str, institutions: Container[str]) -> Split | None:
    dashes = list(_DASH.finditer(text))
    if not dashes or not dashes[-1].start():
        return None
    people = text[dashes[-1].end() :]
    if not _begins_with_name(people, institutions) or not _is_cast(people, institutions):
        return None
    return text[: dashes[-1].start()], (Named(people),), True
