"""Template tags for the programme: names, roles, dates, rich text and classes of timetable cells."""

import re
from datetime import datetime
from math import ceil
from unicodedata import east_asian_width
from unicodedata import name as char_name
from zoneinfo import ZoneInfo

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext, pgettext

from events.extensions import PublicPage, public_pages
from events.rules.index import page_name
from events.rules.programme import AppearanceRole, SpeakerItem
from events.rules.timetable import Cell, CellKind
from toolkit import dates
from toolkit.markup import plain, rich
from toolkit.text import CHINESE, Text

register = template.Library()
LONG_TITLE = 72
FLOOR = re.compile(r"(?:第 ?)?(?P<number>B?[0-9]{1,2}) ?(?:F|f|层|楼)?")
UNBROKEN = re.compile(r"[^\s\u2e80-\uffff-]+-?")
# Widths of letters in pixels, as the timetable draws them. CAPITAL and LETTER apply to letters that are not listed.
WIDTHS = {
    **dict.fromkeys("ijlI.-'", 3.7),
    **dict.fromkeys("ftr", 4.7),
    **dict.fromkeys("szc", 5.9),
    **dict.fromkeys("mwMW", 10.3),
}
CAPITAL, LETTER = 8.0, 7.1
SHORT_WORD, FINE_STEP, FINE_UNTIL, STEP, WIDEST_WORD = 38, 4, 64, 8, 144
"""In pixels: the widest word without a class, the steps between classes up to and above FINE_UNTIL, the last class."""
LANG_OF_SCRIPT = {
    "HIRAGANA": "ja",
    "KATAKANA": "ja",
    "HANGUL": "ko",
    "CJK": "zh-Hans",
    "ARABIC": "ar",
    "HEBREW": "he",
    "DEVANAGARI": "hi",
    "GEORGIAN": "ka",
    "MONGOLIAN": "mn",
    "TIBETAN": "bo",
    "THAI": "th",
    "CYRILLIC": "ru",
}


@register.filter
def name(speaker: SpeakerItem) -> Text:
    """Return the name as pages show it: 林知远 in Chinese, Lin Zhiyuan in English."""
    return page_name(speaker)


@register.simple_tag
def person_url(conference: str, code: str) -> str:
    """Return the URL of a person's public page, or an empty string, by the conference's slug and the person's code."""
    page = public_pages.get(PublicPage.PERSON)
    return page(conference, code) if page else ""


@register.simple_tag
def photo_url(conference: str, speaker: SpeakerItem) -> str:
    """Return the URL of a speaker's photograph, or an empty string if there is none, by the conference's slug."""
    page = public_pages.get(PublicPage.PHOTO)
    return page(conference, speaker.photo) if page and speaker.photo else ""


@register.filter
def plate_name(speaker: SpeakerItem) -> str:
    """Return the name with the family name first: the badge name for a name in Latin letters, or else the name."""
    return speaker.name_latin if speaker.name_latin and "LATIN" in _scripts(speaker.name) else speaker.name


@register.simple_tag
def other_name(speaker: SpeakerItem) -> str:
    """Return the name in its other script as HTML with `lang`: 顾怀瑾 beside Gu Huaijin. Empty for a Latin name."""
    there = page_name(speaker).other
    if not there or "LATIN" in _scripts(speaker.name):
        return ""
    lang = next((lang for script, lang in LANG_OF_SCRIPT.items() if script in _scripts(there)), "zh-Latn")
    return format_html('<span class="alt" lang="{}"><bdi>{}</bdi></span>', lang, there)


def _scripts(words: str) -> set[str]:
    return {char_name(letter, "").split(" ")[0] for letter in words if letter.isalpha()}


@register.filter
def role_word(role: AppearanceRole) -> str:
    """Return the label of a role, to be shown beside a name."""
    return {
        AppearanceRole.KEYNOTE: pgettext("role", "Keynote"),
        AppearanceRole.CHAIR: pgettext("role", "Chair"),
        AppearanceRole.HOST: pgettext("role", "Host"),
        AppearanceRole.MODERATOR: pgettext("role", "Moderator"),
        AppearanceRole.GUEST: pgettext("role", "Guest of honour"),
        AppearanceRole.SPEAKER: pgettext("role", "Speaker"),
        AppearanceRole.PANELLIST: pgettext("role", "Panellist"),
    }[AppearanceRole(role)]


