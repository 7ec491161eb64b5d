"""What was typed into a form, kept in the session between the POST that sent it and the page that answers it.

Every POST is answered with a redirect, so neither "back" nor "reload" meets the browser's question whether to send the
form again, with and without JavaScript. An answer to the POST itself would need JavaScript to avoid that question.
"""

from datetime import datetime, timedelta

from django.http import HttpRequest

KEY = "drafts"
HOLDS = timedelta(minutes=30)
MOST = 8
LONGEST = 2000
"""More than any field takes, so that the session stays small and a text that is too long still is."""
MOST_FIELDS = 40
LEFT_OUT = {"csrfmiddlewaretoken"}
Values = dict[str, str]


def keep_draft(request: HttpRequest, name: str, values: Values, *, now: datetime) -> None:
    """Keep what was typed into the form `name` for half an hour, instead of an earlier draft of it."""
    others = {other: draft for other, draft in _drafts(request, now=now).items() if other != name}
    typed = [(field, value) for field, value in values.items() if field not in LEFT_OUT]
    short = {field[:LONGEST]: value[:LONGEST] for field, value in typed[:MOST_FIELDS]}
    drafts = {**others, name: (now.timestamp(), short)}
    request.session[KEY] = dict(list(drafts.items())[-MOST:])


def kept_draft(request: HttpRequest, name: str, *, now: datetime) -> Values | None:
    """Return what was typed into the form; None if nothing was, or if it is too long ago. Delete what has expired."""
    drafts = _drafts(request, now=now)
    if len(drafts) < len(request.session.get(KEY, {})):
        request.session[KEY] = drafts
    _at, values = drafts.get(name, (0, None))
    return values


def drop_draft(request: HttpRequest, name: str, *, now: datetime) -> None:
    """Delete a draft, because the form was sent or given up."""
    drafts = _drafts(request, now=now)
    if drafts.pop(name, None):
        request.session[KEY] = drafts


def drop_drafts(request: HttpRequest) -> None:
    """Delete all drafts, because a shared device is handed back."""
    request.session.pop(KEY, None)


def _drafts(request: HttpRequest, *, now: datetime) -> dict[str, tuple[float, Values]]:
    """Return the drafts that have not expired: when each was kept, and its values."""
    oldest = (now - HOLDS).timestamp()
    return {name: (at, values) for name, (at, values) in request.session.get(KEY, {}).items() if at >= oldest}
