"""Addresses under /door/: the scanner."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
