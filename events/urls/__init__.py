"""Addresses of `events`, and what stands in addresses besides words and numbers."""

from django.urls import register_converter

from events.urls.converters import ConferenceConverter, DayConverter

register_converter(ConferenceConverter, "conference")
register_converter(DayConverter, "day")
