"""What `registration` keeps that refers to a person."""

from django.urls import reverse
from django.utils.translation import gettext as _

from events.extensions import PersonReference
from events.models import Conference, Person
from events.rules.office.roles import Right
from registration.models import Delegate


def of_person(person: Person, conference: Conference) -> list[PersonReference]:
    """The person as a delegate, once for each time they were registered. One query."""
    delegates = Delegate.objects.filter(person=person, conference=conference).select_related("category")
    return [
        PersonReference(
            kind="delegate",
            label=_("Delegate %(number)s") % {"number": delegate.badge_number},
            url=reverse("console_delegate", args=[conference.slug, delegate.code]),
            right=Right.SEE_DELEGATES,
        )
        for delegate in delegates
    ]
