"""The release as feeds for other software: schedule.xml, schedule.json and schedule.ics."""

from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.http import http_date
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from events.exporters.schedule_ics import schedule_ics
from events.exporters.schedule_json import schedule_json
from events.exporters.schedule_xml import schedule_xml
from events.queries.releases import current_release
from events.rules.exchange import Feed
from events.rules.feeds import Addresses, Edition, feed_of
from events.views.released import Published, absolute, released
from toolkit.text import CHINESE


@dataclass(frozen=True)
class _Telling:
    """The feed to write: of which release, in which language."""

    feed: Feed
    edition: Edition
    language: str


@require_safe
@released
def xml(request: HttpRequest, published: Published) -> HttpResponse:
    """Serve schedule.xml in the format of pentabarf and frab."""
    telling = _telling(published)
    document = schedule_xml(telling.feed, language=telling.language, address=absolute(request.path))
    return _answer(document, telling, content_type="application/xml; charset=utf-8")


@require_safe
@released
def json(request: HttpRequest, published: Published) -> HttpResponse:
    """Serve schedule.json in the format of frab."""
    telling = _telling(published)
    document = schedule_json(telling.feed, language=telling.language)
    return _answer(document, telling, content_type="application/json")


@require_safe
@released
def ics(request: HttpRequest, published: Published) -> HttpResponse:
    """Serve schedule.ics, to which calendars subscribe."""
    telling = _telling(published)
    document = schedule_ics(telling.feed, language=telling.language, edition=telling.edition)
    response = _answer(document, telling, content_type="text/calendar; charset=utf-8")
    response.headers["Content-Disposition"] = f'inline; filename="{published.conference.slug}.ics"'
    return response


def _telling(published: Published) -> _Telling:
    release = current_release(published.conference)
    if release is None:
        raise Http404
    slug = published.conference.slug
    edition = Edition(number=release.number, published_at=release.published_at)
    addresses = Addresses(
        conference=absolute(reverse("conference_home", args=[slug])),
        talk=lambda code: absolute(reverse("conference_talk", args=[slug, code])),
        session=lambda code: absolute(reverse("conference_session", args=[slug, code])),
    )
    feed = feed_of(published.index.programme, edition=edition, addresses=addresses)
    return _Telling(feed=feed, edition=edition, language=get_language() or CHINESE)


def _answer(document: bytes, telling: _Telling, *, content_type: str) -> HttpResponse:
    response = HttpResponse(document, content_type=content_type)
    response.headers["Last-Modified"] = http_date(telling.edition.published_at.timestamp())
    # Feeds are public, so pages of every origin may read them.
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response
