"""People on stage, for releases and for the lists in the console."""

from dataclasses import dataclass

from events.extensions import ReleaseSection, StagePeople, release_sections
from events.models import Conference
from events.rules.programme import AppearanceRole, PersonRole


@dataclass(frozen=True)
class NamedRole:
    """The name and role of a person on stage."""

    name: str
    role: AppearanceRole


@dataclass(frozen=True)
class StageNames:
    """Names and roles by primary key of forum, session and talk, in display order."""

    by_forum: dict[int, list[NamedRole]]
    by_session: dict[int, list[NamedRole]]
    by_talk: dict[int, list[NamedRole]]


def stage_people(conference: Conference) -> StagePeople:
    """Return the people on stage from the app that provides them; nobody if no app does."""
    provider = release_sections.get(ReleaseSection.STAGE)
    return provider(conference) if provider else StagePeople()


def stage_names(conference: Conference) -> StageNames:
    """Return the names of all people on stage. Makes no queries beyond those of `stage_people`."""
    people = stage_people(conference)
    known = {speaker.code: speaker.name for speaker in people.speakers}
    return StageNames(
        by_forum=_named(people.by_forum, known),
        by_session=_named(people.by_session, known),
        by_talk=_named(people.by_talk, known),
    )


def _named(places: dict[int, tuple[PersonRole, ...]], known: dict[str, str]) -> dict[int, list[NamedRole]]:
    return {
        key: [NamedRole(known[person.speaker], person.role) for person in people if person.speaker in known]
        for key, people in places.items()
    }
