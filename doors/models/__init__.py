"""Checkpoints, the devices bound to them, and scans."""

from doors.models.door import (
    Checkpoint,
    CredentialPrefix,
    Device,
    DevicePairing,
    DoorDay,
)
from doors.models.scan import AppendOnlyError, Scan

__all__ = [
    "AppendOnlyError",
    "Checkpoint",
    "CredentialPrefix",
    "Device",
    "DevicePairing",
    "DoorDay",
    "Scan",
]
