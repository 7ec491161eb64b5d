"""Addresses under /<language>/: the portal and its conferences."""

from django.urls import path

from events.views import home

urlpatterns = [path("", home.portal, name="portal")]
