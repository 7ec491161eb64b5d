"""The visitor's own registrations: code, badge, corrections, cancellation and ways to sign in."""

from allauth.account.views import request_login_code
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from events.access import public_conference
from events.exporters.personal import personal_document
from events.models import Conference, User
from events.operations.office.changes import Overtaken
from events.views.office.accounts import keep_language
from events.views.shell import public_shell
from registration.access.limits import LINKS, disturbs
from registration.access.own import hold, may_read_data, own_delegate, own_delegates, registration_by_key
from registration.exporters.badges import badge
from registration.exporters.calendars import conference_calendar
from registration.forms import DISTURBS, CorrectionForm, LinkForm
from registration.models import Delegate, DelegateState
from registration.operations.delegates import DelegateRefused, cancel, correct
from registration.operations.links import open_by_letter, prepare_sign_in, prove_by_account, send_links
from registration.queries.badges import badge_of
from registration.queries.status import invited_sessions, status_of
from registration.rules.delegates import LIVE
from registration.views.opened import close_all, is_opened_here, keep_opened, keep_typed, opened_keys
from toolkit import clock
from toolkit.limits import exceeds
from toolkit.text import CHINESE


@never_cache
@require_safe
def me(request: HttpRequest, conference: str) -> HttpResponse:
    """Show the visitor's first registration, or the ways to one. `?key=` comes from the link in a letter."""
    found = public_conference(conference)
    if "key" in request.GET:
        return _open(request, found, request.GET["key"])
    delegates = list(own_delegates(found, request.user, keys=opened_keys(request)))
    if delegates:
        prove_by_account([delegate.registration for delegate in delegates], by=_account(request))
        response = _show(request, found, min(delegates, key=_by_use), delegates)
    else:
        response = render(request, "registration/me/none.html", public_shell(found, "me", form=LinkForm()))
    # The pages for signing in have no language in their address.
    keep_language(response, get_language() or CHINESE)
    return response


@never_cache
@require_safe
def my_delegate(request: HttpRequest, conference: str, code: str) -> HttpResponse:
    """Show one of the visitor's registrations."""
    found = public_conference(conference)
    delegate = _own(request, found, code)
    delegates = list(own_delegates(found, request.user, keys=opened_keys(request)))
    return _show(request, found, delegate, delegates)


ORDER = (
    *(DelegateState.CONFIRMED, DelegateState.APPLIED, DelegateState.WAITLISTED),
    *(DelegateState.DECLINED, DelegateState.CANCELLED),
)


def _by_use(delegate: Delegate) -> tuple[int, int]:
    """Sort confirmed delegates first."""
    return ORDER.index(DelegateState(delegate.state)), delegate.number


def _own(request: HttpRequest, conference: Conference, code: str) -> Delegate:
    return own_delegate(conference, code, request.user, keys=opened_keys(request))


def _open(request: HttpRequest, conference: Conference, key: str) -> HttpResponse:
    """Open the link in a letter and redirect, so that the key does not stay in the history of a borrowed phone."""
    registration = registration_by_key(conference, key)
    if registration is None:
        context = public_shell(conference, "me", form=LinkForm(), is_stale=True)
        return render(request, "registration/me/none.html", context, status=404)
    open_by_letter(registration, now=clock.now())
    keep_opened(request, registration)
    return redirect("conference_me", conference.slug)


