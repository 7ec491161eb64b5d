"""What forums still lack, in words. `events` itself looks for missing translations."""

from collections import Counter
from collections.abc import Collection, Mapping

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from events.extensions import Checked, Gap
from events.models import Forum, Talk
from events.queries.completeness import forum_of
from events.rules.gaps import GapKind

TITLE, ABSTRACT, BOTH = (
    _("“%(title)s”: the title is in one language only."),
    _("“%(title)s”: the abstract is in one language only."),
    _("“%(title)s”: title and abstract are in one language only."),
)
ONE_LANGUAGE: Mapping[tuple[bool, bool], Promise] = {
    (True, False): TITLE,
    (False, True): ABSTRACT,
    (True, True): BOTH,
}
"""What is said of a talk, by whether the title and the abstract are in one language only."""


def missing_translations(forums: Collection[Forum], talks: Collection[Talk]) -> Checked:
    """Check that the titles of forums, and titles and abstracts of talks, are there in both languages. No query."""
    looked_at = Counter(forum.pk for forum in forums) + Counter(forum_of(talk) for talk in talks if talk.title)
    gaps = [
        *(_of_forum(forum) for forum in forums if not forum.title.is_complete),
        *(gap for talk in talks if talk.title and (gap := _of_talk(talk))),
    ]
    return Checked(gaps=gaps, looked_at=looked_at)


def _of_forum(forum: Forum) -> Gap:
    url = reverse("console_forum", args=[forum.conference.slug, forum.number])
    words = str(_("The forum’s title is in one language only."))
    return Gap(forum_id=forum.pk, kind=GapKind.NO_TRANSLATION, words=words, url=url)


def _of_talk(talk: Talk) -> Gap | None:
    title, abstract = talk.title, talk.abstract
    lacking = ONE_LANGUAGE.get((not title.is_complete, bool(abstract) and not abstract.is_complete))
    if lacking is None:
        return None
    return Gap(
        forum_id=forum_of(talk),
        kind=GapKind.NO_TRANSLATION,
        words=str(lacking) % {"title": title},
        url=reverse("console_talk", args=[talk.conference.slug, talk.code]),
    )
