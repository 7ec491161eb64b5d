"""Badges of confirmed delegates."""

import re
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, QuerySet

from events.models import Conference
from registration.models import BadgePrint, Credential, Delegate, DelegateState
from registration.rules.badges import BadgeContent, when_and_where
from registration.rules.printing import AT_HOME

_BETWEEN_RIGHTS = re.compile("[\n;；，]+")
EXAMPLE = "示例数据 / Sample data"


@dataclass(frozen=True)
class BadgeSelection:
    """A choice of badges; by default all of them.

    `category` is a code; `since` leaves out codes issued earlier; `unprinted` leaves out badges that the team has
    printed before.
    """

    category: str = ""
    since: datetime | None = None
    unprinted: bool = False


@dataclass(frozen=True)
class Badge:
    """The content of a badge, with the primary key of its credential."""

    credential: int
    content: BadgeContent


def badges_of(conference: Conference, selection: BadgeSelection) -> list[Badge]:
    """Return the selected badges by category, then by name, the order in which they are laid out at the desk."""
    credentials = _credentials().filter(conference=conference)
    if selection.category:
        credentials = credentials.filter(delegate__category__code=selection.category)
    if selection.since is not None:
        credentials = credentials.filter(issued_at__gte=selection.since)
    if selection.unprinted:
        prints = BadgePrint.objects.filter(credential=OuterRef("pk")).exclude(occasion__in=AT_HOME)
        credentials = credentials.exclude(Exists(prints))
    ordered = credentials.order_by(
        "delegate__category__position", "delegate__category__pk", "delegate__sort_pinyin", "delegate__number"
    )
    return [_badge(credential) for credential in ordered]


def badge_of(delegate: Delegate) -> Badge | None:
    """Return the badge of a delegate; None if they are not confirmed or have no valid code."""
    credential = _credentials().filter(delegate=delegate).first()
    return _badge(credential) if credential else None


def without_code(conference: Conference) -> QuerySet[Delegate]:
    """Return the confirmed delegates who have no valid code."""
    valid = Credential.objects.filter(delegate=OuterRef("pk"), revoked_at__isnull=True)
    return Delegate.objects.filter(conference=conference, state=DelegateState.CONFIRMED).exclude(Exists(valid))


def _credentials() -> QuerySet[Credential]:
    return Credential.objects.filter(revoked_at__isnull=True, delegate__state=DelegateState.CONFIRMED).select_related(
        "conference", "delegate__category", "delegate__registration"
    )


def _badge(credential: Credential) -> Badge:
    return Badge(credential=credential.pk, content=_content(credential))


def _content(credential: Credential) -> BadgeContent:
    """Return the content of a badge. What is printed in one language only is in that of the sign-up."""
    delegate, conference = credential.delegate, credential.conference
    category, language = delegate.category, delegate.registration.language
    rights = _BETWEEN_RIGHTS.split(category.rights.within(language))
    return BadgeContent(
        code=credential.code,
        name=delegate.name,
        name_latin=delegate.name_latin,
        institution_zh=delegate.institution_zh,
        institution_en=delegate.institution_en,
        conference_zh=conference.title_zh,
        conference_en=conference.title_en,
        when_and_where=when_and_where(conference.starts_on, conference.ends_on, conference.city.within(language)),
        category_zh=category.name_zh,
        category_en=category.name_en,
        band=category.band_colour,
        number=delegate.badge_number,
        rights=tuple(right.strip() for right in rights if right.strip()),
        mark=EXAMPLE if conference.is_example else "",
    )
