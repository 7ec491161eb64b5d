"""The scanner: a page that any phone with a browser can be."""

from csp.constants import SELF
from csp.decorators import csp_update
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from doors.rules.admission import Verdict

# The QR reader is WebAssembly in a worker of our own origin.
POLICY = {"script-src": ["'wasm-unsafe-eval'"], "worker-src": [SELF]}


@require_safe
@never_cache
@csp_update(POLICY)
def scanner(request: HttpRequest) -> HttpResponse:
    """The app; who it is for, its own key says, which this page does not see."""
    response = render(request, "doors/scanner/scanner.html", {"verdicts": [each.value for each in Verdict]})
    response.headers["Permissions-Policy"] = "camera=(self)"
    return response
