"""Recognise a field with more than one person: several names, or a name with a companion."""

import re

from events.rules.names.surnames import COMPOUND, FREQUENT

_HAN = "\u3400-\u9fff\U00020000-\U000323af"
_HAN_NAME = re.compile(f"[{_HAN}][{_HAN}·]{{1,7}}")
_HAS_HAN = re.compile(f"[{_HAN}]")
_TWO_LETTERS = re.compile(r"[^\W\d_].*[^\W\d_]")
_BETWEEN_ANY = re.compile(r"[、／/;；&＆|｜\n]|\band\b", re.IGNORECASE)
_BETWEEN_HAN = re.compile(r"[,，＋+]|\s+")
_AND_OTHERS = re.compile(
    r"等\s*(?:[\d一二两三四五六七八九十几数]+\s*[人位名]|人)?$|\bet al\b\.?$|[\d两三四五六七八九十]+\s*[人位]$",
    re.IGNORECASE,
)
_CONJUNCTION = re.compile("[和与及跟]")
_IN_BRACKETS = re.compile(r"^(?P<name>[^（(【\[]+?)\s*[（(【\[](?P<inside>[^）)】\]]*)[）)】\]]?\s*$")
_BEGINS_WITH_COMPANION = re.compile(
    r"^(?:含|另|及|and|\+)?\s*(?:随行|陪同|随员|随从|同行|同来|携|带|偕|陪护|家属|夫人|司机|秘书|助理|助手|翻译|"
    r"companions?|accompan\w*|guests?|spouse|wife|husband|assistant|driver|plus one|with)(?:人员?|者|家属)?\s*[:： ]*",
    re.IGNORECASE,
)
_PLUS = re.compile(
    r"^(?P<name>.+?)[,，、/\s]*"
    r"(?:[+＋]\s*\d+\s*[人位]?|[携偕及](?:夫人|家属|助理|秘书|子女|女儿|儿子|爱人|先生|太太)|(?:随行|陪同)[:：]?\s*\S+|"
    r"plus one|and guest|and spouse|with guest|\+\s*guest)$",
    re.IGNORECASE,
)


def names_several(text: str) -> bool:
    """Return whether the text names several people: 魏海峰、王磊; 王伟等; Ann Smith & Bo Jones."""
    if _AND_OTHERS.search(text):
        return True
    parts = [part for part in _BETWEEN_ANY.split(text) if _TWO_LETTERS.search(part)]
    return len(parts) > 1 or _han_names_in_a_row(text) or _joined_by_word(text)


def companion_in(text: str) -> tuple[str, str] | None:
    """Return the name and the companion of 何怀瑾（随行：吕慕言）, 王伟+1 or 王伟携夫人; None without a companion."""
    bracketed = _IN_BRACKETS.match(text)
    if bracketed is not None:
        name, inside = bracketed["name"].strip(), bracketed["inside"].strip()
        begins = _BEGINS_WITH_COMPANION.match(inside)
        if begins is not None:
            return name, inside[begins.end() :].strip() or inside
        is_another = _HAS_HAN.search(name) is not None and is_han_name(inside)
        return (name, inside) if is_another or re.fullmatch(r"[+＋]\s*\d+", inside) else None
    plus = _PLUS.match(text)
    return (plus["name"].strip(), text[plus.end("name") :].strip(" ,，、/")) if plus is not None else None


def _han_names_in_a_row(text: str) -> bool:
    """Return whether the text is a list of names (王伟 李娜; 王伟，李娜), not one name with a space (欧阳 建国)."""
    parts = [part for part in _BETWEEN_HAN.split(text) if part]
    return len(parts) > 1 and parts[0] not in COMPOUND and all(is_han_name(part) for part in parts)


def _joined_by_word(text: str) -> bool:
    """Return whether a word for "and" joins two whole names. In 许清和 and 王和平 the 和 is part of the name."""
    return any(
        is_han_name(text[: found.start()]) and is_han_name(text[found.end() :]) for found in _CONJUNCTION.finditer(text)
    )


def is_han_name(text: str) -> bool:
    """Return whether the text looks like one Chinese name: a frequent or compound family name and a given name."""
    text = text.strip()
    if not _HAN_NAME.fullmatch(text):
        return False
    if text[:2] in COMPOUND:
        return 3 <= len(text) <= 4
    return text[0] in FREQUENT and 2 <= len(text) <= 3
