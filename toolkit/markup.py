"""Rich text: Markdown in, safe HTML out. Imported feeds contain HTML: Markdown passes it through, and nh3 cleans it."""

import nh3
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt

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
