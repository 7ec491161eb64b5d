"""URLs of `events` under /console/."""

from collections.abc import Mapping

from events.models import ChangeRequest, Job, Membership, Upload
from events.operations.publishing import publish
from events.operations.remarks import RemarkDraft, add_remark
from events.queries.bookings import programme_clashes
from events.rules.office.roles import Role
from events.rules.requests import TitleValue, stored
from tests.architecture.permissions import (
    CENTRE,
    EDITORS,
    PROGRAMME,
    READERS,
    TEAM,
    Outsider,
    Row,
    Who,
    everybody,
    of_conference,
    team,
)
from tests.builders.people import NOW, Cast
from tests.builders.programme import a_group, a_room, a_session, a_talk
from tests.builders.programmes import a_speaker, on_stage

Arguments = Mapping[str, str | int]
SIGNED_IN = everybody(200, but={Outsider.ANONYMOUS: 302, Role.FORUM_SECRETARY: 302})
OWNER = (Role.OWNER,)
POSTS_ALONE = everybody(405)


def _room(cast: Cast) -> Arguments:
    return {"conference": cast.conference.slug, "key": a_room(cast.conference).pk}


def _group(cast: Cast) -> Arguments:
    return {"conference": cast.conference.slug, "key": a_group(cast.conference).pk}


def _forum(cast: Cast) -> Arguments:
    return {"conference": cast.conference.slug, "number": cast.forum.number}


def _request(cast: Cast) -> Arguments:
    seen, wanted = (stored(TitleValue(title_zh=title, title_en="")) for title in (cast.forum.title_zh, "更好"))
    asked = {"fact": "title", "seen": seen, "wanted": wanted, "reason": "Better", "asked_at": NOW}
    row = ChangeRequest.objects.create(conference=cast.conference, forum=cast.forum, **asked)
    return {"conference": cast.conference.slug, "key": row.pk}


def _what(cast: Cast) -> Arguments:
    return {"conference": cast.conference.slug, "what": "people"}


def _session(cast: Cast) -> Arguments:
    return {"conference": cast.conference.slug, "code": a_session(cast.conference, cast.forum).code}


def _talk(cast: Cast) -> Arguments:
    return {"conference": cast.conference.slug, "code": a_talk(a_session(cast.conference, cast.forum)).code}


def _talk_of_forum(cast: Cast) -> Arguments:
    return {**_forum(cast), "code": a_talk(a_session(cast.conference, cast.forum)).code}


def _fact(cast: Cast) -> Arguments:
    return {**_forum(cast), "fact": "title"}


def _request_of_forum(cast: Cast) -> Arguments:
    return {**_forum(cast), **_request(cast)}


def _remark(cast: Cast) -> Arguments:
    remark = add_remark(cast.forum, RemarkDraft(text="Why?"), by=None, now=NOW)
    return {**_forum(cast), "key": remark.pk}


def _release(cast: Cast) -> Arguments:
    """Publish, as a release whose number no other conference has: each counts its own from 1."""
    release = publish(cast.conference, by=None, now=NOW).release
    release.number = 100 + cast.conference.pk
    release.save()
    return {"conference": cast.conference.slug, "number": release.number}


def _release_letter(cast: Cast) -> Arguments:
    """Publish, and put somebody on stage who would be told with the next release."""
    session = a_session(cast.conference)
    publish(cast.conference, by=None, now=NOW)
    speaker = a_speaker(cast.conference)
    on_stage(speaker, session)
    return {"conference": cast.conference.slug, "speaker": speaker.code}


def _member(cast: Cast) -> Arguments:
    member = Membership.objects.get(user=cast.members[Role.VIEWER])
    return {"conference": cast.conference.slug, "key": member.pk}


def _job(cast: Cast) -> Arguments:
    owner = cast.members[Role.OWNER]
    job = Job.objects.create(kind="x", key="x", conference=cast.conference, asked_by=owner, asked_at=NOW)
    return {"code": job.code}


def _programme_sheet(cast: Cast) -> Arguments:
    return {"conference": cast.conference.slug, "kind": "programme"}


def _upload(cast: Cast) -> Arguments:
    owner = cast.members[Role.OWNER]
    fields = {"kind": "programme", "content": b"x", "language": "en", "uploaded_by": owner, "uploaded_at": NOW}
    upload = Upload.objects.create(conference=cast.conference, **fields)
    return {**_programme_sheet(cast), "code": upload.code}


def _a_step(cast: Cast) -> Arguments:
    """Return what the editor sends to take a deed back; there is none."""
    return {"day": "2027-04-16", "since": 0, "step": "undo"}


def _agenda(cast: Cast) -> Arguments:
    owner = cast.members[Role.OWNER]
    fields = {"kind": "agenda", "content": b"x", "language": "en", "uploaded_by": owner, "uploaded_at": NOW}
    upload = Upload.objects.create(conference=cast.conference, forum=cast.forum, **fields)
    return {**_forum(cast), "code": upload.code}


OTHERS_AGENDA: dict[Who, int] = {Role.ORGANISER: 404, Role.PROGRAMME_EDITOR: 404, Role.FORUM_SECRETARY: 404}
OWN_AGENDA = team(EDITORS, but=OTHERS_AGENDA)


