"""Importer for COSCUP's format: sessions, speakers, session types, rooms and tags in Chinese and English."""

from events.importers.registers import settled_events
from events.importers.values import LONGEST_TITLE, Node, Place
from events.rules.exchange import (
    Feed,
    FeedConference,
    FeedEvent,
    FeedFault,
    FeedFormat,
    FeedLink,
    FeedPerson,
    FeedRefused,
    FeedRoom,
    FeedTrack,
)
from toolkit.text import Text

_SESSION = {"id", "type", "room", "start", "end", "language", "zh", "en", "speakers", "uri", *("slide", "record")}
_SPEAKER = {"id", "avatar", "zh", "en"}
_LANGUAGES = {"中文": "zh", "英文": "en", "english": "en", "chinese": "zh", "漢語": "zh", "汉语": "zh", "日本語": "ja"}


def schedule_of_sessions(value: object) -> Feed:
    """Return the feed of `{"sessions": […], "speakers": […], …}`. Raise FeedRefused at the first invalid value."""
    root = Node(value, Place("sessions"))
    rooms = {room.key: room for room in map(_room, root.nodes("rooms"))}
    tracks = {track.key: track for track in map(_track, root.nodes("session_types"))}
    persons = {person.key: person for person in map(_person, root.nodes("speakers"))}
    events = [_event(node) for node in root.nodes("sessions")]
    if not events:
        raise FeedRefused(FeedFault.NO_EVENTS)
    for event in events:
        rooms.setdefault(event.room, FeedRoom(key=event.room, name=Text(en=event.room)))
        if event.track:
            tracks.setdefault(event.track, FeedTrack(key=event.track, name=Text(en=event.track)))
        for key in event.persons:
            persons.setdefault(key, FeedPerson(key=key, name=Text(en=key), code=key))
    return Feed(
        format=FeedFormat.SESSIONS,
        conference=FeedConference(extras=root.beyond({"sessions", "speakers", "session_types", "rooms"})),
        rooms=tuple(rooms.values()),
        tracks=tuple(tracks.values()),
        persons=tuple(persons.values()),
        events=settled_events(events, people={key: key for key in persons}),
    )


def _both(node: Node, name: str) -> Text:
    """Return the line of this name from the objects `zh` and `en`, either of which may be missing."""
    return Text(**{each: node.node(each).line(name, longest=LONGEST_TITLE) for each in _languages(node)})


def _both_texts(node: Node, name: str) -> Text:
    return Text(**{each: node.node(each).text(name) for each in _languages(node)})


def _languages(node: Node) -> list[str]:
    return [language for language in ("zh", "en") if node.has(language)]


def _key(node: Node) -> str:
    key = node.line("id", longest=100)
    if not key:
        raise node.place.refuse("id", "")
    return key


def _room(node: Node) -> FeedRoom:
    return FeedRoom(key=_key(node), name=_both(node, "name"), extras=node.beyond({"id", "zh", "en"}))


def _track(node: Node) -> FeedTrack:
    return FeedTrack(key=_key(node), name=_both(node, "name"), extras=node.beyond({"id", "zh", "en"}))


def _person(node: Node) -> FeedPerson:
    key = _key(node)
    return FeedPerson(
        key=key,
        code=key,
        name=_both(node, "name"),
        biography=_both_texts(node, "bio"),
        avatar=node.line("avatar", longest=2000),
        extras=node.beyond(_SPEAKER),
    )


def _event(raw: Node) -> FeedEvent:
    key = _key(raw)
    title = _both(raw, "title")
    node = raw.at(f"{key} “{(title.zh or title.en)[:80]}”")
    if not title:
        raise node.place.refuse("title", "")
    if not node.has("room"):
        raise node.place.refuse("room", "")
    starts_at, ends_at = node.moment("start"), node.moment("end")
    if (starts_at.tzinfo is None) != (ends_at.tzinfo is None) or ends_at < starts_at:
        raise node.place.refuse("end", node.line("end"))
    language = node.line("language")
    return FeedEvent(
        key=key,
        code=key,
        title=title,
        description=_both_texts(node, "description"),
        starts_at=starts_at,
        ends_at=ends_at,
        room=node.line("room"),
        track=node.line("type"),
        language=_LANGUAGES.get(language.lower(), language),
        url=node.line("uri", longest=2000),
        persons=tuple(node.strings("speakers")),
        links=_links(node),
        extras=node.beyond(_SESSION),
    )


def _links(node: Node) -> tuple[FeedLink, ...]:
    """Return slides and recordings as links. Other URLs (shared notes, questions) stay in the extras."""
    urls = ((name, node.line(name, longest=2000)) for name in ("slide", "record"))
    return tuple(FeedLink(url=url, title=name) for name, url in urls if url)
