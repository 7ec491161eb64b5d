"""Version 1 of the API: the routers of the apps, described at /api/v1/openapi.json."""

from collections.abc import Mapping

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from ninja import NinjaAPI
from ninja.errors import ValidationError

from doors.api.doors import router as doors
from doors.api.scans import router as scans
from registration.api.registrations import router as registrations

api = NinjaAPI(title="Rostrum", version="1", docs_url=None, urls_namespace="api")
api.add_router("", doors)
api.add_router("", scans)
api.add_router("", registrations)


@api.exception_handler(ValidationError)
def wrong_shape(request: HttpRequest, refusal: ValidationError) -> HttpResponse:
    """Answer 422 with messages by field, as forms do. `detail` keeps django-ninja's own description."""
    errors: dict[str, list[str]] = {}
    for fault in refusal.errors:
        errors.setdefault(str(fault["loc"][-1]), []).append(_words(fault))
    return api.create_response(request, {"detail": refusal.errors, "errors": errors}, status=422)


def _words(fault: Mapping[str, object]) -> str:
    """Return a fault as a sentence; pydantic's own, in English, for types that are not in WORDS."""
    context = fault.get("ctx") or {}
    sentence = WORDS.get(str(fault["type"]))
    try:
        return str(sentence) % context if sentence else str(fault["msg"])
    except (KeyError, TypeError):  # the context lacks what the sentence needs
        return str(fault["msg"])


WORDS = {
    "missing": _("This field is required."),
    "string_type": _("Must be a string."),
    "string_unicode": _("This text has an incomplete character."),
    "string_too_short": _("At least %(min_length)s characters."),
    "string_too_long": _("At most %(max_length)s characters."),
    "list_type": _("Must be a list."),
    "literal_error": _("Must be one of: %(expected)s."),
}
