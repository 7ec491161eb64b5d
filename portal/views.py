"""Pages of the portal itself: health, the way in, the demo's mailbox."""

from django.conf import settings
from django.db import connection
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_safe

from portal.toolkit import mailbox

LOOPBACK = {"127.0.0.1", "::1"}


@never_cache
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """Whether this process reaches its database; for machines."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return JsonResponse({"status": "ok", "database": connection.vendor})


@require_safe
def root(request: HttpRequest) -> HttpResponse:
    """To the portal in the reader's language."""
    response = HttpResponseRedirect(f"/{get_language()}/")
    response["Vary"] = "Accept-Language, Cookie"
    return response


@require_safe
def after_login(request: HttpRequest) -> HttpResponse:
    """Where signing in leads when no page asked for it: the console for a team, else the portal."""
    if request.user.is_authenticated and request.user.memberships.exists():
        return redirect("/console/")
    return redirect(f"/{get_language()}/")


def _on_loopback_in_demo(request: HttpRequest) -> None:
    host = request.get_host().rsplit(":", 1)[0].strip("[]")
    on_loopback = request.META.get("REMOTE_ADDR") in LOOPBACK and host in LOOPBACK | {"localhost", "testserver"}
    if not (settings.DEMO and on_loopback) or "HTTP_X_FORWARDED_FOR" in request.META:
        raise Http404


@require_safe
def mailbox_list(request: HttpRequest) -> HttpResponse:
    """Every letter that the demo has sent, newest first."""
    _on_loopback_in_demo(request)
    return render(request, "mailbox/list.html", {"letters": mailbox.letters()})


@require_safe
def mailbox_letter(request: HttpRequest, key: str) -> HttpResponse:
    """One letter: its text, and its attachments."""
    _on_loopback_in_demo(request)
    return render(request, "mailbox/letter.html", {"letter": _letter(key)})


@require_safe
@xframe_options_sameorigin
def mailbox_file(request: HttpRequest, key: str, number: int) -> HttpResponse:
    """One attachment of a letter."""
    _on_loopback_in_demo(request)
    files = _letter(key).files
    if number >= len(files):
        raise Http404
    name, content_type, content = files[number]
    response = HttpResponse(content, content_type=content_type)
    response.headers["Content-Disposition"] = f'inline; filename="{name.encode("ascii", "replace").decode()}"'
    return response


def _letter(key: str) -> mailbox.Letter:
    found = mailbox.letter(key)
    if found is None:
        raise Http404
    return found
