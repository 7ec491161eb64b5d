"""Addresses under /<language>/: the portal and its conferences."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
