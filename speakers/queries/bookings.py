"""Bookings of people by the sessions and talks they appear in, for the search for clashes."""

from collections.abc import Iterator

from events.models import Conference, Session, Talk
from events.queries.bookings import BOOKED
from events.rules.bookings import Booking, Resource
from events.rules.names import is_placeholder
from events.rules.programme import SessionKind
from speakers.models import Appearance
from speakers.queries.stage import ON_STAGE
from toolkit.text import Text


def person_bookings(conference: Conference) -> Iterator[Booking]:
    """Yield a booking for each appearance in a session or talk. Three queries: each row is read once.

    Speakers who declined or withdrew, placeholder names (特邀嘉宾) and cancelled items are left out.
    """
    all_sessions = Session.objects.filter(conference=conference, is_cancelled=False)
    all_talks = Talk.objects.filter(conference=conference, is_cancelled=False)
    sessions = {row.pk: row for row in all_sessions.only(*BOOKED, "kind")}
    talks = {row.pk: row for row in all_talks.only(*BOOKED, "session")}
    rows = Appearance.objects.filter(speaker__conference=conference, speaker__state__in=ON_STAGE, forum__isnull=True)
    for session_id, talk_id, person_id, name, name_latin, must_not_clash in rows.values_list(
        "session",
        "talk",
        "speaker__person",
        "speaker__person__name",
        "speaker__person__name_latin",
        "speaker__must_not_clash",
    ):
        talk = talks.get(talk_id)
        session = sessions.get((talk.session_id if talk else session_id) or 0)
        if session is None or is_placeholder(name):
            continue
        item = talk or session
        yield Booking(
            resource=Resource.PERSON,
            key=str(person_id),
            label=Text(zh=name, en=name_latin or name),
            starts_at=item.starts_at,
            ends_at=item.ends_at,
            what=item.title or session.title,
            block=f"session{session.pk}",
            session=session.code,
            talk=talk.code if talk else "",
            is_closed=session.kind == SessionKind.CLOSED_DOOR,
            must_not_clash=must_not_clash,
        )
