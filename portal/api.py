"""The API, version 1: routers of the apps, one description at /api/v1/openapi.json."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import NinjaAPI
from ninja.errors import ValidationError

from registration.api.doors import router as doors
from registration.api.registrations import router as registrations
from registration.api.scans import router as scans

api = NinjaAPI(title="Rostrum", version="1", docs_url=None, urls_namespace="api")
api.add_router("", doors)
api.add_router("", scans)
api.add_router("", registrations)


@api.exception_handler(ValidationError)
def wrong_shape(request: HttpRequest, refusal: ValidationError) -> HttpResponse:
    """422 with sentences by field, as the forms answer; `detail` is what django-ninja says by itself."""
    errors: dict[str, list[str]] = {}
    for fault in refusal.errors:
        errors.setdefault(str(fault["loc"][-1]), []).append(_words(str(fault["type"]), str(fault["msg"])))
    return api.create_response(request, {"detail": refusal.errors, "errors": errors}, status=422)


def _words(kind: str, message: str) -> str:
    known = {"missing": _("This field is required."), "string_type": _("This is a text, in quotation marks.")}
    return known.get(kind, message)
