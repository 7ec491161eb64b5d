"""Addresses under /<language>/<conference>/ that belong to `events`."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
