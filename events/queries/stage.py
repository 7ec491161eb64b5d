"""People on stage, for releases and for the lists in the console."""

from dataclasses import dataclass

from events.extensions import ReleaseSection, StagePeople, release_sections
from events.models import Conference, Forum
from events.rules.programme import AppearanceRole, PersonRole
from toolkit.text import Text


@dataclass(frozen=True)
class NamedRole:
    """The name and role of a person on stage, and whether they have still to answer the invitation.

    In English the name is the one in Latin letters, as on the public pages. `speaker` is the speaker's code.
    """

    name: Text
    role: AppearanceRole
    is_unanswered: bool = False
    speaker: str = ""


@dataclass(frozen=True)
class StageNames:
    """Names and roles by primary key of forum, session and talk, in display order."""

    by_forum: dict[int, list[NamedRole]]
    by_session: dict[int, list[NamedRole]]
    by_talk: dict[int, list[NamedRole]]


def stage_people(conference: Conference, *, forum: Forum | None = None) -> StagePeople:
    """Return the people on stage, or those of one forum, from the app that provides them; nobody if no app does."""
    provider = release_sections.get(ReleaseSection.STAGE)
    return provider(conference, forum=forum) if provider else StagePeople()


def stage_names(conference: Conference) -> StageNames:
    """Return the names of all people on stage. Makes no queries beyond those of `stage_people`."""
    people = stage_people(conference)
    known = {speaker.code: Text(zh=speaker.name, en=speaker.name_latin or speaker.name) for speaker in people.speakers}

    def named(places: dict[int, tuple[PersonRole, ...]]) -> dict[int, list[NamedRole]]:
        return {
            key: [
                NamedRole(known[person.speaker], person.role, person.speaker in people.unanswered, person.speaker)
                for person in roles
                if person.speaker in known
            ]
            for key, roles in places.items()
        }

    return StageNames(
        by_forum=named(people.by_forum), by_session=named(people.by_session), by_talk=named(people.by_talk)
    )
