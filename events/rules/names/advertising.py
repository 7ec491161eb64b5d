"""Recognise advertising in what is printed on a badge: web addresses, messenger accounts and telephone numbers.

What real people and companies are called passes: WeChat Pay, QQ音乐, 63600部队, Node.js, Co.,Ltd, Inst.Org.Chem.
"""

import re
import unicodedata
from enum import StrEnum


class Advertising(StrEnum):
    """What a text advertises."""

    LINK = "link"
    ACCOUNT = "account"
    NUMBER = "number"


_DOTS = str.maketrans(dict.fromkeys("。·•・‧", "."))
_APP = (
    r"(?:微信|薇信|威信|徽信|企鹅|扣扣|加[微薇v]|"
    r"(?<![a-z0-9])(?:we\s?chat|weixin|v信|[vw]x|q\s?q|whats\s?app|telegram|tg|skype))"
)
_TOP = "com|cn|net|org|edu|gov|io|cc|top|vip|xyz|shop|club|site|online|store|info|biz|wang|tv"
"""Domains under which people advertise. Countries are left out: Dr.De, Fr.Me."""

_LINK = (
    "://",
    r"(?<![a-z0-9])www\d?\s?\.",
    r"[a-z0-9_.+-]\s?@\s?[a-z0-9-]+\.[a-z]",
    rf"[^\W_]\.(?:{_TOP})(?![a-z0-9-]|\.[a-z0-9])",
    r"[^\W_]\s\.(?:com|cn)(?![a-z0-9-]|\.[a-z])",
    r"[^\W_]\.(?:com?|org|net|edu|gov|ac)\.[a-z][a-z](?![a-z0-9-]|\.[a-z0-9])",
    r"(?<![a-z0-9])(?:t|wa)\.me/",
    r"(?<![\d.])(?:\d{1,3}\.){3}\d{1,3}(?![\d.])",
)
_ACCOUNT = (
    # One that is announced needs no digit: 微信号 linzhiyuan, QQ：linzy.
    rf"(?:{_APP}|[微薇威])\s?(?:(?:账?号码?|同号|群号?|id)\s?[:=+]?|[:=])\s?[a-z0-9_-]{{5,}}",
    # One that merely follows has digits: five, or six signs if it has letters, too. VX-770 is a substance.
    rf"{_APP}\s?[+:=群]?\s?(?:\d\s?){{5,}}",
    rf"{_APP}\s?[+群]?\s?(?=[a-z_-]*\d)(?=[\d-]*[a-z_])[a-z0-9_-]{{6,}}",
    rf"\d{{5}}\s?[(]?{_APP}(?![a-z])",
)
_NUMBER = (
    r"(?<!\d)1[3-9]\d(?:[ -]?\d){8}(?!\d)",
    r"(?<![a-z\d])\d{7,}(?![a-z\d])",
    r"(?<!\d)\(?0\d{2,3}\)?[ -]?[2-9]\d{6,7}(?!\d)",
    r"(?<!\d)[48]00[ -]?\d{3,4}[ -]?\d{3,4}(?!\d)",
    r"(?<!\d)\(?\d{3}\)?[ .-]\d{3}[.-]\d{4}(?!\d)",
    r"\+\s?\d(?:[ ().-]{0,2}\d){6,}",
    r"(?:tel|phone|mobile|call|fax|电话|手机|热线|致电|联系)\s?[:.]?\s?(?:\d[ -]?){6,}",
    "[零〇一二三四五六七八九幺]{7,}",
)
_PATTERNS = {
    Advertising.LINK: re.compile("|".join(_LINK)),
    Advertising.ACCOUNT: re.compile("|".join(_ACCOUNT)),
    Advertising.NUMBER: re.compile("|".join(_NUMBER)),
}


def advertising_in(text: str) -> Advertising | None:
    """Return what the text advertises, however it is written: full-width, with invisible marks, with 。 for a dot."""
    seen = (character for character in unicodedata.normalize("NFKC", text) if unicodedata.category(character) != "Cf")
    plain = "".join(seen).casefold().translate(_DOTS)
    return next((kind for kind, pattern in _PATTERNS.items() if pattern.search(plain)), None)
