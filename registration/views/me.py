"""The visitor's own registrations: code, badge, corrections, cancellation and ways to sign in."""

from datetime import datetime

from allauth.account.views import request_login_code
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from events.access import public_conference
from events.exporters.personal import personal_document
from events.models import Conference, User
from events.operations.office.changes import Overtaken
from events.views.office.accounts import keep_language, letter_is_counted
from events.views.shell import public_shell
from registration.access.limits import LINKS, disturbs
from registration.access.own import Holding, may_read_data, own_delegates, registration_by_key
from registration.exporters.badges import badge
from registration.exporters.calendars import conference_calendar
from registration.forms import DISTURBS, CorrectionForm, LinkForm
from registration.models import Delegate, DelegateState
from registration.operations.delegates import DelegateRefused, cancel, correct
from registration.operations.links import open_by_letter, prepare_sign_in, prove_by_account, send_links
from registration.queries.badges import badge_of
from registration.queries.status import invited_sessions, status_of
from registration.queries.venue import venue_of
from registration.rules.delegates import LIVE
from registration.views.drafts import drop_draft, drop_drafts, keep_draft, kept_draft
from registration.views.opened import close_all, is_opened_here, keep_opened, keep_typed, opened_keys
from registration.views.owned import language_of_page, own_page, sign_in_url, way_back
from toolkit import clock
from toolkit.limits import exceeds

LINK = "link"
"""The name of the draft with the address to which a link or a code is to be sent."""
IS_TOO_MANY = "is_too_many"


@never_cache
@require_safe
def me(request: HttpRequest, conference: str) -> HttpResponse:
    """Show the visitor's first registration, or the ways to one.

    `?key=` comes from the link in a letter, `?next=` from a page that needs signing in.
    """
    found = public_conference(conference)
    if "key" in request.GET:
        return _open(request, found, request.GET["key"])
    wanted = way_back(request.GET.get("next", ""), found)
    if wanted and request.user.is_authenticated:
        return redirect(wanted)
    delegates = list(own_delegates(found, request.user, keys=opened_keys(request)))
    if delegates and not wanted:
        prove_by_account([delegate.registration for delegate in delegates], by=_account(request))
        response = _show(request, min(delegates, key=_by_use), delegates)
    else:
        response = _ways(request, found, wanted=wanted)
    # The pages for signing in have no language in their address.
    keep_language(response, language_of_page())
    return response


def _ways(request: HttpRequest, conference: Conference, *, wanted: str) -> HttpResponse:
    """Show the ways to a registration, with the address that was typed last if there is something to say about it."""
    draft = kept_draft(request, LINK, now=clock.now())
    form = LinkForm(draft)
    if draft is not None and form.is_valid() and IS_TOO_MANY in draft:
        form.add_error("email", DISTURBS)
    context = public_shell(conference, "me", form=form, wanted=wanted)
    return render(request, "registration/me/none.html", context)


@own_page("GET", "HEAD")
def my_delegate(request: HttpRequest, holding: Holding) -> HttpResponse:
    """Show one of the visitor's registrations."""
    delegate = holding.delegate
    delegates = list(own_delegates(delegate.conference, request.user, keys=opened_keys(request)))
    return _show(request, delegate, delegates)


ORDER = (
    *(DelegateState.CONFIRMED, DelegateState.APPLIED, DelegateState.WAITLISTED),
    *(DelegateState.DECLINED, DelegateState.CANCELLED),
)


def _by_use(delegate: Delegate) -> tuple[int, int]:
    """Sort confirmed delegates first."""
    return ORDER.index(DelegateState(delegate.state)), delegate.number


def _open(request: HttpRequest, conference: Conference, key: str) -> HttpResponse:
    """Open the link in a letter and redirect, so that the key does not stay in the history of a borrowed phone."""
    registration = registration_by_key(conference, key)
    if registration is None:
        context = public_shell(conference, "me", form=LinkForm(), is_stale=True)
        return render(request, "registration/me/none.html", context, status=404)
    open_by_letter(registration, now=clock.now())
    keep_opened(request, registration)
    return redirect("conference_me", conference.slug)


def _show(request: HttpRequest, delegate: Delegate, delegates: list[Delegate]) -> HttpResponse:
    drop_draft(request, _edit_of(delegate), now=clock.now())
    context = public_shell(
        delegate.conference,
        "me",
        delegate=delegate,
        others=delegates if len(delegates) > 1 else [],
        status=status_of(delegate),
        invited=invited_sessions(delegate.conference, delegate),
        is_live=delegate.state in LIVE,
        venue=venue_of(delegate.conference, language=language_of_page()),
        may_read_data=may_read_data(delegate, request.user),
        is_opened_here=is_opened_here(request, delegate.registration),
    )
    return render(request, "registration/me/one.html", context)


EDIT = "edit"


def _edit_of(delegate: Delegate) -> str:
    return f"{EDIT} {delegate.code}"


@own_page("GET", "HEAD", "POST", keeps=EDIT)
def edit(request: HttpRequest, holding: Holding) -> HttpResponse:
    """Correct the data of one's own registration. The code stays the same."""
    delegate, now = holding.delegate, clock.now()
    if delegate.state not in LIVE:
        return _to_delegate(delegate)
    if request.method == "POST":
        return _correct(request, holding, now=now)
    draft = kept_draft(request, _edit_of(delegate), now=now)
    form = CorrectionForm(delegate, draft, language=language_of_page())
    if draft is not None and form.is_valid() and IS_TOO_MANY in draft:
        form.add_error("email", DISTURBS)
    return render(
        request, "registration/me/edit.html", public_shell(delegate.conference, "me", form=form, delegate=delegate)
    )