def _show(request: HttpRequest, conference: Conference, delegate: Delegate, delegates: list[Delegate]) -> HttpResponse:
    context = public_shell(
        conference,
        "me",
        delegate=delegate,
        others=delegates if len(delegates) > 1 else [],
        status=status_of(delegate),
        invited=invited_sessions(conference, delegate),
        is_live=delegate.state in LIVE,
        may_read_data=may_read_data(delegate, request.user),
        is_opened_here=is_opened_here(request, delegate.registration),
    )
    return render(request, "registration/me/one.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, conference: str, code: str) -> HttpResponse:
    """Correct the data of one's own registration. The code stays the same."""
    found = public_conference(conference)
    holding = hold(found, code, request.user, keys=opened_keys(request))
    delegate = holding.delegate
    if delegate.state not in LIVE:
        return redirect("conference_my_delegate", found.slug, delegate.code)
    language = get_language() or CHINESE
    if request.method != "POST":
        return _edit_form(request, delegate, CorrectionForm(delegate, language=language))
    form = CorrectionForm(delegate, request.POST.dict(), language=language)
    if not form.is_valid() or _disturbs_another(request, delegate, form):
        return _edit_form(request, delegate, form, status=422)
    try:
        corrected = correct(delegate, form.particulars(), by=_account(request), now=clock.now(), holding=holding)
    except DelegateRefused:
        return redirect("conference_my_delegate", found.slug, delegate.code)
    except Overtaken:  # saved from elsewhere since the row was read above: the form now notices
        delegate = _own(request, found, code)
        form = CorrectionForm(delegate, request.POST.dict(), language=language)
        return _edit_form(request, delegate, form, status=422)
    if corrected.registration.access_key != delegate.registration.access_key:  # the address is another now
        keep_typed(request, corrected.registration)
    messages.success(request, _("Your details are saved. Your code stays the same."))
    return redirect("conference_my_delegate", found.slug, delegate.code)


def _disturbs_another(request: HttpRequest, delegate: Delegate, form: CorrectionForm) -> bool:
    """Return whether the correction would send one letter too many to a new address, with an error at the field."""
    email: str = form.cleaned_data["email"]
    if email == delegate.email or not disturbs(email, visitor=request.user):
        return False
    form.add_error("email", DISTURBS)
    return True


def _edit_form(request: HttpRequest, delegate: Delegate, form: CorrectionForm, *, status: int = 200) -> HttpResponse:
    context = public_shell(delegate.conference, "me", form=form, delegate=delegate)
    return render(request, "registration/me/edit.html", context, status=status)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def cancel_mine(request: HttpRequest, conference: str, code: str) -> HttpResponse:
    """Ask whether to cancel the registration, and on POST cancel it."""
    found = public_conference(conference)
    holding = hold(found, code, request.user, keys=opened_keys(request))
    delegate = holding.delegate
    if request.method != "POST" and delegate.state in LIVE:
        return render(request, "registration/me/cancel.html", public_shell(found, "me", delegate=delegate))
    if request.method == "POST":
        try:
            cancel(delegate, by=_account(request), now=clock.now(), holding=holding)
        except DelegateRefused:
            messages.warning(request, _("This registration cannot be cancelled any more."))
    return redirect("conference_my_delegate", found.slug, delegate.code)


def _account(request: HttpRequest) -> User | None:
    return request.user if isinstance(request.user, User) else None


@never_cache
@require_safe
def my_badge(request: HttpRequest, conference: str, code: str) -> HttpResponse:
    """Return the badge as a PDF; 404 unless the delegate is confirmed."""
    found = public_conference(conference)
    delegate = _own(request, found, code)
    printed = badge_of(delegate)
    if printed is None:
        raise Http404
    response = HttpResponse(badge(printed.content), content_type="application/pdf")
    response.headers["Content-Disposition"] = f'inline; filename="badge-{delegate.badge_number}.pdf"'
    return response


@never_cache
@require_safe
def my_calendar(request: HttpRequest, conference: str, code: str) -> HttpResponse:
    """Return the conference as a calendar entry; 404 unless the delegate is confirmed."""
    found = public_conference(conference)
    delegate = _own(request, found, code)
    if delegate.state != DelegateState.CONFIRMED:
        raise Http404
    entry = conference_calendar(delegate, language=get_language() or CHINESE)
    response = HttpResponse(entry, content_type="text/calendar; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{found.slug}.ics"'
    return response


@never_cache
@require_safe
def my_data(request: HttpRequest, conference: str, code: str) -> HttpResponse:
    """Everything that is kept about the visitor in this conference, as JSON; Http404 for whoever is not that person."""
    found = public_conference(conference)
    delegate = _own(request, found, code)
    if not may_read_data(delegate, request.user):
        raise Http404
    document = personal_document(delegate.person, found, now=clock.now())
    response = HttpResponse(document, content_type="application/json; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{found.slug}-my-data.json"'
    return response


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def send_link(request: HttpRequest, conference: str) -> HttpResponse:
    """Send the letters of an address again. The response does not reveal whether the address is registered."""
    found = public_conference(conference)
    if request.method != "POST":  # the page was reloaded, or its language changed, after a refusal
        return redirect("conference_me", found.slug)
    form = LinkForm(request.POST.dict())
    if not form.is_valid():
        return render(request, "registration/me/none.html", public_shell(found, "me", form=form), status=422)
    if exceeds(LINKS, request):
        return render(request, "429.html", status=429)
    email = form.cleaned_data["email"]
    if disturbs(email, visitor=request.user):
        form.add_error("email", DISTURBS)
        return render(request, "registration/me/none.html", public_shell(found, "me", form=form), status=429)
    send_links(found, email, by=_account(request), now=clock.now())
    words = _("If somebody is registered under %(email)s, the letter with the link is on its way there.")
    messages.success(request, words % {"email": email})
    return redirect("conference_me", found.slug)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def send_code(request: HttpRequest, conference: str) -> HttpResponse:
    """Create an account for a registered address and let allauth send it a code for signing in."""
    found = public_conference(conference)
    if request.method != "POST":
        return redirect("conference_me", found.slug)
    form = LinkForm(request.POST.dict())
    if not form.is_valid():
        return render(request, "registration/me/none.html", public_shell(found, "me", form=form), status=422)
    if exceeds(LINKS, request):
        return render(request, "429.html", status=429)
    email = form.cleaned_data["email"]
    if disturbs(email, visitor=request.user):
        form.add_error("email", DISTURBS)
        return render(request, "registration/me/none.html", public_shell(found, "me", form=form), status=429)
    prepare_sign_in(found, email)
    response: HttpResponse = request_login_code(request)
    return response


@never_cache
@require_POST
def leave(request: HttpRequest, conference: str) -> HttpResponse:
    """Forget the opened registrations in this browser, which may be borrowed. Does not sign out of an account."""
    found = public_conference(conference)
    close_all(request)
    return redirect("conference_me", found.slug)
