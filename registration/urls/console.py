"""Addresses under /console/ that belong to `registration`."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
