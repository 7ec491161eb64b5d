"""Rate limits, counted for each client address or for anything else."""

import hashlib
from dataclasses import dataclass
from functools import lru_cache
from ipaddress import ip_address

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest


@dataclass(frozen=True, kw_only=True)
class Limit:
    """At most `times` requests or tries within `seconds` of the first one."""

    name: str
    times: int
    seconds: int


def exceeds(limit: Limit, request: HttpRequest) -> bool:
    """Count this request and return whether its address has exceeded the limit."""
    return exceeds_for(limit, client_address(request))


def exceeds_for(limit: Limit, subject: str) -> bool:
    """Count a try and return whether there were too many for this subject. All processes share the count.

    The subject becomes part of a key in the cache: pass a digest of what is secret or may be long.
    """
    key = f"limit:{limit.name}:{subject}"
    for _ in range(2):  # of two first requests at once, one creates the counter and the other adds to it
        try:
            return cache.incr(key) > limit.times
        except ValueError:
            if cache.add(key, 1, limit.seconds):
                return False
    return False


LETTERS = Limit(name="letters-to-address", times=10, seconds=3600)
"""Letters that strangers can order to one address, over all pages and the API: codes, links, answers to a sign-up."""


def exceeds_letters(email: str) -> bool:
    """Count a letter that somebody orders to an address, and return whether there were too many.

    Call it for known and unknown addresses alike, so that the answer does not tell which of the two this one is.
    """
    return exceeds_for(LETTERS, digest_of(_mailbox(email)))


def digest_of(personal: str) -> str:
    """Return what stands for an address or a number in the cache."""
    return hashlib.sha256(personal.encode()).hexdigest()


def _mailbox(email: str) -> str:
    """Return the address without a «+tag», with which mail servers deliver to the same mailbox."""
    name, _, host = email.lower().rpartition("@")
    return f"{name.partition('+')[0]}@{host}"


def client_address(request: HttpRequest) -> str:
    """Return the client's IP address as the outermost trusted proxy saw it, or the peer's if there is no proxy.

    Return an empty string if neither is an IP address.
    """
    proxies: int = settings.TRUSTED_PROXIES
    hops = [hop.strip() for hop in str(request.META.get("HTTP_X_FORWARDED_FOR", "")).split(",") if hop.strip()]
    seen = hops[-proxies] if proxies and len(hops) >= proxies else ""
    return _address(seen) or _address(str(request.META.get("REMOTE_ADDR", "")))


@lru_cache(maxsize=4096)
def _address(text: str) -> str:
    """Return the IP address in canonical form; empty if the text is none, as for a Unix socket."""
    try:
        return str(ip_address(text))
    except ValueError:
        return ""
