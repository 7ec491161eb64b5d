"""Middleware: refusing unreadable requests, logging without secrets, and wording every refusal."""

import codecs
from collections.abc import Callable, Mapping
from urllib.parse import unquote_plus
from uuid import uuid4

import structlog
from csp.constants import HEADER
from csp.middleware import CSPMiddleware, PolicyParts
from csp.utils import build_policy
from django.core.exceptions import RequestDataTooBig
from django.db import IntegrityError
from django.db.models import ProtectedError, RestrictedError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.defaults import page_not_found
from django_structlog.middlewares import RequestMiddleware

from events.operations.office.changes import Overtaken, Vanished
from toolkit.limits import client_address

Respond = Callable[[HttpRequest], HttpResponseBase]
NUL = "\0"
logger = structlog.get_logger(__name__)


class LogContext(RequestMiddleware):
    """Logs each request in one line, when it is answered. All its lines have its id and the client's address."""

    def prepare(self, request: HttpRequest) -> None:
        """Bind what the request's lines have in common. The library would log its beginning, too."""
        structlog.contextvars.bind_contextvars(request_id=str(uuid4()), ip=client_address(request))

    @staticmethod
    def format_request(request: HttpRequest) -> str:
        """Leave out the query string: links in letters carry their key there, and many people read logs."""
        return f"{request.method} {request.path}"

    @staticmethod
    def bind_user_id(request: HttpRequest) -> None:
        """Bind the account only if the page has read the session: a log line must not make a public page read it."""
        if hasattr(request, "session") and request.session.accessed:
            RequestMiddleware.bind_user_id(request)


class SendPolicy(CSPMiddleware):
    """Sends the content security policy, which is built once: only the scanner's page has one of its own."""

    def __init__(self, respond: Respond) -> None:
        super().__init__(respond)
        self.policy = build_policy()

    def process_request(self, request: HttpRequest) -> None:
        """Do nothing: the policy has no nonces."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """Add the header, unless the view has set it."""
        if HEADER not in response.headers:
            own = self.get_policy_parts(request, response)
            response.headers[HEADER] = self.policy if own == THE_SAME_FOR_ALL else build_policy(**vars(own))
        return response


THE_SAME_FOR_ALL = PolicyParts()


def refuse_unreadable(respond: Respond) -> Respond:
    """Answer 400 to requests with a NUL in the URL, a cookie or a key, or with a body that is not UTF-8.

    PostgreSQL cannot store NUL, and other encodings can smuggle in NULs or lone surrogates. Forms check the rest,
    field by field.
    """

    def refusing(request: HttpRequest) -> HttpResponseBase:
        is_strange = request.encoding is not None and codecs.lookup(request.encoding).name != "utf-8"
        if is_strange or any(NUL in text for text in _outer_texts(request)):
            return refusal(request, 400)
        return respond(request)

    return refusing


def _outer_texts(request: HttpRequest) -> tuple[str, ...]:
    query, key = request.META.get("QUERY_STRING", ""), request.META.get("HTTP_AUTHORIZATION", "")
    return (request.path_info, unquote_plus(query), key, *request.COOKIES.values())


def word_refused_methods(respond: Respond) -> Respond:
    """Give a 405, which Django leaves empty, a page, or a message in the API."""

    def wording(request: HttpRequest) -> HttpResponseBase:
        response = respond(request)
        if response.status_code != 405 or not isinstance(response, HttpResponse):
            return response
        allowed = response.headers.get("Allow", "")
        words = _("Only these methods are allowed here: %(methods)s.") % {"methods": allowed}
        return refusal(request, 405, words, headers={"Allow": allowed})

    return wording


class TellConflicts:
    """Answers 409 to the second of two requests that passed the same check at once: the database accepts only one."""

    def __init__(self, respond: Respond) -> None:
        self.respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Pass the request on."""
        return self.respond(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Answer 409 if the database refused a duplicate or a missing reference; leave other exceptions alone."""
        if not is_conflict(exception):
            return None
        logger.warning("conflict", exc_info=exception)
        return refusal(request, 409, _("Somebody else changed this at the same moment. Reload the page and check."))


def is_conflict(exception: Exception) -> bool:
    """Return whether the row exists already, is in use, was changed or is gone: the request itself is not at fault."""
    if isinstance(exception, Vanished | Overtaken | ProtectedError | RestrictedError):
        return True
    cause = exception.__cause__
    told = f"{getattr(cause, 'sqlstate', '')} {cause}"
    return isinstance(exception, IntegrityError) and told.startswith(CONFLICTS)


CONFLICTS = ("23505 ", "23503 ", " UNIQUE constraint failed", " FOREIGN KEY constraint failed")
"""How errors of unique and foreign keys begin on PostgreSQL and SQLite."""


def unreadable(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Django's handler400: answer 413 if the body is too large, else 400."""
    if isinstance(exception, RequestDataTooBig):
        return refusal(request, 413, _("The body is too large."))
    return refusal(request, 400)


def unknown(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Django's handler404: the page, or a message in the API, whose clients read JSON."""
    if request.path_info.startswith("/api/"):
        return refusal(request, 404, _("There is nothing at this address."))
    return page_not_found(request, exception)


def refusal(
    request: HttpRequest, status: int, words: str = "", *, headers: Mapping[str, str] | None = None
) -> HttpResponse:
    """Return the page for a status in both languages, or a message in the API. Uses neither session nor database."""
    if request.path_info.startswith("/api/"):
        said = words or _("The request could not be read.")
        return JsonResponse({"detail": said}, status=status, headers=headers)
    return HttpResponse(render_to_string(f"{status}.html"), status=status, headers=headers)
