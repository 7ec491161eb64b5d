"""URLs of `events`, and registration of the path converters `conference` and `day`."""

from django.urls import register_converter

from events.urls.converters import ConferenceConverter, DayConverter

register_converter(ConferenceConverter, "conference")
register_converter(DayConverter, "day")
