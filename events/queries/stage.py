"""Who is on stage, by name, for the console's lists."""

from dataclasses import dataclass

from events.extensions import release_sections
from events.models import Conference
from events.rules.programme import AppearanceRole, PersonRole


@dataclass(frozen=True)
class NamedRole:
    """A name and a role."""

    name: str
    role: AppearanceRole


@dataclass(frozen=True)
class StageNames:
    """Names by primary key of forum, session and talk, in order."""

    by_forum: dict[int, list[NamedRole]]
    by_session: dict[int, list[NamedRole]]
    by_talk: dict[int, list[NamedRole]]


def stage_names(conference: Conference) -> StageNames:
    """Everybody on stage in a conference; as many queries as the apps that answer need, whatever its size."""
    names = StageNames({}, {}, {})
    for section in release_sections:
        people = section(conference)
        known = {speaker.code: speaker.name for speaker in people.speakers}
        names.by_forum.update(_named(people.by_forum, known))
        names.by_session.update(_named(people.by_session, known))
        names.by_talk.update(_named(people.by_talk, known))
    return names


def _named(places: dict[int, tuple[PersonRole, ...]], known: dict[str, str]) -> dict[int, list[NamedRole]]:
    return {
        key: [NamedRole(known[person.speaker], person.role) for person in people if person.speaker in known]
        for key, people in places.items()
    }
