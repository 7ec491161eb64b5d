"""Console pages: reviewing and publishing the programme, past releases, and publishing one of them again."""

from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events.access import Standing, conference_for, one_of
from events.forms.publication import PublishForm
from events.forms.review import ShownGroup, shown_groups
from events.mail import BOTH, programme_change_words
from events.models import Release
from events.operations.publishing import Publication, PublishFault, PublishRefused, publish, republish
from events.queries.pending import Pending, pending_release
from events.queries.review import Reviewed, review_of_pending, review_of_release
from events.rules.bookings import ClashGroup, grouped
from events.rules.gate import may_be_overridden, stopping
from events.rules.index import ProgrammeIndex
from events.rules.notices import told_places
from events.rules.office.roles import Right
from events.rules.publication import Aspect
from events.rules.review import Grouping, LetterFigures, ReviewGroup, counted, joined, letter_figures, reviewed
from events.views.console.page import show
from toolkit import clock
from toolkit.pages import console_page, done, sent, status_of

E = TypeVar("E", bound=StrEnum)
LINES_ON_A_PAGE = 100
LATEST = 10
MOST_NAMED = 20


@dataclass(frozen=True, kw_only=True)
class ReviewPart:
    """What has changed, as the page shows it: the segments with their counts, the lines of one page, the letters."""

    by: Grouping
    only: Aspect | None
    total: int
    counts: dict[Aspect, int]
    page: Page[ReviewGroup]
    groups: list[ShownGroup]
    figures: LetterFigures
    nobody_can_reach: list[str]
    left_out: int


@console_page("GET", "HEAD", "POST")
def publishing(request: HttpRequest, conference: str) -> HttpResponse:
    """Show what the next release would change and whom it concerns, and publish it."""
    standing = conference_for(request.user, conference, Right.PUBLISH)
    return _review(request, standing, None)


@console_page("GET", "HEAD", "POST")
def again(request: HttpRequest, conference: str, number: int) -> HttpResponse:
    """Show what publishing an earlier release again would change, and do so."""
    standing = conference_for(request.user, conference, Right.PUBLISH)
    return _review(request, standing, one_of(standing, _releases(standing), number=number))


def _review(request: HttpRequest, standing: Standing, earlier: Release | None) -> HttpResponse:
    pending = pending_release(standing.conference, republishes=earlier)
    form = _form(request, standing, pending)
    if request.method == "POST" and form.is_valid():
        made = _publish(form, standing, earlier)
        if made is not None:
            return done(request, _told(made), "console_publish", conference=standing.conference.slug)
        pending = pending_release(standing.conference, republishes=earlier)  # it may have changed meanwhile
    context = {
        "form": form,
        "pending": pending,
        "earlier": earlier,
        "sessions": standing.conference.sessions.count(),
        "stops": bool(stopping(pending.gate)),
        "may_override": _may_override(standing, pending),
        "others": _others(pending),
        "review": _part(request, standing, review_of_pending(pending)),
        "reads_letters": True,
        "releases": [] if earlier else [(each, _kinds_of(each)) for each in _releases(standing)[:LATEST]],
    }
    return show(
        request, standing, "events/console/publish.html", context, here="console_publish", status=status_of(form)
    )


def _form(request: HttpRequest, standing: Standing, pending: Pending) -> PublishForm:
    needs_reason = pending.is_new and _may_override(standing, pending)
    letters = sum(bool(each.address) for each in pending.recipients)
    return PublishForm(sent(request), needs_reason=needs_reason, letters=letters)


def _may_override(standing: Standing, pending: Pending) -> bool:
    """Return whether this member may publish in spite of what stops it."""
    is_stopped = bool(stopping(pending.gate))
    return is_stopped and may_be_overridden(pending.gate) and standing.may(Right.ACCEPT_CLASHES)


def _others(pending: Pending) -> tuple[ClashGroup, ...]:
    """Return the clashes that stop nothing."""
    stops = stopping(pending.gate)
    return grouped(clash for clash in pending.clashes if clash not in stops)


