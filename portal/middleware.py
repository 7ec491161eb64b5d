"""What every request passes: what comes in can be kept, what is logged opens nothing, every refusal has words."""

import codecs
from collections.abc import Callable, Mapping
from urllib.parse import unquote_plus

import structlog
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django_structlog.middlewares import RequestMiddleware

from portal.toolkit.limits import client_address

Respond = Callable[[HttpRequest], HttpResponseBase]
NUL = "\0"


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