@register.filter
def part_of_day(instant: datetime, zone: ZoneInfo) -> str:
    """Return night, morning, afternoon or evening, in the conference's time zone."""
    hour = instant.astimezone(zone).hour
    if hour < 5:
        return gettext("Night")
    if hour < 12:
        return gettext("Morning")
    return gettext("Afternoon") if hour < 18 else gettext("Evening")


@register.filter
def full_day(instant: datetime, zone: ZoneInfo) -> str:
    """Return the date with its weekday, in the conference's time zone: 11 月 25 日 周三, Wednesday 25 November."""
    on = instant.astimezone(zone).date()
    return dates.day_and_weekday(on, get_language() or CHINESE)


@register.filter
def half_day(instant: datetime, zone: ZoneInfo) -> str:
    """Return the date and the part of the day: 11 月 25 日 周三下午, Wednesday 25 November, afternoon."""
    part = part_of_day(instant, zone)
    is_english = dates.is_english(get_language() or CHINESE)
    return full_day(instant, zone) + (f", {part.lower()}" if is_english else part)


@register.filter
def title_class(title: Text) -> str:
    """Return `title-long` for a title too long for the usual size. A Chinese character counts as two letters."""
    width = sum(2 if east_asian_width(letter) in "WF" else 1 for letter in str(title))
    return "title-long" if width > LONG_TITLE else ""


@register.filter
def bundle_id(cell: Cell) -> str:
    """Return the HTML id of the row that lists the items of a bundle."""
    return f"flash-{cell.session.code if cell.session else ''}-{minutes(cell.starts_at)}"


@register.filter
def cell_classes(cell: Cell) -> str:
    """Return the CSS classes of a cell in a forum's row, by its content and the longest word of its names."""
    is_closed = cell.kind is CellKind.CLOSED
    given = {
        "cell-closed": is_closed,
        "cell-bundle": bool(cell.folded) and not is_closed,
        "cell-cancelled": cell.is_cancelled,
        "cell-tall": cell.is_tall,
        word_class(cell.who): True,
    }
    return " ".join(filter(None, ["cell", *(name for name, holds in given.items() if holds)]))


@register.filter
def word_class(names: Text) -> str:
    """Return `word-64` if the longest word of the names is about 64 pixels wide; an empty string for short words.

    Words are not broken: a cell that is too narrow shows the time instead. Chinese text may break anywhere.
    """
    width = max(map(_drawn_width, UNBROKEN.findall(names.here)), default=0)
    step = FINE_STEP if width <= FINE_UNTIL else STEP
    return f"word-{min(step * ceil(width / step), WIDEST_WORD)}" if width > SHORT_WORD else ""


def _drawn_width(word: str) -> float:
    return sum(WIDTHS.get(letter, CAPITAL if letter.isupper() else LETTER) for letter in word)


@register.filter
def markdown(text: Text) -> SafeString:
    """Return the rich text in the reader's language as HTML."""
    return rich(text.here)


@register.filter
def markdown_other(text: Text) -> SafeString:
    """Return the rich text in the other language as HTML."""
    return rich(text.other)


@register.filter
def bare(text: Text) -> str:
    """Return the rich text in the reader's language as one line, without markup."""
    return plain(text.here)


@register.filter
def minutes(instant: datetime) -> int:
    """Return whole minutes since 1970, the unit in which the page's script compares times."""
    return int(instant.timestamp() // 60)


@register.filter
def floor_in_words(floor: str) -> str:
    """Return “2 层” or “floor 2” for 2, 2F or 2 层, and any other floor, such as Mezzanine, as it is."""
    numbered = FLOOR.fullmatch(floor.strip())
    return gettext("floor %(floor)s") % {"floor": numbered["number"]} if numbered else floor
