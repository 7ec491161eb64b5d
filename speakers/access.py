"""Fetching speakers on behalf of a person, and whom a person may put on stage."""

from collections.abc import Collection

from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef, QuerySet

from events.access import Standing, one_of, sister_conferences
from events.models import Conference, Person
from events.rules.office.roles import Grant, Right, rights_in_organisation
from speakers.models import Speaker
from speakers.queries.people import on_stage_within


def speaker_for(standing: Standing, code: str) -> Speaker:
    """Return a speaker; raises Http404 if there is none, and PermissionDenied for a secretary in whose forums they are
    not on stage.
    """
    speaker = one_of(standing, Speaker.objects.select_related("conference", "person"), code=code)
    reach = standing.reach
    if reach.forums is not None and not on_stage_within(Speaker.objects.filter(pk=speaker.pk), reach).exists():
        raise PermissionDenied
    return speaker


def people_within_reach(conference: Conference, grants: Collection[Grant] | None) -> QuerySet[Person]:
    """Return the people whom somebody with these grants may find and put on stage at the conference.

    That is who is on stage here, or at another conference of the organisation whose programme they may see. Who sees
    the delegates of the whole organisation finds everybody whom it knows. None stands for the portal itself. Takes at
    most one query.
    """
    people = Person.objects.filter(organisation=conference.organisation_id)
    if grants is None or Right.SEE_DELEGATES in rights_in_organisation(grants):
        return people
    stages = [conference.pk, *sister_conferences(conference, grants, Right.SEE_PROGRAMME)]
    return people.filter(Exists(Speaker.objects.filter(person=OuterRef("pk"), conference__in=stages)))
