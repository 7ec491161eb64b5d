"""Categories, delegates and their badges."""

from registration.models.category import Category, Quota
from registration.models.delegate import (
    BadgePrint,
    Credential,
    Delegate,
    Invitation,
    Registration,
    column_of,
)
from registration.rules.delegates import DelegateState

__all__ = [
    "BadgePrint",
    "Category",
    "Credential",
    "Delegate",
    "DelegateState",
    "Invitation",
    "Quota",
    "Registration",
    "column_of",
]
