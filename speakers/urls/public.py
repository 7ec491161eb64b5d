"""Addresses under /<language>/<conference>/ that belong to `speakers`."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
