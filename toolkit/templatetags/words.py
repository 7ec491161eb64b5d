"""Tags and filters for bilingual texts, names and languages."""

import re
from collections.abc import Iterable
from typing import Protocol

from django import template
from django.http import HttpRequest
from django.template.context import Context
from django.urls import translate_url
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, pgettext

from toolkit.text import CHINESE, ENGLISH, HTML_LANG, Text

register = template.Library()
HAN = re.compile("[\u3400-\u9fff]")
# The kind of conference at the end of a Chinese name. It is never broken over two lines.
GENRE = re.compile(
    "(?<=.{3})((?:创新|学术|科技|技术|产业|发展|高峰|国际|年度)?(?:大会|年会|论坛|峰会|会议|研讨会|博览会))$"
)
SHORTEST_HALF, LONGEST_HALF = 6, 10
"""Characters. A part before a colon of at most SHORTEST_HALF gets no line of its own. If the part before the kind of
conference is longer than LONGEST_HALF, it may wrap, and only the kind is kept on one line."""
WIDE_COLON = "\uff1a"
COLON = re.compile(rf"(?<={WIDE_COLON})\s*(?=\S)|(?<=:)\s+(?=\S)")


@register.simple_tag
def html_lang() -> str:
    """Return the current language for the HTML `lang` attribute: zh-Hans or en."""
    return HTML_LANG.get(get_language() or CHINESE, HTML_LANG[CHINESE])


@register.simple_tag
def bilingual(text: Text | str, *, breaks: bool = False) -> str:
    """Return the text in the current language, or in the other one with a `lang` attribute if only that exists.

    With `breaks`, a title prefers to break after its colon or before its kind (大会).
    """
    words = _halves(str(text)) if breaks else conditional_escape(str(text))
    if isinstance(text, Text) and text.is_foreign:
        return format_html('<span lang="{}">{}</span>', text.lang, words)
    return words


@register.simple_tag
def breakable(text: Text | str) -> str:
    """Return a title that prefers to break after its colon or before its kind (大会, 论坛)."""
    return bilingual(text, breaks=True)


@register.simple_tag
def alternate(text: Text | str, *, css: str = "") -> str:
    """Return the text in the other language, in italics and with its `lang` attribute; empty if there is none."""
    if not isinstance(text, Text) or not text.other:
        return ""
    classes = f"alt {css}".strip()
    return format_html('<span class="{}" lang="{}">{}</span>', classes, text.other_lang, text.other)


class Named(Protocol):
    """A row with a bilingual name."""

    @property
    def name(self) -> Text:
        """The name."""


@register.simple_tag
def names(rows: Iterable[Named]) -> str:
    """Return the names of rooms, doors or categories, joined with the separator of the current language."""
    return format_html_join(pgettext("list", ", "), "{}", ((bilingual(row.name),) for row in rows))


@register.simple_tag(takes_context=True)
def url_in_language(context: Context, language: str) -> str:
    """Return the URL of the current page in another language ("zh-hans", "en"), with its query string.

    Return an empty string if the URL has no language (accounts, console), or if there is no request.
    """
    request = context.get("request")
    if not isinstance(request, HttpRequest):
        return ""
    here = request.get_full_path()
    there = translate_url(here, language)
    return there if there != here or (get_language() == language and f"/{language}/" in here) else ""


@register.filter
def isolated(name: str) -> SafeString:
    """Return a name as HTML for a translated sentence: one in Hebrew leaves the order of the other words alone."""
    return format_html("<bdi>{}</bdi>", name)


@register.filter
def initial(name: Text | str) -> str:
    """Return the first character of a name, for a portrait's placeholder: 顾 of 顾怀瑾, G of Gu Huaijin."""
    words = str(name).strip()
    return words[:1].upper()


@register.filter
def script_lang(name: Text | str) -> str:
    """Return the `lang` attribute for a name: zh-Hans if it has Han characters, else en."""
    return HTML_LANG[CHINESE] if HAN.search(str(name)) else HTML_LANG[ENGLISH]


def _halves(words: str) -> SafeString:
    parts = COLON.split(words, maxsplit=1)
    if len(parts) > 1 and len(parts[0]) <= SHORTEST_HALF:
        return conditional_escape(words)
    if len(parts) == 1:
        parts = [part for part in GENRE.split(words, maxsplit=1) if part]
        if len(parts) == 2 and len(parts[0]) > LONGEST_HALF:
            return format_html('{}<span class="keep">{}</span>', *parts)
    if len(parts) == 1:
        return conditional_escape(words)
    # English needs the space between the halves; Chinese has none.
    gap = " " if parts[0].endswith(":") else ""
    joined = gap.join(str(format_html('<span class="half">{}</span>', part)) for part in parts)
    return mark_safe(joined)  # noqa: S308 - both halves were escaped by format_html
