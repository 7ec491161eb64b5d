"""Organisation, accounts and roles."""

from datetime import datetime

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password

from events.models import Conference, Forum, Membership, Organisation, User
from portal.demo.accounts import ACCOUNTS, PASSWORD, Account


def load_accounts(accounts: tuple[Account, ...] = ACCOUNTS) -> dict[str, User]:
    """Create accounts with confirmed addresses, and return them by address."""
    password = make_password(PASSWORD)  # one for all, because hashing is slow
    users = User.objects.bulk_create(
        User(email=account.email, name=account.name, password=password) for account in accounts
    )
    EmailAddress.objects.bulk_create(
        EmailAddress(user=user, email=user.email, verified=True, primary=True) for user in users
    )
    return {user.email: user for user in users}


def load_roles(users: dict[str, User], organisation: Organisation, conference: Conference, *, now: datetime) -> None:
    """Give roles: owner and organiser in the whole organisation, all others in the conference or their forum."""
    forums = {forum.number: forum for forum in Forum.objects.filter(conference=conference)}
    Membership.objects.bulk_create(
        Membership(
            user=users[account.email],
            organisation=organisation,
            conference=None if account.role.value in {"owner", "organiser"} else conference,
            forum=forums[account.forum] if account.forum else None,
            role=account.role.value,
            created_at=now,
        )
        for account in ACCOUNTS
        if account.role and account.email in users
    )
