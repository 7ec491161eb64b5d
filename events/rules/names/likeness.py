"""Decide how much a name that is about to be entered looks like the name of somebody who is there already."""

import re
from enum import StrEnum
from itertools import zip_longest

from events.rules.names.cleaning import has_han
from events.rules.names.reading import fold, sounds, split_name
from events.rules.names.sameness import same_name

SHORTEST_SLIP = 6
"""Letters. In shorter names a single letter makes another name: Li Min, Li Ming."""
SHORTEST_HAN = 3
"""Characters. In shorter names a single character makes another name."""
_FLAT = re.compile("^([zcs])h")


class Likeness(StrEnum):
    """In what two names are alike, the most telling first."""

    NAME = "name"
    SOUND = "sound"
    SPELLING = "spelling"


def likeness(name: str, name_latin: str, other: str, other_keys: str) -> Likeness | None:
    """Return in what a name, with its Latin form, is like the name of somebody whose `search_keys` are given.

    The same name may differ in typing and in traditional characters. The same sound is the same pinyin, in any tones,
    or the same Latin name in another order. A near spelling is one slip of the keyboard, or an initial for a given
    name (Jon Smith, J. Smith), and of Chinese names one character that many people say like another. A letter of pinyin
    makes another name: Wang Wei, Wang Wen.
    """
    if same_name(name, other):
        return Likeness.NAME
    read = sounds(name, name_latin)
    keys = frozenset(other_keys.split())
    if read & keys:
        return Likeness.SOUND
    if has_han(name) and has_han(other):
        return Likeness.SPELLING if _one_character_misread(name, other) else None
    is_latin = not has_han(name) and not has_han(other)
    if is_latin and (_shortened(name, other) or any(one_slip(sound, key) for sound in read for key in keys)):
        return Likeness.SPELLING
    return None


def _one_character_misread(name: str, other: str) -> bool:
    """Return whether long names differ in one character that many people say alike: 林知远 and 林子远."""
    if len(name) != len(other) or len(name) < SHORTEST_HAN:
        return False
    differing = [(one, two) for one, two in zip(name, other, strict=True) if one != two]
    if len(differing) != 1:
        return False
    [(one, two)] = differing
    return bool({_blurred(sound) for sound in sounds(one)} & {_blurred(sound) for sound in sounds(two)})


def _blurred(syllable: str) -> str:
    """Return a syllable without the differences that many dialects do not make: zh and z, ing and in."""
    return _FLAT.sub(r"\1", syllable).removesuffix("g")


def _shortened(name: str, other: str) -> bool:
    """Return whether one Latin name has initials where the other has given names, with the same family name."""
    family, given = split_name(name)
    other_family, other_given = split_name(other)
    if not family or fold(family) != fold(other_family):
        return False
    pairs = list(zip_longest(fold(given).split(), fold(other_given).split(), fillvalue=""))
    return bool(pairs and all(pairs[0])) and all(_is_initial(one, two) for one, two in pairs)


def _is_initial(one: str, two: str) -> bool:
    return one == two or (min(len(one), len(two)) <= 1 and (one.startswith(two) or two.startswith(one)))


def one_slip(one: str, other: str) -> bool:
    """Return whether a single slip of the keyboard makes one long word of the other."""
    return min(len(one), len(other)) >= SHORTEST_SLIP and _within_one(one, other)


def _within_one(one: str, other: str) -> bool:
    """Return whether the words differ by one letter more, less or changed, or by two neighbours exchanged."""
    if len(one) > len(other):
        one, other = other, one
    if len(other) - len(one) > 1:
        return False
    at = next((place for place, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), len(one))
    if len(one) < len(other):
        return one[at:] == other[at + 1 :]
    exchanged = one[at : at + 2] == other[at : at + 2][::-1] and one[at + 2 :] == other[at + 2 :]
    return exchanged or one[at + 1 :] == other[at + 1 :]
