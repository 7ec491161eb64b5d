"""Loading the whole demo in one transaction."""

from datetime import date, datetime

from django.db import transaction

from events.models import Conference, ConferenceState, Forum, Membership, Organisation, User
from events.operations.publishing import publish
from portal.demo import reading
from portal.demo.accounts import ACCOUNTS, NEIGHBOUR
from portal.demo.delegates import the_delegates
from portal.demo.loading.accounts import load_accounts, load_roles
from portal.demo.loading.delegates import load_delegates
from portal.demo.loading.doors import load_doors, load_invitations, load_scans
from portal.demo.loading.people import load_persons, load_stage
from portal.demo.loading.programme import ZONE, load_programme

SLUG = reading.conference().conference["slug"]


def today_there(now: datetime) -> date:
    """Return today's date in the conference's time zone."""
    return now.astimezone(ZONE).date()


def demo_conference() -> Conference | None:
    """Return the demo conference, or None if it has not been loaded."""
    return Conference.objects.filter(slug=SLUG).first()


@transaction.atomic
def load_demo(*, first_day: date, now: datetime) -> Conference:
    """Load everything and publish the programme. `first_day` is a date in Shanghai."""
    organisation = Organisation.objects.create(**reading.conference().organisation, created_at=now)
    users = load_accounts((*ACCOUNTS, NEIGHBOUR))
    organiser = users["organiser@rostrum.example"]
    programme = load_programme(organisation, first_day=first_day, now=now)
    load_roles(users, organisation, programme.conference, now=now)
    plan = the_delegates()
    on_stage = load_stage(programme, organisation, plan, now=now)
    persons = load_persons(plan, on_stage, organisation, users, now=now)
    loaded = load_delegates(programme.conference, plan, persons, users)
    doors = load_doors(programme, by=organiser, now=now)
    load_invitations(programme, loaded, by=organiser, now=now)
    load_scans(programme.conference, loaded, doors, now=now)
    _load_neighbour(users[NEIGHBOUR.email], first_day=first_day, now=now)
    publish(programme.conference, by=organiser, now=now)
    return programme.conference


def _load_neighbour(user: User, *, first_day: date, now: datetime) -> None:
    """Create another organisation with a draft conference, which the first one must not see."""
    organisation = Organisation.objects.create(
        slug="field-stations",
        name_zh="野外台站联盟（示例）",
        name_en="League of Field Stations (sample)",
        created_at=now,
    )
    conference = Conference.objects.create(
        organisation=organisation,
        slug="field-stations",
        title_zh="野外台站年会",
        title_en="Annual Meeting of Field Stations",
        notice_zh="示例数据：会议、人物与单位均为虚构。",
        notice_en="Sample data (示例数据): the conference, its people and institutions are invented.",
        city_zh="朔方",
        city_en="Shuofang",
        starts_on=first_day,
        ends_on=first_day,
        state=ConferenceState.DRAFT,
        is_example=True,
        created_at=now,
    )
    Forum.objects.create(conference=conference, number=1, title_zh="长期观测", title_en="Long-term Observation")
    Membership.objects.create(user=user, organisation=organisation, role=NEIGHBOUR.role or "", created_at=now)
