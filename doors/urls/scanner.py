"""Addresses under /door/: the scanner."""

from django.urls import URLPattern, path

from doors.views import scanner as door

urlpatterns: list[URLPattern] = [path("", door.scanner, name="door")]
