"""References to a person from `speakers`."""

from django.urls import reverse
from django.utils.translation import gettext as _

from events.extensions import PersonReference
from events.models import Conference, Person
from events.rules.office.roles import Right
from speakers.models import Speaker


def of_person(person: Person, conference: Conference) -> list[PersonReference]:
    """Return a link to the person's page as a speaker, if they are one at this conference. One query."""
    return [
        PersonReference(
            kind="speaker",
            label=_("On stage"),
            url=reverse("console_person", args=[conference.slug, speaker.code]),
            right=Right.SEE_PROGRAMME,
        )
        for speaker in Speaker.objects.filter(person=person, conference=conference)
    ]
