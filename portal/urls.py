"""The URLs of the portal: those without a language, then those that have one."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import URLPattern, URLResolver, include, path

from portal import views
from portal.api import api

handler400 = "portal.middleware.unreadable"
handler404 = "portal.middleware.unknown"
handler500 = "portal.outages.failed"

urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.root, name="root"),
    path("healthz", views.healthz, name="healthz"),
    path("api/v1/", api.urls),  # asked for most, by devices
    path("favicon.ico", views.icon, name="favicon"),
    path("accounts/", include("events.urls.accounts")),
    path("accounts/after-login/", views.after_login, name="after_login"),
    path("accounts/", include("allauth.urls")),
    path("console/", include("events.urls.console")),
    path("console/", include("speakers.urls.console")),
    path("console/", include("registration.urls.console")),
    path("console/", include("doors.urls.console")),
    path("door/", include("doors.urls.scanner")),
]

if settings.DEMO:
    urlpatterns += [
        path("mailbox/", views.mailbox_list, name="mailbox"),
        path("mailbox/<str:key>/", views.mailbox_letter, name="mailbox_letter"),
        path("mailbox/<str:key>/html/", views.mailbox_html, name="mailbox_html"),
        path("mailbox/<str:key>/<int:number>/", views.mailbox_file, name="mailbox_file"),
    ]

urlpatterns += i18n_patterns(
    path("", include("events.urls.portal")),
    path("<conference:conference>/", include("events.urls.public")),
    path("<conference:conference>/", include("speakers.urls.public")),
    path("<conference:conference>/", include("registration.urls.public")),
)
