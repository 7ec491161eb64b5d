"""Builders for accounts and organisations, and a fixed cast of people whose rights are known."""

from dataclasses import dataclass
from datetime import UTC, date, datetime

from allauth.account.models import EmailAddress
from django.test import Client

from events.models import Conference, ConferenceState, Forum, Membership, Organisation, Person, User
from events.rules.office.roles import Role

NOW = datetime(2027, 4, 16, 1, 12, tzinfo=UTC)
"""09:12 in Shanghai on the first day of the conference that `a_conference` creates."""


def an_organisation(slug: str = "academy", **fields: object) -> Organisation:
    values: dict[str, object] = {"name_zh": "示例科学联合会", "name_en": "Example Academy", "created_at": NOW} | fields
    return Organisation.objects.create(slug=slug, **values)


def a_user(email: str, *, name: str = "", password: str | None = None) -> User:
    """Create an account, without a password unless one is given."""
    return User.objects.create_user(email, password, name=name)


def a_user_with_address(email: str, *, password: str | None = None, is_verified: bool = True) -> User:
    """Create an account whose address is known to allauth, verified unless told otherwise."""
    user = a_user(email, password=password)
    EmailAddress.objects.create(user=user, email=user.email, primary=True, verified=is_verified)
    return user


def signed_in(user: User) -> Client:
    """Return a browser in English in which this account has signed in."""
    client = Client()
    client.force_login(user)
    client.cookies["django_language"] = "en"
    return client


def a_conference(organisation: Organisation, slug: str = "bio27", **fields: object) -> Conference:
    """Create a three-day conference in Suzhou that is open for registration."""
    values: dict[str, object] = {
        "title_zh": "全国生物技术创新大会",
        "title_en": "National Biotechnology Innovation Conference",
        "city_zh": "苏州",
        "city_en": "Suzhou",
        "starts_on": date(2027, 4, 16),
        "ends_on": date(2027, 4, 18),
        "state": ConferenceState.OPEN,
        "created_at": NOW,
    } | fields
    return Conference.objects.create(organisation=organisation, slug=slug, **values)


def a_person(organisation: Organisation, name: str = "林知远", **fields: object) -> Person:
    values: dict[str, object] = {"name_latin": "LIN Zhiyuan", "created_at": NOW} | fields
    return Person.objects.create(organisation=organisation, name=name, **values)


def a_member(
    role: Role,
    *,
    organisation: Organisation,
    conference: Conference | None = None,
    forum: Forum | None = None,
    email: str = "",
) -> User:
    """Create an account with one role, in the whole organisation unless a conference or a forum is given."""
    user = a_user(email or f"{role.value}@example.com")
    Membership.objects.create(
        user=user, organisation=organisation, conference=conference, forum=forum, role=role.value, created_at=NOW
    )
    return user


@dataclass(frozen=True)
class Cast:
    """One conference with a person in each role, and a neighbour who must never see any of it."""

    organisation: Organisation
    conference: Conference
    forum: Forum
    members: dict[Role, User]
    neighbour: User
    neighbours_conference: Conference
    somebody: User


def the_cast() -> Cast:
    """Create two organisations: the first with a person in every role, the second with an owner."""
    organisation = an_organisation()
    conference = a_conference(organisation)
    forum = Forum.objects.create(conference=conference, number=1, title_zh="合成生物学使能技术", title_en="Synbio")
    members = {
        role: a_member(
            role,
            organisation=organisation,
            conference=None if role in {Role.OWNER, Role.ORGANISER} else conference,
            forum=forum if role is Role.FORUM_SECRETARY else None,
        )
        for role in Role
    }
    other = an_organisation("neighbour", name_zh="邻居", name_en="Neighbour")
    return Cast(
        organisation=organisation,
        conference=conference,
        forum=forum,
        members=members,
        neighbour=a_member(Role.OWNER, organisation=other, email="neighbour@example.com"),
        neighbours_conference=a_conference(other, "neighbours27"),
        somebody=a_user("somebody@example.com"),
    )
