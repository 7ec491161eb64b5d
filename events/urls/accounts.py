"""URLs under /accounts/ that belong to `events`; the others belong to allauth."""

from django.urls import URLPattern, path

from events.views.office import accounts

urlpatterns: list[URLPattern] = [path("language/", accounts.choose_language, name="set_language")]
