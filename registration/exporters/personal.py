"""What `registration` keeps about a person, for that person."""

from collections.abc import Mapping

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events.exporters.personal import fact, rows_of
from events.extensions import Fact, PersonalRecords
from events.models import Conference, Letter, Person
from registration.forms.words import STATES
from registration.models import BadgePrint, Credential, Delegate, Invitation, column_of
from registration.rules.particulars import PARTICULARS

CREDENTIAL: Mapping[str, Promise] = {
    "code": gettext_lazy("Badge code"),
    "issued_at": gettext_lazy("Issued on"),
    "revoked_at": gettext_lazy("Revoked on"),
}
LETTER: Mapping[str, Promise] = {
    "recipient": gettext_lazy("E-mail address"),
    "queued_at": gettext_lazy("Written on"),
    "sent_at": gettext_lazy("Sent on"),
}


def delegates_of(person: Person, conference: Conference) -> QuerySet[Delegate]:
    """The person's registrations under their own address; those under another may be somebody else's."""
    rows = Delegate.objects.filter(person=person, conference=conference, email=person.email)
    return rows.select_related("category", "registration").order_by("number")


def delegate_records(person: Person, conference: Conference) -> PersonalRecords:
    """The registrations, with every field of the form."""
    return PersonalRecords(title=_("Registration"), rows=[_delegate(row) for row in delegates_of(person, conference)])


def _delegate(row: Delegate) -> dict[str, Fact]:
    registration = row.registration
    return {
        _("Number"): row.badge_number,
        _("Category"): row.category.name.here,
        _("State"): str(STATES[row.state]),
        **{str(column_of(name).verbose_name): fact(getattr(row, name)) for name in PARTICULARS},
        _("Price"): f"{registration.price} {registration.currency}",
        _("Paid"): row.is_paid,
        _("Signed up"): fact(row.created_at),
        _("Decided"): fact(row.decided_at),
    }


def credential_records(person: Person, conference: Conference) -> PersonalRecords:
    """The codes of the badges, those revoked included."""
    rows = Credential.objects.filter(delegate__in=delegates_of(person, conference)).order_by("issued_at", "pk")
    return PersonalRecords(title=_("Badge codes"), rows=rows_of(rows, CREDENTIAL))


def print_records(person: Person, conference: Conference) -> PersonalRecords:
    """When badges were printed."""
    rows = BadgePrint.objects.filter(credential__delegate__in=delegates_of(person, conference))
    return PersonalRecords(title=_("Printed badges"), rows=rows_of(rows, {"printed_at": _("Printed on")}))


def invitation_records(person: Person, conference: Conference) -> PersonalRecords:
    """The sessions whose list has the person's name."""
    rows = Invitation.objects.filter(delegate__in=delegates_of(person, conference)).select_related("session")
    told: list[dict[str, Fact]] = [
        {_("Session"): str(row.session), _("Invited on"): fact(row.invited_at), _("Withdrawn"): fact(row.withdrawn_at)}
        for row in rows
    ]
    return PersonalRecords(title=_("Invitations"), rows=told)


def letter_records(person: Person, conference: Conference) -> PersonalRecords:
    """The letters about the registrations."""
    keys = [str(key) for key in delegates_of(person, conference).values_list("pk", flat=True)]
    rows = Letter.objects.filter(conference=conference, recipient=person.email, subject_key__in=keys)
    return PersonalRecords(title=_("Letters"), rows=rows_of(rows, LETTER))


SOURCES = (delegate_records, credential_records, print_records, invitation_records, letter_records)
