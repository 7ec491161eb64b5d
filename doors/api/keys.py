"""Who is at the other end: a device, by its own key."""

from django.http import HttpRequest
from ninja.security import HttpBearer

from doors.access import device_with, known_key
from doors.queries.doors import Pass


class DeviceKey(HttpBearer):
    """`Authorization: Bearer <key>`: the key that a device got when it was paired."""

    def authenticate(self, request: HttpRequest, token: str) -> Pass | None:
        """The device, or None, which is answered 401."""
        return device_with(token)


class DeviceRequest(HttpRequest):
    """A request whose device is known."""

    auth: Pass


class KnownKey(HttpBearer):
    """The same key, where the operation looks at the device in its own transaction."""

    def authenticate(self, request: HttpRequest, token: str) -> str | None:
        """The key's hash, or None, which is answered 401."""
        return known_key(token)


class KeyRequest(HttpRequest):
    """A request whose key was a device's, when it was last asked for."""

    auth: str
