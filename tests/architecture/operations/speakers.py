"""Operations of `speakers`."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta

from events.importers.feeds import read_feed
from events.models import Forum, User
from events.operations.feed_conference import ScheduleOrder
from events.rules.forums import ForumState
from events.rules.office.sheet_reports import SheetWishes
from events.rules.programme import AppearanceRole
from speakers.models import Absence, Speaker
from speakers.operations.absences import add_absence, remove_absence
from speakers.operations.agenda_import import import_agenda
from speakers.operations.joining import join_speakers
from speakers.operations.people import (
    add_known_speaker,
    add_speaker,
    arrange_people,
    change_people,
    change_speaker,
    place_known_person,
    place_new_person,
    remove_speaker,
    replace_person,
    set_people,
    set_people_of_many,
)
from speakers.operations.photos import remove_photo, set_photo
from speakers.operations.programme_import import import_programme
from speakers.operations.schedule_import import import_schedule
from speakers.rules.absences import AbsenceEdit
from speakers.rules.edits import PersonEdit, SpeakerEdit
from speakers.rules.places import Placed, PlaceDeed, PlaceStep, StageEntry
from tests.architecture.operations import Operation, Row
from tests.architecture.permissions import CENTRE, EDITORS, PROGRAMME
from tests.builders.people import NOW, Cast, a_person
from tests.builders.pictures import a_photograph
from tests.builders.programme import a_session, a_talk
from tests.samples import sample
from toolkit.sheets.reading import read_sheet
from toolkit.text import Text

NEW = StageEntry(speaker=None, name="苗明野", role=AppearanceRole.CHAIR, affiliation=Text())


def _speaker(cast: Cast) -> Speaker:
    return Speaker.objects.create(conference=cast.conference, person=a_person(cast.organisation))


def _add_speaker(cast: Cast, by: User | None) -> Speaker:
    return add_speaker(cast.conference, PersonEdit(name="苗明野"), by=by, now=NOW)


def _add_known_speaker(cast: Cast, by: User | None) -> Speaker:
    return add_known_speaker(cast.conference, _speaker(cast).person_id, by=by, now=NOW)


def _change_speaker(cast: Cast, by: User | None) -> None:
    change_speaker(_speaker(cast), person=PersonEdit(name="苗明野"), stage=SpeakerEdit(), by=by, now=NOW)


def _change_people(cast: Cast, by: User | None) -> int:
    speaker = _speaker(cast)
    return change_people([(speaker, replace(PersonEdit.of(speaker.person), post_zh="所长"))], by=by, now=NOW)


def _set_photo(cast: Cast, by: User | None) -> None:
    set_photo(_speaker(cast), a_photograph(), by=by, now=NOW)


def _join_speakers(cast: Cast, by: User | None) -> None:
    join_speakers(_speaker(cast), _speaker(cast), by=by, now=NOW)


def _add_absence(cast: Cast, by: User | None) -> Absence:
    edit = AbsenceEdit(starts_at=NOW, ends_at=NOW + timedelta(hours=1))
    return add_absence(_speaker(cast), edit, by=by, now=NOW)


def _remove_absence(cast: Cast, by: User | None) -> None:
    remove_absence(_speaker(cast), 1, by=by, now=NOW)


def _remove_photo(cast: Cast, by: User | None) -> None:
    remove_photo(_speaker(cast), by=by, now=NOW)


def _remove_speaker(cast: Cast, by: User | None) -> None:
    remove_speaker(_speaker(cast), by=by, now=NOW)


def _adding(cast: Cast) -> PlaceDeed:
    person = Placed(speaker=_speaker(cast).pk, role=AppearanceRole.CHAIR)
    return PlaceDeed(step=PlaceStep.ADD, person=person)


def _arrange_people_of_forum(cast: Cast, by: User | None) -> None:
    arrange_people(cast.forum, _adding(cast), by=by, now=NOW)


def _arrange_people_of_plenary(cast: Cast, by: User | None) -> None:
    arrange_people(a_session(cast.conference), _adding(cast), by=by, now=NOW)


def _place_new_person_in_talk(cast: Cast, by: User | None) -> Speaker:
    talk = a_talk(a_session(cast.conference, cast.forum))
    return place_new_person(talk, PersonEdit(name="苗明野"), AppearanceRole.SPEAKER, by=by, now=NOW)


def _place_new_person_in_plenary(cast: Cast, by: User | None) -> Speaker:
    plenary = a_session(cast.conference)
    return place_new_person(plenary, PersonEdit(name="苗明野"), AppearanceRole.HOST, by=by, now=NOW)


def _place_known_person_in_talk(cast: Cast, by: User | None) -> Speaker:
    talk = a_talk(a_session(cast.conference, cast.forum))
    return place_known_person(talk, _speaker(cast).person_id, AppearanceRole.SPEAKER, by=by, now=NOW)


def _place_known_person_in_plenary(cast: Cast, by: User | None) -> Speaker:
    plenary = a_session(cast.conference)
    return place_known_person(plenary, _speaker(cast).person_id, AppearanceRole.HOST, by=by, now=NOW)


def _replace_chair(cast: Cast, by: User | None) -> Speaker:
    chair = set_people(cast.forum, [NEW], by=None, now=NOW)[0]
    old = Placed(speaker=chair.pk, role=AppearanceRole.CHAIR)
    return replace_person(cast.forum, old, _speaker(cast).person_id, by=by, now=NOW)


def _replace_in_plenary_by_somebody_new(cast: Cast, by: User | None) -> Speaker:
    plenary = a_session(cast.conference)
    host = set_people(plenary, [NEW], by=None, now=NOW)[0]
    old = Placed(speaker=host.pk, role=AppearanceRole.CHAIR)
    return replace_person(plenary, old, PersonEdit(name="王伟"), by=by, now=NOW)


def _set_people_of_forum(cast: Cast, by: User | None) -> list[Speaker]:
    return set_people(cast.forum, [NEW], by=by, now=NOW)


def _set_people_of_talk(cast: Cast, by: User | None) -> list[Speaker]:
    return set_people(a_talk(a_session(cast.conference, cast.forum)), [NEW], by=by, now=NOW)


def _set_people_of_session_submitted_meanwhile(cast: Cast, by: User | None) -> list[Speaker]:
    session = a_session(cast.conference, cast.forum)
    Forum.objects.update(state=ForumState.SUBMITTED)
    return set_people(session, [NEW], by=by, now=NOW)


def _set_people_of_plenary(cast: Cast, by: User | None) -> list[Speaker]:
    return set_people(a_session(cast.conference), [NEW], by=by, now=NOW)


def _set_people_of_own_places(cast: Cast, by: User | None) -> list[Speaker]:
    return set_people_of_many([(cast.forum, [NEW])], by=by, now=NOW)


def _set_people_of_any_places(cast: Cast, by: User | None) -> list[Speaker]:
    return set_people_of_many([(cast.forum, [NEW]), (a_session(cast.conference), [NEW])], by=by, now=NOW)


def _import_programme(cast: Cast, by: User | None) -> object:
    sheet = read_sheet("日期,时间,分会,会议室,题目\n2027-04-16,9:00-9:10,酶分会,,致辞\n".encode())
    return import_programme(cast.conference, sheet, wishes=SheetWishes(), by=by, now=NOW)


def _import_agenda(cast: Cast, by: User | None) -> object:
    sheet = read_sheet("9:00-9:20 致辞\n".encode(), has_lines=True)
    return import_agenda(cast.forum, sheet, answers={}, is_trial=False, by=by, now=NOW)


def _import_schedule(cast: Cast, by: User | None) -> object:
    order = ScheduleOrder(feed=read_feed(sample("schedule.xml")), slug=cast.conference.slug)
    return import_schedule(order, by=by, now=NOW)


ROWS: list[Row] = [
    Row(operation=add_speaker, call=_add_speaker, allowed=PROGRAMME),
    Row(operation=add_known_speaker, call=_add_known_speaker, allowed=PROGRAMME),
    Row(operation=change_speaker, call=_change_speaker, allowed=PROGRAMME),
    Row(operation=change_people, call=_change_people, allowed=PROGRAMME),
    Row(operation=set_photo, call=_set_photo, allowed=PROGRAMME),
    Row(operation=join_speakers, call=_join_speakers, allowed=PROGRAMME),
    Row(operation=add_absence, call=_add_absence, allowed=PROGRAMME),
    Row(operation=remove_absence, call=_remove_absence, allowed=PROGRAMME),
    Row(operation=remove_photo, call=_remove_photo, allowed=PROGRAMME),
    Row(operation=remove_speaker, call=_remove_speaker, allowed=PROGRAMME),
    Row(operation=arrange_people, case="forum", call=_arrange_people_of_forum, allowed=EDITORS),
    Row(operation=arrange_people, case="plenary", call=_arrange_people_of_plenary, allowed=PROGRAMME),
    Row(operation=place_new_person, case="talk", call=_place_new_person_in_talk, allowed=EDITORS),
    Row(operation=place_new_person, case="plenary", call=_place_new_person_in_plenary, allowed=PROGRAMME),
    Row(operation=place_known_person, case="talk", call=_place_known_person_in_talk, allowed=EDITORS),
    Row(operation=place_known_person, case="plenary", call=_place_known_person_in_plenary, allowed=PROGRAMME),
    Row(operation=replace_person, case="forum", call=_replace_chair, allowed=EDITORS),
    Row(operation=replace_person, case="plenary", call=_replace_in_plenary_by_somebody_new, allowed=PROGRAMME),
    Row(operation=set_people, case="forum", call=_set_people_of_forum, allowed=EDITORS),
    Row(operation=set_people, case="talk", call=_set_people_of_talk, allowed=EDITORS),
    Row(
        operation=set_people,
        case="session of a forum submitted since it was read",
        call=_set_people_of_session_submitted_meanwhile,
        allowed=PROGRAMME,
    ),
    Row(operation=set_people, case="plenary", call=_set_people_of_plenary, allowed=PROGRAMME),
    Row(operation=set_people_of_many, case="one's own", call=_set_people_of_own_places, allowed=EDITORS),
    Row(operation=set_people_of_many, case="any", call=_set_people_of_any_places, allowed=PROGRAMME),
    Row(operation=import_programme, call=_import_programme, allowed=PROGRAMME),
    Row(operation=import_agenda, call=_import_agenda, allowed=EDITORS),
    Row(operation=import_schedule, call=_import_schedule, allowed=CENTRE),
]
HELPERS: Mapping[Operation, str] = {}
