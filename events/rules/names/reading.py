"""Derive from a name its family and given name, its Latin form, and its search and sort keys.

Readings come from pypinyin, without tones. For family names the list in `surnames` takes precedence.
"""

import re
import unicodedata
from functools import lru_cache
from itertools import islice, product

from events.rules.names.cleaning import has_han, visible
from events.rules.names.surnames import COMPOUND, READINGS

MAX_READINGS = 16
"""Maximum number of readings kept for a name with several polyphones."""
_LETTERS = str.maketrans(
    {"ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ß": "ss", "æ": "ae", "Æ": "AE", "œ": "oe", "Œ": "OE",
     "ð": "d", "Ð": "D", "þ": "th", "Þ": "Th", "ı": "i", "’": "", "‘": "", "'": ""}
)  # fmt: skip
_JOINERS = dict.fromkeys(map(ord, "\u200c\u200d\u180e"), "")
_WORD = re.compile(r"[^\W_]+")


def split_name(name: str) -> tuple[str, str]:
    """Return the family and the given name: (欧阳, 建国), (WANG, Wei), and for "Wei Zhang" (Zhang, Wei).

    The family name of a Latin name is the part before a comma, else the words in capitals, else the last word. A single
    Latin word, or a Han name with a middle dot, has an empty family name.
    """
    if has_han(name):
        length = 0 if "·" in name else family_length(name)
        return name[:length], name[length:]
    if "," in name:
        family, _, given = name.partition(",")
        return family.strip(), given.strip()
    words = name.split()
    capitals = [word for word in words if len(word) > 1 and word.isupper() and "." not in word]  # not J.
    if 0 < len(capitals) < len(words):
        return " ".join(capitals), " ".join(word for word in words if word not in capitals)
    return (words[-1], " ".join(words[:-1])) if len(words) > 1 else ("", name)


def latin_name_for(name: str, *, at_most: int | None = None) -> str:
    """Suggest a Latin form for a Han name: WANG Wei, OUYANG Jianguo, LYU Xiaolan.

    Return a Latin name unchanged, and an empty string if any letter is of another script. What is longer than
    `at_most` characters is cut.
    """
    return _latin_name(name)[:at_most].strip()


def is_made_from(latin: str, name: str, *, at_most: int) -> bool:
    """Return whether a Latin name is the one that `latin_name_for` makes from the name.

    Forms leave such a name out of their field. Otherwise it would come back as if somebody had typed it, and stay when
    the name changes.

    It is recognised by its value, because then saving a form changes no Latin name unless the name itself changes. If
    it were stored that a name was made, every save would make it anew, and a newer list of readings would silently
    change names that have been printed. Somebody who types just what would be made loses nothing.
    """
    return latin == latin_name_for(name, at_most=at_most)


def _latin_name(name: str) -> str:
    if needs_latin_name(name):
        return ""
    if not has_han(name):
        return name if any("LATIN" in unicodedata.name(letter, "") for letter in name) else ""
    if "·" in name:
        return " ".join(_passport(_likeliest(part)).capitalize() for part in name.split("·"))
    family, given = split_name(name)
    family_read = _family_read(family)
    return f"{_passport(family_read).upper()} {_passport(_likeliest(given)).capitalize()}".strip()


def needs_latin_name(name: str) -> bool:
    """Return whether a letter is neither Han nor Latin, so that only the person knows the Latin form of the name."""
    return any(_is_foreign(letter) for letter in name)


@lru_cache(maxsize=2048)
def search_keys(name: str, name_latin: str = "") -> str:
    """Return the search keys of a person, separated by spaces: 王伟 wangwei ww, and the Latin name, folded.

    A search matches if every word of `fold_query` is contained in them. A name with polyphones has keys for several
    readings.
    """
    keys = [fold(name).replace(" ", "")]
    if has_han(name):
        for syllables in _readings(name):
            keys += ["".join(syllables), "".join(syllable[0] for syllable in syllables)]
    for latin in (name_latin, "" if has_han(name) else name):
        words = fold(latin).split()
        keys += [*words, "".join(words), "".join(reversed(words)), "".join(word[0] for word in words)]
    return " ".join(dict.fromkeys(key for key in keys if key))


@lru_cache(maxsize=2048)
def sounds(name: str, name_latin: str = "") -> frozenset[str]:
    """Return the whole name as it is read, without spaces: wangwei; a Latin name in both orders.

    All of them are among the `search_keys` of the same name.
    """
    read = set()
    if has_han(name):
        family, given = split_name(name)
        family_read = _family_read(family)
        read = {family_read + "".join(syllables) for syllables in islice(product(*_choices(given)), MAX_READINGS)}
    for latin in (name_latin, "" if has_han(name) else name):
        words = fold(latin).split()
        read |= {"".join(words), "".join(reversed(words))}
    return frozenset(sound for sound in read if sound)


