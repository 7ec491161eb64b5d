"""What hosts have changed of an approved forum, in words: as approved, and as it is now."""

from collections.abc import Iterable
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from django.utils.translation import get_language

from events.forms.review import Side, sides_of
from events.forms.words import ASPECTS, SUBJECTS
from events.rules.publication import Change, Slot
from toolkit import dates
from toolkit.lists import listed
from toolkit.text import CHINESE


@dataclass(frozen=True, kw_only=True)
class WaitingLine:
    """A change that waits for approval: what it is about, when and where it was and is, and the texts that differ."""

    subject: str
    title: str
    aspects: str
    before: str
    after: str
    sides: tuple[Side, ...]


def waiting_lines(changes: Iterable[Change], zone: ZoneInfo) -> list[WaitingLine]:
    """Return the changes in words, in the active language and the conference's zone."""
    return [
        WaitingLine(
            subject=str(SUBJECTS[change.subject]),
            title=change.title.here or change.key,
            aspects=listed(ASPECTS[aspect] for aspect in change.aspects),
            before=_slot(change.before, zone) if change.before != change.after else "",
            after=_slot(change.after, zone) if change.before != change.after else "",
            sides=sides_of(change.details, zone),
        )
        for change in changes
    ]


def _slot(slot: Slot | None, zone: ZoneInfo) -> str:
    if slot is None:
        return "–"
    day = dates.day(slot.starts_at.astimezone(zone).date(), get_language() or CHINESE)
    return " ".join(filter(None, (day, dates.time_range(slot.starts_at, slot.ends_at, zone), slot.room.here)))
