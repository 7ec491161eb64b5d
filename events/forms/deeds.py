"""Deeds of the programme in words, for the buttons that take them back and for those who were second."""

from django.utils.translation import gettext_lazy, pgettext_lazy

from events.forms.words import Words
from events.models import Deed, User
from events.rules.journal import DeedKind

DEEDS: Words = {
    DeedKind.ADD_SESSIONS: gettext_lazy("add %(about)s"),
    DeedKind.CHANGE_SESSION: gettext_lazy("change %(about)s"),
    DeedKind.MOVE_SESSION: gettext_lazy("move %(about)s"),
    DeedKind.SWAP_SESSIONS: gettext_lazy("swap %(about)s"),
    DeedKind.SWAP_ROOMS: gettext_lazy("swap the room of %(about)s"),
    DeedKind.REMOVE_SESSION: gettext_lazy("remove %(about)s"),
    DeedKind.ADD_TALKS: gettext_lazy("add %(about)s"),
    DeedKind.CHANGE_TALK: gettext_lazy("change %(about)s"),
    DeedKind.MOVE_TALK: gettext_lazy("move %(about)s"),
    DeedKind.SWAP_TALKS: gettext_lazy("swap %(about)s"),
    DeedKind.SET_LENGTH: gettext_lazy("length of %(about)s"),
    DeedKind.PIN_TALK: gettext_lazy("time of %(about)s"),
    DeedKind.REMOVE_TALK: gettext_lazy("remove %(about)s"),
    DeedKind.CHANGE_FORUM: gettext_lazy("change %(about)s"),
    DeedKind.MOVE_FORUM: gettext_lazy("move %(about)s"),
    DeedKind.CHANGE_PEOPLE: gettext_lazy("people of %(about)s"),
    DeedKind.IMPORT: gettext_lazy("import of a file"),
    DeedKind.UNDO: gettext_lazy("undoing: %(about)s"),
    DeedKind.REDO: gettext_lazy("redoing: %(about)s"),
}
NAMELESS = pgettext_lazy("deed", "an item without a title")
SOMEBODY = gettext_lazy("Somebody else")


def deed_in_words(deed: Deed | None) -> str:
    """Return what the deed was, for after "Undo:"; empty if there is none."""
    if deed is None:
        return ""
    words = DEEDS.get(deed.kind)
    return str(words) % {"about": deed.about.here or NAMELESS} if words else deed.kind


def who(user: User | None) -> str:
    """Return what somebody is called who was first."""
    return (user.name or user.email) if user else str(SOMEBODY)