def fold_query(text: str) -> list[str]:
    """Return the words to look for in `search_keys`, regardless of case, accents, width and Unicode composition."""
    return fold(text).split()


def fold(text: str) -> str:
    """Return the words in lower case, without accents and punctuation, separated by one space: jose for JOSÉ."""
    plain = unicodedata.normalize("NFKD", visible(text).translate(_LETTERS).translate(_JOINERS))
    kept = "".join(character for character in plain if not unicodedata.combining(character))
    return " ".join(_WORD.findall(unicodedata.normalize("NFC", kept).casefold()))


@lru_cache(maxsize=2048)
def sort_pinyin(name: str, name_latin: str = "") -> str:
    """Return the sort key of a name: the reading of the family name, the family name, the given name with tones.

    A Latin name is sorted by its family name. The key has at most 300 characters.
    """
    family, given = split_name(name if has_han(name) else name_latin or name)
    if not has_han(name):
        return fold(f"{family} {given}")[:300]
    family_read = _family_read(family)
    toned = [reading[0] for reading in pinyin(given, tones=True)]
    return " ".join([family_read, family, *toned, given]).strip()[:300]


def pinyin(han: str, *, tones: bool = False, every: bool = False) -> list[list[str]]:
    """Return for each Han character a list with its likeliest syllable in this word, or with all if `every` is set.

    Other characters are left out. With `tones`, a digit after the syllable gives the tone; ü is v.
    """
    # Importing it takes half a second and 40 MB. A process that reads no names is spared that.
    from pypinyin import Style
    from pypinyin import pinyin as read

    style = Style.TONE3 if tones else Style.NORMAL
    syllables: list[list[str]] = read(han, style=style, heteronym=every, errors="ignore")
    return syllables


def family_length(han: str) -> int:
    """Return the number of characters in the family name of a Han name: that of a listed compound, else 1."""
    for length in (4, 3, 2):
        if len(han) > length and han[:length] in COMPOUND:
            return length
    return 1


def _is_foreign(letter: str) -> bool:
    if letter.isascii() or not letter.isalpha() or has_han(letter):
        return False
    described = unicodedata.name(letter, "")
    # Modifier letters, such as the okina of Hawaiian names, stand in names of many scripts.
    return "LATIN" not in described and not described.startswith(("MODIFIER", "FEMININE", "MASCULINE"))


def _readings(name: str) -> list[tuple[str, ...]]:
    """Return up to MAX_READINGS readings of the name, as syllables, the likeliest first."""
    family, given = split_name(name)
    choices = _choices(family)
    listed = READINGS.get(family, "").split()
    if len(listed) == len(choices):
        choices = [list(dict.fromkeys([own, *others])) for own, others in zip(listed, choices, strict=True)]
    return list(islice(product(*choices, *_choices(given)), MAX_READINGS))


def _family_read(family: str) -> str:
    return READINGS.get(family, "").replace(" ", "") or _likeliest(family)


def _likeliest(han: str) -> str:
    return "".join(choices[0] for choices in _choices(han))


def _choices(han: str) -> list[list[str]]:
    """Return the readings of each character that has any, the likeliest in this word first."""
    read = [(letter, readings) for letter in han if (readings := _readings_of(letter))]
    if len(read) < 2 or all(len(readings) == 1 for _, readings in read):
        return [list(readings) for _, readings in read]
    likely = pinyin("".join(letter for letter, _ in read))
    return [
        list(dict.fromkeys([*_typed_ways(first[0]), *readings]))
        for first, (_, readings) in zip(likely, read, strict=True)
    ]


@lru_cache(maxsize=8192)
def _readings_of(letter: str) -> tuple[str, ...]:
    """Return a character's readings as people type them, the usual one first. Characters that are not Han have none."""
    found = pinyin(letter, every=True)
    ways = (way for reading in (found[0] if found else []) for way in _typed_ways(reading))
    return tuple(dict.fromkeys(ways))


def _typed_ways(reading: str) -> tuple[str, ...]:
    """Return the spellings of a syllable that people type: lv, lyu or lu for 吕."""
    return (reading, reading.replace("v", "yu"), reading.replace("v", "u")) if "v" in reading else (reading,)


def _passport(reading: str) -> str:
    """Spell ü as yu, as passports do. In pypinyin's readings ü is v."""
    return reading.replace("v", "yu")
