"""Console pages: the list of clashes, and one clash with its repairs."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from events.access import Standing, standing_in
from events.extensions import clash_links
from events.forms.clashes import CLASH_FAULTS, KeepForm, WantedForm
from events.models import AcceptedClash, Conference, Forum, Membership
from events.operations.clashes import ClashRefused, accept_clashes, mend_clash, revoke_clashes, tell_apart
from events.operations.moving import MoveRefused
from events.operations.office.changes import Overtaken, Vanished
from events.operations.running_order import OrderRefused
from events.operations.times import TimesRefused
from events.queries.bookings import Booked, booked
from events.queries.clashes import accepted_clashes, count_clashes, repairs_of
from events.rules.bookings import Booking, Clash, ClashGroup, ClashKind
from events.rules.clash_list import ClashFault, ClashList, clash_list, right_to_keep, visible
from events.rules.office.roles import Right, Role
from events.rules.repairs import Repair, for_hosts
from events.views.console.clashes import clashes_told, own_forums
from events.views.console.page import show
from toolkit import clock
from toolkit.pages import UNFIT, console_page, done, refused
from toolkit.text import Text

HERE = "console_clashes"
ONE = "console_clash"


@dataclass(frozen=True, slots=True)
class Owner:
    """A forum that a clash concerns, with the names of its secretaries."""

    number: int
    title: Text
    secretaries: tuple[str, ...]


@dataclass(frozen=True)
class Line:
    """A group of clashes as the list shows it."""

    group: ClashGroup
    owners: tuple[Owner, ...]
    kept: AcceptedClash | None

    @property
    def clash(self) -> Clash:
        """The first clash of the group, which stands for it in addresses."""
        return self.group.clashes[0]


@dataclass(frozen=True)
class Page:
    """What both pages are drawn from."""

    standing: Standing
    forums: frozenset[int] | None
    there: Booked
    found: tuple[Clash, ...]
    accepted: Mapping[str, AcceptedClash]

    @property
    def is_centre(self) -> bool:
        """Whether the member sees all clashes."""
        return self.forums is None

    @property
    def whole(self) -> ClashList:
        """All that the member sees."""
        return clash_list(self.found, self.accepted)


def _page(request: HttpRequest, slug: str) -> Page:
    standing = standing_in(request.user, slug)
    forums = None if standing.may(Right.EDIT_PROGRAMME) else own_forums(standing)
    if not forums and not standing.may(Right.EDIT_PROGRAMME):
        raise PermissionDenied(Right.EDIT_PROGRAMME)
    there = booked(standing.conference)
    every = there.clashes()
    count_clashes(standing.conference, every)
    found = visible(every, forums=forums or frozenset(), is_centre=forums is None)
    return Page(standing, forums, there, found, accepted_clashes(standing.conference))


@console_page("GET", "HEAD")
def clashes(request: HttpRequest, conference: str) -> HttpResponse:
    """List the clashes, those that stop a publication first."""
    page = _page(request, conference)
    return show(request, page.standing, "events/console/clash_list.html", _listed(request, page), here=HERE)


def _listed(request: HttpRequest, page: Page) -> dict[str, object]:
    owners = _owners(page.standing.conference)
    concerned = sorted({number for clash in page.found for number in clash.forums} & owners.keys())
    named = [(number, f"{number:02} {owners[number].title}") for number in concerned]
    form = WantedForm(request.GET, named if page.is_centre else [])
    listed = clash_list(page.found, page.accepted, form.wanted())
    return {
        "parts": [
            (_("Hard clashes"), "hard", _lines(listed.hard, page, owners)),
            (_("Soft clashes"), "soft", _lines(listed.soft, page, owners)),
            (_("Kept for a reason"), "kept", _lines(listed.kept, page, owners)),
        ],
        "form": form,
        "query": request.GET.urlencode(),
        "is_filtered": bool(form.changed_data),
        "count": len(page.whole.open),
        "hard": len(page.whole.hard),
        "rooms": {key: room.name for key, room in page.there.agenda.site.rooms.items()},
        "own_forums": page.forums,
    }


def _lines(groups: tuple[ClashGroup, ...], page: Page, owners: Mapping[int, Owner]) -> list[Line]:
    return [
        Line(
            group,
            tuple(owners[number] for number in sorted({n for clash in group.clashes for n in clash.forums})),
            page.accepted.get(group.clashes[0].mark),
        )
        for group in groups
    ]


def _owners(conference: Conference) -> dict[int, Owner]:
    """Return the forums by number, with their secretaries; two queries."""
    rows = Membership.objects.filter(forum__conference=conference, role=Role.FORUM_SECRETARY, user__is_active=True)
    secretaries: dict[int, list[str]] = {}
    for member in rows.select_related("user"):
        secretaries.setdefault(member.forum_id or 0, []).append(str(member.user))
    forums = Forum.objects.filter(conference=conference).only("number", "title_zh", "title_en")
    return {forum.number: Owner(forum.number, forum.title, tuple(secretaries.get(forum.pk, ()))) for forum in forums}


@console_page("GET", "HEAD", "POST")
def clash(request: HttpRequest, conference: str, key: str) -> HttpResponse:
    """Show a clash beside the list, with its repairs; apply one, or settle the clash in another way."""
    page = _page(request, conference)
    group = page.whole.find(key)
    if request.method == "POST":
        if group is None:
            return refused(request, CLASH_FAULTS[ClashFault.GONE], HERE, conference=conference)
        form = KeepForm(request.POST) if "keep" in request.POST else None
        if form is None or form.is_valid():
            return _settle(request, page, group, form)
    elif group is None:
        raise Http404
    else:
        form = None
    about = next(each for each in group.clashes if each.key == key)
    context = _listed(request, page) | _opened(page, group, about, form or KeepForm())
    status = UNFIT if form is not None else 200
    return show(request, page.standing, "events/console/clash_list.html", context, here=HERE, status=status)


def _opened(page: Page, group: ClashGroup, about: Clash, form: KeepForm) -> dict[str, object]:
    standing = page.standing
    keeps = {right_to_keep(each) for each in group.clashes}
    return {
        "opened": _lines((group,), page, _owners(standing.conference))[0],
        "about": about,
        "repairs": _repairs(page, about),
        "keep": form,
        "may_settle": page.is_centre,
        "may_keep": page.is_centre and all(right is not None and standing.may(right) for right in keeps),
        "must_not": None in keeps,
        "is_question": about.kind is ClashKind.MAYBE_ONE,
        "links": [link for source in clash_links for link in source(standing.conference, about) if page.is_centre],
    }


def _repairs(page: Page, about: Clash) -> tuple[Repair, ...]:
    found = repairs_of(page.standing.conference, about)
    if page.forums is None:
        return found
    forums = {session.code: session.forum for session in page.there.agenda.sessions}
    return for_hosts(found, {code for code, forum in forums.items() if forum in page.forums})


def _settle(request: HttpRequest, page: Page, group: ClashGroup, form: KeepForm | None) -> HttpResponse:
    """Do what was asked, and lead back to the list, or to the clash if nothing could be done."""
    standing, now = page.standing, clock.now()
    conference, marks = standing.conference, [each.mark for each in group.clashes]
    key = str(request.resolver_match.kwargs["key"]) if request.resolver_match else ""
    try:
        if form is not None:
            accept_clashes(conference, marks, form.cleaned_data["reason"], by=standing.user, now=now)
            words = _("Kept. It no longer counts as open.")
        elif "revoke" in request.POST:
            revoke_clashes(conference, marks, by=standing.user, now=now)
            words = _("Taken back. The clash is open again.")
        elif "distinct" in request.POST:
            one, other = _people(group)
            tell_apart(conference, one, other, by=standing.user, now=now)
            words = _("Noted: they are two people.")
        else:
            with clashes_told(request, standing):
                mend_clash(conference, key, request.POST.get("repair", ""), by=standing.user, now=now)
            words = _("Done.")
    except ClashRefused as no:
        return refused(request, CLASH_FAULTS[no.fault], HERE, conference=conference.slug)
    except (Overtaken, Vanished, TimesRefused, OrderRefused, MoveRefused):
        return refused(request, CLASH_FAULTS[ClashFault.GONE], HERE, conference=conference.slug)
    done(request, words, HERE, conference=conference.slug)
    count_clashes(conference)
    query = request.GET.urlencode()
    return redirect(reverse(HERE, args=[conference.slug]) + (f"?{query}" if query else ""))


def _people(group: ClashGroup) -> tuple[int, int]:
    """Return the keys of the two people of a clash that asks whether they are one."""
    ends: tuple[Booking, ...] = group.clashes[0].bookings
    if group.kind is not ClashKind.MAYBE_ONE or len(ends) != 2:
        raise ClashRefused(ClashFault.GONE)
    return int(ends[0].key), int(ends[1].key)
