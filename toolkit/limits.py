"""How often something may be asked for from one address."""

from dataclasses import dataclass
from ipaddress import ip_address

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest


@dataclass(frozen=True, kw_only=True)
class Limit:
    """So many `times` within so many `seconds`, counted from the first."""

    name: str
    times: int
    seconds: int


def exceeds(limit: Limit, request: HttpRequest) -> bool:
    """Counts this request; whether it is one too many from its address, whichever process it came to."""
    key = f"limit:{limit.name}:{client_address(request)}"
    for _ in range(2):  # the first of two who begin at once makes the count, the other one adds to it
        try:
            return cache.incr(key) > limit.times
        except ValueError:
            if cache.add(key, 1, limit.seconds):
                return False
    return False


def client_address(request: HttpRequest) -> str:
    """The address that the outermost trusted proxy saw; without proxies, the peer's. Empty if neither is one."""
    proxies: int = settings.TRUSTED_PROXIES
    hops = [hop.strip() for hop in request.headers.get("X-Forwarded-For", "").split(",") if hop.strip()]
    seen = hops[-proxies] if proxies and len(hops) >= proxies else ""
    return _address(seen) or _address(str(request.META.get("REMOTE_ADDR", "")))


def _address(text: str) -> str:
    """The address in its one spelling; empty for what is none, such as the peer of a socket."""
    try:
        return str(ip_address(text))
    except ValueError:
        return ""