def _clash(cast: Cast) -> Arguments:
    """Let two sessions that belong to no forum be in one room."""
    room = a_room(cast.conference)
    for _ in range(2):
        a_session(cast.conference, room=room)
    return {"conference": cast.conference.slug, "key": programme_clashes(cast.conference)[0].key}


OTHERS_SHEET: dict[Who, int] = {Role.ORGANISER: 404, Role.PROGRAMME_EDITOR: 404}
OWN_SHEET = team(PROGRAMME, but=OTHERS_SHEET)
OWN_JOB = everybody(404, but={Outsider.ANONYMOUS: 302, Role.OWNER: 200})

ROWS = [
    Row(name="console", get=SIGNED_IN),
    Row(
        name="console_new",
        get=everybody(
            403, but={Outsider.ANONYMOUS: 302, Outsider.NEIGHBOUR: 200, Role.OWNER: 200, Role.ORGANISER: 200}
        ),
        post=everybody(
            403, but={Outsider.ANONYMOUS: 302, Outsider.NEIGHBOUR: 422, Role.OWNER: 422, Role.ORGANISER: 422}
        ),
    ),
    Row(name="console_job", kwargs=_job, get=OWN_JOB),
    Row(
        name="console_job_cancel",
        kwargs=_job,
        get=POSTS_ALONE,
        post=everybody(404, but={Outsider.ANONYMOUS: 302, Role.OWNER: 302}),
    ),
    Row(name="console_job_file", kwargs=_job, get=everybody(404, but={Outsider.ANONYMOUS: 302})),
    Row(name="console_enter", kwargs=of_conference, get=team(TEAM, ok=302)),
    Row(name="console_programme", kwargs=of_conference, get=team(READERS)),
    Row(name="console_editor", kwargs=of_conference, get=team(PROGRAMME)),
    Row(name="console_editor_part", kwargs=of_conference, get=team(PROGRAMME)),
    # Without a query it cannot be read.
    Row(name="console_editor_changes", kwargs=of_conference, get=team(PROGRAMME, ok=400)),
    # A body that is no wish cannot be read; who may do what a wish asks is the operation's row.
    Row(name="console_editor_deeds", kwargs=of_conference, get=POSTS_ALONE, post=team(PROGRAMME, ok=400)),
    Row(
        name="console_editor_step",
        kwargs=of_conference,
        get=POSTS_ALONE,
        post=team(PROGRAMME, ok=409),
        data=_a_step,
        content_type="application/json",
    ),
    Row(name="console_session_new", kwargs=of_conference, get=team(PROGRAMME), post=team(PROGRAMME, ok=422)),
    Row(name="console_sessions_paste", kwargs=of_conference, get=team(PROGRAMME), post=team(PROGRAMME, ok=422)),
    Row(name="console_talks_paste", kwargs=_session, get=team(EDITORS), post=team(EDITORS, ok=422)),
    Row(name="console_session", kwargs=_session, get=team(READERS), post=team(EDITORS, ok=422)),
    Row(name="console_session_remove", kwargs=_session, get=team(PROGRAMME), post=team(PROGRAMME, ok=302)),
    Row(name="console_talk_new", kwargs=_session, get=team(EDITORS), post=team(EDITORS, ok=422)),
    Row(name="console_talk", kwargs=_talk, get=team(READERS), post=team(EDITORS, ok=422)),
    Row(name="console_talk_remove", kwargs=_talk, get=team(EDITORS), post=team(EDITORS, ok=302)),
    Row(name="console_forums", kwargs=of_conference, get=team(READERS)),
    Row(name="console_forums_list", kwargs=_what, get=team(READERS)),
    Row(name="console_forums_export", kwargs=of_conference, get=POSTS_ALONE, post=team(READERS, ok=302)),
    Row(name="console_forums_ticked", kwargs=of_conference, get=POSTS_ALONE, post=team(PROGRAMME, ok=302)),
    Row(name="console_forums_remind", kwargs=of_conference, get=team(PROGRAMME), post=team(PROGRAMME, ok=302)),
    Row(name="console_request_answer", kwargs=_request, get=POSTS_ALONE, post=team(PROGRAMME, ok=302)),
    Row(name="console_secretaries", kwargs=of_conference, get=team(OWNER), post=team(OWNER, ok=422)),
    Row(name="console_forum", kwargs=_forum, get=team(READERS), post=team(EDITORS, ok=422)),
    Row(
        name="console_forum_step",
        kwargs=_forum,
        get=POSTS_ALONE,
        post=team(EDITORS, ok=302),
        data=lambda cast: {"step": "submit"},
    ),
    Row(name="console_undo", kwargs=of_conference, get=POSTS_ALONE, post=team(READERS, ok=302)),
    Row(name="console_forum_move", kwargs=_forum, get=team(PROGRAMME), post=team(PROGRAMME, ok=422)),
    Row(name="console_session_swap", kwargs=_session, get=team(PROGRAMME), post=team(PROGRAMME, ok=404)),
    Row(name="console_room_swap", kwargs=_room, get=team(PROGRAMME), post=team(PROGRAMME, ok=422)),
    Row(name="console_forum_ask", kwargs=_fact, get=team(EDITORS), post=team(EDITORS, ok=422)),
    Row(name="console_forum_withdraw", kwargs=_request_of_forum, get=POSTS_ALONE, post=team(EDITORS, ok=302)),
    Row(name="console_forum_reopen", kwargs=_forum, get=POSTS_ALONE, post=team(PROGRAMME, ok=302)),
    Row(name="console_forum_editing", kwargs=_forum, get=team(EDITORS), post=team(EDITORS)),
    Row(name="console_remark_new", kwargs=_forum, get=team(PROGRAMME), post=team(PROGRAMME, ok=422)),
    Row(name="console_remark", kwargs=_remark, get=team(EDITORS), post=team(EDITORS, ok=422)),
    Row(name="console_remark_settle", kwargs=_remark, get=POSTS_ALONE, post=team(EDITORS, ok=302)),
    Row(name="console_remark_close", kwargs=_remark, get=POSTS_ALONE, post=team(PROGRAMME, ok=302)),
    Row(
        name="console_talk_length",
        kwargs=_talk_of_forum,
        get=POSTS_ALONE,
        post=team(EDITORS, ok=302),
        data=lambda cast: {"minutes": 25},
    ),
    Row(
        name="console_talk_move",
        kwargs=_talk_of_forum,
        get=team(EDITORS),
        post=team(EDITORS, ok=302),
        data=lambda cast: {"place": "down"},
    ),
    Row(name="console_forum_remove", kwargs=_forum, get=team(CENTRE), post=team(CENTRE, ok=302)),
    Row(name="console_agenda_new", kwargs=_forum, get=team(EDITORS), post=team(EDITORS, ok=422)),
    Row(name="console_agenda", kwargs=_agenda, get=OWN_AGENDA, post=team(OWNER, ok=302, but=OTHERS_AGENDA)),
    Row(name="console_sheet_new", kwargs=_programme_sheet, get=team(PROGRAMME), post=team(PROGRAMME, ok=422)),
    Row(name="console_sheet", kwargs=_upload, get=OWN_SHEET, post=team(OWNER, ok=302, but=OTHERS_SHEET)),
    Row(name="console_publish", kwargs=of_conference, get=team(CENTRE), post=team(CENTRE, ok=302)),
    Row(name="console_release", kwargs=_release, get=team(CENTRE)),
    Row(name="console_release_letter", kwargs=_release_letter, get=team(CENTRE)),
    Row(name="console_republish", kwargs=_release, get=team(CENTRE), post=team(CENTRE, ok=302)),
    Row(name="console_setup", kwargs=of_conference, get=team(CENTRE)),
    Row(name="console_setup_conference", kwargs=of_conference, get=team(CENTRE), post=team(CENTRE, ok=422)),
    Row(name="console_setup_venue", kwargs=of_conference, get=team(CENTRE), post=team(CENTRE, ok=302)),
    Row(name="console_setup_state", kwargs=of_conference, get=team(CENTRE), post=team(CENTRE, ok=302)),
    Row(name="console_setup_rooms", kwargs=of_conference, get=team(CENTRE), post=team(CENTRE, ok=422)),
    Row(name="console_setup_walks", kwargs=of_conference, get=team(CENTRE), post=team(CENTRE, ok=422)),
    Row(name="console_clashes", kwargs=of_conference, get=team(EDITORS)),
    Row(
        name="console_clash",
        kwargs=_clash,
        get=team(PROGRAMME, but={Role.FORUM_SECRETARY: 404}),
        post=team(PROGRAMME, ok=422, but={Role.FORUM_SECRETARY: 302}),
        data=lambda cast: {"keep": "1", "reason": ""},
    ),
    Row(name="console_setup_room", kwargs=_room, get=team(CENTRE), post=team(CENTRE, ok=422)),
    Row(name="console_setup_room_remove", kwargs=_room, get=team(CENTRE), post=team(CENTRE, ok=302)),
    Row(
        name="console_setup_forums",
        kwargs=of_conference,
        get=team(CENTRE),
        post=team(CENTRE, ok=422),
        data=lambda cast: {"add": "forums", "lines": ""},
    ),
    Row(name="console_setup_submission", kwargs=of_conference, get=team(CENTRE), post=team(CENTRE, ok=422)),
    Row(name="console_setup_group", kwargs=_group, get=team(CENTRE), post=team(CENTRE, ok=422)),
    Row(name="console_setup_group_remove", kwargs=_group, get=team(CENTRE), post=team(CENTRE, ok=302)),
    Row(name="console_team", kwargs=of_conference, get=team(OWNER), post=team(OWNER, ok=422)),
    Row(name="console_member_letter", kwargs=_member, get=POSTS_ALONE, post=team(OWNER, ok=302)),
    Row(name="console_member_remove", kwargs=_member, get=team(OWNER), post=team(OWNER, ok=302)),
    Row(name="console_history", kwargs=of_conference, get=team(CENTRE)),
]
