"""The checks of the people on stage: chairs, speakers, photographs and answers to invitations."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from events.extensions import Checked, Gap
from events.models import Forum, Talk
from events.queries.completeness import forum_of
from events.rules.gaps import GapKind
from events.rules.programme import GIVEN_BY_SOMEBODY
from speakers.models import Speaker, SpeakerState
from speakers.queries.completeness import Placed, people_placed
from toolkit.text import Text


def missing_people(forums: Collection[Forum], talks: Collection[Talk]) -> Checked:
    """Check that each forum has a chair, that each talk has a speaker, and that all of them have a photograph and have
    confirmed that they come. One query.

    Placeholders such as 特邀嘉宾 are nobody, nor do those count who have declined.
    """
    placed = people_placed(forums, talks)
    return _checked(
        _chairs(forums, placed),
        _speakers_of_talks(talks, placed),
        _people(forums, placed),
    )


def _checked(*checks: Iterator[tuple[int, Gap | None]]) -> Checked:
    """Join checks, each of which yields a forum's key and what was found missing there, for every thing looked at."""
    results = [result for check in checks for result in check]
    return Checked(gaps=[gap for _key, gap in results if gap], looked_at=Counter(key for key, _gap in results))


def _chairs(forums: Collection[Forum], placed: Collection[Placed]) -> Iterator[tuple[int, Gap | None]]:
    chaired = {each.forum_id for each in placed if each.is_of_forum}
    for forum in forums:
        url = reverse("console_forum_people", args=[forum.conference.slug, forum.number])
        gap = Gap(forum_id=forum.pk, kind=GapKind.NO_CHAIR, words=_("Nobody chairs the forum."), url=url)
        yield forum.pk, None if forum.pk in chaired else gap


def _speakers_of_talks(talks: Collection[Talk], placed: Collection[Placed]) -> Iterator[tuple[int, Gap | None]]:
    given = {each.talk_id for each in placed}
    for talk in talks:
        if talk.kind not in GIVEN_BY_SOMEBODY:
            continue
        words = _("“%(title)s”: nobody is named.") if talk.title else _("A talk without a title: nobody is named.")
        url = reverse("console_talk_people", args=[talk.conference.slug, talk.code])
        key = forum_of(talk)
        gap = Gap(forum_id=key, kind=GapKind.NO_SPEAKER, words=words % {"title": talk.title}, url=url)
        yield key, None if talk.pk in given else gap


def _people(forums: Collection[Forum], placed: Collection[Placed]) -> Iterator[tuple[int, Gap | None]]:
    """Look at each person of a forum once, however often they are on stage there."""
    by_forum: dict[int, dict[int, Speaker]] = defaultdict(dict)
    for each in placed:
        if each.is_secret:
            continue
        by_forum[each.forum_id].setdefault(each.speaker.pk, each.speaker)
    for forum in forums:
        for speaker in by_forum[forum.pk].values():
            url = reverse("console_person", args=[forum.conference.slug, speaker.code])
            who = {"name": _name(speaker)}
            photo = Gap(forum_id=forum.pk, kind=GapKind.NO_PHOTO, words=_("%(name)s: no photograph.") % who, url=url)
            yield forum.pk, None if speaker.photo else photo
            answer = Gap(
                forum_id=forum.pk,
                kind=GapKind.UNANSWERED,
                words=_("%(name)s has not answered the invitation.") % who,
                url=url,
            )
            yield forum.pk, answer if speaker.state == SpeakerState.INVITED else None


def _name(speaker: Speaker) -> str:
    person = speaker.person
    return Text(zh=person.name, en=person.name_latin or person.name).here
