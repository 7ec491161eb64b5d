"""Public pages: what has changed in the programme, and a feed of it."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from events.exporters.news_atom import NewsEntry, NewsFeed, news_atom
from events.queries.news import ReleaseNews, latest_news
from events.rules.identities import lasting_guid
from events.views.released import Published, absolute, released
from toolkit.text import CHINESE


@require_safe
@released
def changes(request: HttpRequest, published: Published) -> HttpResponse:
    """Show what each of the latest releases has changed, the newest first."""
    news = latest_news(published.conference, published.index)
    context = published.context("programme", news=news, version=published.conference.public_version)
    return render(request, "events/public/changes.html", context)


@require_safe
@released
def feed(request: HttpRequest, published: Published) -> HttpResponse:
    """Serve the same as an Atom feed, with one entry for each release."""
    slug, language = published.conference.slug, get_language() or CHINESE
    news = latest_news(published.conference, published.index)
    page = absolute(reverse("conference_changes", args=[slug]))
    told = NewsFeed(
        id=f"urn:uuid:{lasting_guid(slug, 'changes', language)}",
        title=_("%(conference)s: what has changed") % {"conference": published.index.conference.title.here},
        page=page,
        address=absolute(request.path),
        language=language,
        author=published.index.conference.hosts.here or published.index.conference.title.here,
        updated_at=news[0].release.published_at,
        entries=tuple(_entry(published, each, page) for each in news),
    )
    return HttpResponse(news_atom(told), content_type="application/atom+xml; charset=utf-8")


def _entry(published: Published, news: ReleaseNews, page: str) -> NewsEntry:
    release, language = news.release, get_language() or CHINESE
    context = published.context("programme", each=news, origin=settings.PUBLIC_URL)
    html = render_to_string("events/public/changes_of_release.html", context)
    return NewsEntry(
        id=f"urn:uuid:{lasting_guid(published.conference.slug, 'changes', language, str(release.number))}",
        title=_("Release %(number)d") % {"number": release.number},
        url=f"{page}#r{release.number}",
        html="\n".join(filter(str.strip, html.splitlines())),
        at=release.published_at,
    )
