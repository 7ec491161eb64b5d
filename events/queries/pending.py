"""What a publication would change, whom it concerns, and what is checked before it."""

from dataclasses import dataclass, replace

from events.extensions import ReleaseRecipient, release_recipients
from events.models import Conference, Release, Session, Talk
from events.queries.bookings import clashes_to_publish
from events.queries.gate import gate_of_draft, gate_of_republication
from events.queries.programme import draft_programme
from events.queries.releases import content_of
from events.queries.stage import stage_people
from events.rules.bookings import Clash
from events.rules.gate import GateLine
from events.rules.notices import Difference, Notice
from events.rules.programme import Programme, SessionKind, digest_of
from events.rules.publication import Change, as_it_may_be_shown, changes
from events.rules.removed import with_removed


@dataclass(frozen=True, kw_only=True)
class Pending:
    """The next release, compared with the last one.

    `digest` stands for its content. `changes` and `recipients` are empty before the first release, and `recipients`
    while the conference is a draft that only its team sees. `republishes` is the release whose content it has, if it
    is not that of the draft.
    """

    conference: Conference
    last: Release | None
    difference: Difference | None
    programme: Programme
    digest: str
    changes: tuple[Change, ...]
    recipients: tuple[ReleaseRecipient, ...]
    clashes: tuple[Clash, ...]
    gate: tuple[GateLine, ...]
    republishes: Release | None = None

    @property
    def number(self) -> int:
        """The number that the release would have."""
        return self.last.number + 1 if self.last else 1

    @property
    def is_new(self) -> bool:
        """Whether publishing would make a release at all.

        Another order of people or groups does, too, although `changes` lists no item.
        """
        return self.last is None or self.last.digest != self.digest

    @property
    def shown(self) -> str:
        """A word for this content after this release. It differs once anybody has published or edited."""
        return f"{self.number}-{self.digest}"


def pending_release(conference: Conference, *, republishes: Release | None = None) -> Pending:
    """Return what publishing the draft would change, or publishing an earlier release again."""
    last = Release.objects.filter(conference=conference).select_related("published_by").defer("document").first()
    before = content_of(last) if last else None
    hidden = _behind_closed_doors(conference)
    if republishes is None:
        programme, clashes = draft_programme(conference), clashes_to_publish(conference)
        gate = gate_of_draft(conference, clashes)
    else:
        programme, clashes = _once_more(conference, republishes, hidden), ()
        gate = gate_of_republication(conference, len(republishes.accepted_clashes))
    programme = with_removed(programme, before, hidden=hidden)
    digest = digest_of(programme)
    difference = None
    if before is not None and last is not None and last.digest != digest:
        difference = Difference(before=before, after=programme, hidden=hidden)
    return Pending(
        conference=conference,
        last=last,
        difference=difference,
        programme=programme,
        digest=digest,
        changes=changes(difference.before, programme, hidden=hidden) if difference else (),
        recipients=recipients_of(conference, difference) if difference and conference.is_public else (),
        clashes=clashes,
        gate=gate,
        republishes=republishes,
    )


def recipients_of(conference: Conference, difference: Difference) -> tuple[ReleaseRecipient, ...]:
    """Return who is told of the difference, each once with all that concerns them."""
    found: dict[str, ReleaseRecipient] = {}
    for source in release_recipients:
        for each in source(conference, difference):
            known = found.get(each.key)
            found[each.key] = replace(known, notices=_merged(known, each)) if known else each
    return tuple(found.values())


def _merged(known: ReleaseRecipient, other: ReleaseRecipient) -> tuple[Notice, ...]:
    return tuple(dict.fromkeys((*known.notices, *other.notices)))


def _behind_closed_doors(conference: Conference) -> frozenset[str]:
    sessions = Session.objects.filter(conference=conference, kind=SessionKind.CLOSED_DOOR)
    talks = Talk.objects.filter(conference=conference, session__kind=SessionKind.CLOSED_DOOR)
    return frozenset((*sessions.values_list("code", flat=True), *talks.values_list("code", flat=True)))


def _once_more(conference: Conference, release: Release, hidden: frozenset[str]) -> Programme:
    photos = {speaker.code: speaker.photo for speaker in stage_people(conference).speakers}
    return as_it_may_be_shown(content_of(release), hidden=hidden, photos=photos)
