"""Exporter for `schedule.xml`.

For a programme made here, the file is valid against the c3voc schema. Imported data beyond the schema is written again.
"""

import re
from collections.abc import Mapping
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from events.exporters.schedules import GENERATOR, ExportDay, clock_words, days_of, length_words, local
from events.rules.exchange import Extras, Feed, FeedEvent, FeedLink, FeedPerson, FeedTrack

_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]*")
_UNFIT = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_CODE = re.compile(r"[0-9A-Z]{6}")
_BEYOND_THE_SCHEMA = ("subtitle", "venue", "city", "day_change")


def schedule_xml(feed: Feed, *, language: str, address: str) -> bytes:
    """Return the document in UTF-8, in one language. `address` is the URL of the document itself."""
    root = Element("schedule")
    SubElement(root, "generator", name=GENERATOR)
    _child(root, "url", address)
    _child(root, "version", feed.conference.version)
    days = days_of(feed)
    _conference(root, feed, language, days=len(days))
    if "tracks" in feed.conference.said:
        tracks = SubElement(root, "tracks")
        for track in feed.tracks:
            _child(tracks, "track", track.name.within(language), **_track_attributes(track))
    if "persons" in feed.conference.said:
        persons = SubElement(root, "persons")
        for person in feed.persons:
            _whole_person(persons, person, language)
    writing = _Writing(feed, language)
    for day in days:
        writing.day(root, day)
    indent(root)
    document: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return document


def _child(parent: Element, tag: str, words: str = "", **attributes: str) -> Element:
    node = SubElement(parent, tag, {name: _fit(value) for name, value in attributes.items()})
    node.text = _fit(words)
    return node


def _fit(words: str) -> str:
    return _UNFIT.sub("", words)


def _conference(root: Element, feed: Feed, language: str, *, days: int) -> None:
    said = feed.conference
    node = SubElement(root, "conference")
    values = {
        "acronym": said.acronym,
        "title": said.title.within(language),
        "subtitle": said.subtitle,
        "venue": said.venue,
        "city": said.city,
        "start": str(said.starts_on),
        "end": str(said.ends_on),
        "days": str(days),
        "day_change": f"{said.day_change:%H:%M:%S}" if said.day_change else "",
        "timeslot_duration": said.timeslot,
        "base_url": said.base_url,
        "url": said.url,
        "time_zone_name": said.timezone,
    }
    for tag, words in values.items():
        if words and (tag not in _BEYOND_THE_SCHEMA or tag in said.said):
            _child(node, tag, words)
    if "tracks" not in said.said:
        for track in feed.tracks:
            _child(node, "track", "", name=track.name.within(language), **_track_attributes(track))
    _extras(node, said.extras)


def _track_attributes(track: FeedTrack) -> dict[str, str]:
    known = {"slug": track.slug, "color": track.color}
    return {name: value for name, value in known.items() if value} | _extra_attributes(track.extras)


def _whole_person(parent: Element, person: FeedPerson, language: str) -> None:
    node = SubElement(parent, "person", _person_attributes(person))
    _child(node, "name", person.name.within(language))
    _child(node, "biography", person.biography.within(language))
    if person.avatar:
        _child(node, "avatar", person.avatar)
    _extras(node, person.extras)


def _person_attributes(person: FeedPerson) -> dict[str, str]:
    known = {"id": person.id, "guid": person.guid}
    return {name: value for name, value in known.items() if value}