def _correct(request: HttpRequest, holding: Holding, *, now: datetime) -> HttpResponse:
    """Save the correction, or keep what was typed and show the form with its errors again."""
    delegate, typed = holding.delegate, request.POST.dict()
    form = CorrectionForm(delegate, typed, language=language_of_page())
    if not form.is_valid():
        return _edit_again(request, delegate, typed, now=now)
    email: str = form.cleaned_data["email"]
    if email != delegate.email and disturbs(email, visitor=request.user):
        return _edit_again(request, delegate, typed | {IS_TOO_MANY: "1"}, now=now)
    try:
        corrected = correct(delegate, form.particulars(), by=_account(request), now=now, holding=holding)
    except DelegateRefused:
        return _to_delegate(delegate)
    except Overtaken:  # saved from elsewhere since the row was read above: the form now notices
        return _edit_again(request, delegate, typed, now=now)
    if corrected.registration.access_key != delegate.registration.access_key:  # the address is another now
        keep_typed(request, corrected.registration)
    messages.success(request, _("Your details are saved. Your code stays the same."))
    return _to_delegate(delegate)


def _edit_again(request: HttpRequest, delegate: Delegate, typed: dict[str, str], *, now: datetime) -> HttpResponse:
    keep_draft(request, _edit_of(delegate), typed, now=now)
    return redirect("conference_my_delegate_edit", delegate.conference.slug, delegate.code)


def _to_delegate(delegate: Delegate) -> HttpResponse:
    return redirect("conference_my_delegate", delegate.conference.slug, delegate.code)


@own_page("GET", "HEAD", "POST")
def cancel_mine(request: HttpRequest, holding: Holding) -> HttpResponse:
    """Ask whether to cancel the registration, and on POST cancel it."""
    delegate = holding.delegate
    if request.method != "POST" and delegate.state in LIVE:
        context = public_shell(delegate.conference, "me", delegate=delegate)
        return render(request, "registration/me/cancel.html", context)
    if request.method == "POST":
        try:
            cancel(delegate, by=_account(request), now=clock.now(), holding=holding)
        except DelegateRefused:
            messages.warning(request, _("This registration cannot be cancelled any more."))
    return _to_delegate(delegate)


def _account(request: HttpRequest) -> User | None:
    return request.user if isinstance(request.user, User) else None


@own_page("GET", "HEAD")
def my_badge(request: HttpRequest, holding: Holding) -> HttpResponse:
    """Return the badge as a PDF; 404 unless the delegate is confirmed."""
    delegate = holding.delegate
    printed = badge_of(delegate)
    if printed is None:
        raise Http404
    response = HttpResponse(badge(printed.content), content_type="application/pdf")
    response.headers["Content-Disposition"] = f'inline; filename="badge-{delegate.badge_number}.pdf"'
    return response


@own_page("GET", "HEAD")
def my_calendar(request: HttpRequest, holding: Holding) -> HttpResponse:
    """Return the conference as a calendar entry; 404 unless the delegate is confirmed."""
    delegate = holding.delegate
    if delegate.state != DelegateState.CONFIRMED:
        raise Http404
    entry = conference_calendar(delegate, language=language_of_page())
    response = HttpResponse(entry, content_type="text/calendar; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{delegate.conference.slug}.ics"'
    return response


@own_page("GET", "HEAD")
def my_data(request: HttpRequest, holding: Holding) -> HttpResponse:
    """Everything that is kept about the visitor in this conference, as JSON; Http404 for whoever is not that person."""
    delegate = holding.delegate
    if not may_read_data(delegate, request.user):
        raise Http404
    document = personal_document(delegate.person, delegate.conference, now=clock.now())
    response = HttpResponse(document, content_type="application/json; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{delegate.conference.slug}-my-data.json"'
    return response


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def send_link(request: HttpRequest, conference: str) -> HttpResponse:
    """Send the letters of an address again. The response does not reveal whether the address is registered."""
    found = public_conference(conference)
    refused, email = _address(request, found)
    if refused is not None:
        return refused
    send_links(found, email, by=_account(request), now=clock.now())
    words = _("If somebody is registered under %(email)s, the letter with the link is on its way there.")
    messages.success(request, words % {"email": email})
    return redirect("conference_me", found.slug)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def send_code(request: HttpRequest, conference: str) -> HttpResponse:
    """Create an account for a registered address and let allauth send it a code for signing in."""
    found = public_conference(conference)
    refused, email = _address(request, found)
    if refused is not None:
        return refused
    prepare_sign_in(found, email)
    with letter_is_counted():
        response: HttpResponse = request_login_code(request)
    return response


def _address(request: HttpRequest, conference: Conference) -> tuple[HttpResponse | None, str]:
    """Return the address that was typed, or the response if nothing is to be sent there."""
    back = redirect(sign_in_url(conference, wanted=way_back(request.POST.get("next", ""), conference)))
    if request.method != "POST":  # the page was reloaded, or its language changed
        return back, ""
    typed = {"email": request.POST.get("email", "")}
    form = LinkForm(typed)
    now = clock.now()
    if not form.is_valid():
        keep_draft(request, LINK, typed, now=now)
        return back, ""
    if exceeds(LINKS, request):
        return render(request, "429.html", status=429), ""
    email: str = form.cleaned_data["email"]
    if disturbs(email, visitor=request.user):
        keep_draft(request, LINK, typed | {IS_TOO_MANY: "1"}, now=now)
        return back, ""
    drop_draft(request, LINK, now=now)
    return None, email


@never_cache
@require_POST
def leave(request: HttpRequest, conference: str) -> HttpResponse:
    """Forget the opened registrations in this browser, which may be borrowed. Does not sign out of an account."""
    found = public_conference(conference)
    close_all(request)
    drop_drafts(request)
    return redirect("conference_me", found.slug)
