"""Authentication of devices by their own keys."""

from django.http import HttpRequest
from ninja.security import HttpBearer

from doors.access import device_with, known_key
from doors.queries.doors import Pass


class DeviceKey(HttpBearer):
    """`Authorization: Bearer <key>`, with the key that the device got when it was paired."""

    def authenticate(self, request: HttpRequest, token: str) -> Pass | None:
        """Return the device; None means 401."""
        return device_with(token)


class DeviceRequest(HttpRequest):
    """A request with its device."""

    auth: Pass


class KnownKey(HttpBearer):
    """The same header, for operations that read the device in their own transaction."""

    def authenticate(self, request: HttpRequest, token: str) -> str | None:
        """Return the key's hash; None means 401."""
        return known_key(token)


class KeyRequest(HttpRequest):
    """A request with the hash of a key that was a device's when it was first seen."""

    auth: str
