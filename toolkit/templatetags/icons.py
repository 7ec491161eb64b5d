"""Icons from the sprite static/icons.svg."""

from django import template
from django.templatetags.static import static
from django.utils.html import format_html

register = template.Library()


@register.simple_tag
def icon(name: str, *, css: str = "icon") -> str:
    """Draw an icon that is hidden from screen readers, because there is text beside it."""
    return format_html(
        '<svg class="{}" aria-hidden="true"><use href="{}#{}"></use></svg>', css, static("icons.svg"), name
    )


@register.simple_tag
def square(state: str, words: str) -> str:
    """Draw a state square of the console ("given", "ready", "short", "absent" or "act"), labelled with `words`."""
    drawing = f"{static('icons.svg')}#square-{state}"
    return format_html(
        '<svg class="square square-{}" role="img" aria-label="{}"><title>{}</title><use href="{}"></use></svg>',
        state,
        words,
        words,
        drawing,
    )
