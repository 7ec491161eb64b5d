"""What every request passes: what comes in can be kept, what is logged opens nothing, every refusal has words."""

import codecs
from collections.abc import Callable, Mapping
from urllib.parse import unquote_plus

import structlog
from django.core.exceptions import RequestDataTooBig
from django.db import IntegrityError
from django.db.models import ProtectedError, RestrictedError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django_structlog.middlewares import RequestMiddleware

from events.operations.office.changes import Overtaken, Vanished
from toolkit.limits import client_address

Respond = Callable[[HttpRequest], HttpResponseBase]
NUL = "\0"
logger = structlog.get_logger(__name__)


class LogContext(RequestMiddleware):
    """Binds a request's id and address to its log lines."""

    @staticmethod
    def format_request(request: HttpRequest) -> str:
        """Without the query: a letter's link carries its key there, and logs are read by many."""
        return f"{request.method} {request.path}"

    @classmethod
    def bind_ip(cls, request: HttpRequest) -> None:
        """The address that limits count by, which nobody can claim by a header of their own."""
        structlog.contextvars.bind_contextvars(ip=client_address(request))

    @staticmethod
    def bind_user_id(request: HttpRequest) -> None:
        """Whose request it was, where a page asked: a public page reads neither session nor account for a log line."""
        if hasattr(request, "session") and request.session.accessed:
            RequestMiddleware.bind_user_id(request)


def refuse_unreadable(respond: Respond) -> Respond:
    """Answers 400 to what no text of ours can be: a NUL in the address, a cookie or a key, or another encoding.

    PostgreSQL keeps no NUL, and a body that names its encoding may spell one, or half a character. Forms see to
    the rest, field by field.
    """

    def refusing(request: HttpRequest) -> HttpResponseBase:
        is_strange = request.encoding is not None and codecs.lookup(request.encoding).name != "utf-8"
        if is_strange or any(NUL in text for text in _outer_texts(request)):
            return refusal(request, 400)
        return respond(request)

    return refusing


def _outer_texts(request: HttpRequest) -> tuple[str, ...]:
    query, key = request.META.get("QUERY_STRING", ""), request.headers.get("Authorization", "")
    return (request.path_info, unquote_plus(query), key, *request.COOKIES.values())


def word_refused_methods(respond: Respond) -> Respond:
    """Gives a 405, which Django leaves empty, its page; in the API its sentence."""

    def wording(request: HttpRequest) -> HttpResponseBase:
        response = respond(request)
        if response.status_code != 405 or not isinstance(response, HttpResponse):
            return response
        allowed = response.headers.get("Allow", "")
        words = _("This address takes only: %(methods)s.") % {"methods": allowed}
        return refusal(request, 405, words, headers={"Allow": allowed})

    return wording


class TellConflicts:
    """Answers 409 to whoever came second: two may pass the same check at once, and the database lets one through."""

    def __init__(self, respond: Respond) -> None:
        self.respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Nothing else."""
        return self.respond(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """The page for what the database refused to have twice, or without what it belongs to; else a failure."""
        if not is_conflict(exception):
            return None
        logger.warning("conflict", exc_info=exception)
        return refusal(request, 409, _("Somebody was quicker. Ask again and see how things stand."))


def is_conflict(exception: Exception) -> bool:
    """Whether a row is there already, is used by another one, was changed or is gone: no fault of what was sent."""
    if isinstance(exception, Vanished | Overtaken | ProtectedError | RestrictedError):
        return True
    cause = exception.__cause__
    told = f"{getattr(cause, 'sqlstate', '')} {cause}"
    return isinstance(exception, IntegrityError) and told.startswith(CONFLICTS)


CONFLICTS = ("23505 ", "23503 ", " UNIQUE constraint failed", " FOREIGN KEY constraint failed")
"""How PostgreSQL and SQLite begin to say that a row is there twice, or points to none."""


def unreadable(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Django's handler of what it refuses itself: 413 for a body that is too large, else 400."""
    if isinstance(exception, RequestDataTooBig):
        return refusal(request, 413, _("The body is too large."))
    return refusal(request, 400)


def refusal(
    request: HttpRequest, status: int, words: str = "", *, headers: Mapping[str, str] | None = None
) -> HttpResponse:
    """The page of a status in both languages; in the API a sentence. Touches neither session nor database."""
    if request.path_info.startswith("/api/"):
        said = words or _("The request could not be read.")
        return JsonResponse({"detail": said}, status=status, headers=headers)
    return HttpResponse(render_to_string(f"{status}.html"), status=status, headers=headers)