class _Writing:
    """Writer for the days, rooms and events of one feed in one language."""

    def __init__(self, feed: Feed, language: str) -> None:
        self.feed = feed
        self.language = language
        self.tracks = {track.key: track for track in feed.tracks}
        self.persons = {person.key: person for person in feed.persons}

    def day(self, root: Element, day: ExportDay) -> None:
        node = SubElement(
            root,
            "day",
            index=str(day.index),
            date=day.on.isoformat(),
            start=day.starts_at.isoformat(),
            end=day.ends_at.isoformat(),
        )
        for room, events in day.rooms:
            attributes = {"name": room.name.within(self.language)} | ({"guid": room.guid} if room.guid else {})
            attributes |= ({"slug": room.slug} if room.slug else {}) | _extra_attributes(room.extras)
            place = SubElement(node, "room", {name: _fit(value) for name, value in attributes.items()})
            for event in events:
                self.event(place, event, room=attributes["name"])

    def event(self, place: Element, event: FeedEvent, *, room: str) -> None:
        starts_at = local(event.starts_at, self.feed)
        code = {"code": event.code} if _CODE.fullmatch(event.code) else {}
        node = SubElement(place, "event", {"guid": event.guid, "id": event.id} | code)
        for name, value in _extra_attributes(event.extras).items():
            node.set(name, _fit(value))
        values = {
            "room": room,
            "title": event.title.within(self.language),
            "subtitle": event.subtitle.within(self.language),
            "type": event.kind,
            "date": starts_at.isoformat(),
            "start": clock_words(starts_at),
            "duration": length_words(event),
            "abstract": event.abstract.within(self.language),
            "slug": event.slug,
        }
        for tag, words in values.items():
            _child(node, tag, words)
        self._track(node, event)
        optional = {
            "logo": event.logo,
            "language": event.language,
            "description": event.description.within(self.language),
            "url": event.url,
            "feedback_url": event.feedback_url,
            "origin_url": event.origin_url,
        }
        for tag, words in optional.items():
            if words:
                _child(node, tag, words)
        self._rest(node, event)

    def _track(self, node: Element, event: FeedEvent) -> None:
        track = self.tracks.get(event.track)
        # The schema allows no slug here, so write it only for an imported feed that has a list of tracks.
        slug = {"slug": track.slug} if track and track.slug and "tracks" in self.feed.conference.said else {}
        _child(node, "track", track.name.within(self.language) if track else "", **slug)

    def _rest(self, node: Element, event: FeedEvent) -> None:
        recording = SubElement(node, "recording")
        _child(recording, "license", event.license)
        _child(recording, "optout", "true" if event.do_not_record else "false")
        persons = SubElement(node, "persons")
        for key in event.persons:
            person = self.persons[key]
            _child(persons, "person", person.name.within(self.language), **_person_attributes(person))
        links, attachments = SubElement(node, "links"), SubElement(node, "attachments")
        for link in event.links:
            _link(links, "link", link)
        for link in event.attachments:
            _link(attachments, "attachment", link)
        _extras(node, event.extras)


def _link(parent: Element, tag: str, link: FeedLink) -> None:
    attributes = {"href": link.url, "type": link.kind, "service": link.service}
    _child(parent, tag, link.title, **{name: value for name, value in attributes.items() if value})


def _extra_attributes(extras: Extras) -> dict[str, str]:
    return {
        name[1:]: value
        for name, value in extras.items()
        if name.startswith("@") and isinstance(value, str) and _NAME.fullmatch(name[1:])
    }


def _extras(parent: Element, extras: Extras) -> None:
    """Write the extras kept by the importer. Skip values from other formats, such as lists, that have no XML form."""
    for tag, value in extras.items():
        if _NAME.fullmatch(tag) and isinstance(value, str | dict):
            _extra(parent, tag, value)


def _extra(parent: Element, tag: str, value: object) -> None:
    node = SubElement(parent, tag)
    if isinstance(value, str):
        node.text = _fit(value)
    if not isinstance(value, Mapping):
        return
    node.text = _fit(str(value.get("", "")))
    for name, words in _extra_attributes(dict(value)).items():
        node.set(name, _fit(words))
    children = value.get("*")
    for child in children if isinstance(children, list) else []:
        if isinstance(child, list) and len(child) == 2 and _NAME.fullmatch(str(child[0])):
            _extra(node, str(child[0]), child[1])
