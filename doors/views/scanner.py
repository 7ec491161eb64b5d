"""The page of the scanner app."""

from csp.constants import SELF
from csp.decorators import csp_update
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from doors.rules.admission import Verdict

# The QR reader is WebAssembly, run in a worker from our own origin.
POLICY = {"script-src": ["'wasm-unsafe-eval'"], "worker-src": [SELF]}


@require_safe
@never_cache
@csp_update(POLICY)
def scanner(request: HttpRequest) -> HttpResponse:
    """Serve the scanner app. The device identifies itself later, by its own key."""
    response = render(request, "doors/scanner/scanner.html", {"verdicts": [each.value for each in Verdict]})
    response.headers["Permissions-Policy"] = "camera=(self)"
    return response
