"""Showing refused times as errors of a form."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.forms import BaseForm

from events.forms.times import times_words
from events.models import Conference
from events.operations.times import TimesRefused


@contextmanager
def times_told(form: BaseForm, field: str, conference: Conference) -> Iterator[None]:
    """Turn TimesRefused into an error at a field of the form."""
    try:
        yield
    except TimesRefused as refused:
        form.add_error(field, times_words(refused.fault, refused.about, conference.zone))
