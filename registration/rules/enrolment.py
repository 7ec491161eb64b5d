"""Somebody whom the team enters in a list with many others."""

from dataclasses import dataclass

from registration.rules.delegate_rows import OrderStatus
from registration.rules.signup import SignUp


@dataclass(frozen=True, slots=True, kw_only=True)
class Enrolment:
    """A sign-up, and how far the person has come elsewhere. Only who has come all the way takes a place."""

    sign_up: SignUp
    standing: OrderStatus = OrderStatus.CONFIRMED
