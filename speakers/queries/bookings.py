"""Bookings of people by the sessions and talks they appear in, for the search for clashes."""

from collections.abc import Iterator

from events.models import Conference
from events.rules.bookings import Booking, Resource
from events.rules.names import is_placeholder
from events.rules.programme import SessionKind
from speakers.models import Appearance
from speakers.queries.stage import ON_STAGE
from toolkit.text import Text


def person_bookings(conference: Conference) -> Iterator[Booking]:
    """Yield a booking for each appearance in a session or talk. One query.

    Speakers who declined or withdrew, placeholder names (特邀嘉宾) and cancelled items are left out.
    """
    rows = Appearance.objects.filter(
        speaker__conference=conference, speaker__state__in=ON_STAGE, forum__isnull=True
    ).select_related("speaker__person", "session", "talk__session")
    for row in rows:
        if booking := _booking(row):
            yield booking


def _booking(row: Appearance) -> Booking | None:
    item, person = row.talk or row.session, row.speaker.person
    session = row.talk.session if row.talk else row.session
    if item is None or session is None or is_placeholder(person.name):
        return None
    if item.is_cancelled or session.is_cancelled:
        return None
    return Booking(
        resource=Resource.PERSON,
        key=str(row.speaker.person_id),
        label=Text(zh=person.name, en=person.name_latin or person.name),
        starts_at=item.starts_at,
        ends_at=item.ends_at,
        what=item.title or session.title,
        block=f"session{session.pk}",
        session=session.code,
        talk=row.talk.code if row.talk else "",
        is_closed=session.kind == SessionKind.CLOSED_DOOR,
        must_not_clash=row.speaker.must_not_clash,
    )
