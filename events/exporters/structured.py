"""Exporter for search engines: a conference, session or talk as schema.org's Event, in the reader's language."""

from dataclasses import dataclass
from html import unescape

from events.rules.index import ProgrammeIndex, page_name
from events.rules.programme import SessionItem, TalkItem
from toolkit.jsonable import Jsonable
from toolkit.markup import plain
from toolkit.text import Text

LONGEST_DESCRIPTION = 300
_SCHEMA = "https://schema.org"
Told = dict[str, Jsonable]


@dataclass(frozen=True, kw_only=True)
class ItemAddresses:
    """Absolute URLs of the page of a session or talk, and of its conference."""

    item: str
    conference: str


def event_of_conference(index: ProgrammeIndex, *, url: str) -> Told:
    """Return the conference as an event of whole days."""
    facts = index.conference
    return {"@context": _SCHEMA, **_conference(index, url=url), **_said(description=_brief(facts.intro))}


def event_of_session(index: ProgrammeIndex, session: SessionItem, *, addresses: ItemAddresses) -> Told:
    """Return a session as an event within the conference; nothing at all of a closed-door session."""
    return _item(index, session, session, about=session.description, addresses=addresses)


def event_of_talk(index: ProgrammeIndex, session: SessionItem, talk: TalkItem, *, addresses: ItemAddresses) -> Told:
    """Return a talk as an event within the conference; nothing at all if its session is closed-door."""
    return _item(index, session, talk, about=talk.abstract, addresses=addresses)


def _conference(index: ProgrammeIndex, *, url: str) -> Told:
    facts = index.conference
    return {
        "@type": "Event",
        "name": facts.title.here,
        "url": url,
        "startDate": facts.starts_on.isoformat(),
        "endDate": facts.ends_on.isoformat(),
        "eventAttendanceMode": f"{_SCHEMA}/OfflineEventAttendanceMode",
        "location": _place(index, Text()),
        **_said(organizer=_organiser(facts.hosts)),
    }


def _item(
    index: ProgrammeIndex,
    session: SessionItem,
    item: SessionItem | TalkItem,
    *,
    about: Text,
    addresses: ItemAddresses,
) -> Told:
    if session.is_closed:
        return {}
    zone = index.conference.zone
    forum = index.forums.get(session.forum) if session.forum is not None else None
    title = item.title or session.title or (forum.title if forum else index.conference.title)
    is_cancelled = item.is_cancelled or session.is_cancelled
    people = [index.speakers[role.speaker] for role in item.people if role.speaker in index.speakers]
    names = dict.fromkeys(page_name(speaker).here for speaker in people)
    return {
        "@context": _SCHEMA,
        "@type": "Event",
        "name": title.here,
        "url": addresses.item,
        "startDate": item.starts_at.astimezone(zone).isoformat(),
        "endDate": item.ends_at.astimezone(zone).isoformat(),
        "eventStatus": f"{_SCHEMA}/{'EventCancelled' if is_cancelled else 'EventScheduled'}",
        "eventAttendanceMode": f"{_SCHEMA}/OfflineEventAttendanceMode",
        "location": _place(index, index.room_name(session)),
        "superEvent": _conference(index, url=addresses.conference),
        **_said(description=_brief(about), performer=[{"@type": "Person", "name": name} for name in names]),
    }


def _organiser(hosts: Text) -> Told:
    return {"@type": "Organization", "name": hosts.here} if hosts else {}


def _place(index: ProgrammeIndex, room: Text) -> Told:
    """Return a room, or the venue if there is none; if that is missing, too, the city or the conference itself."""
    facts = index.conference
    venue = facts.venue.here or facts.city.here or facts.title.here
    address = ", ".join(filter(None, (facts.address.here, facts.city.here))) or venue
    return {"@type": "Place", "name": f"{venue}, {room.here}" if room else venue, "address": address}


def _said(**values: Jsonable) -> Told:
    return {name: value for name, value in values.items() if value}


def _brief(text: Text) -> str:
    words = unescape(plain(text.here))
    return words if len(words) <= LONGEST_DESCRIPTION else words[:LONGEST_DESCRIPTION].rstrip() + "…"
