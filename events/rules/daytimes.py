"""Parsing of days and times as people write them in programmes: 11月2日, 44137, 9:10-9:30, 上午11点20分至11点40分.

Nothing is guessed: a date that does not exist and a missing end are refused.
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from events.rules.names.cleaning import visible


class DayTimeRefusal(StrEnum):
    """Why a text is not a day, or not a stretch of time."""

    NO_DAY = "no_day"
    UNREADABLE_DAY = "unreadable_day"
    NO_SUCH_DAY = "no_such_day"
    NO_TIME = "no_time"
    UNREADABLE_TIME = "unreadable_time"
    NO_END = "no_end"
    END_BEFORE_START = "end_before_start"


class DayTimeRefused(ValueError):
    """Raised for a text that cannot be read as a day or a stretch of time. The report words the message."""

    def __init__(self, reason: DayTimeRefusal) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Stretch:
    """A start and an end in minutes after midnight. `end` is more than 1440 if it is past the next midnight.

    `is_in_words` marks times written with words, such as 上午九点, which a person should check.
    """

    start: int
    end: int
    is_in_words: bool = False

    @property
    def passes_midnight(self) -> bool:
        """Whether it ends on the next day."""
        return self.end > DAY


DAY = 24 * 60
EVENING, MORNING = 18 * 60, 6 * 60
"""A stretch from EVENING or later to MORNING or earlier passes midnight; any other end before the start is refused."""
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_WEEKDAY = re.compile(
    r"[(（]?\s*(?:(?:星期|周|礼拜)[一二三四五六日天]|(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b\.?)\s*[)）]?,?",
    re.IGNORECASE,
)
_SERIAL = re.compile(r"[2-9]\d{4}(?:\.\d+)?")
_WHOLE = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*[日号]?(?:[ T]00:00(?::00)?)?")
_COMPACT = re.compile(r"(20\d{2})(\d{2})(\d{2})")
_CHINESE = re.compile(r"(\d{1,2})\s*月\s*(\d{1,2})\s*[日号]?")
_SHORT = re.compile(r"(\d{1,2})\s*[-/.]\s*(\d{1,2})")
_LATE_YEAR = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})")
_NAMED = re.compile(
    r"(?:(\d{1,2})(?:st|nd|rd|th)?\s+)?([a-z]{3,9})\.?\s*(?:(\d{1,2})(?:st|nd|rd|th)?)?,?\s*(\d{4})?", re.I
)
_ORDINAL = re.compile(r"(?:第\s*([一二三四五六七八九十\d]+)\s*[天日]|day\s*(\d+))", re.IGNORECASE)
_EPOCH = date(1899, 12, 30)


def read_day(text: str, *, first: date, last: date) -> date:
    """Return the day that a text names: a date, a spreadsheet's serial number, or an ordinal such as 第二天.

    If several readings are possible, a day from `first` to `last` is preferred. Raises DayTimeRefused.
    """
    plain = _WEEKDAY.sub("", visible(unicodedata.normalize("NFKC", text))).strip(" ,，")
    if not plain:
        raise DayTimeRefused(DayTimeRefusal.NO_DAY)
    if _SERIAL.fullmatch(plain):
        return _EPOCH + timedelta(days=int(float(plain)))
    ordinal = _ORDINAL.fullmatch(plain)
    if ordinal is not None:
        return first + timedelta(days=_number(ordinal[1] or ordinal[2]) - 1)
    ways = _ways(plain, years=range(first.year, last.year + 1))
    if not ways:
        raise DayTimeRefused(DayTimeRefusal.UNREADABLE_DAY)
    days = [day for day in (_calendar_day(*way) for way in ways) if day is not None]
    if not days:
        raise DayTimeRefused(DayTimeRefusal.NO_SUCH_DAY)
    return next((day for day in days if first <= day <= last), days[0])


def _ways(text: str, *, years: range) -> list[tuple[int, int, int]]:
    """Return the possible readings of a text as year, month and day, the most usual one first."""
    if found := _WHOLE.fullmatch(text) or _COMPACT.fullmatch(text):
        return [(int(found[1]), int(found[2]), int(found[3]))]
    if found := _CHINESE.fullmatch(text):
        return [(year, int(found[1]), int(found[2])) for year in years]
    if found := _LATE_YEAR.fullmatch(text):
        one, other, year = int(found[1]), int(found[2]), int(found[3])
        return [(year, one, other), (year, other, one)]
    if found := _SHORT.fullmatch(text):
        one, other = int(found[1]), int(found[2])
        return [way for year in years for way in ((year, one, other), (year, other, one))]
    found = _NAMED.fullmatch(text)
    if found is None or found[2][:3].lower() not in _MONTHS or not (found[1] or found[3]):
        return []
    month, day = _MONTHS.index(found[2][:3].lower()) + 1, int(found[1] or found[3])
    return [(int(found[4]), month, day)] if found[4] else [(year, month, day) for year in years]


def _calendar_day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


_BETWEEN = re.compile(r"\s*(?:[-‐‑‒–—―−~〜～]+|至|到|\bto\b|\buntil\b)\s*", re.IGNORECASE)
_WORDS = re.compile(r"[上下中]午|早上|早晨|清晨|凌晨|午后|傍晚|晚|夜里|[点時时]|刻")
_HALF = r"上午|早上|早晨|清晨|凌晨|中午|下午|午后|傍晚|晚上|晚间|晚|夜里|a\.?m\.?|p\.?m\.?"
_TIME = re.compile(
    rf"(?P<half>{_HALF})?\s*(?:(?P<hour>\d{{1,2}})\s*(?:(?P<colon>[:.点时時h])\s*(?P<minute>\d{{1,2}})?\s*分?(?::\d{{2}})?)?"
    rf"|(?P<compact>\d{{3,4}}))\s*(?P<later>{_HALF})?",
    re.IGNORECASE,
)
_DIGITS = {digit: number for number, digit in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_NUMERAL = re.compile("[零〇一二三四五六七八九十两]+")


def read_stretch(text: str, *, end: str = "") -> Stretch:
    """Return the stretch of time in `text`, or from the time in `text` to that in `end`. Raises DayTimeRefused."""
    plain, is_in_words = _plain(text)
    parts = _BETWEEN.split(plain)
    if end.strip():
        plain_end, also_in_words = _plain(end)
        parts, is_in_words = [plain, plain_end], is_in_words or also_in_words
    if not plain:
        raise DayTimeRefused(DayTimeRefusal.NO_TIME)
    if len(parts) > 2:
        raise DayTimeRefused(DayTimeRefusal.UNREADABLE_TIME)
    first = _TIME.fullmatch(parts[0])
    if first is None:
        raise DayTimeRefused(DayTimeRefusal.UNREADABLE_TIME)
    if len(parts) == 1 or not parts[1]:
        raise DayTimeRefused(DayTimeRefusal.NO_END)
    second = _TIME.fullmatch(parts[1])
    if second is None:
        raise DayTimeRefused(DayTimeRefusal.UNREADABLE_TIME)
    return _stretch(first, second, is_in_words=is_in_words)


_LIST_NUMBER = re.compile(r"^\s*(?:[•·●○▪■◆►*]\s*|[(（]?\d{1,3}\s*[.、．)）]\s*(?=\D|\d{1,2}\s*[:：])|[-–]\s+)")
_CLOCK = re.compile(
    rf"(?:(?:{_HALF})\s*)?(?:\d{{1,2}}(?:\s*[:：]\s*|\.)\d{{2}}(?::\d{{2}})?|[\d零〇一二三四五六七八九十两]{{1,3}}\s*[点點时時]"
    rf"(?:\s*(?:[\d零〇一二三四五六七八九十]{{1,3}}\s*分?|半|整|[一三]刻))?|\d{{4}}(?=\s*[-‐‑‒–—―−~〜～]))(?:\s*(?:[ap]\.?m\b\.?))?",
    re.IGNORECASE,
)
_END_CLOCK = re.compile(rf"{_CLOCK.pattern}|\d{{4}}(?!\d)", re.IGNORECASE)


def leading_stretch(text: str) -> tuple[str, str] | None:
    """Return the time at the beginning of a line and the rest of it; None if it does not begin with one.

    The time is not read yet, and may lack its end. A number or a dot before it, as in a list, is left out.
    """
    line = _LIST_NUMBER.sub("", text, count=1) if _CLOCK.match(text.lstrip()) is None else text
    line = line.lstrip(" \u3000\t[(（【")
    start = _CLOCK.match(line)
    if start is None:
        return None
    divider = _BETWEEN.match(line, start.end())
    end = _END_CLOCK.match(line, divider.end()) if divider else None
    at = end.end() if end else start.end()
    return line[:at], line[at:].lstrip(" \u3000\t])）】:：|｜,，、-–—")


def _plain(text: str) -> tuple[str, bool]:
    """Return the text with digits for Chinese numerals and without brackets, and whether it was written in words."""
    bare = re.sub(r"[(（][^)）]*[)）]", "", visible(unicodedata.normalize("NFKC", text))).strip(" ,，;")
    is_in_words = _WORDS.search(bare) is not None
    if is_in_words:
        bare = bare.replace("三刻", "45分").replace("一刻", "15分").replace("半", "30分").replace("整", "")
        bare = _NUMERAL.sub(lambda found: str(_number(found[0])), bare)
    return bare, is_in_words


def _stretch(first: re.Match[str], second: re.Match[str], *, is_in_words: bool) -> Stretch:
    halves = [(found["half"] or found["later"] or "").lower() for found in (first, second)]
    end = _minutes(second, half=halves[1] or halves[0])
    start = _minutes(first, half=halves[0])
    if not halves[0] and halves[1] and not first["half"] and _is_afternoon(halves[1]):
        later = _minutes(first, half=halves[1])  # in "2:00-3:30 pm", pm applies to both
        start = later if later < end else start
    if end <= start:
        if start < EVENING or end > MORNING:
            raise DayTimeRefused(DayTimeRefusal.END_BEFORE_START)
        end += DAY
    return Stretch(start, end, is_in_words)


def _minutes(found: re.Match[str], *, half: str) -> int:
    if found["compact"]:
        hour, minute = divmod(int(found["compact"]), 100)
    elif found["colon"] or half:
        hour, minute = int(found["hour"]), int(found["minute"] or 0)
    else:
        raise DayTimeRefused(DayTimeRefusal.UNREADABLE_TIME)
    if found["colon"] in {":", "."} and found["minute"] is None:
        raise DayTimeRefused(DayTimeRefusal.UNREADABLE_TIME)
    if hour < 12 and _is_afternoon(half) and not (half == "中午" and hour > 2):
        hour += 12
    elif hour == 12 and (half.startswith("a") or half == "凌晨"):
        hour = 0
    if minute > 59 or hour * 60 + minute > DAY:
        raise DayTimeRefused(DayTimeRefusal.UNREADABLE_TIME)
    return hour * 60 + minute


def _is_afternoon(half: str) -> bool:
    return half.startswith("p") or half in {"中午", "下午", "午后", "傍晚", "晚上", "晚间", "晚", "夜里"}


def _number(numeral: str) -> int:
    """Return the value of decimal digits or of a Chinese numeral below a hundred: 二十三 is 23."""
    if numeral.isdecimal():
        return int(numeral)
    tens, ten, ones = numeral.partition("十")
    if not ten:
        return int("".join(str(_DIGITS[digit]) for digit in numeral))
    return (_DIGITS.get(tens, 1) if tens else 1) * 10 + (_DIGITS.get(ones[-1:], 0) if ones else 0)
