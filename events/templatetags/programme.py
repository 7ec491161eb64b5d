"""The programme in templates: people's names, roles, and words for parts of the day."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import gettext, pgettext

from events.rules.index import page_name
from events.rules.programme import AppearanceRole, SpeakerItem
from portal.toolkit.markup import plain, rich
from portal.toolkit.text import Text

register = template.Library()


@register.filter
def name(speaker: SpeakerItem) -> Text:
    """林知远, Lin Zhiyuan."""
    return page_name(speaker)


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
    if hour < 12:
        return gettext("Morning")
    return gettext("Afternoon") if hour < 18 else gettext("Evening")


@register.filter
def markdown(text: Text) -> SafeString:
    """Rich text in the reader's language."""
    return rich(text.here)


@register.filter
def bare(text: Text) -> str:
    """Rich text without its markup, on one line."""
    return plain(text.here)


@register.filter
def minutes(instant: datetime) -> int:
    """Whole minutes since 1970: how the page's script compares times."""
    return int(instant.timestamp() // 60)
