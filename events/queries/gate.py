"""What is checked before a publication, from the database."""

from django.db.models import Q

from events.models import AcceptedClash, Conference, Forum
from events.rules.bookings import Clash
from events.rules.forums import ForumState, Unapproved
from events.rules.gate import Acceptance, GateLine, GateMatter, GateState, clash_lines, forum_lines


def gate_of_draft(conference: Conference, clashes: tuple[Clash, ...]) -> tuple[GateLine, ...]:
    """Return the gate's lines for the draft, which has these clashes. Takes two queries."""
    return (*clash_lines(clashes, _accepted(conference)), *_forum_lines(conference), *_state_lines(conference))


def gate_of_republication(conference: Conference, clashes: int) -> tuple[GateLine, ...]:
    """Return the gate's lines for a release that is published again. It passed the gate then, with so many clashes."""
    state = GateState.ACCEPTED if clashes else GateState.PASS
    return GateLine(state=state, matter=GateMatter.EARLIER, count=clashes), *_state_lines(conference)


def _accepted(conference: Conference) -> dict[str, Acceptance]:
    rows = AcceptedClash.objects.filter(conference=conference).select_related("by")
    return {row.mark: Acceptance(reason=row.reason, by=str(row.by or ""), at=row.at) for row in rows}


def _forum_lines(conference: Conference) -> tuple[GateLine, ...]:
    is_approved = Q(state=ForumState.APPROVED.value) | Q(approved_part__isnull=False)
    forums = Forum.objects.filter(conference=conference).annotate(is_approved=is_approved)
    return forum_lines(dict(forums.values_list("number", "is_approved")), Unapproved(conference.unapproved))


def _state_lines(conference: Conference) -> tuple[GateLine, ...]:
    return () if conference.is_public else (GateLine(state=GateState.NOTE, matter=GateMatter.DRAFT),)
