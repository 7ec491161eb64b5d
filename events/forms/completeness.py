"""What forums still lack. `events` itself looks for missing translations."""

from collections.abc import Collection

from django.urls import reverse
from django.utils.translation import gettext as _

from events.extensions import Gap, completeness
from events.models import Forum, Talk
from events.rules.programme import SessionKind


def gaps_of(forums: Collection[Forum]) -> dict[int, list[Gap]]:
    """Return what each of these forums of one conference lacks, by primary key."""
    found: dict[int, list[Gap]] = {forum.pk: [] for forum in forums}
    for source in completeness:
        for gap in source(forums):
            found[gap.forum_id].append(gap)
    return found


def missing_translations(forums: Collection[Forum]) -> list[Gap]:
    """Return a gap for each title of a forum or its talks that exists in one language only; takes one query."""
    talks = (
        Talk.objects.filter(session__forum__in=forums, is_cancelled=False, session__is_cancelled=False)
        .exclude(session__kind=SessionKind.CLOSED_DOOR)
        .select_related("conference", "session")
        .order_by("starts_at", "pk")
    )
    return [
        *(_of_forum(forum) for forum in forums if not forum.title.is_complete),
        *(_of_talk(talk) for talk in talks if talk.title and not talk.title.is_complete),
    ]


def _of_forum(forum: Forum) -> Gap:
    url = reverse("console_forum", args=[forum.conference.slug, forum.number])
    return Gap(forum_id=forum.pk, words=_("The forum’s title is in one language only."), url=url)


def _of_talk(talk: Talk) -> Gap:
    words = _("“%(title)s”: the title is in one language only.") % {"title": talk.title}
    url = reverse("console_talk", args=[talk.conference.slug, talk.code])
    return Gap(forum_id=(talk.session.forum_id if talk.session else talk.forum_id) or 0, words=words, url=url)
