"""Who comes in: delegates, their badges, and doors."""

from registration.models.category import Category, Quota
from registration.models.delegate import (
    BadgePrint,
    Credential,
    Delegate,
    Invitation,
    Registration,
)
from registration.models.door import (
    Checkpoint,
    CheckpointKind,
    CredentialPrefix,
    Device,
    DevicePairing,
    Direction,
    DoorDay,
)
from registration.models.scan import AppendOnlyError, Scan, ScanRecord
from registration.rules.delegates import DelegateState

__all__ = [
    "AppendOnlyError",
    "BadgePrint",
    "Category",
    "Checkpoint",
    "CheckpointKind",
    "Credential",
    "CredentialPrefix",
    "Delegate",
    "DelegateState",
    "Device",
    "DevicePairing",
    "Direction",
    "DoorDay",
    "Invitation",
    "Quota",
    "Registration",
    "Scan",
    "ScanRecord",
]
