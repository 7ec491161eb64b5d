"""What a publication, or a past release, is reviewed by: its changes, its letters, and who is named in them."""

from dataclasses import dataclass
from functools import cached_property

from events.extensions import ReleaseRecipient
from events.models import Letter, Release
from events.queries.pending import Pending
from events.queries.releases import index_of, release_before
from events.rules.index import page_name
from events.rules.notices import Notice
from events.rules.programme import Programme
from events.rules.publication import Change, changes_from_json
from events.rules.review import ReviewLetter
from toolkit.text import Text

PROGRAMME_CHANGED = "programme_changed"
"""The kind of the letters to people whose place on stage has changed."""


def occasion_of(release: Release) -> str:
    """Return how the keys of the letters about a release begin."""
    return f"{PROGRAMME_CHANGED}:{release.pk}"


@dataclass(frozen=True, kw_only=True)
class Reviewed:
    """Changes with the letters about them, and the names of people and forums."""

    changes: tuple[Change, ...]
    letters: tuple[ReviewLetter, ...]
    people: dict[str, Text]
    forums: dict[int, Text]

    @cached_property
    def _by_person(self) -> dict[str, ReviewLetter]:
        return {letter.speaker: letter for letter in self.letters if letter.speaker}

    def letter_to(self, person: str | None) -> ReviewLetter | None:
        """Return the letter to a person on stage, by code; also one that cannot be sent for want of an address."""
        return self._by_person.get(person or "")


def review_of_pending(pending: Pending) -> Reviewed:
    """Return what is to be reviewed before a publication. No query."""
    before = pending.difference.before if pending.difference else None
    return Reviewed(
        changes=pending.changes,
        letters=tuple(map(_to_be_written, pending.recipients)),
        people=_people(pending.programme, before),
        forums=_forums(pending.programme, before),
    )


def review_of_release(release: Release) -> Reviewed:
    """Return what a past release has changed, and the letters that were written. At most four queries."""
    earlier = release_before(release)
    after, before = index_of(release).programme, index_of(earlier).programme if earlier else None
    letters = Letter.objects.filter(conference=release.conference_id, key__startswith=f"{occasion_of(release)}:")
    return Reviewed(
        changes=changes_from_json(release.changes),
        letters=tuple(map(_written, letters.order_by("pk"))),
        people=_people(after, before),
        forums=_forums(after, before),
    )


def _people(programme: Programme, before: Programme | None) -> dict[str, Text]:
    speakers = (*(before.speakers if before else ()), *programme.speakers)
    return {speaker.code: page_name(speaker) for speaker in speakers}


def _forums(programme: Programme, before: Programme | None) -> dict[int, Text]:
    forums = (*(before.forums if before else ()), *programme.forums)
    return {forum.number: forum.title for forum in forums}


def _to_be_written(recipient: ReleaseRecipient) -> ReviewLetter:
    return ReviewLetter(
        speaker=recipient.speaker,
        name=recipient.name,
        address=recipient.address,
        language=recipient.language,
        notices=recipient.notices,
    )


def _written(letter: Letter) -> ReviewLetter:
    context = letter.context
    return ReviewLetter(
        speaker=context["speaker"],
        name=Text(context["name_zh"], context["name_en"]),
        address=letter.recipient,
        language="" if context.get("is_bilingual") else letter.language,
        notices=tuple(map(Notice.read, context["notices"].split())),
        state=letter.state,
    )
