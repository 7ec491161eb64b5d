"""URLs of `speakers` under /console/."""

from collections.abc import Mapping

from events.rules.programme import AppearanceRole
from speakers.models import Appearance, Speaker
from speakers.operations.photos import set_photo
from tests.architecture.permissions import EDITORS, PROGRAMME, READERS, Row, everybody, of_conference, team
from tests.builders.people import NOW, Cast, a_person
from tests.builders.pictures import a_photograph
from tests.builders.programme import a_session, a_talk

Arguments = Mapping[str, str | int]


def _speaker(cast: Cast) -> Arguments:
    row = Speaker.objects.create(conference=cast.conference, person=a_person(cast.organisation))
    return {"conference": cast.conference.slug, "code": row.code}


def _speaker_on_stage(cast: Cast) -> Arguments:
    kwargs = _speaker(cast)
    speaker = Speaker.objects.get(code=kwargs["code"])
    Appearance.objects.create(speaker=speaker, forum=cast.forum, role=AppearanceRole.CHAIR)
    return kwargs


def _forum(cast: Cast) -> Arguments:
    return {"conference": cast.conference.slug, "number": cast.forum.number}


def _two_speakers(cast: Cast) -> Arguments:
    return {**_speaker_with_photo(cast), "other": _speaker_with_photo(cast)["code"]}


def _speaker_with_photo(cast: Cast) -> Arguments:
    kwargs = _speaker_on_stage(cast)
    set_photo(Speaker.objects.get(code=kwargs["code"]), a_photograph(), by=None, now=NOW)
    return kwargs


def _session(cast: Cast) -> Arguments:
    return {"conference": cast.conference.slug, "code": a_session(cast.conference, cast.forum).code}


def _talk(cast: Cast) -> Arguments:
    return {"conference": cast.conference.slug, "code": a_talk(a_session(cast.conference, cast.forum)).code}


ROWS = [
    Row(name="console_people_titles", kwargs=of_conference, get=team(PROGRAMME), post=team(PROGRAMME, ok=422)),
    Row(name="console_people_places", kwargs=of_conference, get=team(PROGRAMME), post=team(PROGRAMME, ok=422)),
    Row(name="console_people", kwargs=of_conference, get=team(READERS)),
    Row(name="console_people_export", kwargs=of_conference, get=everybody(405), post=team(READERS, ok=302)),
    Row(name="console_person_new", kwargs=of_conference, get=team(PROGRAMME), post=team(PROGRAMME, ok=422)),
    Row(name="console_person", kwargs=_speaker_on_stage, get=team(READERS), post=team(PROGRAMME, ok=422)),
    Row(name="console_person_join", kwargs=_two_speakers, get=team(PROGRAMME), post=team(PROGRAMME, ok=302)),
    Row(
        name="console_person_absences",
        kwargs=_speaker_with_photo,
        get=everybody(405),
        post=team(PROGRAMME, ok=302),
    ),
    Row(name="console_person_photo", kwargs=_speaker_with_photo, get=team(READERS), post=team(PROGRAMME, ok=302)),
    Row(name="console_person_remove", kwargs=_speaker, get=team(PROGRAMME), post=team(PROGRAMME, ok=302)),
    Row(name="console_forum_people", kwargs=_forum, get=team(EDITORS), post=team(EDITORS, ok=302)),
    Row(name="console_session_people", kwargs=_session, get=team(EDITORS), post=team(EDITORS, ok=302)),
    Row(name="console_talk_people", kwargs=_talk, get=team(EDITORS), post=team(EDITORS, ok=302)),
]
