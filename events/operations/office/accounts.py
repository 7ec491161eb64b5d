"""Accounts that come about on the way, without anybody choosing a password."""

from allauth.account.models import EmailAddress
from django.db import IntegrityError, transaction

from events.models import User


def account_for(email: str, *, name: str = "", language: str = "", is_proved: bool) -> User:
    """Return the account of an e-mail address, making one without a password if there is none.

    A new account signs in by an e-mailed code.

    With `is_proved`, whoever asks has read a letter that went to the address: a new account's address counts as
    verified. An account that is there already is left as it is: somebody else may have made it. Signs nobody in.
    """
    email = email.strip().lower()
    known = User.objects.filter(email__iexact=email).first()
    if known is not None:
        return known
    try:
        with transaction.atomic():
            user = User.objects.create_user(email, name=name, language=language)
            EmailAddress.objects.create(user=user, email=user.email, primary=True, verified=is_proved)
    except IntegrityError:  # made at the same moment
        return User.objects.get(email__iexact=email)
    return user


def remember_language(user: User, language: str) -> None:
    """The language in which this person reads pages without a language in their address, on any device."""
    User.objects.filter(pk=user.pk).exclude(language=language).update(language=language)
