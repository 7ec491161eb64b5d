"""URL of the portal's home page, under /<language>/."""

from django.urls import path

from events.views import home

urlpatterns = [path("", home.portal, name="portal")]
