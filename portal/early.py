"""Answers that need neither session nor account, given before the middleware that reads them.

Ready pages are the same for everybody. Devices show a key of their own. Both come in thousands, and all other
middleware together costs more than answering them.
"""

from functools import lru_cache

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import ResolverMatch, resolve
from django.utils.translation import get_language_from_request, override

from events.views.released import ready_page
from portal.middleware import Respond, TellConflicts, refuse_unreadable, word_refused_methods
from portal.outages import TellOutages

DEVICES = ("/api/v1/scans", "/api/v1/door")
"""How the addresses begin that devices ask."""


def ready_pages_first(respond: Respond) -> Respond:
    """Answer with the page, if this process has it ready."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        page = ready_page(request)
        if page is None:
            return respond(request)
        request.get_host()  # raises DisallowedHost, as it does for every other page
        return page

    return answer


def devices_first(respond: Respond) -> Respond:
    """Answer devices without what only browsers need: sessions, accounts, tokens of forms, messages."""
    tellers = TellOutages(respond), TellConflicts(respond)

    def view(request: HttpRequest) -> HttpResponseBase:
        match = request.resolver_match = _found_at(request.path_info)
        try:
            response: HttpResponseBase = match.func(request, *match.args, **match.kwargs)
        except Exception as exception:
            for teller in tellers:
                if told := teller.process_exception(request, exception):
                    return told
            raise
        return response

    readable = refuse_unreadable(_in_their_language(word_refused_methods(view)))

    def answer(request: HttpRequest) -> HttpResponseBase:
        if not request.path_info.startswith(DEVICES):
            return respond(request)
        request.get_host()
        response = readable(request)
        if isinstance(response, HttpResponse):
            response.headers["Content-Length"] = str(len(response.content))
        return response

    return answer


@lru_cache(maxsize=64)
def _found_at(path: str) -> ResolverMatch:
    """Return the view at this address. Devices ask at a handful of addresses, and finding one takes 30 us."""
    return resolve(path)


def _in_their_language(respond: Respond) -> Respond:
    """Do what LocaleMiddleware does, for addresses that cannot name a language."""

    def speaking(request: HttpRequest) -> HttpResponseBase:
        language = get_language_from_request(request)
        with override(language):
            response = respond(request)
        response.headers.setdefault("Content-Language", language)
        response.headers.setdefault("Vary", "Accept-Language")
        return response

    return speaking
