"""Joining two records of one person at a conference."""

from datetime import datetime

from django.db import transaction

from events.access import authorise
from events.models import User
from events.operations.journal import deed
from events.operations.office.audit import record_in
from events.operations.office.changes import Vanished, label_of, lock_row
from events.rules.journal import DeedKind
from events.rules.office.roles import Right
from speakers.models import Appearance, Speaker
from toolkit.text import Text


@transaction.atomic
def join_speakers(kept: Speaker, other: Speaker, *, by: User | None, now: datetime) -> None:
    """Put the appearances and absences of `other` on `kept`, as one deed; where both have a role, one stays.

    Both records of the person stay, and so does the other speaker, who is nowhere on stage then. Raises Vanished unless
    these are two speakers of one conference.
    """
    conference = kept.conference
    authorise(by, Right.EDIT_PROGRAMME, conference)
    if kept.pk == other.pk or other.conference_id != conference.pk:
        raise Vanished
    for speaker in sorted((kept, other), key=lambda each: each.pk):
        lock_row(speaker)
    rows = list(other.appearances.select_related("forum", "session", "talk"))
    person = kept.person
    with deed(
        conference,
        DeedKind.CHANGE_PEOPLE,
        about=Text(person.name, person.name_latin or person.name),
        by=by,
        now=now,
        forums=[row.forum for row in rows if row.forum],
        sessions=[row.session for row in rows if row.session],
        talks=[row.talk for row in rows if row.talk],
    ):
        there = {_place(row) for row in kept.appearances.all()}
        Appearance.objects.filter(pk__in=[row.pk for row in rows if _place(row) in there]).delete()
        Appearance.objects.filter(pk__in=[row.pk for row in rows if _place(row) not in there]).update(speaker=kept)
        other.absences.update(speaker=kept)
        if other.must_not_clash and not kept.must_not_clash:
            kept.must_not_clash = True
            kept.save(update_fields=["must_not_clash"])
        record_in(conference, "speakers.join", kept, by=by, now=now, details={"name": label_of(other.person)})


def _place(row: Appearance) -> tuple[int | None, int | None, int | None, str]:
    return row.forum_id, row.session_id, row.talk_id, row.role
