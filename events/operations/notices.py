"""Letters to those who look after a forum: its hosts, and the centre."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings

from events.models import Conference, Forum, User
from events.operations.office.letters import LetterOrder, write_letter
from events.queries.office.team import centre_of, hosts_of


@dataclass(frozen=True, kw_only=True)
class Notice:
    """A letter to several people: its kind, the row that it is about, and what makes its occasion unique."""

    kind: str
    subject_key: str
    occasion: str = ""


def tell_centre(conference: Conference, notice: Notice, *, by: User | None, now: datetime) -> None:
    """Write to everybody who edits the whole programme, except for `by`."""
    _tell(centre_of(conference), conference, notice, by=by, now=now)


def tell_hosts(forum: Forum, notice: Notice, *, also: User | None = None, by: User | None, now: datetime) -> None:
    """Write to a forum's secretaries and to `also`, except for `by`."""
    people = {user.pk: user for user in hosts_of(forum)}
    if also is not None and also.is_active:
        people[also.pk] = also
    _tell(people.values(), forum.conference, notice, by=by, now=now)


def _tell(people: Iterable[User], conference: Conference, notice: Notice, *, by: User | None, now: datetime) -> None:
    for user in people:
        if user == by:
            continue
        key = ":".join(part for part in (notice.kind, notice.subject_key, notice.occasion, str(user.pk)) if part)
        order = LetterOrder(
            kind=notice.kind,
            key=key,
            recipient=user.email,
            language=user.language or settings.LANGUAGE_CODE,
            conference=conference,
            subject_key=notice.subject_key,
            context={} if user.language else {"is_bilingual": "yes"},
        )
        write_letter(order, by=by, now=now)
