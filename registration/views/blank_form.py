"""The sign-up form with nothing in it, drawn once and sent to everybody who comes to register.

When registration opens, a whole conference asks for it in a few minutes, and drawing a form takes longer than all the
rest of its request.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.utils.translation import get_language

from events.models import Conference
from registration.queries.categories import OfferedCategory
from toolkit.codes import secret_token
from toolkit.ready_pages import AheadRequest

CSRF_TOKEN, REQUEST_KEY = secret_token(), secret_token()
"""What the kept page has in place of the two values that each visitor gets for themselves."""
Draw = Callable[[HttpRequest], str]


@dataclass(frozen=True)
class _Drawn:
    """A page, and all that it shows of the database."""

    shown: tuple[object, ...]
    page: str


_drawn: dict[tuple[str, str], _Drawn] = {}
"""One page for each conference and language: the next one takes its place."""


def blank_form(
    request: HttpRequest, conference: Conference, categories: Sequence[OfferedCategory], *, draw: Draw
) -> HttpResponse:
    """Return the form for this visitor, with a CSRF token and a request key of their own.

    `draw` makes the page with `CSRF_TOKEN` and `REQUEST_KEY` in it, for a request that has neither session nor user. It
    is called again once the conference or the offers are other than those on the page.
    """
    place = get_language() or "", conference.slug
    shown = (*_columns(conference), *((*_columns(each.category), each.offer, each.few_left) for each in categories))
    drawn = _drawn.get(place)
    if drawn is None or drawn.shown != shown:
        drawn = _drawn[place] = _Drawn(shown, draw(AheadRequest(request.path)))
    page = drawn.page.replace(CSRF_TOKEN, get_token(request)).replace(REQUEST_KEY, secret_token())
    return HttpResponse(page)


def _columns(row: Model) -> tuple[object, ...]:
    return tuple(getattr(row, field.attname) for field in row._meta.concrete_fields)
