"""Forums and the letters that they are listed under; drafting, submitting, approving."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.db import transaction
from django.db.models import Max

from events.models import Conference, Forum, ForumGroup, User
from events.operations.office.audit import record_in
from events.operations.office.changes import change_row, label_of, remove_row
from events.rules.forums import STEPS, ForumStep


class WrongForumState(Exception):  # noqa: N818 - a refusal, not an error
    """The step does not lead from the state that the forum is in."""


@transaction.atomic
def add_forums(
    conference: Conference, forums: Iterable[Mapping[str, object]], *, by: User | None, now: datetime
) -> list[Forum]:
    """Adds forums in the order given; one without a number gets the next."""
    added = [_add_forum(conference, values) for values in forums]
    for forum in added:
        record_in(conference, "add", forum, by=by, now=now, details={"name": label_of(forum)})
    return added


def _add_forum(conference: Conference, values: Mapping[str, object]) -> Forum:
    number = values.get("number") or (conference.forums.aggregate(last=Max("number"))["last"] or 0) + 1
    return Forum.objects.create(conference=conference, **{**values, "number": number})


def change_forum(forum: Forum, values: Mapping[str, object], *, by: User | None, now: datetime) -> None:
    """Changes a forum's own texts."""
    change_row(forum, values, conference=forum.conference, by=by, now=now)


def remove_forum(forum: Forum, *, by: User | None, now: datetime) -> None:
    """Removes a forum; raises InUse while it has sessions, chairs or secretaries."""
    remove_row(forum, conference=forum.conference, by=by, now=now)


@transaction.atomic
def take_forum_step(forum: Forum, step: ForumStep, *, by: User | None, now: datetime) -> None:
    """Submits, approves or returns a forum; raises WrongForumState if that does not lead from where it is."""
    starts, end = STEPS[step]
    if not Forum.objects.filter(pk=forum.pk, state__in=starts).update(state=end):
        raise WrongForumState
    forum.state = end
    record_in(forum.conference, step.value, forum, by=by, now=now)


@transaction.atomic
def add_groups(
    conference: Conference, groups: Iterable[Mapping[str, object]], *, by: User | None, now: datetime
) -> list[ForumGroup]:
    """Adds letters to list forums under, behind those that are there."""
    last = conference.forum_groups.aggregate(last=Max("position"))["last"] or 0
    added = [
        ForumGroup.objects.create(conference=conference, position=last + place, **values)
        for place, values in enumerate(groups, start=1)
    ]
    for group in added:
        record_in(conference, "add", group, by=by, now=now, details={"name": label_of(group)})
    return added


def change_group(group: ForumGroup, values: Mapping[str, object], *, by: User | None, now: datetime) -> None:
    """Changes a group."""
    change_row(group, values, conference=group.conference, by=by, now=now)


def remove_group(group: ForumGroup, *, by: User | None, now: datetime) -> None:
    """Removes a group; its forums stay, under no letter."""
    remove_row(group, conference=group.conference, by=by, now=now, but_for=["forum"])
