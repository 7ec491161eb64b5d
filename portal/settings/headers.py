"""Security headers of the static files, which are answered before the middleware that sets them for pages."""

from collections.abc import MutableMapping

from csp.utils import build_policy

WEB_ASSEMBLY = {"script-src": ["'wasm-unsafe-eval'"]}
"""A worker has the policy of its own file, not of its page, and the scanner's reads QR codes with WebAssembly."""


def static_headers(headers: MutableMapping[str, str], _path: str, _url: str) -> None:
    """Add the pages' content policy and the ban on frames. A drawing opened by itself, for one, can hold a script."""
    headers["Content-Security-Policy"] = build_policy(update=WEB_ASSEMBLY)
    headers["X-Frame-Options"] = "DENY"
