"""Importer for COSCUP's format: sessions, speakers, session types, rooms and tags in Chinese and English."""

from collections.abc import Iterator

from events.importers.registers import settled_events
from events.importers.values import LONGEST_TITLE, Node, Notes, Place
from events.rules.exchange import (
    Feed,
    FeedConference,
    FeedEvent,
    FeedFormat,
    FeedLink,
    FeedPerson,
    FeedRoom,
    FeedTrack,
    RemarkKind,
)
from toolkit.text import Text

_SESSION = {"id", "type", "room", "start", "end", "language", "zh", "en", "speakers", "uri", *("slide", "record")}
_SPEAKER = {"id", "avatar", "zh", "en"}
_LANGUAGES = {"中文": "zh", "英文": "en", "english": "en", "chinese": "zh", "漢語": "zh", "汉语": "zh", "日本語": "ja"}


def schedule_of_sessions(value: object) -> Feed:
    """Return the feed of `{"sessions": […], "speakers": […], …}`. Raise FeedRefused if no session can be read."""
    notes = Notes()
    root = Node(value, Place("sessions", notes))
    rooms = {room.key: room for room in map(_room, _keyed(root, "rooms"))}
    tracks = {track.key: track for track in map(_track, _keyed(root, "session_types"))}
    persons = {person.key: person for person in map(_person, _keyed(root, "speakers"))}
    events = notes.events(root.every("sessions"), _event, _names)
    notes.need_one(events)
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
        events=settled_events(events, people={key: key for key in persons}, notes=notes),
        remarks=tuple(notes.remarks),
        refused=tuple(notes.refused),
    )


def _keyed(root: Node, name: str) -> list[Node]:
    """Return the objects of a list that have a key; the others are left out, with a remark."""
    nodes = [node.at(name) for node in root.nodes(name)]
    for node in nodes:
        if not node.has("id"):
            node.place.note(RemarkKind.BAD_VALUE, "id", "")
    return [node for node in nodes if node.line("id", longest=100)]


def _names(session: Node) -> Iterator[str]:
    if isinstance(session.value, dict) and session.value.get("id"):
        yield str(session.value["id"])


def _both(node: Node, name: str) -> Text:
    """Return the line of this name from the objects `zh` and `en`, either of which may be missing."""
    return Text(**{each: node.node(each).line(name, longest=LONGEST_TITLE) for each in _languages(node)})


def _both_texts(node: Node, name: str) -> Text:
    return Text(**{each: node.node(each).text(name) for each in _languages(node)})


def _languages(node: Node) -> list[str]:
    return [language for language in ("zh", "en") if node.has(language)]


def _room(node: Node) -> FeedRoom:
    return FeedRoom(key=node.line("id", longest=100), name=_both(node, "name"), extras=node.beyond({"id", "zh", "en"}))


def _track(node: Node) -> FeedTrack:
    return FeedTrack(key=node.line("id", longest=100), name=_both(node, "name"), extras=node.beyond({"id", "zh", "en"}))


def _person(node: Node) -> FeedPerson:
    key = node.line("id", longest=100)
    return FeedPerson(
        key=key,
        code=key,
        name=_both(node, "name"),
        biography=_both_texts(node, "bio"),
        avatar=node.link("avatar"),
        extras=node.beyond(_SPEAKER),
    )


def _event(raw: Node) -> FeedEvent:
    key = raw.needed("id", longest=100)
    title = _both(raw, "title")
    node = raw.at(f"{key} “{(title.zh or title.en)[:80]}”")
    if not title:
        raise node.place.refuse("title", "")
    room = node.needed("room")
    starts_at = node.moment("start")
    ends_at = node.place.until(starts_at, node.raw("end"), "end")
    language = node.line("language")
    return FeedEvent(
        key=key,
        code=key,
        title=title,
        description=_both_texts(node, "description"),
        starts_at=starts_at,
        ends_at=ends_at,
        room=room,
        track=node.line("type"),
        language=_LANGUAGES.get(language.lower(), language),
        url=node.link("uri"),
        persons=tuple(filter(None, node.strings("speakers"))),
        links=_links(node),
        extras=node.beyond(_SESSION),
    )


def _links(node: Node) -> tuple[FeedLink, ...]:
    """Return slides and recordings as links. Other URLs (shared notes, questions) stay in the extras."""
    urls = ((name, node.link(name)) for name in ("slide", "record"))
    return tuple(FeedLink(url=url, title=name) for name, url in urls if url)
