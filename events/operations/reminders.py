"""Reminding the secretaries of forums that wait for them."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.db.models import Q

from events.access import authorise
from events.models import Conference, Forum, User
from events.operations.office.audit import record_in
from events.operations.office.letters import LetterOrder, write_letter
from events.queries.office.secretaries import FORUM_REMINDER, secretaries_of
from events.rules.board import AWAITED, BETWEEN_REMINDERS, Spared, spared
from events.rules.forums import ForumState, is_shut
from events.rules.office.roles import Right


@dataclass(frozen=True, kw_only=True)
class Reminders:
    """Whom reminders about some forums go to, or would go to.

    `people` maps each secretary to the forums that the letter names, `left_out` each other forum to the reason.
    """

    people: dict[User, list[Forum]] = field(default_factory=dict)
    left_out: dict[Forum, Spared] = field(default_factory=dict)


def plan_reminders(forums: Collection[Forum], *, now: datetime) -> Reminders:
    """Return who would be reminded now of these forums, read with their conference. One query."""
    secretaries = secretaries_of(forums)
    planned = Reminders()
    for forum in forums:
        members = secretaries.get(forum.pk, [])
        state = ForumState(forum.state)
        reason = spared(
            state,
            is_shut=is_shut(submit_by=forum.conference.submit_by, reopened_until=forum.reopened_until, now=now),
            secretaries=len(members),
            reminded_at=forum.reminded_at,
            now=now,
        )
        if reason is not None:
            planned.left_out[forum] = reason
            continue
        for member in members:
            planned.people.setdefault(member.user, []).append(forum)
    return planned


@transaction.atomic
def remind_forums(conference: Conference, forums: Collection[int], *, by: User | None, now: datetime) -> Reminders:
    """Write to the secretaries of these forums of the conference, by primary key: one letter each, which names all of
    their forums that wait for them.

    A forum is reminded of at most once in 24 hours, however many ask at once.
    """
    authorise(by, Right.EDIT_PROGRAMME, conference)
    rows = Forum.objects.filter(conference=conference, pk__in=forums)
    asked = list(rows.select_related("conference").order_by("number"))
    planned = plan_reminders(asked, now=now)
    due = [forum for forum in asked if forum not in planned.left_out]
    for forum in due:
        if not _claim(forum, now=now):
            planned.left_out[forum] = Spared.REMINDED_LATELY
            continue
        record_in(conference, "remind", forum, by=by, now=now)
    people: dict[User, list[Forum]] = {}
    for user, named in planned.people.items():
        if claimed := [forum for forum in named if forum not in planned.left_out]:
            people[user] = claimed
            _write(user, claimed, conference, by=by, now=now)
    return Reminders(people=people, left_out=planned.left_out)


def _claim(forum: Forum, *, now: datetime) -> bool:
    """Take the forum's reminder of these 24 hours; return False if somebody else has."""
    free = Q(reminded_at=None) | Q(reminded_at__lte=now - BETWEEN_REMINDERS)
    rows = Forum.objects.filter(free, pk=forum.pk, state__in=AWAITED)
    return bool(rows.update(reminded_at=now))


def _write(user: User, forums: list[Forum], conference: Conference, *, by: User | None, now: datetime) -> None:
    keys = ",".join(str(forum.pk) for forum in forums)
    context = {"forums": keys} if user.language else {"forums": keys, "is_bilingual": "yes"}
    order = LetterOrder(
        kind=FORUM_REMINDER,
        key=f"{FORUM_REMINDER}:{user.pk}:{forums[0].pk}:{now.isoformat()}",
        recipient=user.email,
        language=user.language or settings.LANGUAGE_CODE,
        conference=conference,
        subject_key=str(user.pk),
        context=context,
    )
    write_letter(order, by=by, now=now, is_first=True)
