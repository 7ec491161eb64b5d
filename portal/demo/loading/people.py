"""People on stage with their appearances, and the people behind delegates."""

from collections.abc import Iterable
from datetime import datetime

from events.models import Organisation, Person, User
from events.rules.names import search_keys, sort_pinyin
from events.rules.programme import AppearanceRole
from events.rules.strokes import stroke_key
from portal.demo.cast import Figure, the_cast
from portal.demo.delegates import PlannedDelegate
from portal.demo.dice import seeded_code
from portal.demo.loading.programme import LoadedProgramme
from portal.demo.plan import Role, the_programme
from speakers.models import Appearance, Speaker, SpeakerState

INVITED_EVERY = 47


def load_stage(
    programme: LoadedProgramme, organisation: Organisation, delegates: Iterable[PlannedDelegate], *, now: datetime
) -> dict[str, Person]:
    """Create everybody on stage with their appearances; return persons by the key of their figure."""
    reach = {delegate.figure: delegate for delegate in delegates if delegate.figure}
    figures = the_cast().figures
    rows = {key: _person(figure, reach.get(key), organisation, now) for key, figure in figures.items()}
    Person.objects.bulk_create(rows.values())
    speakers = {
        key: Speaker(
            conference=programme.conference,
            person=rows[key],
            code=seeded_code("speaker", key),
            state=_state(number, figure),
            biography_zh=figure.biography.zh,
            biography_en=figure.biography.en,
            manual_rank=figure.rank,
            must_not_clash=figure.rank is not None,
        )
        for number, (key, figure) in enumerate(figures.items())
    }
    Speaker.objects.bulk_create(speakers.values())
    Appearance.objects.bulk_create(_appearances(programme, speakers))
    return rows


def _person(figure: Figure, reach: PlannedDelegate | None, organisation: Organisation, now: datetime) -> Person:
    return Person(
        organisation=organisation,
        name=figure.name,
        name_latin=figure.name_latin,
        sort_pinyin=sort_pinyin(figure.name, figure.name_latin),
        sort_strokes=stroke_key(figure.name),
        search_keys=search_keys(figure.name, figure.name_latin),
        honour=figure.honour,
        post_zh=figure.post.zh,
        post_en=figure.post.en,
        affiliation_zh=figure.affiliation.zh,
        affiliation_en=figure.affiliation.en,
        email=reach.email if reach else "",
        phone=reach.phone if reach else "",
        created_at=now,
    )


def _state(number: int, figure: Figure) -> SpeakerState:
    if figure.withdrawn:
        return SpeakerState.WITHDRAWN
    return SpeakerState.INVITED if number % INVITED_EVERY == INVITED_EVERY - 1 else SpeakerState.CONFIRMED


def _appearances(programme: LoadedProgramme, speakers: dict[str, Speaker]) -> Iterable[Appearance]:
    for number, keys in the_cast().chairs.items():
        for place, key in enumerate(keys):
            yield Appearance(
                speaker=speakers[key],
                forum=programme.forums[number],
                role=AppearanceRole.CHAIR.value,
                position=place,
            )
    for session in the_programme():
        for place, role in enumerate(session.people):
            yield _appearance(speakers, role, place, session=programme.sessions[session.key])
        for number, item in enumerate(session.items):
            for place, role in enumerate(item.people):
                yield _appearance(speakers, role, place, talk=programme.talks[session.key, number])


def _appearance(speakers: dict[str, Speaker], role: Role, place: int, **where: object) -> Appearance:
    return Appearance(speaker=speakers[role.figure], role=role.role.value, position=place, **where)


def load_persons(
    delegates: Iterable[PlannedDelegate],
    on_stage: dict[str, Person],
    organisation: Organisation,
    users: dict[str, User],
    *,
    now: datetime,
) -> list[Person]:
    """Return the person of each delegate, in order. Those on stage exist already."""
    plan = list(delegates)
    persons = [
        on_stage.get(delegate.figure) or _delegates_person(delegate, organisation, users, now) for delegate in plan
    ]
    Person.objects.bulk_create(
        person for delegate, person in zip(plan, persons, strict=True) if delegate.figure not in on_stage
    )
    return persons


def _delegates_person(
    delegate: PlannedDelegate, organisation: Organisation, users: dict[str, User], now: datetime
) -> Person:
    return Person(
        organisation=organisation,
        user=users.get(delegate.email),
        name=delegate.name,
        name_latin=delegate.name_latin,
        sort_pinyin=sort_pinyin(delegate.name, delegate.name_latin),
        sort_strokes=stroke_key(delegate.name),
        search_keys=search_keys(delegate.name, delegate.name_latin),
        post_zh=delegate.post.zh,
        post_en=delegate.post.en,
        affiliation_zh=delegate.institution.zh,
        affiliation_en=delegate.institution.en,
        email=delegate.email,
        phone=delegate.phone,
        created_at=now,
    )
