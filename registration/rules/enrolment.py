"""Delegates whom the team enters as a list."""

from dataclasses import dataclass

from registration.rules.delegate_rows import OrderStatus
from registration.rules.signup import SignUp


@dataclass(frozen=True, slots=True, kw_only=True)
class Enrolment:
    """A sign-up with the status of its order. Only a confirmed order asks for a place."""

    sign_up: SignUp
    standing: OrderStatus = OrderStatus.CONFIRMED
