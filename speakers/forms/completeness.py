"""The check for forums without a chair and talks without a speaker."""

from collections.abc import Collection, Iterator

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext as _

from events.extensions import Gap
from events.models import Forum, Talk
from events.rules.programme import SessionKind, TalkKind
from speakers.models import Appearance

GIVEN_BY_SOMEBODY = (TalkKind.TALK, TalkKind.ADDRESS, TalkKind.PANEL)
"""Kinds of talks that need a speaker. Discussions, ceremonies and breaks do not."""


def missing_people(forums: Collection[Forum]) -> list[Gap]:
    """Return a gap for each forum without a chair and each of their talks without a speaker. Two queries.

    Cancelled talks and closed-door sessions are not checked.
    """
    return [*_without_chair(forums), *_without_speaker(forums)]


def _without_chair(forums: Collection[Forum]) -> Iterator[Gap]:
    chaired = set(Appearance.objects.filter(forum__in=forums).values_list("forum", flat=True))
    for forum in forums:
        if forum.pk not in chaired:
            url = reverse("console_forum_people", args=[forum.conference.slug, forum.number])
            yield Gap(forum_id=forum.pk, words=_("Nobody chairs the forum."), url=url)


def _without_speaker(forums: Collection[Forum]) -> Iterator[Gap]:
    talks = (
        Talk.objects.filter(~Exists(Appearance.objects.filter(talk=OuterRef("pk"))), kind__in=GIVEN_BY_SOMEBODY)
        .filter(session__forum__in=forums, is_cancelled=False, session__is_cancelled=False)
        .exclude(session__kind=SessionKind.CLOSED_DOOR)
        .select_related("conference", "session")
        .order_by("starts_at", "pk")
    )
    for talk in talks:
        words = _("“%(title)s”: nobody is named.") if talk.title else _("A talk without a title: nobody is named.")
        url = reverse("console_talk_people", args=[talk.conference.slug, talk.code])
        yield Gap(
            forum_id=(talk.session.forum_id if talk.session else talk.forum_id) or 0,
            words=words % {"title": talk.title},
            url=url,
        )
