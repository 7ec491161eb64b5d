"""Pages of the portal itself: the health check, redirects, and the demo's mailbox."""

from io import BytesIO

from django.conf import settings
from django.db import DatabaseError, connection
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from registration.access.own import latest_own_conference
from toolkit import mailbox

LOOPBACK = {"127.0.0.1", "::1"}
LETTER_POLICY = "default-src 'none'; img-src 'self'; style-src 'unsafe-inline'; sandbox allow-popups"
"""Letters have inline styles. Only their page allows them, and it allows nothing else."""


@never_cache
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """Answer 200 if this process can reach its database, else 503."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        away = {"status": "unavailable", "database": connection.vendor}
        return JsonResponse(away, status=503, headers={"Retry-After": "5"})
    return JsonResponse({"status": "ok", "database": connection.vendor})


@require_safe
def icon(request: HttpRequest) -> HttpResponse:
    """Redirect to the icon for browsers that ask for /favicon.ico, as they do beside a PDF or a letter."""
    return HttpResponseRedirect(static("icon.svg"))


@require_safe
def root(request: HttpRequest) -> HttpResponse:
    """Redirect to the home page in the reader's language."""
    response = HttpResponseRedirect(f"/{get_language()}/")
    response["Vary"] = "Accept-Language, Cookie"
    return response


@require_safe
def after_login(request: HttpRequest) -> HttpResponse:
    """Redirect after signing in: to the console, to the user's registration, or to the home page."""
    if request.user.is_authenticated and request.user.memberships.exists():
        return redirect("/console/")
    conference = latest_own_conference(request.user)
    if conference is not None:
        return redirect("conference_me", conference.slug)
    return redirect(f"/{get_language()}/")


def _on_loopback_in_demo(request: HttpRequest) -> None:
    host = request.get_host().rsplit(":", 1)[0].strip("[]")
    on_loopback = request.META.get("REMOTE_ADDR") in LOOPBACK and host in LOOPBACK | {"localhost", "testserver"}
    if not (settings.DEMO and on_loopback) or "HTTP_X_FORWARDED_FOR" in request.META:
        raise Http404


@never_cache
@require_safe
def mailbox_list(request: HttpRequest) -> HttpResponse:
    """List every letter that the demo has sent, newest first."""
    _on_loopback_in_demo(request)
    return render(request, "mailbox/list.html", {"letters": mailbox.letters(), "zone": settings.TIME_ZONE})


@never_cache
@require_safe
def mailbox_letter(request: HttpRequest, key: str) -> HttpResponse:
    """Show a letter's text and its attachments."""
    _on_loopback_in_demo(request)
    return render(request, "mailbox/letter.html", {"letter": _letter(key), "zone": settings.TIME_ZONE})


@never_cache
@require_safe
def mailbox_html(request: HttpRequest, key: str) -> HttpResponse:
    """Show a letter as its recipient sees it, with its pictures."""
    _on_loopback_in_demo(request)
    letter = _letter(key)
    html = letter.html
    for content_id, number in letter.pictures.items():
        html = html.replace(f"cid:{content_id}", reverse("mailbox_file", args=[key, number]))
    return HttpResponse(html, headers={"Content-Security-Policy": LETTER_POLICY})


@never_cache
@require_safe
def mailbox_file(request: HttpRequest, key: str, number: int) -> FileResponse:
    """Serve an attachment of a letter."""
    _on_loopback_in_demo(request)
    files = _letter(key).files
    if number >= len(files):
        raise Http404
    name, content_type, content = files[number]
    return FileResponse(BytesIO(content), filename=name, content_type=content_type)


def _letter(key: str) -> mailbox.MailboxLetter:
    found = mailbox.letter(key)
    if found is None:
        raise Http404
    return found
