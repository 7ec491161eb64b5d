"""Words for the closed lists of `events`: roles, states, kinds."""

from collections.abc import Mapping
from enum import StrEnum

from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from events.models import ConferenceState, Honour, NameOrder
from events.rules.forums import ForumState
from events.rules.office.roles import Role
from events.rules.programme import AppearanceRole, SessionAccess, SessionKind, TalkKind
from events.rules.publication import ChangeKind

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
    ForumState.APPROVED: pgettext_lazy("forum", "Approved"),
}
SESSION_KINDS: Words = {
    SessionKind.PLENARY: _("Plenary"),
    SessionKind.FORUM: _("Forum"),
    SessionKind.CLOSED_DOOR: _("Closed-door meeting"),
    SessionKind.RELEASE: _("Release session"),
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
SUBJECTS: Words = {
    "organisation": _("Organisation"),
    "conference": _("Conference"),
    "venue": _("Venue"),
    "room": _("Room"),
    "forumgroup": _("Group"),
    "forum": _("Forum"),
    "session": _("Session"),
    "talk": _("Talk"),
    "speaker": pgettext_lazy("on stage", "Speaker"),
    "person": _("Person"),
    "user": _("Account"),
    "appearance": _("On stage"),
    "membership": _("Team"),
    "release": _("Release"),
    "category": _("Category"),
    "quota": _("Quota"),
    "delegate": _("Delegate"),
    "checkpoint": pgettext_lazy("checkpoint", "Door"),
    "device": _("Device"),
    "devicepairing": _("Device"),
    "credential": _("Badge code"),
    "invitation": _("Invitation"),
}
DEEDS: Words = {
    "add": pgettext_lazy("deed", "added"),
    "change": pgettext_lazy("deed", "changed"),
    "remove": pgettext_lazy("deed", "removed"),
    "create": pgettext_lazy("deed", "added"),
    "import schedule": pgettext_lazy("deed", "imported"),
    "programme.import": pgettext_lazy("deed", "imported"),
    "delegates.import": pgettext_lazy("deed", "imported"),
    "account.make": pgettext_lazy("deed", "added"),
    "credential.reissue": pgettext_lazy("deed", "made anew"),
    "copy": pgettext_lazy("deed", "made as a copy"),
    "submit": pgettext_lazy("deed", "submitted"),
    "approve": pgettext_lazy("deed", "approved"),
    "return": pgettext_lazy("deed", "given back"),
    "publish": pgettext_lazy("deed", "published"),
    "draft": pgettext_lazy("deed", "taken back to draft"),
    "open": pgettext_lazy("deed", "opened"),
    "live": pgettext_lazy("deed", "begun"),
    "closed": pgettext_lazy("deed", "closed"),
    "archived": pgettext_lazy("deed", "archived"),
    "invite": pgettext_lazy("deed", "invited"),
    "withdraw": pgettext_lazy("deed", "withdrawn"),
    "delegate.sign_up": pgettext_lazy("deed", "signed up"),
    "delegate.confirm": pgettext_lazy("deed", "confirmed"),
    "delegate.decline": pgettext_lazy("deed", "declined"),
    "delegate.cancel": pgettext_lazy("deed", "cancelled"),
    "delegate.correct": pgettext_lazy("deed", "corrected"),
    "device.offer": pgettext_lazy("deed", "offered"),
    "device.pair": pgettext_lazy("deed", "paired"),
    "device.revoke": pgettext_lazy("deed", "revoked"),
}
ALL: Mapping[str, Words] = {
    "role": ROLES,
    "conference_state": CONFERENCE_STATES,
    "forum_state": FORUM_STATES,
    "session_kind": SESSION_KINDS,
    "session_access": SESSION_ACCESS,
    "talk_kind": TALK_KINDS,
    "appearance_role": APPEARANCE_ROLES,
    "honour": HONOURS,
    "change_kind": CHANGE_KINDS,
    "subject": SUBJECTS,
    "deed": DEEDS,
}


def choices(words: Words) -> list[tuple[str, str | Promise]]:
    """The list for a select box; lazily worded."""
    return [(key.value if isinstance(key, StrEnum) else str(key), label) for key, label in words.items()]


def in_both(label: str | Promise) -> set[str]:
    """A word in both languages of the console, folded, for what somebody typed."""
    found = set()
    for language in ("zh-hans", "en"):
        with translation.override(language):
            found.add(str(label).casefold())
    return found
