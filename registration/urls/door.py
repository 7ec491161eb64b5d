"""Addresses under /door/: the scanner."""

from django.urls import URLPattern, path

from registration.views import door

urlpatterns: list[URLPattern] = [path("", door.scanner, name="door")]
