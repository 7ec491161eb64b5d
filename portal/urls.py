"""Every address of the portal: what is the same in both languages, then what has a language."""

from django.urls import URLPattern, URLResolver

urlpatterns: list[URLPattern | URLResolver] = []
