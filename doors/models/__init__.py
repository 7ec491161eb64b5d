"""Doors, the devices that stand there, and what was presented to them."""

from doors.models.door import (
    Checkpoint,
    CheckpointKind,
    CredentialPrefix,
    Device,
    DevicePairing,
    Direction,
    DoorDay,
)
from doors.models.scan import AppendOnlyError, Scan, ScanRecord

__all__ = [
    "AppendOnlyError",
    "Checkpoint",
    "CheckpointKind",
    "CredentialPrefix",
    "Device",
    "DevicePairing",
    "Direction",
    "DoorDay",
    "Scan",
    "ScanRecord",
]
