"""Answering every form by GET, so that neither "back" nor "reload" asks whether to send the form again.

A page that answers a browser's POST is kept for ten minutes, and the browser is redirected to the same address with the
key of the kept page. The GET returns the page as it was made, with its status. This covers all forms at once, those of
libraries as well, and refusals that come from no view. The reasons: docs/decisions/0010-forms-are-answered-by-get.md.
"""

import json
from dataclasses import asdict, dataclass
from urllib.parse import parse_qsl, urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.middleware.csrf import get_token
from django.utils.cache import add_never_cache_headers
from django.utils.translation import get_language

from portal.expired import csrf_failure, is_from_here
from portal.middleware import Respond
from toolkit.limits import Limit, exceeds
from toolkit.pages import wants_part
from toolkit.sealed import seal, unseal

SHOWN = "shown"
KEPT_FOR = 600
MOST = Limit(name="kept-answers", times=300, seconds=600)
"""Beyond it an address gets its answers directly, so that nobody can crowd out what is kept for others."""
READS = {"GET", "HEAD"}


def answer_by_get(respond: Respond) -> Respond:
    """Redirect a browser's POST to the page that answers it, and show that page.

    Stands where the account and the token of forms are known, and around everything that makes pages.
    """

    def answering(request: HttpRequest) -> HttpResponseBase:
        key = _take_key(request)
        if request.method == "POST":
            response = respond(request)
            return _sent_to(request, response) if _is_page_for_browser(request, response) else response
        if not key or request.method not in READS:
            return respond(request)
        if settings.CSRF_COOKIE_NAME not in request.COOKIES:  # the browser refuses cookies, and no form can be sent
            return csrf_failure(request)
        return _kept(request, key) or respond(request)

    return answering


def _take_key(request: HttpRequest) -> str:
    """Take the key out of the address, so that no view knows of it and no link repeats it."""
    query = request.META.get("QUERY_STRING", "")
    if f"{SHOWN}=" not in query:
        return ""
    asked = parse_qsl(query, keep_blank_values=True)
    request.META["QUERY_STRING"] = urlencode([(name, value) for name, value in asked if name != SHOWN])
    return next((value for name, value in asked if name == SHOWN), "")


def _is_page_for_browser(request: HttpRequest, response: HttpResponseBase) -> bool:
    """Return whether the browser would show the answer as the page of a sent form.

    It would not show what a script asked for. What another site has sent is answered directly: a redirect could set
    cookies in the reader's browser. So is a failure of the server, which has nowhere to keep a page.
    """
    is_navigation = request.headers.get("Sec-Fetch-Mode", "navigate") == "navigate" and not wants_part(request)
    is_page = response.headers.get("Content-Type", "").startswith("text/html")
    is_sent_on = 300 <= response.status_code < 400
    return is_navigation and is_from_here(request) and is_page and not is_sent_on and response.status_code < 500


@dataclass(frozen=True, kw_only=True)
class Answer:
    """A page as it is kept."""

    status: int
    headers: dict[str, str]
    content: str


def _sent_to(request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
    """Keep the page and redirect to it; return the page itself if it cannot be kept."""
    if not isinstance(response, HttpResponse) or exceeds(MOST, request):
        return response
    headers = {"Content-Language": get_language() or "", **response.headers}
    answer = Answer(status=response.status_code, headers=headers, content=response.content.decode())
    key = seal(json.dumps(asdict(answer)).encode(), holder=_holder(request), seconds=KEPT_FOR)
    if not key:
        return response
    here = request.get_full_path()
    redirect = HttpResponseRedirect(f"{here}{'&' if '?' in here else '?'}{urlencode({SHOWN: key})}", status=303)
    redirect.cookies = response.cookies
    add_never_cache_headers(redirect)
    return redirect


def _kept(request: HttpRequest, key: str) -> HttpResponse | None:
    sealed = unseal(key, holder=_holder(request))
    if sealed is None:
        return None
    answer = Answer(**json.loads(sealed))
    response = HttpResponse(answer.content, status=answer.status, headers=answer.headers)
    add_never_cache_headers(response)
    return response


def _holder(request: HttpRequest) -> str:
    """Return for whom a page is kept: this browser and account, at this address.

    The browser is known by the secret of its forms, which changes when somebody signs in: the forms of a kept page can
    be sent as long as it is shown. Whoever is not signed in needs no session for it.
    """
    get_token(request)
    return f"{request.META['CSRF_COOKIE']} {request.user.pk} {request.path}"