@console_page("GET", "HEAD")
def letter(request: HttpRequest, conference: str, speaker: str) -> HttpResponse:
    """Show the letter that a publication would send to somebody on stage; `again` names an earlier release."""
    standing = conference_for(request.user, conference, Right.PUBLISH)
    asked = request.GET.get("again", "")
    number = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 6 else None
    earlier = None if number is None else one_of(standing, _releases(standing), number=number)
    pending = pending_release(standing.conference, republishes=earlier)
    recipient = next((each for each in pending.recipients if each.speaker == speaker), None)
    if recipient is None or pending.difference is None:
        raise Http404
    before, after = ProgrammeIndex(pending.difference.before), ProgrammeIndex(pending.difference.after)
    places = told_places(recipient.notices, before, after)
    draft = Release(conference=standing.conference, number=pending.number)
    languages = (recipient.language,) if recipient.language else BOTH
    context = {
        "recipient": recipient,
        "words": programme_change_words(draft, recipient.name, places, languages=languages),
        "updates": any(place.after for place in places),
        "cancels": any(place.after is None for place in places),
        "earlier": earlier,
    }
    return show(request, standing, "events/console/release_letter.html", context, here="console_publish")


@console_page("GET", "HEAD")
def release(request: HttpRequest, conference: str, number: int) -> HttpResponse:
    """Show what a release changed, compared with the one before it, and the letters that were written."""
    standing = conference_for(request.user, conference, Right.PUBLISH)
    found = one_of(standing, _releases(standing), number=number)
    review = review_of_release(found)
    states = [letter.state for letter in review.letters]
    context = {
        "release": found,
        "kinds": _kinds_of(found),
        "review": _part(request, standing, review),
        "states": [(state, states.count(state)) for state in sorted(set(states))],
        "is_public": found.number == standing.conference.public_version,
        "older": _releases(standing).filter(number__lt=number).first(),
        "newer": _releases(standing).filter(number__gt=number).last(),
    }
    return show(request, standing, "events/console/release.html", context, here="console_publish")


def _part(request: HttpRequest, standing: Standing, review: Reviewed) -> ReviewPart:
    by = _chosen(Grouping, request.GET.get("by")) or Grouping.KIND
    only = _chosen(Aspect, request.GET.get("kind"))
    lines = reviewed(review.changes, review.letters, by=by, only=only)
    page = Paginator(lines, LINES_ON_A_PAGE).get_page(request.GET.get("page"))
    before = lines[page.start_index() - 2] if page.start_index() > 1 else None
    figures = letter_figures(review.letters)
    unreached = [name.here for name in figures.without_address]
    return ReviewPart(
        by=by,
        only=only,
        total=len(review.changes),
        counts=counted(review.changes),
        page=page,
        groups=shown_groups(joined(page.object_list, before), review, standing.conference.zone),
        figures=figures,
        nobody_can_reach=unreached[:MOST_NAMED],
        left_out=max(len(unreached) - MOST_NAMED, 0),
    )


def _chosen(kinds: type[E], word: str | None) -> E | None:
    return next((kind for kind in kinds if kind == word), None)


def _releases(standing: Standing) -> QuerySet[Release]:
    """Return the releases, the latest first, without their documents, which have the size of the programme."""
    rows = standing.conference.releases.select_related("published_by", "republishes")
    return rows.defer("document", "republishes__document", "republishes__changes")


def _kinds_of(release: Release) -> list[tuple[Aspect, int]]:
    """Return how many changes of each kind a release made, without those that it did not make."""
    aspects = [aspect for change in release.changes for aspect in change["aspects"]]
    return [(aspect, aspects.count(aspect.value)) for aspect in Aspect if aspect.value in aspects]


def _publish(form: PublishForm, standing: Standing, earlier: Release | None) -> Publication | None:
    try:
        if earlier:
            return republish(earlier, by=standing.user, now=clock.now(), wishes=form.wishes())
        return publish(standing.conference, by=standing.user, now=clock.now(), wishes=form.wishes())
    except PublishRefused as no:
        words = {
            PublishFault.CLASHES: _("Rooms are booked twice: move one of each pair, or give a reason."),
            PublishFault.MUST_NOT_CLASH: _("Somebody who must not clash is in two places: move one of them first."),
            PublishFault.MAY_NOT_ACCEPT: _("Only an owner can publish in spite of clashes."),
            PublishFault.REASON_TOO_LONG: _("The reason is longer than 500 characters."),
            PublishFault.NOTE_TOO_LONG: _("The note is longer than 2000 characters."),
            PublishFault.OVERTAKEN: _(
                "The programme has been edited or published since this page was shown. It now shows what would be "
                "published: look at it again, then press once more."
            ),
        }
        form.add_error(None, words[no.fault])
        return None


def _told(made: Publication) -> str:
    number = {"number": made.release.number}
    if not made.is_new:
        return _("Nothing has changed since release %(number)d.") % number
    if not made.letters:
        return _("Published as release %(number)d.") % number
    words = ngettext(
        "Published as release %(number)d. %(n)d letter is on its way.",
        "Published as release %(number)d. %(n)d letters are on their way.",
        made.letters,
    )
    return words % {**number, "n": made.letters}
