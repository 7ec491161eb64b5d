"""Words for the details of the history: which column, what was there, what is there now."""

from collections.abc import Mapping

from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from events.forms.forum import TEXTS
from events.forms.words import CHANGE_KINDS, CONFERENCE_STATES, FORUM_STATES, ROLES, Words

COLUMNS: Words = {
    **TEXTS,
    **CHANGE_KINDS,
    "abstract_en": _("Abstract in English"),
    "abstract_zh": _("Abstract in Chinese"),
    "accent": _("Colour"),
    "accepted_clashes": _("Clashes"),
    "accepted_reason": _("Reason"),
    "access": _("Who may come"),
    "address_en": _("Street in English"),
    "address_zh": _("Street in Chinese"),
    "affiliation_en": _("Institution in English"),
    "affiliation_zh": _("Institution in Chinese"),
    "by": pgettext_lazy("history", "by way of"),
    "arrival_en": _("Getting there, in English"),
    "arrival_zh": _("Getting there, in Chinese"),
    "biography_en": _("Biography in English"),
    "biography_zh": _("Biography in Chinese"),
    "capacity": _("Places"),
    "categories": _("Lets in"),
    "category": _("Category"),
    "city_en": _("City in English"),
    "city_zh": _("City in Chinese"),
    "closes_at": _("Closes"),
    "contact_email": _("E-mail address for questions"),
    "contact_phone": _("Telephone for questions"),
    "day_starts_at": _("A day begins at"),
    "delegate": _("Delegate"),
    "direction": _("Direction"),
    "edition_en": _("Edition in English"),
    "edition_zh": _("Edition in Chinese"),
    "email": _("E-mail address"),
    "ends_at": _("Until"),
    "ends_on": _("Last day"),
    "fields": pgettext_lazy("deed", "changed"),
    "floor": _("Floor"),
    "forum": _("Forum"),
    "from": pgettext_lazy("history", "from"),
    "group": _("Group"),
    "honour": _("Title"),
    "hosts_en": _("Hosts in English"),
    "hosts_zh": _("Hosts in Chinese"),
    "intro_en": _("Introduction in English"),
    "intro_zh": _("Introduction in Chinese"),
    "is_active": _("In use"),
    "is_cancelled": _("Cancelled"),
    "is_public": _("Anybody can choose it when signing up"),
    "kind": _("Kind"),
    "label": _("Number in the programme"),
    "letter": _("Letter"),
    "manual_rank": _("Rank by hand"),
    "must_not_clash": _("A clash of this person stops a publication"),
    "name": _("Name"),
    "name_en": _("Name in English"),
    "name_latin": _("Name in Latin letters"),
    "name_order": _("Order of people of equal rank"),
    "name_zh": _("Name in Chinese"),
    "needs_approval": _("Every application is approved by the organisers"),
    "note": _("Note"),
    "notice_en": _("Notice in English"),
    "notice_zh": _("Notice in Chinese"),
    "number": _("Number"),
    "on_sale_from": _("Sign-up from"),
    "on_sale_until": _("Sign-up until"),
    "opens_at": _("Opens"),
    "origin": pgettext_lazy("history", "entered by"),
    "people": _("People on stage"),
    "phone": _("Phone"),
    "placeholder_en": _("Instead of a name, in English"),
    "placeholder_zh": _("Instead of a name, in Chinese"),
    "post_en": _("Post in English"),
    "post_zh": _("Post in Chinese"),
    "price": _("Price"),
    "quota": _("Quota"),
    "re_entry": _("One may come in again without having gone out"),
    "registration": _("Registration"),
    "rights_en": _("What it entitles to, in English"),
    "rights_zh": _("What it entitles to, in Chinese"),
    "role": _("Role"),
    "room": _("Room"),
    "session": _("Session"),
    "short_title_en": _("Short name in English"),
    "short_title_zh": _("Short name in Chinese"),
    "size": pgettext_lazy("quota", "Places"),
    "starts_at": _("From"),
    "starts_on": _("First day"),
    "state": _("State"),
    "timezone": _("Time zone"),
    "to": pgettext_lazy("history", "to"),
    "who": _("Who"),
}
# What is stored as a word of the code, in columns that hold nothing else.
STATES: Words = {
    "applied": pgettext_lazy("delegate", "Applied"),
    "confirmed": pgettext_lazy("delegate", "Confirmed"),
    "waitlisted": pgettext_lazy("delegate", "On the waiting list"),
    "declined": pgettext_lazy("delegate", "Declined"),
    "cancelled": pgettext_lazy("delegate", "Cancelled"),
    **FORUM_STATES,
    **CONFERENCE_STATES,
}
VALUES: Mapping[str, Words] = {
    "role": ROLES,
    "state": STATES,
    "from": STATES,
    "to": STATES,
    "origin": {"public": pgettext_lazy("history", "the public page"), "team": pgettext_lazy("history", "the team")},
    "by": {"letter": pgettext_lazy("history", "the letter’s link")},
}
ANSWERS: Words = {"True": _("yes"), "False": _("no")}


def details_in_words(details: Mapping[str, object]) -> list[str]:
    """One line for each detail that says something: the column, and what it was → what it is."""
    return [
        gettext("%(column)s: %(words)s") % {"column": COLUMNS.get(name, name), "words": _value(name, value)}
        for name, value in details.items()
        if value or value is False
    ]


def _value(name: str, value: object) -> str:
    if isinstance(value, list) and len(value) == 2:
        return " → ".join(_value(name, part) if part else "–" for part in value)
    if name == "fields":
        return " · ".join(str(COLUMNS.get(part, part)) for part in str(value).split(","))
    told = str(value)
    return str(VALUES.get(name, ANSWERS).get(told, told))
