"""Words for the enumerations of `events`: roles, states, kinds."""

from collections.abc import Mapping
from enum import StrEnum

from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from events.models import ConferenceState, Honour, LetterState, NameOrder
from events.rules.board import CHANGED, BoardFilter, BoardOrder, Counted, Spared
from events.rules.bookings import ClashKind
from events.rules.clash_list import Weight
from events.rules.desk import Rung
from events.rules.forums import ForumState, LockedFact, RequestState, Unapproved
from events.rules.gate import GateState
from events.rules.office.roles import Role
from events.rules.programme import AppearanceRole, SessionAccess, SessionKind, TalkKind
from events.rules.publication import Aspect, ChangeKind, Subject
from events.rules.session_search import Trouble
from events.rules.site import Equipment

Words = Mapping[str, Promise]

ROLES: Words = {
    Role.OWNER: _("Owner"),
    Role.ORGANISER: _("Organiser"),
    Role.PROGRAMME_EDITOR: _("Programme editor"),
    Role.FORUM_SECRETARY: _("Forum secretary"),
    Role.REGISTRAR: _("Registrar"),
    Role.DOOR_LEAD: _("Door lead"),
    Role.DOOR_STAFF: _("Door staff"),
    Role.VIEWER: _("Viewer"),
}
CONFERENCE_STATES: Words = {
    ConferenceState.DRAFT: pgettext_lazy("conference", "Draft"),
    ConferenceState.OPEN: pgettext_lazy("conference", "Open"),
    ConferenceState.LIVE: pgettext_lazy("conference", "Under way"),
    ConferenceState.CLOSED: pgettext_lazy("conference", "Closed"),
    ConferenceState.ARCHIVED: pgettext_lazy("conference", "Archived"),
}
FORUM_STATES: Words = {
    ForumState.DRAFTING: pgettext_lazy("forum", "Drafting"),
    ForumState.SUBMITTED: pgettext_lazy("forum", "Submitted"),
    ForumState.RETURNED: pgettext_lazy("forum", "Returned for changes"),
    ForumState.APPROVED: pgettext_lazy("forum", "Approved"),
}
RUNGS: Words = {
    Rung.DRAFT: pgettext_lazy("forum", "Drafting"),
    Rung.SUBMITTED: pgettext_lazy("forum", "Submitted"),
    Rung.RETURNED: pgettext_lazy("forum", "Returned for changes"),
    Rung.APPROVED: pgettext_lazy("forum", "Approved"),
    Rung.PUBLISHED: pgettext_lazy("forum", "Published"),
}
LOCKED_FACTS: Words = {
    LockedFact.ROOM: _("Room"),
    LockedFact.TIME: pgettext_lazy("fact", "Day and time"),
    LockedFact.TITLE: pgettext_lazy("fact", "Title"),
}
REQUEST_STATES: Words = {
    RequestState.OPEN: pgettext_lazy("request", "Open"),
    RequestState.ACCEPTED: pgettext_lazy("request", "Accepted"),
    RequestState.DECLINED: pgettext_lazy("request", "Declined"),
    RequestState.WITHDRAWN: pgettext_lazy("request", "Withdrawn"),
    RequestState.MOOT: pgettext_lazy("request", "No longer possible"),
}
UNAPPROVED: Words = {
    Unapproved.AS_IT_IS: _("Published as they are"),
    Unapproved.TO_BE_ANNOUNCED: _("Shown as “to be announced”"),
    Unapproved.LEFT_OUT: pgettext_lazy("forum", "Left out"),
}
COUNTED: Words = {
    Counted.PEOPLE: pgettext_lazy("board", "No speaker"),
    Counted.TRANSLATIONS: pgettext_lazy("board", "No translation"),
    Counted.PHOTOS: pgettext_lazy("board", "No photo"),
    Counted.ANSWERS: pgettext_lazy("board", "No answer"),
    Counted.CLASHES: pgettext_lazy("board", "Clashes"),
    Counted.REQUESTS: pgettext_lazy("board", "Requests"),
}
SPARED: Words = {
    Spared.NOT_AWAITED: _("it waits for you, not for its secretary"),
    Spared.CLOSED: _("the deadline has passed: reopen it first"),
    Spared.NO_SECRETARY: _("it has no secretary"),
    Spared.REMINDED_LATELY: _("a reminder was sent less than 24 hours ago"),
}
BOARD_STATES: Words = {
    ForumState.DRAFTING: pgettext_lazy("board", "Draft"),
    ForumState.SUBMITTED: pgettext_lazy("board", "Submitted"),
    ForumState.RETURNED: pgettext_lazy("board", "Returned"),
    ForumState.APPROVED: pgettext_lazy("board", "Approved"),
    CHANGED: pgettext_lazy("board", "Changed"),
}
"""The states of forums in one word, where there is no room for more."""
BOARD_FILTERS: Words = {
    BoardFilter.ALL: pgettext_lazy("board", "All"),
    BoardFilter.DRAFTING: BOARD_STATES[ForumState.DRAFTING],
    BoardFilter.SUBMITTED: BOARD_STATES[ForumState.SUBMITTED],
    BoardFilter.RETURNED: BOARD_STATES[ForumState.RETURNED],
    BoardFilter.APPROVED: BOARD_STATES[ForumState.APPROVED],
    BoardFilter.TROUBLE: pgettext_lazy("board", "Clash or nobody named"),
}
BOARD_ORDERS: Words = {
    BoardOrder.NUMBER: pgettext_lazy("board", "By number"),
    BoardOrder.TROUBLE: pgettext_lazy("board", "Trouble first"),
    BoardOrder.CHANGED: pgettext_lazy("board", "Last changed"),
}
SESSION_KINDS: Words = {
    SessionKind.PLENARY: _("Plenary"),
    SessionKind.FORUM: _("Forum"),
    SessionKind.CLOSED_DOOR: _("Closed-door meeting"),
    SessionKind.RELEASE: _("Major releases"),
    SessionKind.CEREMONY: _("Ceremony"),
    SessionKind.WORKSHOP: _("Workshop"),
    SessionKind.BREAK: _("Break"),
    SessionKind.SOCIAL: _("Social event"),
}
SESSION_ACCESS: Words = {
    SessionAccess.OPEN: _("Open to all"),
    SessionAccess.SIGN_UP: _("By sign-up"),
    SessionAccess.INVITATION: _("By invitation"),
}
TALK_KINDS: Words = {
    TalkKind.TALK: _("Talk"),
    TalkKind.ADDRESS: pgettext_lazy("talk", "Address"),
    TalkKind.PANEL: _("Panel"),
    TalkKind.DISCUSSION: _("Discussion"),
    TalkKind.CEREMONY: _("Ceremony"),
    TalkKind.BREAK: _("Break"),
}
APPEARANCE_ROLES: Words = {
    AppearanceRole.KEYNOTE: _("Keynote speaker"),
    AppearanceRole.CHAIR: pgettext_lazy("on stage", "Chair"),
    AppearanceRole.HOST: pgettext_lazy("on stage", "Host"),
    AppearanceRole.MODERATOR: pgettext_lazy("on stage", "Moderator"),
    AppearanceRole.GUEST: pgettext_lazy("on stage", "Guest of honour"),
    AppearanceRole.SPEAKER: pgettext_lazy("on stage", "Speaker"),
    AppearanceRole.PANELLIST: pgettext_lazy("on stage", "Panellist"),
}
HONOURS: Words = {
    Honour.CAS_CAE_ACADEMICIAN: _("Academician of CAS and CAE"),
    Honour.CAS_ACADEMICIAN: _("Academician of CAS"),
    Honour.CAE_ACADEMICIAN: _("Academician of CAE"),
    Honour.FOREIGN_ACADEMICIAN: _("Foreign academician"),
    Honour.MINISTER: _("Minister"),
    Honour.PROFESSOR: _("Professor"),
    Honour.DOCTOR: _("Doctor"),
    Honour.NONE: _("No title"),
}
NAME_ORDERS: Words = {NameOrder.PINYIN: _("By pinyin"), NameOrder.STROKES: _("By number of strokes")}
CHANGE_KINDS: Words = {
    ChangeKind.ADDED: pgettext_lazy("change", "added"),
    ChangeKind.MOVED: pgettext_lazy("change", "moved"),
    ChangeKind.REMOVED: pgettext_lazy("change", "removed"),
    ChangeKind.CHANGED: pgettext_lazy("change", "changed"),
}
ASPECTS: Words = {
    Aspect.TIME: pgettext_lazy("change", "New time"),
    Aspect.ROOM: pgettext_lazy("change", "New room"),
    Aspect.NEW: pgettext_lazy("change", "New"),
    Aspect.CANCELLED: pgettext_lazy("change", "Cancelled"),
    Aspect.PEOPLE: pgettext_lazy("change", "Other speaker"),
    Aspect.TEXT: pgettext_lazy("change", "Text"),
}
GATE_STATES: Words = {
    GateState.PASS: pgettext_lazy("gate", "Pass"),
    GateState.NOTE: pgettext_lazy("gate", "Note"),
    GateState.ACCEPTED: pgettext_lazy("gate", "Accepted"),
    GateState.STOP: pgettext_lazy("gate", "Stop"),
}
LETTER_STATES: Words = {
    LetterState.QUEUED: pgettext_lazy("letters", "waiting to be sent"),
    LetterState.SENDING: pgettext_lazy("letters", "being sent"),
    LetterState.SENT: pgettext_lazy("letters", "sent"),
    LetterState.FAILED: pgettext_lazy("letters", "failed"),
    LetterState.DROPPED: pgettext_lazy("letters", "no longer needed"),
}
SUBJECTS: Words = {
    Subject.CONFERENCE: _("Conference"),
    Subject.FORUM: _("Forum"),
    Subject.SESSION: _("Session"),
    Subject.TALK: _("Talk"),
    Subject.SPEAKER: pgettext_lazy("on stage", "Speaker"),
    Subject.ROOM: _("Room"),
}
SESSION_TROUBLES: Words = {
    Trouble.CLASH: _("In a clash"),
    Trouble.NO_ROOM: _("No room"),
    Trouble.NO_SPEAKER: _("Talk without a speaker"),
    Trouble.NO_TRANSLATION: _("A language is missing"),
}
CLASH_KINDS: Words = {
    ClashKind.ROOM: _("Room booked twice"),
    ClashKind.PERSON: _("In two places at once"),
    ClashKind.ABSENCE: _("Cannot come then"),
    ClashKind.WALK: _("No time to walk over"),
    ClashKind.SEATS: _("Room too small"),
    ClashKind.EQUIPMENT: _("Equipment missing"),
    ClashKind.CHAIR: _("Chair is elsewhere"),
    ClashKind.MAYBE_ONE: _("Perhaps one person"),
}
CLASH_WEIGHTS: Words = {Weight.HARD: _("Hard clash"), Weight.SOFT: _("Soft clash")}
EQUIPMENT: Words = {
    Equipment.PROJECTOR: _("Projector"),
    Equipment.LED_WALL: _("LED wall"),
    Equipment.MICROPHONES: _("Wireless microphones"),
    Equipment.INTERPRETATION: _("Simultaneous interpretation"),
    Equipment.STREAMING: _("Live stream"),
    Equipment.VIDEO_LINK: _("Video link"),
    Equipment.VOTING: _("Voting devices"),
    Equipment.POSTER_BOARDS: _("Poster boards"),
    Equipment.STEP_FREE: _("Step-free access"),
}
ALL: Mapping[str, Words] = {
    "role": ROLES,
    "conference_state": CONFERENCE_STATES,
    "forum_state": FORUM_STATES,
    "rung": RUNGS,
    "locked_fact": LOCKED_FACTS,
    "request_state": REQUEST_STATES,
    "board_state": BOARD_STATES,
    "counted": COUNTED,
    "spared": SPARED,
    "session_kind": SESSION_KINDS,
    "session_trouble": SESSION_TROUBLES,
    "session_access": SESSION_ACCESS,
    "talk_kind": TALK_KINDS,
    "appearance_role": APPEARANCE_ROLES,
    "honour": HONOURS,
    "aspect": ASPECTS,
    "change_kind": CHANGE_KINDS,
    "gate_state": GATE_STATES,
    "unapproved": UNAPPROVED,
    "letter_state": LETTER_STATES,
    "subject": SUBJECTS,
    "clash_kind": CLASH_KINDS,
    "clash_weight": CLASH_WEIGHTS,
    "equipment": EQUIPMENT,
}


def choices(words: Words) -> list[tuple[str, str | Promise]]:
    """Return the choices of a select box, translated lazily."""
    return [(key.value if isinstance(key, StrEnum) else str(key), label) for key, label in words.items()]


def in_both(label: str | Promise) -> set[str]:
    """Return a word in both languages of the console, case-folded, to compare it with what somebody typed."""
    found = set()
    for language in ("zh-hans", "en"):
        with translation.override(language):
            found.add(str(label).casefold())
    return found
