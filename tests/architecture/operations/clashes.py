"""Operations of `events` that settle clashes and set what they are judged by."""

from events.models import Session, User
from events.operations.clashes import accept_clashes, mend_clash, revoke_clashes, tell_apart
from events.operations.walks import set_walking
from events.queries.bookings import programme_clashes
from events.queries.clashes import repairs_of
from events.rules.bookings import Clash
from events.rules.office.roles import Role
from events.rules.repairs import Repair
from events.rules.walks import WalkingEdit
from speakers.models import Appearance, Speaker
from tests.architecture.operations import Row
from tests.architecture.permissions import CENTRE, EDITORS, PROGRAMME
from tests.builders.people import NOW, Cast, a_person
from tests.builders.programme import a_room, a_session, a_talk


def _clash_of_rooms(cast: Cast) -> Clash:
    room = a_room(cast.conference)
    for _ in range(2):
        a_session(cast.conference, room=room)
    return _only(cast)


def _clash_of_people(cast: Cast) -> Clash:
    """Let somebody be in the second talk of the forum and in a plenary."""
    session = a_session(cast.conference, cast.forum, room=a_room(cast.conference))
    a_talk(session)
    talk = a_talk(session, 20)
    plenary: Session = a_session(cast.conference, starts_at=talk.starts_at, ends_at=talk.ends_at)
    speaker = Speaker.objects.create(conference=cast.conference, person=a_person(cast.organisation))
    Appearance.objects.create(speaker=speaker, talk=talk, role="speaker")
    Appearance.objects.create(speaker=speaker, session=plenary, role="speaker")
    return _only(cast)


def _only(cast: Cast) -> Clash:
    (clash,) = programme_clashes(cast.conference)
    return clash


def _accept_rooms(cast: Cast, by: User | None) -> None:
    accept_clashes(cast.conference, [_clash_of_rooms(cast).mark], "A wall.", by=by, now=NOW)


def _accept_people(cast: Cast, by: User | None) -> None:
    accept_clashes(cast.conference, [_clash_of_people(cast).mark], "Online.", by=by, now=NOW)


def _revoke(cast: Cast, by: User | None) -> None:
    revoke_clashes(cast.conference, ["none"], by=by, now=NOW)


def _tell_apart(cast: Cast, by: User | None) -> None:
    one, other = a_person(cast.organisation), a_person(cast.organisation)
    tell_apart(cast.conference, one.pk, other.pk, by=by, now=NOW)


def _mend_talk(cast: Cast, by: User | None) -> Repair:
    clash = _clash_of_people(cast)
    repair = next(each for each in repairs_of(cast.conference, clash) if each.talk)
    return mend_clash(cast.conference, clash.key, repair.key, by=by, now=NOW)


def _mend_rooms(cast: Cast, by: User | None) -> Repair:
    a_room(cast.conference, "Free")
    clash = _clash_of_rooms(cast)
    return mend_clash(cast.conference, clash.key, repairs_of(cast.conference, clash)[0].key, by=by, now=NOW)


def _set_walking(cast: Cast, by: User | None) -> None:
    set_walking(cast.conference, WalkingEdit(walk_other_floor=5), [], by=by, now=NOW)


ROWS: list[Row] = [
    Row(operation=accept_clashes, case="of rooms", call=_accept_rooms, allowed=(Role.OWNER,)),
    Row(operation=accept_clashes, case="of people", call=_accept_people, allowed=PROGRAMME),
    Row(operation=revoke_clashes, call=_revoke, allowed=PROGRAMME),
    Row(operation=tell_apart, call=_tell_apart, allowed=PROGRAMME),
    Row(operation=mend_clash, case="within a forum", call=_mend_talk, allowed=EDITORS),
    Row(operation=mend_clash, case="of rooms", call=_mend_rooms, allowed=PROGRAMME),
    Row(operation=set_walking, call=_set_walking, allowed=CENTRE),
]
