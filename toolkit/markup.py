"""Rich text: Markdown in, safe HTML out; and JSON that may stand in a page.

Imported feeds contain HTML: Markdown passes it through, and nh3 cleans it.
"""

import json

import nh3
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt

from toolkit.jsonable import Jsonable

TAGS = {"p", "br", "strong", "b", "em", "i", "u", "s", "ul", "ol", "li", "a", "code", "pre", "blockquote", "sub", "sup"}
TAGS |= {"h3", "h4", "h5", "h6", "table", "thead", "tbody", "tr", "th", "td", "hr"}
ATTRIBUTES = {"a": {"href", "title"}}
SCHEMES = {"http", "https", "mailto", "tel"}

_markdown = MarkdownIt("commonmark", {"breaks": True, "html": True}).enable(["table", "strikethrough"])


def rich(source: str) -> SafeString:
    """Return the text as HTML without scripts, styles, pictures or anything loaded from another origin."""
    html = _markdown.render(source)
    clean = nh3.clean(html, tags=TAGS, attributes=ATTRIBUTES, url_schemes=SCHEMES, link_rel="noopener nofollow ugc")
    return mark_safe(clean)  # noqa: S308 - nh3 has just cleaned it


def plain(source: str) -> str:
    """Return the text on one line without markup, for descriptions and calendars."""
    return " ".join(nh3.clean(_markdown.render(source), tags=set()).split())


def json_in_page(value: Jsonable) -> SafeString:
    """Return the value as JSON in which nothing ends the element that holds it, nor begins another."""
    escapes = {ord(character): f"\\u{ord(character):04X}" for character in "<>&\u2028\u2029"}
    return mark_safe(json.dumps(value, ensure_ascii=False).translate(escapes))  # noqa: S308 - it has no markup left
