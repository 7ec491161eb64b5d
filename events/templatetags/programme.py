"""The programme in templates: people's names, roles, and words for parts of the day."""

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
UNBROKEN = re.compile(r"[^\s\u2e80-\uffff-]+-?")
WIDTHS = {
    **dict.fromkeys("ijlI.-'", 3.7),
    **dict.fromkeys("ftr", 4.7),
    **dict.fromkeys("szc", 5.9),
    **dict.fromkeys("mwMW", 10.3),
}
CAPITAL, LETTER = 8.0, 7.1
SHORT_WORD, FINE_STEP, FINE_UNTIL, STEP, WIDEST_WORD = 38, 4, 64, 8, 144
"""Pixels: of letters in a name on the timetable, of a word that fits wherever a name is shown, between the classes."""
LANG_OF_SCRIPT = {
    "HIRAGANA": "ja",
    "KATAKANA": "ja",
    "HANGUL": "ko",
    "CJK": "zh-Hans",
    "ARABIC": "ar",
    "THAI": "th",
    "CYRILLIC": "ru",
}


@register.filter
def name(speaker: SpeakerItem) -> Text:
    """林知远, Lin Zhiyuan."""
    return page_name(speaker)


@register.simple_tag
def person_url(conference: str, code: str) -> str:
    """The address of the public page of somebody on stage, by the conference's slug and the person's code."""
    page = public_pages.get(PublicPage.PERSON)
    return page(conference, code) if page else ""


@register.filter
def plate_name(speaker: SpeakerItem) -> str:
    """The name that begins with the family name: in Latin letters, the one for badges; else as printed."""
    return speaker.name_latin if speaker.name_latin and "LATIN" in _scripts(speaker.name) else speaker.name


@register.simple_tag
def other_name(speaker: SpeakerItem) -> str:
    """The name in its other writing, marked with its language: 顾怀瑾 beside Gu Huaijin; nothing for a Latin name."""
    there = page_name(speaker).other
    if not there or "LATIN" in _scripts(speaker.name):
        return ""
    lang = next((lang for script, lang in LANG_OF_SCRIPT.items() if script in _scripts(there)), "zh-Latn")
    return format_html('<span class="alt" lang="{}">{}</span>', lang, there)


def _scripts(words: str) -> set[str]:
    return {char_name(letter, "").split(" ")[0] for letter in words if letter.isalpha()}


@register.filter
def role_word(role: AppearanceRole) -> str:
    """A role, as it stands beside a name."""
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
    """Morning, afternoon or evening, in the conference's zone."""
    hour = instant.astimezone(zone).hour
    if hour < 5:
        return gettext("Night")
    if hour < 12:
        return gettext("Morning")
    return gettext("Afternoon") if hour < 18 else gettext("Evening")


@register.filter
def full_day(instant: datetime, zone: ZoneInfo) -> str:
    """11 月 25 日 周三, Wednesday 25 November, in the conference's zone."""
    on = instant.astimezone(zone).date()
    return dates.day_and_weekday(on, get_language() or CHINESE)


@register.filter
def half_day(instant: datetime, zone: ZoneInfo) -> str:
    """11 月 25 日 周三下午, Wednesday 25 November, afternoon."""
    part = part_of_day(instant, zone)
    is_english = dates.is_english(get_language() or CHINESE)
    return full_day(instant, zone) + (f", {part.lower()}" if is_english else part)


@register.filter
def title_class(title: Text) -> str:
    """`title-long` for what would fill the screen in the size of a title; a Chinese character is two letters wide."""
    width = sum(2 if east_asian_width(letter) in "WF" else 1 for letter in str(title))
    return "title-long" if width > LONG_TITLE else ""


@register.filter
def bundle_id(cell: Cell) -> str:
    """Where the list of a bundle is in its page."""
    return f"flash-{cell.session.code if cell.session else ''}-{minutes(cell.starts_at)}"


@register.filter
def cell_classes(cell: Cell) -> str:
    """The classes of a cell in a forum's row, by what it holds and by the longest word of its names."""
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
    """`word-64` where the longest word of some names is about 64 pixels wide in a cell; nothing for short ones.

    A name is not broken within a word: a narrower cell shows the time instead. Chinese breaks anywhere.
    """
    width = max(map(_drawn_width, UNBROKEN.findall(names.here)), default=0)
    step = FINE_STEP if width <= FINE_UNTIL else STEP
    return f"word-{min(step * ceil(width / step), WIDEST_WORD)}" if width > SHORT_WORD else ""


def _drawn_width(word: str) -> float:
    return sum(WIDTHS.get(letter, CAPITAL if letter.isupper() else LETTER) for letter in word)


@register.filter
def markdown(text: Text) -> SafeString:
    """Rich text in the reader's language."""
    return rich(text.here)


@register.filter
def markdown_other(text: Text) -> SafeString:
    """Rich text in the language that the reader does not read."""
    return rich(text.other)


@register.filter
def bare(text: Text) -> str:
    """Rich text without its markup, on one line."""
    return plain(text.here)


@register.filter
def minutes(instant: datetime) -> int:
    """Whole minutes since 1970: how the page's script compares times."""
    return int(instant.timestamp() // 60)
