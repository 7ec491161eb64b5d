"""WSGI application: the portal plus a constant view, which shows what the server and Django cost on their own.

The constant view runs without middleware; every other request goes to the portal. Start it with `gunicorn
bench.trial.constant`.
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.core.handlers.wsgi import WSGIHandler
from django.core.wsgi import get_wsgi_application
from django.http import HttpRequest, HttpResponse
from django.test import override_settings
from django.urls import ResolverMatch, path

from bench.trial.site import CONSTANT

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIEnvironment


def constant(request: HttpRequest) -> HttpResponse:
    """Return a fixed body of two bytes."""
    return HttpResponse("ok", content_type="text/plain", headers={"Content-Length": "2"})


urlpatterns = [path(CONSTANT[1:], constant)]


class ConstantHandler(WSGIHandler):
    """Django's handler with this module as its URLconf."""

    def resolve_request(self, request: HttpRequest) -> ResolverMatch:
        request.urlconf = __name__
        return super().resolve_request(request)


portal = get_wsgi_application()
with override_settings(MIDDLEWARE=[]):
    nothing_but_django = ConstantHandler()


def application(environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
    """Serve the constant view at `CONSTANT`, and the portal everywhere else."""
    handler = nothing_but_django if environ["PATH_INFO"] == CONSTANT else portal
    return handler(environ, start_response)
