"""What the public is told of the changes of a release, judged by what it may know today."""

from collections.abc import Iterable
from dataclasses import dataclass

from events.rules.index import OnStage, ProgrammeIndex
from events.rules.programme import RemovedItem, SessionItem, TalkItem
from events.rules.publication import Aspect, Change, Slot, Subject
from toolkit.text import Text

TOLD = frozenset({Aspect.TIME, Aspect.ROOM, Aspect.NEW, Aspect.CANCELLED, Aspect.PEOPLE})
"""What concerns somebody who comes. Corrected texts do not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewsItem:
    """One change. `code` is that of the page to link to, empty if there is none any more.

    `before` and `after` are None where the item was or is not. `people` are those who are on stage today, if others
    were: who they were is not repeated.
    """

    aspects: tuple[Aspect, ...]
    subject: Subject
    code: str
    title: Text
    label: str
    forum: int | None
    before: Slot | None
    after: Slot | None
    people: tuple[OnStage, ...] = ()

    @property
    def was(self) -> Slot | None:
        """The time and place that no longer hold."""
        return self.before if {Aspect.TIME, Aspect.ROOM, Aspect.CANCELLED} & set(self.aspects) else None

    @property
    def holds(self) -> Slot | None:
        """The time and place that hold now."""
        return None if Aspect.CANCELLED in self.aspects else self.after


def news_of(changes: Iterable[Change], index: ProgrammeIndex) -> tuple[NewsItem, ...]:
    """Return the changes of sessions and talks that the public is told of; `index` is the present programme.

    Nothing is told of talks that are behind closed doors by now, and nothing but the time of sessions that are.
    Removed items have the titles that the present release keeps of them.
    """
    removed = {(item.is_talk, item.code): item for item in index.programme.removed}
    found = (_news(change, index, removed) for change in changes)
    return tuple(item for item in found if item)


def _news(change: Change, index: ProgrammeIndex, removed: dict[tuple[bool, str], RemovedItem]) -> NewsItem | None:
    is_talk = change.subject is Subject.TALK
    if not is_talk and change.subject is not Subject.SESSION:
        return None
    aspects = tuple(aspect for aspect in change.aspects if aspect in TOLD)
    there = index.talks.get(change.key) if is_talk else _alone(index.sessions.get(change.key))
    if there is None:
        return _of_removed(change, aspects, removed.get((is_talk, change.key)))
    session, item = there
    if session.is_closed:
        aspects = tuple(aspect for aspect in aspects if aspect not in {Aspect.ROOM, Aspect.PEOPLE})
    if not aspects:
        return None
    return NewsItem(
        aspects=aspects,
        subject=change.subject,
        code=change.key,
        title=item.title or session.title or _forum_title(session, index),
        label=session.label,
        forum=session.forum,
        before=_shown(change.before, session),
        after=_shown(change.after, session),
        people=tuple(index.on_stage(item.people)) if Aspect.PEOPLE in aspects else (),
    )


def _alone(session: SessionItem | None) -> tuple[SessionItem, SessionItem | TalkItem] | None:
    return (session, session) if session else None


def _forum_title(session: SessionItem, index: ProgrammeIndex) -> Text:
    forum = index.forums.get(session.forum or 0)
    return forum.title if forum else Text()


def _shown(slot: Slot | None, session: SessionItem) -> Slot | None:
    if slot is None or not session.is_closed:
        return slot
    return Slot(starts_at=slot.starts_at, ends_at=slot.ends_at, room=Text())


def _of_removed(change: Change, aspects: tuple[Aspect, ...], kept: RemovedItem | None) -> NewsItem | None:
    """Return what is told of something that is gone: nothing, if it has only gone behind closed doors."""
    if not aspects or (kept and kept.is_hidden):
        return None
    return NewsItem(
        aspects=tuple(aspect for aspect in aspects if aspect is not Aspect.PEOPLE) or aspects,
        subject=change.subject,
        code="",
        title=kept.title if kept else change.title,
        label="",
        forum=change.forum,
        before=change.before,
        after=change.after,
    )
