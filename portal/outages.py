"""What readers are told while the database is away or a disk is full: 503 and 507, in words."""

import sys
from collections.abc import Callable

import structlog
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _

from portal.middleware import refusal
from toolkit.outages import AWAY, FULL, Outage, outage_of

logger = structlog.get_logger(__name__)
Respond = Callable[[HttpRequest], HttpResponseBase]


class TellOutages:
    """Answers 503 while the database is away and 507 while a disk is full."""

    def __init__(self, respond: Respond) -> None:
        self.respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Pass the request on."""
        return self.respond(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Answer if an outage is at fault; leave other exceptions alone."""
        outage = outage_of(exception)
        if outage is None:
            return None
        logger.error(outage.name, error=str(exception).partition("\n")[0], path=request.path)
        return _answer(request, outage)


def failed(request: HttpRequest) -> HttpResponse:
    """Django's handler500. It also answers for outages that another middleware met, outside of any view."""
    outage = outage_of(sys.exc_info()[1])
    return refusal(request, 500, _("The server failed.")) if outage is None else _answer(request, outage)


def _answer(request: HttpRequest, outage: Outage) -> HttpResponse:
    words = {
        AWAY.name: _("The server cannot reach its database at the moment. Try again in five seconds."),
        FULL.name: _("The server has no space left, so nothing was stored. Tell the secretariat."),
    }
    headers = {"Retry-After": str(outage.retry_after), "Cache-Control": "no-store"}
    return refusal(request, outage.status, words[outage.name], headers=headers)
