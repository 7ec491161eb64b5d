"""Accounts that are created without anybody choosing a password, and their ways of signing in."""

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.internal.auth import WebAuthn
from django.contrib.sessions.backends.db import SessionStore
from django.db import IntegrityError, transaction

from events.models import User


def account_for(email: str, *, name: str = "", language: str = "", is_proved: bool) -> User:
    """Return the account of an e-mail address; create one without a password if there is none.

    A new account signs in by an e-mailed code. Pass `is_proved` if the caller knows that the person can read mail sent
    to this address: the address of a new account then counts as verified. An existing account is left unchanged, since
    somebody else may have created it. Nobody is signed in.
    """
    email = email.strip().lower()
    known = User.objects.filter(email__iexact=email).first()
    if known is not None:
        return known
    try:
        with transaction.atomic():
            user = User.objects.create_user(email, name=name, language=language)
            EmailAddress.objects.create(user=user, email=user.email, primary=True, verified=is_proved)
    except IntegrityError:  # created by another request at the same moment
        return User.objects.get(email__iexact=email)
    return user


def remember_language(user: User, language: str) -> None:
    """Store the language in which this person reads pages whose address names no language."""
    User.objects.filter(pk=user.pk).exclude(language=language).update(language=language)


def add_passkey(user: User, *, name: str, credential: object) -> Authenticator:
    """Store a passkey, one more way for this person to sign in. `credential` was checked by allauth's form."""
    added: Authenticator = WebAuthn.add(user, name, credential).instance
    return added


def forget_recovery_codes(user: User) -> None:
    """Delete the recovery codes of this person, who needs no second step any more."""
    Authenticator.objects.filter(user=user, type=Authenticator.Type.RECOVERY_CODES).delete()


def forget_sessions() -> None:
    """Delete the sessions that have ended. They hold personal data: what visitors typed into forms.

    They end by the machine's time, which Django sets them by, and not by the clock in the settings.
    """
    SessionStore.clear_expired()
