"""URLconf for the style guide: only the addresses that the base pages link to."""

from django.conf.urls.i18n import i18n_patterns
from django.http import HttpRequest, HttpResponse
from django.urls import include, path
from django.views.i18n import set_language


def _nothing(request: HttpRequest, conference: str) -> HttpResponse:
    return HttpResponse(conference)


urlpatterns = [
    path("accounts/", include("allauth.urls")),
    path("accounts/language/", set_language, name="set_language"),
    *i18n_patterns(
        path("<slug:conference>/", _nothing, name="conference_home"),
        path("<slug:conference>/programme/", _nothing, name="conference_programme"),
        path("<slug:conference>/speakers/", _nothing, name="conference_speakers"),
        path("<slug:conference>/register/", _nothing, name="conference_register"),
        path("<slug:conference>/me/", _nothing, name="conference_me"),
        path("<slug:conference>/search/", _nothing, name="conference_search"),
    ),
]
