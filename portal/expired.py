"""The answer to a form whose token is no longer valid: what was typed, and a button that sends it again."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import requires_csrf_token

from toolkit.typed import SECRET as SECRET_WORDS
from toolkit.typed import is_secret

MACHINE_MADE = {"csrfmiddlewaretoken", "step", "next", "seen", "terms", "request_key", "category"}
"""Fields that are chosen or made, not typed. They are sent again, but not shown."""
SECRET = (*SECRET_WORDS, "code")


@dataclass(frozen=True, kw_only=True)
class Typed:
    """The fields of a form, in their order, and whether they can be sent again from our page."""

    fields: list[tuple[str, str]]
    can_be_sent: bool

    @property
    def values(self) -> list[str]:
        """What somebody typed."""
        return [value for name, value in self.fields if name not in MACHINE_MADE and value.strip()]


@requires_csrf_token
def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Django's CSRF_FAILURE_VIEW: refuse the form, and show what was typed if the form is one of our own pages."""
    typed = _typed(request) if is_from_here(request) else None
    return render(request, "403_csrf.html", {"typed": typed, "here": request.get_full_path()}, status=403)


def is_from_here(request: HttpRequest) -> bool:
    """Return whether one of our own pages sent the form, as the browser says itself.

    Another page could send whatever it likes: the reader must not be offered to send that in their own name.
    """
    return request.headers.get("Origin") == f"{request.scheme}://{request.get_host()}"


def _typed(request: HttpRequest) -> Typed:
    """Return what the form contained, without secrets: with those, or with files, it has to be filled in anew."""
    sent = [(name, value) for name, values in request.POST.lists() for value in values if name != "csrfmiddlewaretoken"]
    fields = [(name, value) for name, value in sent if not is_secret(name, SECRET)]
    return Typed(fields=fields, can_be_sent=fields == sent and not request.FILES)
